"""Every question keeps its budget, and says so where that was not enough; drawn cases are watched for it."""

import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks.settlement import hangs, watched
from benchmarks.settlement.hangs import Report, Watch
from goodoffices.engines.settlement.audit import stepwise
from goodoffices.engines.settlement.audit import why_not as why
from goodoffices.engines.settlement.audit.stepwise import next_step
from goodoffices.engines.settlement.audit.why_not import why_not
from goodoffices.engines.settlement.cli import Request, settle
from goodoffices.engines.settlement.formats import write
from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.frontier.elimination import Entangled
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.reports import further
from goodoffices.engines.settlement.reports.further import Further
from goodoffices.engines.settlement.runtime.budget import Budget, BudgetSpent, Meter, Overdue
from goodoffices.engines.settlement.solutions import solve, stability
from goodoffices.engines.settlement.solutions.stability import stable
from goodoffices.engines.settlement.tests.brute_force import case
from goodoffices.engines.settlement.tests.random_cases import all_packages, seeded

Given = dict[str, Any]


def clocked(budget: Budget, now: list[float]) -> Budget:
    return Budget(budget.seconds, budget.bytes, clock=lambda: now[0])


# The meter


def test_a_meter_knows_what_is_left() -> None:
    now = [5.0]
    meter = Meter(clocked(Budget(10), now))
    assert meter.left() == 10
    now[0] = 12.5
    assert meter.left() == 2.5
    now[0] = 99.0
    assert meter.left() == 0.0
    assert Meter(Budget()).left() is None


def test_a_spent_budget_is_said_once_with_its_first_reason() -> None:
    now = [0.0]
    meter = Meter(clocked(Budget(10, 1_000), now))
    meter.check(1_000, 10.0)
    with pytest.raises(BudgetSpent):
        meter.check(1_001)
    assert (meter.why, meter.stopped) == ("the memory allowed was used up", True)
    now[0] = 1.5
    meter.check(0, 99.0)
    meter.stop("it was broken off")
    assert meter.why == "the memory allowed was used up"
    late = Meter(clocked(Budget(10), [0.0]))
    with pytest.raises(BudgetSpent):
        late.check(0, 10.1)
    assert late.why == "the time allowed was used up" and late.cap is not None and Meter(Budget()).cap is None


def test_what_is_made_of_a_spent_budget_has_an_end_too() -> None:
    now = [0.0]
    meter = Meter(clocked(Budget(10), now))
    now[0] = 10.5
    with pytest.raises(BudgetSpent):
        meter.check()
    now[0] = 12.0
    meter.check()
    now[0] = 12.2
    with pytest.raises(Overdue):
        meter.check()
    stopped = Meter(clocked(Budget(None, 10), now))
    with pytest.raises(BudgetSpent):
        stopped.check(11)
    now[0] = 10.0**6
    stopped.check()


def test_a_frontier_of_dependencies_that_cannot_be_built_in_time_is_refused() -> None:
    """Case 1726 went on for minutes: forty-seven dependencies, in integers of any size."""
    knotted = watched.drawn(1726)
    with pytest.raises(Entangled, match="not even in part"):
        frontier(knotted.case, budget=Budget(0.1))


# How stable, why not, what next


@pytest.mark.parametrize("budget", [0.0, 1e-9])
def test_stability_without_time_is_refused_with_a_way_forward(budget: float) -> None:
    drawn = seeded(3, 6, 3, 100, 4)
    choice = solve(drawn, ["nash"])["nash"].choice
    with pytest.raises(Unusable, match=r"not settled in the time allowed. Allow more, or fix some issues first"):
        stable(drawn, "nash", choice, budget=budget)
    assert len(stable(drawn, "nash", choice, parties=[0], budget=600.0)) == 18


def test_stability_gives_each_frontier_what_is_left_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float | None] = []
    real = stability.frontier

    def watched_frontier(drawn: Case, *, budget: Budget) -> Any:
        given.append(budget.seconds)
        return real(drawn)

    monkeypatch.setattr(stability, "frontier", watched_frontier)
    drawn = seeded(2, 2, 3, 50, 1)
    stable(drawn, "leximin", solve(drawn, ["leximin"])["leximin"].choice, budget=500.0)
    assert len(given) == 12 and all(each is not None and 0 < each <= 500 for each in given)
    assert given == sorted(given, key=lambda each: -(each or 0)) and len(set(given)) > 1


