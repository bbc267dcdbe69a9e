"""The programme of a day: set by who leads, set again, called off; by the clock of the host city."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.agenda.models import Issue
from goodoffices.process.acts import ConcludeRound, FrameRound, OpenRound, OpenSession, SetProgramme
from goodoffices.process.models import Programme, ProgrammeItem
from goodoffices.process.programme import programmes_of
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, not_there, refused

MORNING = {"from": "09:00", "to": "10:30", "item": "Water", "room": "Hall A"}
NOON = {"from": "10:30", "to": "12:00", "item": "Opening statements", "room": "Hall A"}


@pytest.fixture
def planned(river, amara) -> str:
    """A round of five days in spring, in which Vienna’s clocks do not change."""
    act = FrameRound(title="Round 1", venue="Vienna", begins="2025-05-05", ends="2025-05-09", items=["Water"])
    return perform(act, amara).entry.id


def items_of(seat):
    rows = ProgrammeItem.objects.seen_by(seat).order_by("begins", "place")
    return [(item.text, item.begins[11:16], item.ends[11:16], item.room, item.current) for item in rows]


def test_the_third_party_plans_a_day_by_the_clock_of_the_host_city(river, amara, lena, planned):
    done = perform(SetProgramme(round=planned, day="2025-05-06", items=[MORNING, NOON]), amara)

    programme = Programme.objects.seen_by(lena).get()
    assert (programme.id, programme.day, programme.session) == (done.entry.id, "2025-05-06", None)
    assert items_of(lena) == [
        ("Water", "07:00", "08:30", "Hall A", True), ("Opening statements", "08:30", "10:00", "Hall A", True),
    ]  # fmt: skip
    assert done.entry.data["items"][0] == {"from": "09:00", "to": "10:30", "item": "Water", "room": "Hall A"}
    not_there(
        SetProgramme(round=planned, day="2025-05-06", items=[NOON]), lena, admit(amara, "interpreter", "Interpreter")
    )


def test_an_item_that_moves_is_the_same_item_and_one_that_goes_is_called_off(river, amara, lena, planned):
    perform(SetProgramme(round=planned, day="2025-05-06", items=[MORNING, NOON]), amara)
    before = {item.text: item for item in ProgrammeItem.objects.seen_by(lena)}

    perform(
        SetProgramme(round=planned, day="2025-05-06", items=[{**MORNING, "from": "09:30", "room": "Hall B"}]), amara
    )
    after = {item.text: item for item in ProgrammeItem.objects.seen_by(lena)}
    assert {text: item.id for text, item in after.items()} == {text: item.id for text, item in before.items()}
    assert items_of(lena) == [
        ("Water", "07:30", "08:30", "Hall B", True), ("Opening statements", "08:30", "10:00", "Hall A", False),
    ]  # fmt: skip

    perform(SetProgramme(round=planned, day="2025-05-06", items=[]), amara)
    assert not any(current for *_rest, current in items_of(lena))
    refused(SetProgramme(round=planned, day="2025-05-06", items=[]), amara, "Enter at least one")
    perform(SetProgramme(round=planned, day="2025-05-06", items=[NOON]), amara)
    assert ProgrammeItem.objects.seen_by(lena).get(current=True).id == before["Opening statements"].id
    assert Programme.objects.seen_by(lena).count() == 1


def test_what_stays_as_it_is_does_not_change(river, amara, lena, planned):
    perform(SetProgramme(round=planned, day="2025-05-06", items=[MORNING, NOON]), amara)
    before = ProgrammeItem.objects.seen_by(lena).get(text="Water").changed
    perform(SetProgramme(round=planned, day="2025-05-06", items=[MORNING, {**NOON, "to": "11:00"}]), amara)
    assert ProgrammeItem.objects.seen_by(lena).get(text="Water").changed == before


def test_a_session_has_the_programme_of_its_day_and_takes_over_what_was_planned(river, amara, lena):
    round = perform(FrameRound(title="Round 1"), amara).entry.id
    planned = perform(SetProgramme(round=round, day="2025-04-10", items=[NOON]), amara).entry.id
    perform(OpenRound(round=round), amara)
    session = perform(OpenSession(round=round, title="Morning"), amara).entry.id

    done = perform(SetProgramme(session=session, items=[NOON, MORNING]), amara)
    assert done.entry.id == planned
    assert Programme.objects.seen_by(lena).get().session_id == session
    assert [text for text, *_rest in items_of(lena)] == ["Water", "Opening statements"]
    refused(SetProgramme(session=session, day="2025-04-11", items=[NOON]), amara, "another day")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"items": [{**NOON, "to": "10:00"}]}, "ends before it begins"),
        ({"items": [{**NOON, "from": "2025-05-07T10:30", "to": "2025-05-07T12:00"}]}, "outside the day"),
        ({"items": [{**NOON, "from": "2025-05-06T23:30", "to": "2025-05-07T00:30"}]}, "outside the day"),
        ({"day": "2025-05-04"}, "not held on that day"),
        ({"day": "2025-05-10"}, "not held on that day"),
        ({"day": None}, "which day is meant"),
        ({"round": None}, "which day is meant"),
        ({"items": []}, "Enter at least one"),
    ],
)
def test_what_does_not_fit_the_day_is_refused(river, amara, planned, changed, why):
    refused(SetProgramme(**{"round": planned, "day": "2025-05-06", "items": [NOON], **changed}), amara, why)


def test_the_day_and_a_moment_of_it_may_be_named_with_an_offset(river, amara, lena, planned):
    items = [{"from": "2025-05-06T09:00Z", "to": "2025-05-06T12:00+01:00", "item": "Water"}]
    perform(SetProgramme(round=planned, day="2025-05-06", items=items), amara)
    assert items_of(lena) == [("Water", "09:00", "11:00", "", True)]


def test_a_time_that_the_clocks_skip_is_refused_and_one_that_they_show_twice_is_the_first(river, amara, lena):
    round = perform(FrameRound(title="All year"), amara).entry.id
    night = {"from": "02:30", "to": "04:00", "item": "A long night"}
    refused(SetProgramme(round=round, day="2025-03-30", items=[night]), amara, "skip this time")
    perform(SetProgramme(round=round, day="2025-10-26", items=[night]), amara)
    assert items_of(lena) == [("A long night", "00:30", "03:00", "", True)]


@pytest.mark.parametrize(
    "item", [{"from": "9:00"}, {"from": "24:00"}, {"to": "noon"}, {"item": " "}, {"item": "a\nb"}, {"more": "x"}]
)
def test_a_programme_has_its_shape(item):
    with pytest.raises(ValueError, match=next(iter(item))):
        SetProgramme(session="x", items=[{**NOON, **item}])


def test_two_items_in_one_room_at_a_time_are_said_and_not_refused(river, amara, lena, planned):
    items = [MORNING, {**NOON, "from": "10:00", "room": "hall a"}, {**NOON, "item": "Elsewhere", "room": None}]
    perform(SetProgramme(round=planned, day="2025-05-06", items=items), amara)
    (programme,) = programmes_of(lena)
    assert [(one.text, other.text) for one, other in programme.clashes] == [("Water", "Opening statements")]
    page = client_of(lena).get(f"/processes/{river.process}/rounds/").text
    assert "at the same time" in page


def test_nothing_is_planned_for_a_round_that_is_concluded(river, amara, planned):
    perform(OpenRound(round=planned), amara)
    perform(ConcludeRound(round=planned), amara)
    refused(SetProgramme(round=planned, day="2025-05-06", items=[NOON]), amara, "is concluded")


def test_an_item_names_the_issue_that_reads_the_same_or_whose_id_it_is(river, amara, lena, planned):
    water = perform(RaiseIssue(title="Water"), amara).entry.id
    dams = perform(RaiseIssue(title="Dams & <b>gates</b>"), amara).entry.id
    secret = perform(RaiseIssue(title="Our red line", book=river.book("caucus", "north").id), lena).entry.id
    items = [MORNING, {**NOON, "item": dams}]
    perform(SetProgramme(round=planned, day="2025-05-06", items=items), amara)
    refused(
        SetProgramme(round=planned, day="2025-05-06", items=[{**NOON, "item": secret}]),
        amara,
        "Write the item in words",
    )

    assert [text for text, *_rest in items_of(lena)] == ["Water", "Dams & <b>gates</b>"]
    page = client_of(lena).get(f"/processes/{river.process}/rounds/").text
    assert all(Issue.objects.seen_by(lena).get(id=id).page() in page for id in (water, dams))
    assert "<b>gates" not in page


def test_the_form_sets_a_programme_line_by_line(river, amara, lena, planned):
    client = client_of(amara)
    form = form_on(client, f"/processes/{river.process}/rounds/", "process.set_programme")
    sent = {
        **dict(form.fields),
        "day": "2025-05-06",
        "items-0-since": "09:00",
        "items-0-to": "10:30",
        "items-0-item": "Water",
    }
    answer = client.post(
        form.action, {**sent, "items-3-since": "11:00", "items-3-to": "10:00", "items-3-item": "Gauges"}
    )
    assert answer.status_code == 422
    assert 'value="Gauges"' in answer.text
    answer = client.post(
        form.action, {**sent, "items-3-since": "11:00", "items-3-to": "12:00", "items-3-item": "Gauges"}
    )
    assert answer.status_code == 302
    assert [item[:3] for item in items_of(lena)] == [("Water", "07:00", "08:30"), ("Gauges", "09:00", "10:00")]
    assert "6 May 2025" in client_of(lena).get(f"/processes/{river.process}/rounds/").text


def test_a_programme_is_set_over_the_api(river, amara, lena, planned):
    answer = Api(amara).act("process.set_programme", {"round": planned, "day": "2025-05-06", "items": [MORNING]})
    assert answer.status_code == 201
    assert Api(lena).act("process.set_programme", {"round": planned, "day": "2025-05-06"}).status_code == 404
