"""Runs: what they are asked of, how the host works them out, and what stands on record afterwards."""

import itertools
import random
from datetime import timedelta
from fractions import Fraction
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.agenda.acts import AcceptSolution, RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.assessment import engine, judged, working
from goodoffices.assessment.acts import AdoptInfluences, CancelRun, LinkToThing, RunAnswered, RunScenarios, Tip
from goodoffices.assessment.counting import said_within
from goodoffices.assessment.how_far import MOST, STAGES, HowFar, how_far
from goodoffices.assessment.models import Influences, Job, Run
from goodoffices.assessment.tests.sheets import draw, judge, run_of, variants, work_off
from goodoffices.cases.loading import parse, shipped
from goodoffices.cases.playing import play
from goodoffices.engines.crossimpact import ENGINE, api
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import answer_for_the_host, perform
from tests.table import not_there, now, refused, rules

WET_AND_OPEN = ((0, 2, "2"), (1, 3, "2"), (2, 0, "1"), (3, 1, "1"))
NEVER = {"cancel": lambda: False, "progress": lambda stage, found, share: None}


def asked(seat, drawn, **more):
    return perform(RunScenarios(influences=drawn, **more), now(seat)).entry


def test_a_run_is_asked_worked_out_and_answered(amara, lena, idris):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    entry = asked(lena, drawn, near=1)
    run = run_of(idris, entry.id)
    assert (run.state, run.whose, run.engine, run.input) == ("asked", lena.id, ENGINE, engine.hash_of(run.matrix))
    assert entry.facts["engine"] == ENGINE and entry.facts["input"] == run.input
    assert (run.asked["judged"], run.asked["unjudged"]) == (4, 4)
    assert work_off() == 1
    run = run_of(idris, entry.id)
    assert run.state == "complete" and run.answer["configurations"] == "4"
    assert [each["variants"] for each in run.answer["consistent"]] == [[1, 1], [2, 2]]
    answered = Entry.objects.get(kind=RunAnswered.kind)
    assert answered.by is None and answered.facts["answer"] == run.answer and answered.facts["input"] == run.input
    assert not Job.objects.exists()
    assert work_off() == 0


