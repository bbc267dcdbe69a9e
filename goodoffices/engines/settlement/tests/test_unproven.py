"""What is not proven says so, with a bound that is one; and what is read off the frontier is what a search would find."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.cli import Request, settle
from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.reports.text import as_text
from goodoffices.engines.settlement.solutions import SOLUTIONS, finder, frontier_lookup, pick, solve
from goodoffices.engines.settlement.solutions.rule_levels import LEVELS, Setting
from goodoffices.engines.settlement.solutions.rules import Baseline, rank, score
from goodoffices.engines.settlement.solutions.space import Space
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.site.command import main
from tests.profiles import examples


def best_score(name: str, case: Case) -> Fraction:
    """By looking at every acceptable package."""
    acceptable = [utilities for choice, utilities in all_packages(case) if case.acceptable(choice)]
    baseline = Baseline(
        tuple(mandate.floor for mandate in case.mandates), tuple(map(max, zip(*acceptable, strict=True)))
    )
    return score(name, baseline, max(acceptable, key=lambda utilities: rank(name, baseline, utilities)))


@settings(max_examples=examples(20, 600), deadline=None)
@given(case=dependent_cases(4), name=st.sampled_from(SOLUTIONS))
def test_the_bound_of_a_search_that_was_cut_short_holds(case: Case, name: str) -> None:
    acceptable = [choice for choice, _ in all_packages(case) if case.acceptable(choice)]
    assume(acceptable)
    found = solve(case, [name], budget=0, frontier=acceptable[:1])[name]
    if found.status == "best_found":
        assert found.why and found.certificate is None
        assert found.bound is None or found.bound >= best_score(name, case)
    else:
        assert found.bound == found.score == best_score(name, case)


@settings(max_examples=examples(30, 1000), deadline=None)
@given(case=dependent_cases(4), name=st.sampled_from(sorted(LEVELS)), data=st.data())
def test_no_package_is_above_what_a_level_allows_at_most(case: Case, name: str, data: st.DataObject) -> None:
    """For any multipliers: the bound on the measure is held against all acceptable packages."""
    acceptable = [seen for seen in all_packages(case) if case.acceptable(seen[0])]
    assume(acceptable)
    floors = tuple(mandate.floor for mandate in case.mandates)
    baseline = Baseline(floors, tuple(map(max, zip(*(utilities for _, utilities in acceptable), strict=True))))
    members = tuple(p for p in range(len(floors)) if name != "ks" or baseline.ideals[p] > floors[p])
    if name == "nash":
        acceptable = [seen for seen in acceptable if all(u > f for u, f in zip(seen[1], floors, strict=True))]
        assume(acceptable)
    space = Space(case, small=True)
    level = LEVELS[name](Setting(space, baseline, members), acceptable[0][0])[0]
    q = [data.draw(st.integers(0, 9)) for _ in level.norms]
    bound = space.bound(level.weights(q), space.free())
    assert bound is not None
    at_most = level.at_most(q, bound)
    if at_most is not None and (name != "ks" or members):
        assert at_most >= max(score(name, baseline, utilities) for _, utilities in acceptable)


@settings(max_examples=examples(20, 600), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=dependent_cases(3))
def test_reading_off_a_large_frontier_is_as_exact(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    """The points that floats leave are those that matter, with ties and with parties that cannot gain."""
    those = frontier(case, acceptable=True)
    assume(those.points)
    plain = {name: pick(name, those) for name in SOLUTIONS}
    monkeypatch.setattr(frontier_lookup, "FEW_POINTS", 0)
    assert {name: pick(name, those) for name in SOLUTIONS} == plain
    searched = solve(case, SOLUTIONS)
    assert {name: each.choice for name, each in searched.items()} == {name: each.choice for name, each in plain.items()}


def test_ideals_are_read_off_the_frontier_where_a_search_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    case = seeded(3, 5, 4, 50, 3)
    expected = solve(case, SOLUTIONS)
    monkeypatch.setattr(finder, "MOST_ALONE", 0)
    surveyed = solve(case, SOLUTIONS)
    assert {name: (each.choice, each.status) for name, each in surveyed.items()} == {
        name: (each.choice, "optimal") for name, each in expected.items()
    }
    assert surveyed["ks"].certificate is None and "whole frontier" in surveyed["ks"].why


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """Nine parties and sixty issues: no proof within seconds, on any machine."""
    case = seeded(9, 60, 5, 1_000, 7)
    rows = ["issue,option," + ",".join(case.parties)]
    for at, issue in enumerate(case.domain.issues):
        for place, option in enumerate(issue.options):
            rows.append(f"{issue.name},{option}," + ",".join(str(each.worth[at][place]) for each in case.mandates))
    path = tmp_path / "hard.csv"
    path.write_text("\n".join(rows))
    return path


def test_the_object_says_of_every_solution_how_good_it_is(hard: Path, capsys: Any) -> None:
    assert main(["settle", str(hard), "--solutions", "leximin,utilitarian", "--budget", "0.2", "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out, parse_float=Fraction)
    leximin = found["solutions"]["leximin"]
    assert leximin["status"] == "best_found" and leximin["why"] in err
    assert leximin["score"] == min(leximin["utilities"]) < leximin["bound"]
    assert found["budget"] == Fraction("0.2")


def test_the_text_says_what_is_not_proven(hard: Path) -> None:
    answer = settle(Request([hard], solutions=["leximin"], budget=0.2))
    shown = as_text(answer)
    assert "Not proven\n  leximin: a least utility of " in shown and "none is above" in shown


def test_with_many_parties_solutions_come_before_the_frontier(hard: Path) -> None:
    stages: list[str] = []
    answer = settle(Request([hard], frontier=True, solutions=["nash"], budget=0.4), stage=stages.append)
    assert stages == ["Reading", "Looking for solutions", "Looking for the frontier"]
    assert answer.frontier is not None and answer.solutions is not None


def test_without_a_budget_there_is_one_and_it_is_said(hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.engines.settlement.cli.DEFAULT_BUDGET", 0.3)
    answer = settle(Request([hard], solutions=["leximin"]))
    assert answer.object()["budget"] == 0.3
    assert answer.sentences[-1].startswith("No budget was named, so 0.3 seconds were allowed")
