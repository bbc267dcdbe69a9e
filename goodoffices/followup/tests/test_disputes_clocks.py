"""The clock of a dispute: levels lapse at their recorded moment, whatever the host was doing then."""

import pytest

from goodoffices.followup.acts import CloseDispute, ExtendLevel, LapseLevel, ReferDispute, Respond
from goodoffices.followup.models import ExtensionAsked, Level
from goodoffices.followup.tests.dispute_cast import RIYADH, VIENNA, alleged, dispute, in_force, ladder
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, commission, not_there, now, refused


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


@pytest.fixture
def opened(river, clock, amara, lena, idris, sara):
    """A commission, a commitment of North's, and a ladder: everything that a dispute needs. It is Monday, 5 May 2025."""
    commission(amara, "joint", lena, idris, sara)
    ladder(amara, lena, idris)
    return in_force(amara, lena)


def lapses(seat):
    """By moment, the levels that the clock has put on record as lapsed."""
    return [(e.at, e.facts["name"]) for e in Entry.objects.filter(kind="followup.lapse_level").order_by("number")]


def stands(seat, id):
    found = dispute(seat, id)
    return found.level, found.last_day, found.lapses


def test_the_first_level_begins_with_the_allegation(river, lena, idris, opened):
    id = alleged(idris, opened)
    assert stands(lena, id) == (1, "2025-05-07", "2025-05-07T22:00:00.000Z")
    facts = Entry.objects.get(kind="followup.allege").facts
    assert (facts["last_day"], facts["lapses"]) == ("2025-05-07", "2025-05-07T22:00:00.000Z")


def test_a_level_that_lapses_gives_way_to_the_next_and_the_last_to_nothing(river, clock, lena, idris, opened):
    id = alleged(idris, opened)
    clock.at("2025-05-07T21:59")
    clock.ring()
    assert stands(lena, id)[0] == 1
    clock.at("2025-05-07T22:00")
    clock.ring()
    assert stands(lena, id) == (2, "2025-05-10", "2025-05-10T22:00:00.000Z")
    clock.at("2025-05-10T22:00")
    clock.ring()
    assert stands(lena, id) == (3, "2025-05-12", "2025-05-12T22:00:00.000Z")  # Sunday does not count
    clock.at("2025-05-12T22:00")
    clock.ring()
    found = dispute(lena, id)
    assert stands(lena, id) == (3, "", "") and found.at_the_top and found.open
    assert [row.ended_how for row in Level.objects.seen_by(now(lena)).order_by("ordinal")] == ["lapsed"] * 3
    page = client_of(now(lena)).get(f"/processes/{river.process}/commitments/disputes/{id}/").text
    assert "The time of the last level has run out." in page and "Either side may" in page
    clock.at("2026-01-01T00:00")
    clock.ring()
    assert len(lapses(lena)) == 3 and dispute(lena, id).open


def test_a_host_that_was_down_lets_levels_lapse_at_their_own_moments(river, clock, lena, idris, opened):
    id = alleged(idris, opened)
    clock.at("2025-05-11T08:00")  # nobody was there since Monday
    perform(Respond(dispute=id, words="A storm."), now(lena))
    kinds = [(e.kind, e.at) for e in Entry.objects.filter(book=dispute(lena, id).book).order_by("number")][-3:]
    assert kinds == [
        ("followup.lapse_level", "2025-05-07T22:00:00.000Z"),
        ("followup.lapse_level", "2025-05-10T22:00:00.000Z"),
        ("followup.respond", "2025-05-11T08:00:00.000Z"),
    ]
    assert stands(lena, id)[0] == 3


def test_all_of_it_lapses_at_once_where_the_host_was_down_for_a_month(river, clock, lena, idris, opened):
    id = alleged(idris, opened)
    clock.at("2025-06-30T08:00")
    clock.ring()
    assert [at for at, _name in lapses(lena)] == [
        "2025-05-07T22:00:00.000Z", "2025-05-10T22:00:00.000Z", "2025-05-12T22:00:00.000Z",
    ]  # fmt: skip
    assert dispute(lena, id).at_the_top


@pytest.mark.parametrize(
    ("begins", "level", "places", "last", "end"),
    [
        ("2025-03-28T12:00", {"days": 2}, [], "2025-03-30", "2025-03-30T22:00:00.000Z"),  # clocks go forward
        ("2025-10-24T12:00", {"days": 1}, [], "2025-10-25", "2025-10-25T22:00:00.000Z"),
        ("2025-10-24T12:00", {"days": 2}, [], "2025-10-26", "2025-10-26T23:00:00.000Z"),  # and back
        ("2028-02-27T12:00", {"days": 2}, [], "2028-02-29", "2028-02-29T23:00:00.000Z"),  # a leap day
        ("2025-05-08T12:00", {"days": 1, "working": True}, [VIENNA, RIYADH], "2025-05-12", "2025-05-12T22:00:00.000Z"),
        ("2025-05-08T22:30", {"days": 1}, [], "2025-05-10", "2025-05-10T22:00:00.000Z"),  # in Vienna it is Friday
    ],
)
def test_days_are_those_of_the_host_city_and_of_all_its_places(
    river, clock, amara, lena, idris, begins, level, places, last, end
):
    commission(amara, "joint", lena, idris)
    ladder(amara, lena, idris, levels=[{"name": "Commission", **level}], places=places)
    owed = in_force(amara, lena)
    clock.at(begins)
    assert stands(lena, alleged(idris, owed))[1:] == (last, end)


