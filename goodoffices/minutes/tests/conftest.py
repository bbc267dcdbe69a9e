"""A session that was held and closed, with what was said in it; and minutes of it."""

from typing import NamedTuple

import pytest

from goodoffices.decisions.tests.clocks import Clock
from goodoffices.minutes.acts import DraftMinutes
from goodoffices.process.acts import CloseSession, FrameRound, OpenRound, OpenSession
from goodoffices.process.models import Round
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import admit, say


class Held(NamedTuple):
    """A session by its id, and the entries of what North and South said in it."""

    id: str
    north: Entry
    south: Entry


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Sara of the secretariat")


def hold(river, amara, lena, idris, title="On water"):
    round = Round.objects.seen_by(amara).filter(state="open").first()
    if round is None:
        id = perform(FrameRound(title="A round"), amara).entry.id
        perform(OpenRound(round=id), amara)
    session = perform(OpenSession(round=round.id if round else id, title=title), amara).entry.id
    plenary = river.book("plenary")
    north, south = say(lena, plenary, "Forty days."), say(idris, plenary, "Thirty days.")
    perform(CloseSession(session=session), amara)
    return Held(session, north, south)


@pytest.fixture
def held(river, amara, lena, idris):
    return hold(river, amara, lena, idris)


@pytest.fixture
def minutes(held, sara):
    """The id of minutes with three paragraphs, the second of which cites what was said."""
    text = f"Opened at ten.\n\nNorth asked for forty days ({held.north.citation}).\n\nClosed at noon."
    return perform(DraftMinutes(session=held.id, text=text), sara).entry.id