def test_it_is_asked_of_ones_own_anothers_or_the_joint_judgements(amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    refused(RunScenarios(influences=drawn), lena, "Nothing has been judged")
    refused(RunScenarios(influences=drawn, whose="joint"), lena, "adopted nothing together")
    judge(lena, drawn, (0, 2, "2"))
    judge(idris, drawn, (0, 2, "-2"))
    assert asked(amara, drawn, judge=idris.id).facts["matrix"]["judgements"] == [[0, 2, "-2"]]
    cells = [{"from": variants(lena, drawn)[0], "to": variants(lena, drawn)[2], "value": "1"}]
    for seat in (lena, idris):
        perform(AdoptInfluences(influences=drawn, cells=cells), now(seat))
    entry = asked(amara, drawn, whose="joint")
    assert entry.facts["matrix"]["judgements"] == [[0, 2, "1"]] and entry.facts["whose"] == "joint"


def test_where_judges_are_not_named_nobody_runs_anothers(river, amara, lena, idris):
    """Not in one's own room either, and not once they are named again: the judgements stay unnamed."""
    named = rules(amara, [lena, idris], chatham_house=True)
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    rooms = {"plenary": {}, "ours": {"book": river.book("delegation", "south").id}}
    for room in rooms.values():
        refused(RunScenarios(influences=drawn, judge=lena.id, **room), now(idris), "under this judge’s name")
        refused(RunScenarios(influences=drawn, judge=amara.id, **room), now(idris), "under this judge’s name")
    entry = asked(lena, drawn)
    assert entry.by is None and entry.facts["whose"] == "mine"
    assert lena.id not in str(entry.facts) + str(entry.data)
    assert rules(amara, [lena, idris], attribution="seat") != named
    for room in rooms.values():
        refused(RunScenarios(influences=drawn, judge=lena.id, **room), now(idris), "under this judge’s name")
    judge(lena, drawn, (0, 3, "-1"))
    told = asked(idris, drawn, judge=lena.id).facts["matrix"]["judgements"]
    assert told == [[0, 3, "-1"]], "what was said unnamed is not read under the name that came later"
    ours = {"book": river.book("delegation", "north").id}
    assert asked(lena, drawn, **ours).facts["matrix"]["judgements"] == told, (
        "nor is it put beside what is known to be hers"
    )
    assert len(asked(lena, drawn, **ours, however_named=True).facts["matrix"]["judgements"]) == 5


def test_of_unnamed_judges_only_how_far_they_are_apart_is_on_record(river, amara, lena, idris):
    rules(amara, [lena, idris], attribution="party")
    drawn = draw(amara)
    judge(lena, drawn, (0, 2, "2"), (0, 3, "1"))
    judge(idris, drawn, (0, 2, "-2"), (0, 3, "3"))
    judge(amara, drawn, (0, 2, "0.5"), (0, 3, "2"))
    others = asked(amara, drawn).facts["others"]
    changed = [[[0, [2, 3], ["-2", "1"]]], [[0, [2, 3], ["2", "3"]]]]
    assert others == {"apart": False, "judges": None, "changed": changed}
    run = Run.objects.seen_by(now(amara)).get().id
    work_off()
    assert run_of(amara, run).answer["disagreement"]["alike"] is None


def test_a_run_among_ourselves_is_of_what_we_read_and_nobody_elses(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north")
    judge(lena, drawn, (0, 2, "2"))
    judge(lena, drawn, (0, 2, "-2"), book=north.id)
    ours = asked(lena, drawn, book=north.id)
    assert ours.facts["matrix"]["judgements"] == [[0, 2, "-2"]]
    assert asked(lena, drawn).facts["matrix"]["judgements"] == [[0, 2, "2"]]
    work_off()
    assert Run.objects.seen_by(now(idris)).count() == 1
    not_there(Tip(run=ours.id, fix=[variants(idris, drawn)[0]]), now(idris))
    not_there(CancelRun(run=ours.id), now(amara))


def test_a_run_is_cancelled_before_and_while_it_is_worked_out(amara, lena, idris):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    first = asked(lena, drawn).id
    not_there(CancelRun(run=first), now(idris))
    perform(CancelRun(run=first), now(amara))
    assert work_off() == 0

    second = asked(lena, drawn).id
    honest = engine.answer_scenarios

    def cancelled_meanwhile(*all):
        perform(CancelRun(run=second), now(lena))
        return honest(*all)

    with patch.object(engine, "answer_scenarios", cancelled_meanwhile):
        assert working.work()
    assert run_of(lena, second).state == "cancelled" and run_of(lena, second).answer is None
    assert not Job.objects.exists()
    refused(CancelRun(run=second), now(lena), "has ended")


def test_a_run_is_answered_once_whoever_works_on_it(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    run = run_of(lena, asked(lena, drawn).id)
    assert working._taken(run) and not working._taken(run), "another process of the host is at it"
    assert not working.work()
    Job.objects.update(seen=timezone.now() - timedelta(minutes=1))
    assert working.work(), "and was lost"
    try:
        answer_for_the_host(RunAnswered.of(run, {"status": "complete"}), run.book)
    except Exception as problem:
        assert type(problem).__name__ == "Refused"
    assert Entry.objects.filter(kind=RunAnswered.kind).count() == 1


def test_nobody_answers_a_run_but_the_host(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    run = asked(lena, drawn).id
    not_there(RunAnswered(run=run), now(lena))


def test_a_room_has_three_runs_at_a_time(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    for _n in range(3):
        asked(lena, drawn)
    refused(RunScenarios(influences=drawn), now(lena), "Wait for them")
    work_off()
    asked(lena, drawn)


def test_what_does_not_come_to_an_end_is_cut_short_and_says_so(amara, lena):
    """More configurations than a machine's word counts, and as many futures that hold together."""
    many = [{"name": f"{n}", "variants": ["a", "b"]} for n in range(70)]
    drawn = draw(amara, descriptors=many)
    judge(lena, drawn, (0, 2, "1"))
    run = asked(lena, drawn, budget=1).id
    work_off()
    answer = run_of(lena, run).answer
    assert answer["configurations"] == str(2**70) and answer["status"] == "truncated"
    assert len(answer["consistent"]) == engine.MOST_CONSISTENT
    assert all(len(each["variants"]) == 70 for each in answer["consistent"])


def test_what_the_engine_cannot_read_fails_and_leaves_the_next_in_peace(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    first, second = asked(lena, drawn).id, asked(lena, drawn).id
    honest, calls = engine.answer_scenarios, []

    def breaks_once(*all):
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError
        return honest(*all)

    with patch.object(engine, "answer_scenarios", breaks_once):
        work_off()
    assert [run_of(lena, run).state for run in (first, second)] == ["failed", "complete"]
    refused(Tip(run=first, fix=[variants(lena, drawn)[0]]), now(lena), "no futures to tip")


def test_a_measure_tips_a_future_and_a_wish_is_told_its_least_measures(amara, lena):
    drawn = draw(amara)
    ids = variants(lena, drawn)
    judge(lena, drawn, *WET_AND_OPEN)
    issue = perform(RaiseIssue(title="The gate"), amara).entry.id
    perform(LinkToThing(variant=ids[2], about=issue), now(lena))
    run = asked(lena, drawn).id
    refused(Tip(run=run, fix=[ids[2]]), now(lena), "no futures to tip")
    work_off()
    assert run_of(lena, run).asked["measures"] == [[1, 0]]
    (move,) = run_of(lena, run).answer["moves"]
    assert (move["from"], move["held"], move["to"], move["lasts"]) == ([2, 2], [[1, 0]], [1, 1], True)
    refused(Tip(run=run), now(lena), "Nothing is held")
    refused(Tip(run=run, fix=[ids[0], ids[1]]), now(lena), "exclude each other")
    refused(Tip(run=run, fix=[ids[0]], wish=[ids[1]]), now(lena), "cannot be wished as well")
    refused(Tip(run=run, fix=[ids[0], ids[2]]), now(lena), "Everything is held")
    tip = perform(Tip(run=run, fix=[ids[2]], wish=[ids[0]]), now(lena)).entry.id
    work_off()
    answer = run_of(lena, tip).answer
    assert [each["variants"] for each in answer["consistent"]] == [[1, 1]]
    assert (answer["least"]["status"], answer["least"]["size"]) == ("complete", 0)


def test_a_wish_by_agreed_measures_alone(amara, lena):
    drawn = draw(amara)
    ids = variants(lena, drawn)
    judge(lena, drawn, *WET_AND_OPEN)
    issue = perform(RaiseIssue(title="The gate"), amara).entry.id
    perform(LinkToThing(variant=ids[2], about=issue), now(lena))
    run = asked(lena, drawn).id
    work_off()
    refused(Tip(run=run, wish=[ids[0]], linked_only=True), now(lena), "linked to anything agreed")


def test_what_divides_the_judges_is_told(amara, lena, idris):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    judge(idris, drawn, (0, 2, "-2"))
    run = asked(lena, drawn).id
    assert len(run_of(lena, run).asked["others"]["changed"]) == 1
    work_off()
    disagreement = run_of(lena, run).answer["disagreement"]
    assert (disagreement["judges"], disagreement["certain"], disagreement["alike"]) == (1, [[2, 2]], [[2, 2]])
    (said,) = [each for each in disagreement["fragile"] if (each["from"], each["to"]) == (0, 2)]
    assert (said["by"], said["raised"]) == ("2", None)  # so far it goes down, and then one of the two futures goes
    assert said["lowered"] == {"by": "2", "beyond": True, "goes": [1], "lost": 1, "gained": 0}


def test_the_record_rebuilds_runs_without_the_engine(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    run = asked(lena, drawn).id
    work_off()
    entry = Entry.objects.get(kind=RunAnswered.kind)
    Run._base_manager.filter(id=run).update(state="asked", answer=None)
    with patch.object(engine, "answer_scenarios", side_effect=AssertionError("replay asks no engine")):
        entry.act.apply(entry)
    assert run_of(lena, run).state == "complete"


def test_entries_that_hold_the_matrices_of_all_judges_are_read_as_they_are():
    """As they stand on record from before only what differs was put there."""
    plain = {
        "descriptors": [{"name": "a", "variants": ["x", "y"]}, {"name": "b", "variants": ["x", "y"]}],
        "judgements": [[0, 2, "1"], [1, 3, "1"], [2, 0, "1"], [3, 1, "1"]],
    }
    before = {"apart": True, "matrices": [[[0, 2, "1"], [1, 3, "1"], [2, 0, "-2"]]]}
    since = {"apart": True, "judges": 1, "changed": [[[2, [0], ["-2"]], [3, [1], ["0"]]]]}
    told = [
        engine.answer_scenarios(plain, {"near": 0, "budget": 30, "measures": [], "others": others}, *NEVER.values())
        for others in (before, since)
    ]
    assert told[0]["disagreement"] == told[1]["disagreement"] and told[0]["disagreement"]["fragile"]


def test_the_hash_is_that_of_the_matrix_itself():
    plain = {
        "descriptors": [{"name": "a", "variants": ["é", "y"]}, {"name": "b", "variants": ["x"]}],
        "judgements": [[0, 2, "1.50"], [2, 1, "-0.25"], [1, 2, "0"]],
    }
    assert engine.hash_of(plain) == engine.matrix_from(plain).hash


def test_what_a_run_counts_is_what_is_read_row_by_row(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north")
    judge(lena, drawn, *WET_AND_OPEN)
    judge(lena, drawn, (0, 2, "-2"), book=north.id)
    judge(idris, drawn, (2, 0, "0.25"))
    influences = Influences.objects.seen_by(now(lena)).get(id=drawn)
    for audience in (north.audience, influences.audience):
        every = [read(now(lena), influences, audience) for read in (judged.sections_within, said_within)]
        names = ("audience", "book_id", "number", "seat_id", "named", "cells")
        known, plainly = (sorted([str([getattr(row, name) for name in names]) for row in rows]) for rows in every)
        assert plainly == known and known


def test_asking_for_a_run_reads_what_was_judged_once_and_makes_no_matrix(amara, lena, idris):
    """Every writer waits meanwhile. A row for each section, and the engine's matrix, took seconds where there are many."""
    drawn = draw(amara)
    for seat in (lena, idris):
        judge(seat, drawn, *WET_AND_OPEN)
    with CaptureQueriesContext(connection) as asked_for, patch.object(engine.Matrix, "of", side_effect=AssertionError):
        asked(lena, drawn)
    read = [each["sql"] for each in asked_for if 'FROM "assessment_section"' in each["sql"]]
    assert len(read) == 1 and "JOIN" not in read[0] and "reason" not in read[0]


def test_by_each_judge_is_not_by_every_mixture_of_them():
    """Two judges whose futures are the same, and whose mixture has others."""
    plain = {
        "descriptors": [{"name": "a", "variants": ["x", "y"]}, {"name": "b", "variants": ["x", "y"]}],
        "judgements": [[0, 2, "1"], [1, 3, "1"], [2, 0, "1"], [3, 1, "1"]],
    }
    other = [[0, 2, "2"], [1, 3, "2"], [2, 0, "0.5"], [3, 1, "0.5"]]
    further = [[0, 3, "1.5"], *other]
    for matrices, alike in (([other], [[1, 1], [2, 2]]), ([other, further], [[1, 1], [2, 2]])):
        question = {"near": 0, "budget": 30, "measures": [], "others": {"apart": True, "matrices": matrices}}
        told = engine.answer_scenarios(plain, question, *NEVER.values())["disagreement"]
        assert told["alike"] == alike
    assert told["certain"] == [[2, 2]], "the first judge’s 1 beside the third’s 1.5 would turn b"


def test_only_what_is_agreed_is_a_measure_for_a_wish(amara, lena, idris):
    """The variant that something agreed brings about, and not another of the same descriptor, nor what is only on the table."""
    drawn = draw(amara)
    ids = variants(lena, drawn)
    judge(lena, drawn, *WET_AND_OPEN)
    issue = perform(RaiseIssue(title="The gate"), amara).entry.id
    agreed, tabled = (perform(TableSolution(issue=issue, title=title), now(lena)).entry.id for title in "AB")
    for head in (lena, idris):
        perform(AcceptSolution(solution=agreed), now(head))
    perform(LinkToThing(variant=ids[2], about=agreed), now(lena))
    perform(LinkToThing(variant=ids[1], about=tabled), now(lena))
    run = asked(lena, drawn).id
    work_off()
    asked_of = []
    honest = api.least_flips
    with patch.object(api, "least_flips", lambda *all, **named: asked_of.append(named) or honest(*all, **named)):
        tip = perform(Tip(run=run, wish=[ids[0]], linked_only=True), now(lena)).entry.id
        work_off()
    assert asked_of[0]["measures"] == [("Gate", "open")]
    assert run_of(lena, tip).answer["least"]["status"] == "complete"


def test_what_a_withdrawn_thing_would_have_brought_about_is_no_measure(amara, lena):
    drawn = draw(amara)
    ids = variants(lena, drawn)
    judge(lena, drawn, *WET_AND_OPEN)
    issue = perform(RaiseIssue(title="The gate"), amara).entry.id
    solution = perform(TableSolution(issue=issue, title="Open it"), now(lena)).entry.id
    perform(LinkToThing(variant=ids[2], about=solution), now(lena))
    assert asked(lena, drawn).facts["measures"] == [[1, 0]]
    perform(WithdrawSolution(solution=solution), now(lena))
    assert asked(lena, drawn).facts["measures"] == []


def test_rooms_take_turns(river, amara, lena, idris):
    drawn = draw(amara)
    for seat in (lena, idris):
        judge(seat, drawn, *WET_AND_OPEN)
    north, south = (river.book("delegation", key).id for key in ("north", "south"))
    ours = [asked(lena, drawn, book=north).id for _n in range(3)]
    theirs = asked(idris, drawn, book=south).id
    assert working.work() and working.work()
    assert run_of(idris, theirs).state == "complete" and run_of(lena, ours[0]).state == "complete"
    assert run_of(lena, ours[1]).state == "asked"


def test_a_run_waits_while_the_host_writes_nothing(amara, lena, monkeypatch):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    run = asked(lena, drawn).id

    def wrong(*all):
        raise Refused("The clock of this host cannot be believed. Set it right.")

    with monkeypatch.context() as wrongly:
        wrongly.setattr(working, "answer_for_the_host", wrong)
        with pytest.raises(Refused):
            working.work()
    assert run_of(lena, run).state == "asked" and not Job.objects.exists()
    assert working.work() and run_of(lena, run).state == "complete"


def test_playing_a_case_works_off_no_strangers_runs(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    run = asked(lena, drawn).id
    play(parse(shipped("paris").read_text(encoding="utf-8")))
    assert run_of(lena, run).state == "asked"
    assert not working.work("another") and working.work(lena.process_id)


def test_how_far_a_run_is_stands_beside_the_record(amara, lena):
    drawn = draw(amara)
    judge(lena, drawn, *WET_AND_OPEN)
    run = asked(lena, drawn).id
    honest, seen = engine.answer_scenarios, []

    def slow(plain, question, cancel, progress):
        for told in (("search", 7, 0.4249), ("search", 7, None), ("drift", 2**70, 1.0)):
            progress(*told)
            cancel.__self__._looked = -1.0  # as if a second had passed
            assert not cancel()
            seen.append(how_far(run_of(lena, run)))
        return honest(plain, question, cancel, progress)

    with patch.object(engine, "answer_scenarios", slow):
        work_off()
    assert seen == [HowFar("search", 7, 424), HowFar("search", 7), HowFar("drift", MOST, 999)]
    assert how_far(run_of(lena, run)) is None, "it goes with the answer"


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage])
def test_a_number_that_is_no_progress_of_this_release_says_nothing(stage):
    for share in (None, 0.0, 0.0004, 0.5, 1.0):
        told = HowFar.of(stage, 12, share)
        assert HowFar.unpacked(told.packed) == told and told.words and told.packed < 2**63
    assert HowFar.of(stage, 2**200, 1.0).packed < 2**63
    assert [HowFar.unpacked(each).stage for each in (0, 3, 1023, 7 << 10)] == [""] * 4


def test_every_question_says_how_far_it_is():
    """Shares never fall within a step, futures never at all; a step whose end nobody knows tells no share."""
    chance = random.Random(4)
    owners = [at for at in range(12) for _v in range(3)]
    pairs = [(a, b) for a in range(36) for b in range(36) if owners[a] != owners[b] and (owners[a] + owners[b]) % 2]
    plain = {
        "descriptors": [{"name": f"d{at}", "variants": ["a", "b", "c"]} for at in range(12)],
        "judgements": [[a, b, str(chance.randint(-3, 3))] for a, b in pairs],
    }
    others = {"apart": True, "matrices": [[[a, b, "1"] for a, b in pairs[:40]]]}
    question = {"near": 1, "budget": 20, "measures": [[0, 1], [1, 1]], "others": others}
    told = []
    answer = engine.answer_scenarios(plain, question, NEVER["cancel"], lambda *all: told.append(all))
    stages = list(dict.fromkeys(stage for stage, _found, _share in told))
    assert stages == ["search", "drift", "measures", "judges"] if answer["consistent"] else stages == ["search"]
    found = [each for _stage, each, _share in told]
    assert found == sorted(found) and found[-1] == int(answer["count"])
    for stage in stages:
        shares = [share for each, _found, share in told if each == stage and share is not None]
        assert shares == sorted(shares) and all(0 <= share <= 1 for share in shares)
    assert any(share is None for stage, _found, share in told if stage == "search"), "near ones"


# ---- what is on record against the definitions -----------------------------------------------------------------------


@st.composite
def plains(draw):
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=5))
    owners = [at for at, size in enumerate(sizes) for _v in range(size)]
    pairs = [(a, b) for a in range(len(owners)) for b in range(len(owners)) if owners[a] != owners[b]]
    values = st.sampled_from(["-3", "-1.5", "-1", "1", "0.25", "2"])
    judged = draw(st.lists(st.tuples(st.sampled_from(pairs), values), max_size=20, unique_by=lambda each: each[0]))
    descriptors = [{"name": f"d{at}", "variants": [f"v{v}" for v in range(size)]} for at, size in enumerate(sizes)]
    return {"descriptors": descriptors, "judgements": [[a, b, value] for (a, b), value in judged]}


@given(plains(), st.integers(0, 2))
@settings(max_examples=60)
def test_every_future_on_record_is_one_and_none_is_missing(plain, near):
    sizes = [len(each["variants"]) for each in plain["descriptors"]]
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    score = {(a, b): Fraction(value) for a, b, value in plain["judgements"]}

    def margin(chosen, at):
        own = [
            sum(score.get((starts[d] + chosen[d], starts[at] + v), 0) for d in range(len(sizes)))
            for v in range(sizes[at])
        ]
        others = [each for v, each in enumerate(own) if v != chosen[at]]
        return own[chosen[at]] - max(others) if others else Fraction(10**6)

    every = itertools.product(*[range(size) for size in sizes])
    least = {chosen: min(margin(chosen, at) for at in range(len(sizes))) for chosen in every}
    question = {"near": near, "budget": 30, "measures": [], "others": {"apart": True, "matrices": []}}
    answer = engine.answer_scenarios(plain, question, NEVER["cancel"], NEVER["progress"])
    assert answer["status"] == "complete"
    for name, most, there in (
        ("consistent", engine.MOST_CONSISTENT, {chosen for chosen, value in least.items() if value >= 0}),
        ("near", engine.MOST_NEAR, {chosen for chosen, value in least.items() if -near <= value < 0}),
    ):
        told = {tuple(v - 1 for v in each["variants"]) for each in answer[name]}
        assert told == there or (len(told) == most and told < there)
    assert answer["count"] == str(sum(value >= 0 for value in least.values()))