def test_why_not_spends_one_budget_and_not_two(monkeypatch: pytest.MonkeyPatch) -> None:
    given: Given = {}
    solving, auditing = why.solve, why.audit

    def solved(*each: Any, budget: float) -> Any:
        given["solve"] = budget
        return solving(*each, budget=None)

    def audited(*each: Any, budget: float, verdict_only: bool) -> Any:
        given["audit"] = budget
        return auditing(*each, budget=None, verdict_only=verdict_only)

    monkeypatch.setattr(why, "solve", solved)
    monkeypatch.setattr(why, "audit", audited)
    drawn = seeded(3, 4, 3, 100, 4)
    why_not(drawn, "nash", (0, 0, 0, 0), budget=50.0)
    assert given["solve"] == 50 * why.PICKING < 50 and given["audit"] < 50
    why_not(drawn, "nash", (0, 0, 0, 0), budget=None)
    assert given == {"solve": None, "audit": None}


def test_without_time_a_step_is_one_that_was_at_hand() -> None:
    drawn = case([[0, 2], [0, 3], [1, 0]], [[1, 1], [0, 2], [0, 1]])
    whole = next_step(drawn, (0, 0, 0))
    assert whole is not None and whole.package == (0, 1, 0)
    at_hand = next_step(drawn, (0, 0, 0), budget=0.0)
    assert at_hand is None or all(map(Fraction.__ge__, at_hand.utilities, drawn.utilities((0, 0, 0))))


