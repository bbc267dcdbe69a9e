"""Every solution against looking at every package, by definitions written out once more."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given, settings

from goodoffices.engines.settlement.model import Case, Choice, Domain, Mandate, Unusable
from goodoffices.engines.settlement.solutions import SOLUTIONS, NoAcceptablePackage, solve
from goodoffices.engines.settlement.tests.random_cases import Seen, all_packages, dependent_cases, seeded
from tests.profiles import examples


def expected(name: str, case: Case, acceptable: list[Seen]) -> Seen:
    """The package each definition asks for; the first in file order of those alike, since `max` keeps the first."""
    floors = [mandate.floor for mandate in case.mandates]
    ideals = [max(utilities[p] for _, utilities in acceptable) for p in range(len(floors))]

    def standing(seen: Seen) -> object:
        utilities = seen[1]
        gains = [each - least for each, least in zip(utilities, floors, strict=True)]
        if name == "utilitarian":
            first: object = sum(utilities)
        elif name == "nash":
            first = (sum(gain > 0 for gain in gains), prod(gain for gain in gains if gain > 0))
        elif name == "ks":
            spans = [ideal - least for ideal, least in zip(ideals, floors, strict=True)]
            first = min((gain / span for gain, span in zip(gains, spans, strict=True) if span), default=0)
        elif name == "egalitarian":
            first = sorted(gains)
        else:
            first = min(utilities) if name == "maximin" else 0
        return first, sorted(utilities)

    return max(acceptable, key=standing)


@settings(max_examples=examples(20, 600), deadline=None)
@given(case=dependent_cases())
def test_every_solution_is_the_one_that_looking_at_everything_finds(case: Case) -> None:
    compare(case)


@pytest.mark.long
@settings(max_examples=3000, deadline=None)
@given(case=dependent_cases())
def test_every_solution_is_the_one_that_looking_at_everything_finds_long(case: Case) -> None:
    compare(case)


def compare(case: Case) -> None:
    acceptable = [seen for seen in all_packages(case) if case.acceptable(seen[0])]
    if not acceptable:
        with pytest.raises(NoAcceptablePackage, match=r"No package meets every party|Every package is excluded"):
            solve(case, SOLUTIONS)
        return
    for name, found in solve(case, SOLUTIONS).items():
        assert (found.choice, found.utilities) == expected(name, case, acceptable), name
        assert (found.status, found.why, found.bound) == ("optimal", "", found.score)


@settings(max_examples=examples(10, 200), deadline=None)
@given(case=dependent_cases())
def test_solutions_are_efficient(case: Case) -> None:
    acceptable = [seen for seen in all_packages(case) if case.acceptable(seen[0])]
    if acceptable:
        for found in solve(case, SOLUTIONS).values():
            better = [
                utilities
                for _, utilities in acceptable
                if utilities != found.utilities and all(map(Fraction.__ge__, utilities, found.utilities))
            ]
            assert not better, found.name


@pytest.mark.parametrize("seed", range(3))
def test_compiled_and_plain_loops_find_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.engines.settlement.solutions import space

    case = seeded(3, 4, 4, 30, seed)
    plain = solve(case, SOLUTIONS)
    monkeypatch.setattr(space, "SMALL", 0)
    monkeypatch.setattr(space, "PLAIN_CELLS", 0)
    compiled = solve(case, SOLUTIONS)
    acceptable = all_packages(case)
    for name in SOLUTIONS:
        assert (compiled[name].choice, compiled[name].utilities) == (plain[name].choice, plain[name].utilities)
        assert compiled[name].choice == expected(name, case, acceptable)[0]


def test_small_cases_import_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from goodoffices.engines.settlement.tests.random_cases import seeded;"
        "from goodoffices.engines.settlement.solutions import solve, SOLUTIONS;"
        "from goodoffices.engines.settlement.audit import audit;"
        "case = seeded(3, 4, 3, 20, 1); solve(case, SOLUTIONS); audit(case, (0, 0, 0, 0));"
        "sys.modules.pop('hypothesis', None); print({'numba', 'highspy', 'django'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "set()"


def test_many_parties_and_issues_agree_with_a_bound_no_search_can_pass() -> None:
    """Too many packages to look at: the leximin package of a case whose issues can be paired off by hand."""
    parties = 4
    domain = Domain.of({f"issue {at}": [f"to {p}" for p in range(parties)] for at in range(12)})
    worth = [tuple(tuple(Fraction(int(o == p)) for o in range(parties)) for _ in range(12)) for p in range(parties)]
    case = Case(domain, tuple(Mandate(f"party {p}", rows) for p, rows in enumerate(worth)))
    found = solve(case, ["leximin", "nash", "ks", "utilitarian"])
    assert {found[name].utilities for name in found} == {(Fraction(3),) * 4}
    assert all(each.choice == (0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3) for each in found.values()), (
        "the first in file order"
    )


def test_worths_beyond_machine_integers_stay_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.engines.settlement.solutions import space

    monkeypatch.setattr(space, "SMALL", 0)
    monkeypatch.setattr(space, "PLAIN_CELLS", 0)
    huge = 10**25
    domain = Domain.of({f"issue {at}": ["a", "b", "c"] for at in range(4)})
    case = Case(
        domain,
        tuple(
            Mandate(f"party {p}", tuple(tuple(Fraction((7 * o + 3 * i + 5 * p) % 11 * huge + o, 3) for o in range(3)) for i in range(4)))
            for p in range(3)
        ),
    )  # fmt: skip
    compare(case)


def test_where_nobody_can_gain_together_nash_takes_the_largest_set_that_can() -> None:
    domain = Domain.of({"prize": ["to none", "to A and B", "to C"]})
    worth = [(0, 3, 0), (0, 2, 0), (0, 0, 9)]
    case = Case(
        domain, tuple(Mandate(name, (tuple(map(Fraction, row)),)) for name, row in zip("ABC", worth, strict=True))
    )
    found = solve(case, ["nash"])["nash"]
    assert domain.named(found.choice) == {"prize": "to A and B"}
    assert found.certificate is not None and found.certificate["gaining"] == [0, 1]


def test_nothing_acceptable_is_said_in_a_sentence_and_proven() -> None:
    from goodoffices.engines.settlement.certificates import checker, making

    domain = Domain.of({"price": ["low", "high"]})
    buyer = Mandate("buyer", ((Fraction(5), Fraction(0)),), Fraction(3))
    seller = Mandate("seller", ((Fraction(0), Fraction(5)),), Fraction(3))
    case = Case(domain, (buyer, seller))
    with pytest.raises(NoAcceptablePackage, match="nothing to choose from") as refusal:
        solve(case, ["nash"])
    assert "no package meets" in checker.check(making.plain(case), refusal.value.certificate)


def test_an_unknown_name_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(Unusable, match="There are: nash, ks"):
        solve(seeded(2, 2, 2, 5, 0), ["nashh"])


def test_a_spent_budget_is_said_and_gives_an_acceptable_package() -> None:
    case = seeded(12, 60, 5, 10_000, 1)
    found = solve(case, ["leximin"], budget=0.3)["leximin"]
    assert found.status == "best_found" and found.certificate is None
    assert "since the time allowed was used up" in found.why
    assert case.acceptable(found.choice) and case.utilities(found.choice) == found.utilities


def test_an_interrupted_search_gives_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.engines.settlement.solutions.search_state import SearchState

    consider, looks = SearchState.consider, []

    def interrupted(self: SearchState, choice: Choice) -> bool:
        looks.append(1)
        if len(looks) > 10:
            raise KeyboardInterrupt
        return consider(self, choice)

    monkeypatch.setattr(SearchState, "consider", interrupted)
    case = seeded(7, 30, 5, 1000, 2)
    found = solve(case, ["leximin", "ks"])
    assert {each.status for each in found.values()} == {"best_found"}
    assert all("interrupted" in each.why and case.acceptable(each.choice) for each in found.values())


def test_known_packages_change_nothing_but_the_way() -> None:
    case = seeded(3, 4, 3, 9, 5)
    packages = [choice for choice, _ in all_packages(case)]
    assert {name: each.choice for name, each in solve(case, SOLUTIONS).items()} == {
        name: each.choice for name, each in solve(case, SOLUTIONS, frontier=packages[::7]).items()
    }
