"""What witnesses do in one book shows nothing of another: checkpoints, lines and the clock's notes, byte for byte."""

import pytest

from goodoffices.record.checkpoints import keep_checkpoints, offered
from goodoffices.record.copy import copy
from goodoffices.record.models import Checkpoint
from goodoffices.record.perform import ring
from goodoffices.record.source import KeyedSource, drawing_from
from goodoffices.witnesses.receiving import take
from goodoffices.witnesses.tests.signing import cosigned, named
from tests.cast import Api, client_of
from tests.table import now, say

DAY = ("2025-05-01T09:30:00.000Z", "2025-05-01T12:40:00.000Z", "2025-05-02T02:10:00.000Z", "2025-05-02T05:00:00.000Z")


class At(KeyedSource):
    def __init__(self, moment: str) -> None:
        super().__init__("tests")
        self.moment = moment

    def now(self, place: str) -> str:
        return self.moment


def witness(seat, book, key):
    book.refresh_from_db()
    take(now(seat), book.id, cosigned(offered(book), key))


def a_day(river, lena, idris, elsewhere):
    """What South reads at each hour of a day on which it witnesses the plenary; `elsewhere`: what North does meanwhile."""
    plenary, caucus = river.book("plenary"), river.book("caucus", "north")
    north, south = named(lena, "north"), named(idris, "south")
    read = []
    for hour, moment in enumerate(DAY):
        with drawing_from(At(moment)):
            if elsewhere == "busy":
                say(lena, caucus, f"In private, {hour}.")
                if hour > 1:
                    witness(lena, caucus, north)
            keep_checkpoints(moment)
            ring(moment)
            witness(idris, plenary, south)
            if hour != 1:
                say(idris, plenary, f"In the open, {hour}.")
            read.append(everything(idris, plenary))
    return read


def everything(seat, plenary):
    """All that a reader is shown of witnesses."""
    seat, page = now(seat), f"/processes/{seat.process_id}/witnesses/"
    plenary.refresh_from_db()
    api, client = Api(seat), client_of(seat)
    pages = [
        client.get(f"{page}{rest}").text for rest in ("", "fingerprints/", f"{plenary.id}/", f"{plenary.id}/offered")
    ]
    kept = list(Checkpoint.objects.filter(book=plenary).order_by("size").values_list("size", "note"))
    told = [
        api.get(f"/books/{plenary.id}/{what}").content for what in ("witnesses", "entries", "consistency?from=1&to=2")
    ]
    return [without_token(text) for text in pages], told, kept, list(copy(plenary))


def without_token(page):
    """Tokens against forgery are drawn anew for each page."""
    import re

    return re.sub(r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|name="key" value="[^"]*"', "", page)


@pytest.fixture(scope="module")
def days():
    return {}


@pytest.mark.parametrize("elsewhere", ["quiet", "busy"])
def test_a_days_rhythm_is_the_books_own(river, lena, idris, days, elsewhere):
    days[elsewhere] = a_day(river, lena, idris, elsewhere)
    kinds = [entry.kind for entry in river.entries("plenary")]
    assert "record.note_witness" in kinds
    assert ("record.note_witness" in [entry.kind for entry in river.entries("caucus", "north")]) == (
        elsewhere == "busy"
    )
    if len(days) == 2:
        assert days["quiet"] == days["busy"]
