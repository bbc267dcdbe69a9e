"""Reminders: by the host city's day, seven days and one day before and on the day; none for what is done or cancelled."""

import pytest
from django.core import mail

from goodoffices.briefing import digest
from goodoffices.briefing.todo import asks_of
from goodoffices.decisions.acts import PutDecision, WithdrawDecision
from goodoffices.process.acts import FrameRound, OpenRound, SetProgramme
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from tests.cast import client_of
from tests.table import now, say

DINNER = {"from": "19:00", "to": "21:00", "item": "Dinner"}


class At(KeyedSource):
    """A host whose clock shows this."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    def now(self, place: str) -> str:
        return self.at


def reminded(seat, day: str, hour: str = "09:00") -> list[str]:
    with drawing_from(At(f"{day}T{hour}:00.000Z")):
        return [wait.sentence for wait in asks_of(now(seat)) if wait.sort == "reminders"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-04-23", []),
        ("2025-04-24", ["In seven days: “Round nine” begins"]),
        ("2025-04-25", []),
        ("2025-04-30", ["Tomorrow: “Round nine” begins"]),
        ("2025-05-01", ["Today: “Round nine” begins"]),
        ("2025-05-02", []),
    ],
)
def test_a_day_reminds_seven_days_and_one_day_before_and_when_it_is_there(river, amara, lena, day, words):
    perform(FrameRound(title="Round nine", begins="2025-05-01"), amara)
    assert reminded(lena, day) == words
    with drawing_from(At(f"{day}T09:00:00.000Z")):
        page = client_of(lena).get(f"/processes/{river.process}/?since=start").text
    assert all(each in page for each in words)


def test_the_day_is_that_of_the_host_city(river, amara, lena):
    perform(FrameRound(title="Round nine", begins="2025-05-01"), amara)
    assert reminded(lena, "2025-04-29", "21:59") == []
    assert reminded(lena, "2025-04-29", "22:00") == ["Tomorrow: “Round nine” begins"]


def test_what_is_done_or_cancelled_reminds_nobody(river, amara, lena):
    round = perform(FrameRound(title="Round nine", begins="2025-05-01"), amara).entry.id
    put = perform(PutDecision(words="Vienna.", method="consent", expires="2025-05-01T18:00"), amara).entry.id
    perform(SetProgramme(round=round, day="2025-05-01", items=[DINNER]), amara)
    assert len(reminded(lena, "2025-05-01")) == 3
    perform(WithdrawDecision(decision=put), amara)
    perform(SetProgramme(round=round, day="2025-05-01", items=[]), amara)
    assert reminded(lena, "2025-05-01") == ["Today: “Round nine” begins"]
    perform(OpenRound(round=round), amara)
    assert reminded(lena, "2025-05-01") == []


def test_a_programme_reminds_once_of_its_day(river, amara, lena):
    round = perform(FrameRound(title="Round nine"), amara).entry.id
    items = [{**DINNER, "item": "Water", "from": "09:00", "to": "10:00"}, DINNER]
    perform(SetProgramme(round=round, day="2025-05-01", items=items), amara)
    assert reminded(lena, "2025-04-30") == ["Tomorrow: Water"]


def test_the_digest_counts_reminders_and_says_no_word_of_them(river, amara, lena):
    client_of(lena)
    perform(FrameRound(title="Round nine", begins="2025-05-01"), amara)
    with drawing_from(At("2025-04-29T09:00:00.000Z")):
        before = len(asks_of(now(lena)))
    with drawing_from(At("2025-04-30T09:00:00.000Z")):
        assert len(asks_of(now(lena))) == before + 1
        assert digest.send_now(now(lena), "https://host.example/")
    assert "Round nine" not in mail.outbox[-1].body + mail.outbox[-1].subject


def test_nothing_of_another_room_reminds(river, amara, lena, idris):
    said = say(lena, river.book("caucus", "north"), "Thirty days.")
    before = reminded(idris, "2025-05-01")
    perform(PutDecision(about=said.id, method="consent", expires="2025-05-01T18:00"), amara)
    assert reminded(idris, "2025-05-01") == before == []
    assert len(reminded(lena, "2025-05-01")) == 1
