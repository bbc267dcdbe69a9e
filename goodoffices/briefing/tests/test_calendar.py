"""The calendar: a month, a line of time, today and its programme, as far as each seat reads."""

import re

import pytest

from goodoffices.decisions.acts import PutDecision, WithdrawDecision
from goodoffices.process.acts import FrameRound, OpenRound, OpenSession, SetProgramme
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import say

WATER = {"from": "15:00", "to": "16:30", "item": "Water", "room": "Hall A"}


def page(seat, path: str = "") -> str:
    answer = client_of(seat).get(f"/processes/{seat.process_id}/briefing/calendar/{path}")
    assert answer.status_code == 200
    return answer.text


def squares(text: str) -> dict[str, str]:
    """By day, what stands in its square of the month."""
    return dict(re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)">(.*?)</td>', text, re.DOTALL))


@pytest.fixture
def planned(river, amara):
    round = perform(FrameRound(title="Round 1", venue="Vienna", begins="2025-05-05", ends="2025-05-09"), amara).entry.id
    perform(SetProgramme(round=round, day="2025-05-06", items=[WATER]), amara)
    return round


def test_a_month_is_whole_weeks_with_each_date_on_its_day(river, amara, lena, planned):
    found = squares(page(lena, "?month=2025-05"))
    assert (min(found), max(found), len(found)) == ("2025-04-28", "2025-06-01", 35)
    assert "“Round 1” begins" in found["2025-05-05"]
    assert "Water" in found["2025-05-06"]
    assert "15:00" in found["2025-05-06"]
    assert "Water" not in found["2025-05-07"]


def test_months_lead_to_those_beside_them(river, lena):
    text = page(lena, "?month=2024-12")
    assert "?month=2024-11" in text
    assert "?month=2025-01" in text
    assert len(squares(page(lena, "?month=2024-02"))) == 35  # a leap day in it
    assert "2024-02-29" in squares(page(lena, "?month=2024-02"))
    assert len(squares(page(lena, "?month=2027-02"))) == 28  # four weeks, neither more nor less


@pytest.mark.parametrize("month", ["2025-13", "2025-5", "0001-01", "9999-12", "x", "2025-05-01", "١٢٣٤-٠١"])
def test_what_is_no_month_is_this_one(river, lena, month):
    assert squares(page(lena, f"?month={month}")).keys() == squares(page(lena)).keys()


def test_what_was_cancelled_stays_and_says_so(river, amara, lena, planned):
    put = perform(PutDecision(words="We meet in Vienna.", method="consent", expires="2025-05-20T18:00"), amara).entry.id
    perform(WithdrawDecision(decision=put), amara)
    perform(SetProgramme(round=planned, day="2025-05-06", items=[]), amara)
    found = squares(page(lena, "?month=2025-05"))
    for day in ("2025-05-20", "2025-05-06"):
        assert "<s dir=" in found[day]
        assert "Cancelled" in found[day]


def test_today_stands_above_with_its_programme(river, amara, lena):
    round = perform(FrameRound(title="Round 1"), amara).entry.id
    perform(OpenRound(round=round), amara)
    session = perform(OpenSession(round=round, title="Morning"), amara).entry.id
    perform(SetProgramme(session=session, items=[WATER]), amara)
    text = page(lena)
    above = text[text.index('class="of-today"') : text.index('class="month"')]
    assert "Session “Morning”" in above
    assert "Programme, 10 April 2025" in above
    assert "Hall A" in above
    assert "process.set_programme" not in page(amara)
    today = client_of(lena).get(f"/processes/{river.process}/?since=start").text
    assert "Programme, 10 April 2025" in today


def test_all_dates_stand_in_one_line_what_is_ahead_first(river, amara, lena, planned):
    perform(FrameRound(title="Long ago", begins="2001-05-01"), amara)
    text = page(lena, "line/")
    order = [text.index(words) for words in ("“Round 1” begins", "Water", "“Round 1” ends", "“Long ago” begins")]
    assert order == sorted(order)
    assert text.index(">Past<") < order[-1]


def test_a_date_in_a_room_stands_in_the_calendars_of_its_readers_alone(river, amara, lena, idris):
    said = say(lena, river.book("caucus", "north"), "Thirty days.")
    before = squares(page(idris, "?month=2025-05"))
    perform(PutDecision(about=said.id, method="consent", expires="2025-05-20T18:00"), amara)
    assert "Thirty days" in squares(page(lena, "?month=2025-05"))["2025-05-20"]
    assert "Thirty days" in page(amara, "line/")
    assert squares(page(idris, "?month=2025-05")) == before
    assert "Thirty days" not in page(idris, "line/")


def test_markup_in_a_title_is_text(river, amara, lena, planned):
    perform(SetProgramme(round=planned, day="2025-05-06", items=[{**WATER, "item": "<script>x</script>"}]), amara)
    for text in (page(lena, "?month=2025-05"), page(lena, "line/")):
        assert "<script>x" not in text
        assert "&lt;script&gt;x" in text


def test_an_outsider_finds_no_calendar(river, noor):
    for path in ("", "line/", "feed/"):
        assert client_of(noor).get(f"/processes/{river.process}/briefing/calendar/{path}").status_code == 404


def test_the_rail_leads_to_it_and_help_explains_it(river, lena):
    text = page(lena)
    assert f'href="/processes/{river.process}/briefing/calendar/"' in text
    assert "/help/calendar/" in text
