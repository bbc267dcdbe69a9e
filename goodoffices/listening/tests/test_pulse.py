"""The heard-ness pulse: who is asked and when, who is told, and that no answer can be told from what is told."""

import re
from contextlib import contextmanager

import pytest
from django.test import Client

from goodoffices.listening.models import PulseAnswer
from goodoffices.listening.pulse import ITEMS, chart_of, keep, open_pulse, score, trends
from goodoffices.process.acts import CloseSession, FrameRound, OpenRound, OpenSession
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from tests.cast import client_of
from tests.forms import form_on
from tests.table import admit, now

HIGH, LOW, MIDDLE = [7, 7, 1, 7, 7, 1, 7, 7], [1, 1, 7, 1, 1, 7, 1, 1], [4] * 8


@pytest.fixture
def round_(amara):
    framed = perform(FrameRound(title="Round 1"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    return framed


@pytest.fixture
def session(amara, round_):
    return held(amara, round_, "Day 1")


@pytest.fixture
def north(lena):
    """Three seats of North's."""
    return [lena, *(admit(lena, "delegate", f"Delegate {n}, North", "north") for n in ("1", "2"))]


def begun(amara, round_, title):
    return perform(OpenSession(round=round_, title=title), amara).entry.id


def held(amara, round_, title):
    session = begun(amara, round_, title)
    perform(CloseSession(session=session), amara)
    return session


@contextmanager
def days_later(days):
    class Later(KeyedSource):
        def now(self, place):
            return f"2025-04-{10 + days}T12:00:00.000Z"

    with drawing_from(Later("tests")):
        yield


def told(seat):
    return {trend.party.key: [(felt.session.title, felt.score) for felt in trend.felt] for trend in trends(now(seat))}


def page_of(seat, page="pulse/"):
    """As it is but for the form's token, which is another each time."""
    page = client_of(now(seat)).get(f"/processes/{seat.process_id}/listening/{page}").text
    return re.sub(r"[A-Za-z0-9]{64}", "token", page)


def test_a_seat_answers_after_the_session_and_may_change_it(river, amara, lena, round_):
    session = begun(amara, round_, "Day 1")
    assert open_pulse(now(lena)) is None
    with pytest.raises(Refused, match="has closed"):
        keep(now(lena), session, HIGH)
    perform(CloseSession(session=session), amara)
    keep(now(lena), session, LOW)
    keep(now(lena), session, HIGH)
    assert [row.marks for row in PulseAnswer.objects.all()] == [HIGH]


def test_answering_leaves_nothing_in_any_book(river, lena, session):
    before = Entry.objects.count()
    keep(now(lena), session, HIGH)
    assert Entry.objects.count() == before


def test_the_pulse_closes_when_the_next_session_opens(river, amara, lena, round_, session):
    keep(now(lena), session, HIGH)
    begun(amara, round_, "Day 2")
    with pytest.raises(Refused, match="has closed"):
        keep(now(lena), session, LOW)


def test_the_pulse_closes_after_seven_days(river, lena, session):
    with days_later(6):
        keep(now(lena), session, HIGH)
    with days_later(8), pytest.raises(Refused, match="has closed"):
        keep(now(lena), session, LOW)


def test_only_delegations_are_asked(river, amara, lena, noor, session):
    observer = admit(amara, "observer", "Observer")
    for seat in (amara, observer, noor):
        with pytest.raises(NotThere):
            keep(now(seat), session, HIGH)
        assert client_of(now(seat)).post(
            f"/processes/{river.process}/listening/pulse/{session}/answer"
        ).status_code == (404)
    with pytest.raises(NotThere):
        keep(now(lena), "nosuchsession", HIGH)
    assert "between each delegation and the third party" in page_of(observer)


@pytest.mark.parametrize("marks", [[4] * 7, [4] * 9, [0, *[4] * 7], [8, *[4] * 7]])
def test_eight_answers_from_one_to_seven(river, lena, session, marks):
    with pytest.raises(Refused, match="Choose a number in every line"):
        keep(now(lena), session, marks)


def test_two_items_count_from_the_other_end():
    assert (score(HIGH), score(LOW), score(MIDDLE)) == (7.0, 1.0, 4.0)
    assert [item.name for item in ITEMS if item.turned] == ["themselves", "insensitive"]


# ---- who is told what


def test_nothing_is_told_while_answers_may_still_change(river, amara, idris, north, session):
    """Otherwise the third answer, or a change, could be read from the difference."""
    for seat in north:
        keep(now(seat), session, HIGH)
    assert told(amara) == {"north": [], "south": []}
    assert "Results appear when the survey closes" in page_of(amara)
    with days_later(9):
        assert told(amara) == {"north": [("Day 1", 7.0)], "south": [("Day 1", None)]}


def test_fewer_than_three_answers_are_never_told(river, amara, lena, north, session):
    pages = []
    for marks in (HIGH, LOW):
        for seat in north[:2]:
            keep(now(seat), session, marks)
        with days_later(9):
            assert told(amara)["north"] == told(lena)["north"] == [("Day 1", None)]
            pages.append((page_of(amara), page_of(north[2]), page_of(amara, "")))
    assert pages[0] == pages[1]
    assert "fewer than three answers" in pages[0][0]


def test_a_side_is_told_of_itself_and_the_third_party_of_each(river, amara, lena, idris, north, session):
    for seat, marks in zip(north, (HIGH, HIGH, MIDDLE), strict=True):
        keep(now(seat), session, marks)
    theirs = page_of(idris), page_of(idris, "")
    with days_later(9):
        assert told(amara)["north"] == told(lena)["north"] == [("Day 1", 6.0)]
        assert told(idris) == {"south": [("Day 1", None)]}
        assert "6.0" in page_of(lena) and "<svg" in page_of(amara) and "6.0" in page_of(amara, "")
        after = page_of(idris)
        assert "North" not in after[after.index("<main") : after.index("</main>")] and "<svg" not in after
    PulseAnswer.objects.all().delete()
    assert (page_of(idris), page_of(idris, "")) == theirs


def test_a_colleague_s_answering_changes_nothing_on_my_page(river, lena, north, session):
    before = page_of(north[1])
    keep(now(lena), session, HIGH)
    assert page_of(north[1]) == before


def test_a_seat_reads_its_own_answer_again_and_nobody_else_does(river, amara, north, session):
    keep(now(north[0]), session, MIDDLE)
    with days_later(9):
        assert "Your own answers" in page_of(north[0]) and "<b>4.0</b>" in page_of(north[0])
        for seat in (amara, north[1]):
            assert "Your own answers" not in page_of(seat) and "4.0</b>" not in page_of(seat)


def test_answers_stay_those_of_the_side_for_which_they_were_given(river, amara, lena, idris, north, session):
    from goodoffices.process.acts import RemoveSeat

    for seat in north:
        keep(now(seat), session, MIDDLE)
    perform(RemoveSeat(seat=north[2].id), now(lena))
    with days_later(9):
        assert told(amara)["north"] == [("Day 1", 4.0)]


def test_the_trend_has_a_gap_where_nothing_is_told(river, amara, north, round_, session):
    for title, marks in (("Day 1", HIGH), ("Day 2", None), ("Day 3", MIDDLE), ("Day 4", LOW)):
        held_session = session if title == "Day 1" else held(amara, round_, title)
        for seat in north if marks else ():
            keep(now(seat), held_session, marks)
    with days_later(9):
        found = trends(now(amara))
        chart = chart_of(found)
    assert [felt.score for felt in found[0].felt] == [7.0, None, 4.0, 1.0]
    (_party, strokes, points) = chart.lines[0]
    assert len(strokes) == 1 and strokes[0].count(",") == 2 and len(points) == 3


# ---- through the page


def test_eight_lines_are_answered_through_the_page(river, amara, lena, session):
    page, mine = f"/processes/{river.process}/listening/pulse/", client_of(now(lena))
    assert "Feeling Heard Scale" in mine.get(page).text and "CC BY 4.0" in mine.get(page).text
    form = form_on(mine, page, "/answer")
    assert form.names - {"csrfmiddlewaretoken"} == {item.name for item in ITEMS}
    half = form.send(mine, **dict.fromkeys([item.name for item in ITEMS[:4]], "5"))
    assert half.status_code == 422 and form_part(half.text).count("checked") == 4
    assert form.send(mine, **dict.fromkeys([item.name for item in ITEMS], "5")).status_code == 302
    again = mine.get(page).text
    assert form_part(again).count("checked") == 8 and "Change my answer" in again
    assert Client().post(f"{page}{session}/answer").status_code == 401  # to sign in


def form_part(html: str) -> str:
    return html[html.index('id="main"') : html.index("</main>")]


def waits(html: str) -> bool:
    """Whether the line of the survey in the rail says that something is waiting there."""
    (hidden,) = re.findall(r'data-waiting="listening:pulse"( hidden)?>', html)
    return not hidden


def test_the_rail_says_that_an_answer_waits_to_whom_it_waits_for(river, amara, lena, session):
    assert waits(page_of(lena)) and not waits(page_of(amara))
    keep(now(lena), session, HIGH)
    assert not waits(page_of(lena))