@pytest.mark.parametrize("at", range(8))
def test_a_step_is_an_improvement_however_early_the_time_ends(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock takes a second: the search ends after so many packages."""
    drawn = seeded(3, 3, 3, 9, at)
    looks = iter(range(10**6))
    monkeypatch.setattr(stepwise, "Budget", lambda seconds: Budget(seconds, clock=lambda: float(next(looks))))
    draft = (0, 0, 0)
    mine = drawn.utilities(draft)
    step = next_step(drawn, draft, budget=4.0 + at)
    better = [u for _, u in all_packages(drawn) if u != mine and all(map(Fraction.__ge__, u, mine))]
    assert step is None or step.utilities in better
    if step is None:
        assert not better or at < 8


# What is asked together


@pytest.fixture
def table(tmp_path: Path) -> Path:
    write(seeded(3, 3, 3, 30, 2), "csv", tmp_path / "case.csv")
    (tmp_path / "draft.json").write_text(json.dumps({f"issue {at}": "0" for at in range(3)}))
    return tmp_path / "case.csv"


def test_questions_share_what_is_left(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: Given = {}

    def noting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*each: Any, budget: float, **rest: Any) -> Any:
            given.setdefault(name, []).append(budget)
            return real(*each, budget=budget, **rest)

        return asked

    monkeypatch.setattr(further.stability, "stable", noting("stable", stability.stable))
    monkeypatch.setattr(further.why_not, "why_not", noting("why_not", why_not))
    monkeypatch.setattr(further.stepwise, "next_step", noting("next_step", next_step))
    monkeypatch.setattr(further, "measures", noting("measures", further.measures))
    draft = table.parent / "draft.json"
    asked = Further(stability=True, why_not=draft, improve=draft, measures=True)
    answer = settle(Request([table], solutions=["nash", "leximin"], budget=800.0, further=asked))
    assert set(answer.further) == {"stability", "why_not", "improve", "measures"}
    assert [len(given[name]) for name in ("stable", "why_not", "next_step", "measures")] == [2, 2, 1, 1]
    (first, second), (third, fourth) = given["stable"], given["why_not"]
    assert 50 < first <= 100 and 100 < second <= 200  # a half of a quarter, then a quarter
    assert 50 < third <= 134 and 100 < fourth <= 267  # of a third
    assert given["next_step"][0] <= 400 < given["measures"][0] <= 800


def test_a_question_without_time_leaves_the_others_their_answers(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*each: Any, **rest: Any) -> Any:
        raise Unusable("That was not settled in the time allowed.")

    monkeypatch.setattr(further.stability, "stable", never)
    answer = settle(Request([table], budget=60.0, further=Further(stability=True, measures=True)))
    assert set(answer.further) == {"measures"} and "That was not settled in the time allowed." in answer.sentences


# Drawn cases that are watched


def test_a_number_is_always_the_same_case() -> None:
    for number in range(12):
        one, other = watched.drawn(number), watched.drawn(number)
        assert (one.case, one.draft, one.question, one.shape) == (other.case, other.draft, other.question, other.shape)
        assert one.case.domain.allows(one.draft) and len(one.draft) == len(one.case.domain.issues)
    assert watched.drawn(3, ("audit",)).question == "audit"


def test_drawn_cases_are_of_all_sorts() -> None:
    drawn = [watched.drawn(number) for number in range(150)]
    assert {each.question for each in drawn} == set(watched.QUESTIONS)
    assert {kind for each in drawn for kind in watched.KINDS if f", {kind}" in each.shape} == set(watched.KINDS)
    assert {len(each.case.mandates) for each in drawn} == set(range(2, 9))
    tied = [each for each in drawn if any(mandate.terms for mandate in each.case.mandates)]
    floored = [each for each in drawn if any(mandate.reservation for mandate in each.case.mandates)]
    large = [each for each in drawn if len(each.case.domain.issues) > 8]
    assert 5 < len(tied) < 50 and 25 < len(floored) < 80 and 3 < len(large) < 40
    assert all("dependencies" in each.shape for each in tied) and all("reservation" in each.shape for each in floored)


@pytest.mark.parametrize("question", sorted(watched.QUESTIONS))
def test_every_question_has_an_answer(question: str) -> None:
    small = next(
        each for each in (watched.drawn(n, (question,)) for n in range(99)) if len(each.case.domain.issues) < 4
    )
    said = small.ask(20.0)
    assert said in ("complete", "optimal", "exact", "paid", "finished", "refused")


def child_that(code: str, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Children run this code instead; those that were born."""
    born: list[Any] = []

    def instead(watch: Watch) -> "subprocess.Popen[str]":
        child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        born.append(child)
        return child

    monkeypatch.setattr(Watch, "_born", instead)
    monkeypatch.setattr(hangs, "HANGS", 0.2)
    monkeypatch.setattr(hangs, "allowed", lambda budget: 0.3)
    return born


def test_a_child_that_hangs_is_killed_and_another_one_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    born = child_that("input()\nwhile True: pass", monkeypatch)
    report = hangs.watch(range(2), 0.1, ())
    assert (report.cases, len(report.hung), report.late, report.again) == (2, 2, [], 2)
    assert [each["number"] for each in report.hung] == [0, 1] and len(born) == 4
    assert all(child.poll() is not None for child in born), "none is left behind"
    said = hangs.printed(report, 0.1, 60.0)
    assert "2 hang" in said and f"HANGS: {watched.drawn(1).question} of case 1" in said


def test_a_child_that_dies_is_told_as_one_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    child_that("input()", monkeypatch)
    assert len(hangs.watch(range(1), 0.1, ()).hung) == 1


def test_a_child_that_waits_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the processor's time that counts: this one sleeps longer than it might work."""
    answer = {"wall": 1.0, "processor": 0.01, "question": "audit", "told": "exact", "shape": "", "number": 0}
    child_that(
        f"import json, time\ninput()\ntime.sleep(1)\nprint(json.dumps({answer}), flush=True)\ninput()", monkeypatch
    )
    report = hangs.watch(range(1), 0.1, ())
    assert (len(report.hung), len(report.late), report.waited, report.again) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("wall", "processor", "late", "waited"), [(0.2, 0.2, 0, 0), (0.5, 0.2, 0, 1), (0.5, 0.4, 1, 0), (0.2, 0.5, 0, 0)]
)
def test_late_is_what_the_processor_worked_for_too_long(
    wall: float, processor: float, late: int, waited: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hangs, "allowed", lambda budget: 0.3)
    report = Report()
    report.note(
        7,
        {"wall": wall, "processor": processor, "question": "ks", "told": "optimal", "number": 7, "shape": "s"},
        0.1,
        (),
    )
    assert (len(report.late), report.waited, report.cases, dict(report.answers)) == (
        late,
        waited,
        1,
        {"ks: optimal": 1},
    )
    assert ("LATE" in hangs.printed(report, 0.1, 1.0)) == bool(late)


def test_an_unknown_question_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["hangs", "frontier", "fortune"])
    with pytest.raises(SystemExit):
        hangs.main()
    assert "there is no question called fortune" in capsys.readouterr().err


def test_what_is_allowed_is_said() -> None:
    assert hangs.allowed(10) == 13 and hangs.allowed(0) == 1