def test_a_later_ladder_changes_nothing_in_a_dispute_that_has_begun(river, clock, amara, lena, idris, opened):
    id = alleged(idris, opened)
    ladder(amara, lena, idris, levels=[{"name": "Arbiter", "days": 30}], places=[])
    assert stands(lena, id)[1] == "2025-05-07"
    clock.at("2025-05-08T00:00")
    clock.ring()
    assert dispute(lena, id).present_level["name"] == "Ministers"
    assert dispute(lena, alleged(idris, opened)).present_level["name"] == "Arbiter"


# ---- more days, and a level before its time --------------------------------------------------------------------------


def test_more_days_count_when_every_side_asked_for_as_many(river, clock, lena, idris, sara, opened):
    id = alleged(idris, opened)
    not_there(ExtendLevel(dispute=id, days=3), now(sara))
    perform(ExtendLevel(dispute=id, days=3), now(lena))
    refused(ExtendLevel(dispute=id, days=3), now(lena), "waiting for the other side")
    perform(ExtendLevel(dispute=id, days=5), now(idris))
    assert stands(lena, id)[1] == "2025-05-07"
    perform(ExtendLevel(dispute=id, days=5), now(lena))
    assert stands(lena, id)[1:] == ("2025-05-14", "2025-05-14T22:00:00.000Z")  # five working days more
    states = ExtensionAsked.objects.seen_by(now(lena)).order_by("number").values_list("state", flat=True)
    assert list(states) == ["replaced", "granted", "granted"]
    clock.at("2025-05-08T00:00")
    clock.ring()
    assert lapses(lena) == []
    perform(ExtendLevel(dispute=id, days=5), now(lena))  # asked for again, from here on
    clock.at("2025-05-14T22:00")
    clock.ring()
    assert stands(lena, id)[0] == 2
    perform(ExtendLevel(dispute=id, days=5), now(idris))  # what was asked for at an earlier level is no consent
    assert stands(lena, id)[1] == "2025-05-17"


def test_a_dispute_is_referred_on_before_its_time(river, clock, lena, idris, sara, opened):
    id = alleged(idris, opened)
    not_there(ReferDispute(dispute=id, level=2), now(lena), now(idris))
    refused(ReferDispute(dispute=id, level=4), now(sara), "later level")
    refused(ReferDispute(dispute=id, level="Joint commission"), now(sara), "later level")
    refused(ReferDispute(dispute=id, level="Parliament"), now(sara), "later level")
    done = perform(ReferDispute(dispute=id, level="heads of state"), now(sara)).entry
    assert ReferDispute(dispute=id, level="3").level == 3  # as a form has it
    assert (done.data["level"], done.facts["level"], done.facts["name"]) == ("heads of state", 3, "Heads of state")
    assert stands(lena, id) == (3, "2025-05-06", "2025-05-06T22:00:00.000Z")
    refused(ReferDispute(dispute=id, level=3), now(sara), "last level")
    clock.at("2025-05-20T00:00")
    clock.ring()
    assert lapses(lena) == [("2025-05-06T22:00:00.000Z", "Heads of state")]
    refused(ExtendLevel(dispute=id, days=3), now(lena), "No time is running")


def test_without_a_ladder_no_time_runs(river, clock, amara, lena, idris, sara):
    commission(amara, "joint", lena, idris, sara)
    id = alleged(idris, in_force(amara, lena))
    assert stands(lena, id) == (0, "", "")
    refused(ReferDispute(dispute=id, level=2), now(sara), "no ladder")
    refused(ExtendLevel(dispute=id, days=2), now(lena), "No time is running")


def test_the_clock_of_a_closed_dispute_stands_still(river, clock, lena, idris, opened):
    id = alleged(idris, opened)
    perform(CloseDispute(dispute=id, how="withdrawn"), now(idris))
    clock.at("2025-06-30T08:00")
    clock.ring()
    assert lapses(lena) == [] and dispute(lena, id).state == "closed"


def test_nobody_does_what_the_clock_does(river, lena, idris, sara, opened):
    not_there(LapseLevel(dispute=alleged(idris, opened)), now(lena), now(idris), now(sara))


def test_the_page_says_where_the_clock_stands(river, clock, lena, idris, opened, monkeypatch):
    from datetime import date

    from goodoffices.followup import dispute_waits, disputes

    monkeypatch.setattr(disputes, "host_day", lambda process: date(2025, 5, 5))
    id, client = alleged(idris, opened), client_of(now(lena))
    page = client.get(f"/processes/{river.process}/commitments/disputes/{id}/").text
    assert (
        "Level 1 of 3, “Joint commission”: its time runs out at the end of Wednesday 7 May 2025, in 2 working days."
        in page
    )
    assert "Then it goes to “Ministers”, for 3 days." in page
    monkeypatch.setattr(disputes, "host_day", lambda process: date(2025, 5, 7))
    assert "its time runs out today" in client.get(f"/processes/{river.process}/commitments/disputes/").text
    (ahead,) = dispute_waits.days(now(lena))
    assert (ahead.day, ahead.gaps["level"]) == ("2025-05-07", "Joint commission")
