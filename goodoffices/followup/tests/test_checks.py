"""Regular follow-ups: a framework makes dated checks, a check is held by consent, a missed one is noted by the clock."""

from datetime import date

import pytest

from goodoffices.followup.acts import (
    AdoptChecks,
    ConsentToCheck,
    DeclareStrategy,
    FrameChecks,
    HoldCheck,
)
from goodoffices.followup.checking import days_of_checks, last_days
from goodoffices.followup.models import Assessment, Check, Framework, Review
from goodoffices.followup.tests.dispute_cast import ladder
from goodoffices.followup.tests.test_commitments import in_force
from goodoffices.followup.todo import what_waits
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import not_there, now, refused

VENUES = ["Istanbul", "Geneva"]


def frame(by, **given):
    values = {"first": "2025-06-02", "times": 3, "level": "Deputy ministers", "venues": VENUES, **given}
    return perform(FrameChecks(**values), by).entry.id


@pytest.fixture
def checks(river, amara, lena, idris, clock):
    framework = frame(amara)
    for head in (lena, idris):
        perform(AdoptChecks(framework=framework), head)
    return checks_of(amara)


def checks_of(seat):
    return list(Check.objects.seen_by(now(seat)).select_related("framework", "book").order_by("day"))


def test_checks_are_dated_once_every_head_has_adopted_the_framework(river, amara, lena, idris, clock):
    framework = frame(amara)
    perform(AdoptChecks(framework=framework), lena)
    assert checks_of(amara) == []
    refused(AdoptChecks(framework=framework), lena, "waiting for the others")
    perform(AdoptChecks(framework=framework), idris)
    assert [(check.day, check.venue) for check in checks_of(amara)] == [
        ("2025-06-02", "Istanbul"), ("2025-07-02", "Geneva"), ("2025-08-02", "Istanbul"),
    ]  # fmt: skip


def test_another_framework_takes_the_place_of_what_nobody_held(river, amara, lena, idris, checks):
    framework = frame(amara, first="2025-06-10", every="week", times=2)
    for head in (lena, idris):
        perform(AdoptChecks(framework=framework), head)
    assert [check.day for check in checks_of(amara) if check.state == "planned"] == ["2025-06-10", "2025-06-17"]
    assert sum(check.state == "replaced" for check in checks_of(amara)) == 3
    assert Framework.objects.seen_by(now(amara)).filter(state="adopted").count() == 1


def test_a_framework_whose_first_day_has_passed_is_not_adopted_any_more(river, amara, lena, idris, clock):
    framework = frame(amara)
    perform(AdoptChecks(framework=framework), lena)
    clock.at("2025-06-02T10:00")
    with_today = frame(amara, first="2025-06-02")
    for head in (lena, idris):
        perform(AdoptChecks(framework=with_today), head)  # on the day itself it can still be kept
    late = frame(amara, first="2025-06-20")
    perform(AdoptChecks(framework=late), lena)
    clock.at("2025-07-05T10:00")
    refused(AdoptChecks(framework=late), idris, "a later first check")
    later = frame(amara, first="2025-07-20")
    for head in (lena, idris):
        perform(AdoptChecks(framework=later), head)
    clock.ring()
    assert not any(check.state == "missed" for check in checks_of(amara) if check.framework_id in (late, later))


def test_a_framework_is_sound(river, amara, clock):
    refused(FrameChecks(first="2025-05-01", level="Experts"), amara, "in the past")
    refused(FrameChecks(first="2025-06-02", level="Experts", venues=["Istanbul"]), amara, "take turns")


def test_only_the_third_party_frames_and_only_heads_adopt(river, amara, lena, clock):
    not_there(FrameChecks(first="2025-06-02", level="Experts"), lena)
    not_there(AdoptChecks(framework=frame(amara)), amara)


@pytest.mark.parametrize(
    "every, first, days",
    [
        ("week", date(2024, 2, 26), ["2024-02-26", "2024-03-04"]),
        ("fortnight", date(2024, 2, 20), ["2024-02-20", "2024-03-05"]),
        ("month", date(2024, 1, 31), ["2024-01-31", "2024-02-29"]),
        ("quarter", date(2023, 11, 30), ["2023-11-30", "2024-02-29"]),
    ],
)
def test_days_follow_the_rhythm(every, first, days):
    assert [day.isoformat() for day in days_of_checks(every, first, 2)] == days


# ---- held ------------------------------------------------------------------------------------------------------------


def test_a_check_is_held_once_every_head_consents_to_its_report(river, amara, lena, idris, clock, checks):
    commitment = in_force(amara, lena)
    strategy = perform(DeclareStrategy(name="Active listening", indicator="checks"), amara).entry.id
    clock.at("2025-06-02T10:00")
    held = HoldCheck(
        check_=checks[0].id,
        present=["The heads"],
        assessments=[{"commitment": commitment, "words": "Begun.", "level": "minimal"}],
        strategies=[
            {"strategy": strategy, "works": "partly", "adjustment": "Say back first.", "why": "Too few loops."}
        ],
        next="Meet in Geneva.",
    )
    perform(held, amara)
    perform(ConsentToCheck(check_=checks[0].id), lena)
    assert checks_of(amara)[0].state == "drafted"
    perform(ConsentToCheck(check_=checks[0].id), idris)
    assert checks_of(amara)[0].state == "held"
    said = Assessment.objects.seen_by(now(idris)).get(current=True)
    review = Review.objects.seen_by(now(idris)).get(current=True)
    assert (said.words, said.level, review.adjustment, review.counted) == ("Begun.", "minimal", "Say back first.", 1)
    refused(held, amara, "has been held")


