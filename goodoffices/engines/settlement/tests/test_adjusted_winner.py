"""Adjusted Winner: equitable, envy-free, efficient, and at most one issue divided."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Unusable
from goodoffices.engines.settlement.solutions.adjusted_winner import adjusted_winner, stakes
from tests.profiles import examples

POINTS = st.integers(1, 7).flatmap(
    lambda issues: st.tuples(*[st.lists(st.integers(0, 30), min_size=issues, max_size=issues).filter(any)] * 2)
)


@settings(max_examples=examples(50, 2000), deadline=None)
@given(points=POINTS)
def test_what_brams_and_taylor_prove_holds(points: tuple[list[int], list[int]]) -> None:
    one, two = ({f"issue {at}": given for at, given in enumerate(each)} for each in points)
    found = adjusted_winner(one, two)
    total = max(sum(one.values()), sum(two.values()))
    mine, theirs = found.points
    assert mine == theirs, "equitable"
    assert mine * 2 >= total, "envy-free: nobody would rather have the other's part"
    assert sum(0 < share < 1 for share in found.shares.values()) <= 1
    assert all(0 <= share <= 1 for share in found.shares.values())
    assert _efficient(one, two, found.shares)


def _efficient(one: dict[str, int], two: dict[str, int], shares: object) -> bool:
    """No two issues can be exchanged so that both gain: whatever the first has of one, the other of another."""
    return not any(
        shares[a] > 0 and shares[b] < 1 and one[b] * two[a] > one[a] * two[b]  # type: ignore[index]
        for a in one
        for b in one
    )


def test_points_out_of_different_totals_are_scaled() -> None:
    found = adjusted_winner({"a": 1, "b": 1}, {"a": 30, "b": 90})
    assert found.points[0] == found.points[1]
    assert found.shares["a"] == 1 and found.divided == "b"


def test_a_case_gives_the_stakes_of_each_issue() -> None:
    domain = Domain.of({"wage": ["0 %", "3 %"], "days": ["20", "25"], "safety": ["old", "new"]})
    union = Mandate("union", tuple((Fraction(0), Fraction(each)) for each in (6, 4, 5)))
    firm = Mandate("firm", ((Fraction(5), Fraction(0)), (Fraction(3), Fraction(0)), (Fraction(0), Fraction(1))))
    assert stakes(Case(domain, (union, firm))) == ({"wage": 6, "days": 4}, {"wage": 5, "days": 3})


def test_what_it_is_not_for_is_refused() -> None:
    domain = Domain.of({"wage": ["0 %", "3 %"], "days": ["20", "25"]})
    row = ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)))
    parties = tuple(Mandate(name, row) for name in ("a", "b", "c"))
    with pytest.raises(Unusable, match="two parties"):
        stakes(Case(domain, parties))
    with pytest.raises(Unusable, match="depend on each other"):
        stakes(Case(Domain(domain.issues, (Exclusion((0, 1), (0, 0)),)), parties[:2]))
    for one, two in (({"a": 1}, {"b": 1}), ({"a": -1}, {"a": 1}), ({"a": 0}, {"a": 1})):
        with pytest.raises(Unusable):
            adjusted_winner(one, two)
