"""The frontier is what looking at every package gives."""

from fractions import Fraction
from itertools import product

import pytest

from goodoffices.engines.settlement.frontier import Status, frontier
from goodoffices.engines.settlement.model import Case, Domain, Mandate


def case(*worths: list[list[int]], reservations: tuple[int | None, ...] = ()) -> Case:
    """A case from whole numbers: per party, per issue, per option."""
    domain = Domain.of({f"issue {at}": [f"option {o}" for o in range(len(row))] for at, row in enumerate(worths[0])})
    floors = [None if each is None else Fraction(each) for each in reservations] or [None] * len(worths)
    return Case(
        domain,
        tuple(
            Mandate(f"party {at}", tuple(tuple(map(Fraction, row)) for row in worth), floor)
            for at, (worth, floor) in enumerate(zip(worths, floors, strict=True))
        ),
    )


def by_looking_at_all(case: Case, acceptable: bool = False) -> dict[tuple[Fraction, ...], list[tuple[int, ...]]]:
    """Efficient utilities, descending, and their packages in file order."""
    found: dict[tuple[Fraction, ...], list[tuple[int, ...]]] = {}
    for choice in product(*(range(len(issue.options)) for issue in case.domain.issues)):
        if case.domain.allows(choice) and (not acceptable or case.acceptable(choice)):
            found.setdefault(case.utilities(choice), []).append(choice)
    return {
        one: found[one]
        for one in sorted(found, reverse=True)
        if not any(other != one and all(map(Fraction.__ge__, other, one)) for other in found)
    }


def test_a_small_case_is_as_looking_at_all_says():
    small = case([[0, 3, 5], [2, 0, 2]], [[4, 1, 0], [0, 7, 0]])
    found = frontier(small)
    rule = by_looking_at_all(small)
    assert list(found.utilities) == list(rule)
    assert [found.packages_of(at) for at in range(len(found))] == list(rule.values())
    assert found.packages == sum(map(len, rule.values()))
    assert found.status is Status.COMPLETE
    assert not any(found.slack)


def test_an_index_that_is_not_there_is_refused():
    found = frontier(case([[0, 1]], [[1, 0]]))
    assert found.package(-1) == found.package(1)
    with pytest.raises(IndexError, match="has 2"):
        found.package(2)