def test_another_draft_asks_every_head_once_more(river, amara, lena, idris, clock, checks):
    clock.at("2025-06-02T10:00")
    for present in (["One"], ["One", "Two"]):
        perform(HoldCheck(check_=checks[0].id, present=present), amara)
        perform(ConsentToCheck(check_=checks[0].id), lena)
    assert checks_of(amara)[0].state == "drafted"
    perform(ConsentToCheck(check_=checks[0].id), idris)
    assert checks_of(amara)[0].present == ["One", "Two"] and checks_of(amara)[0].state == "held"


def test_a_report_is_not_drafted_before_its_day_nor_consented_to_before_it_is_drafted(
    river, amara, lena, clock, checks
):
    refused(HoldCheck(check_=checks[0].id, present=["One"]), amara, "still to come")
    refused(ConsentToCheck(check_=checks[0].id), lena, "has been drafted")
    not_there(HoldCheck(check_=checks[0].id, present=["One"]), lena)


def test_an_adjustment_says_why(river, amara, clock, checks):
    strategy = perform(DeclareStrategy(name="Active listening"), amara).entry.id
    clock.at("2025-06-02T10:00")
    lines = [{"strategy": strategy, "works": "not", "adjustment": "Another way."}]
    refused(HoldCheck(check_=checks[0].id, present=["One"], strategies=lines), amara, "Say why")
    refused(DeclareStrategy(name="active LISTENING"), amara, "of this name")


# ---- missed ----------------------------------------------------------------------------------------------------------


def test_a_check_that_is_not_held_in_five_working_days_is_noted_and_may_be_held_late(
    river, amara, lena, idris, clock, checks
):
    clock.at("2025-06-09T10:00")  # a Monday: five working days after Monday the 2nd end with this day
    clock.ring()
    assert checks_of(amara)[0].state == "planned"
    clock.at("2025-06-12T10:00")
    clock.ring()
    assert checks_of(amara)[0].state == "missed"
    (missed,) = Entry.objects.filter(kind="followup.miss")
    assert missed.at < "2025-06-10" and missed.data == {"check": checks[0].id}
    perform(HoldCheck(check_=checks[0].id, present=["One"]), amara)
    for head in (lena, idris):
        perform(ConsentToCheck(check_=checks[0].id), head)
    late = checks_of(amara)[0]
    assert late.state == "held" and late.missed_at == missed.at


def test_its_working_days_are_those_of_the_ladder_that_is_in_force(river, amara, lena, idris, clock):
    riyadh = {"name": "Riyadh", "weekend": ["fri", "sat"], "holidays": ["2025-06-05"]}
    ladder(amara, lena, idris, places=[riyadh])
    framework = frame(amara)  # Monday, 2 June: then 3, 4, 8, 9 and 10
    for head in (lena, idris):
        perform(AdoptChecks(framework=framework), head)
    (told,) = {tuple(e.facts["last"]) for e in Entry.objects.filter(kind="followup.adopt_checks")}
    assert told[0] == "2025-06-10"
    clock.at("2025-06-10T21:30")
    clock.ring()
    assert checks_of(amara)[0].state == "planned"
    clock.at("2025-06-10T22:00")
    clock.ring()
    assert checks_of(amara)[0].state == "missed"


def test_without_a_ladder_they_are_those_of_the_host_s_week(river, amara):
    seat, framework = now(amara), Framework(every="week", first="2025-06-08", times=2)  # a Sunday
    assert last_days(seat, framework) == ["2025-06-13", "2025-06-20"]
    seat.process.zone = "Asia/Riyadh"
    assert last_days(seat, framework) == ["2025-06-15", "2025-06-22"]


def test_a_ladder_whose_places_rest_on_every_day_leaves_the_host_s_week(river, amara, lena, idris, clock):
    resting = [{"name": "A", "weekend": ["mon", "tue", "wed", "thu", "fri"]}, {"name": "B", "weekend": ["sat", "sun"]}]
    ladder(amara, lena, idris, places=resting, levels=[{"name": "Ministers", "days": 3}])
    assert last_days(now(amara), Framework(every="week", first="2025-06-08", times=1)) == ["2025-06-13"]


def test_what_a_replaced_framework_missed_waits_for_nobody(river, amara, lena, idris, clock, checks):
    clock.at("2025-06-12T10:00")
    clock.ring()
    assert any("was missed" in each.sentence for each in what_waits(now(amara)))
    framework = frame(amara, first="2025-06-20", every="week", times=2)
    for head in (lena, idris):
        perform(AdoptChecks(framework=framework), head)
    assert not any("was missed" in each.sentence for each in what_waits(now(amara)))
    assert checks_of(amara)[0].state == "missed"
