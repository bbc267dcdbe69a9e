"""Random cases for the tests of frontiers, and the frontier by brute force: compare every package with every other."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Term


def case(
    *worths: list[list[int | Fraction]],
    reservations: tuple[int | Fraction | None, ...] = (),
    terms: tuple[tuple[Term, ...], ...] = (),
    exclusions: tuple[Exclusion, ...] = (),
) -> Case:
    """A case from numbers: per party, per issue, per option."""
    names = {f"issue {at}": [f"option {o}" for o in range(len(row))] for at, row in enumerate(worths[0])}
    domain = Domain(Domain.of(names).issues, exclusions)
    return Case(
        domain,
        tuple(
            Mandate(
                f"party {at}",
                tuple(tuple(map(Fraction, row)) for row in worth),
                None if not reservations or reservations[at] is None else Fraction(reservations[at]),
                terms[at] if terms else (),
            )
            for at, worth in enumerate(worths)
        ),
    )


def brute_force_frontier(case: Case, acceptable: bool = False) -> dict[tuple[Fraction, ...], list[tuple[int, ...]]]:
    """Efficient utilities, descending, each with its packages in file order."""
    found: dict[tuple[Fraction, ...], list[tuple[int, ...]]] = {}
    for choice in product(*(range(len(issue.options)) for issue in case.domain.issues)):
        if case.domain.allows(choice) and (not acceptable or case.acceptable(choice)):
            found.setdefault(case.utilities(choice), []).append(choice)
    ordered = sorted(found, reverse=True)
    return {
        one: found[one]
        for one in ordered
        if not any(other != one and all(map(Fraction.__ge__, other, one)) for other in ordered)
    }


#: Worths of many sorts: with ties, below zero, with odd denominators, as doubles are, beyond what a machine holds.
SORTS = {
    "ties": st.integers(0, 2).map(Fraction),
    "wide": st.integers(-50, 50).map(Fraction),
    "fractions": st.fractions(min_value=-3, max_value=3, max_denominator=12),
    "doubles": st.floats(-1, 1, width=64).map(Fraction),
    "huge": st.integers(-(10**25), 10**25).map(Fraction),
    "tiny": st.integers(-9, 9).map(lambda n: Fraction(n, 2**75) + n),
}


@st.composite
def cases(draw: st.DrawFn, parties: int, entangled: bool = False, most: int = 300) -> Case:
    """A case that can be looked through: at most `most` packages."""
    sizes: list[int] = []
    for size in draw(st.lists(st.integers(1, 4), min_size=1, max_size=7)):
        if size * _product(sizes) <= most:
            sizes.append(size)
    cells = SORTS[draw(st.sampled_from(sorted(SORTS)))]
    worths = [[draw(st.lists(cells, min_size=size, max_size=size)) for size in sizes] for _ in range(parties)]
    floors = tuple(draw(st.none() | cells) for _ in range(parties))
    if not entangled or len(sizes) < 2:
        return case(*worths, reservations=floors)
    terms = tuple(tuple(draw(st.lists(_terms(sizes, cells), max_size=3))) for _ in range(parties))
    exclusions = tuple(draw(st.lists(_exclusions(sizes), max_size=3)))
    return case(*worths, reservations=floors, terms=terms, exclusions=exclusions)


def _product(sizes: list[int]) -> int:
    total = 1
    for size in sizes:
        total *= size
    return total


@st.composite
def _scopes(draw: st.DrawFn, sizes: list[int], least: int) -> tuple[int, ...]:
    return tuple(sorted(draw(st.sets(st.integers(0, len(sizes) - 1), min_size=least, max_size=min(3, len(sizes))))))


@st.composite
def _terms(draw: st.DrawFn, sizes: list[int], cells: st.SearchStrategy[Fraction]) -> Term:
    issues = draw(_scopes(sizes, 2))
    choices = st.tuples(*(st.integers(0, sizes[issue] - 1) for issue in issues))
    return Term(issues, draw(st.dictionaries(choices, cells, max_size=6)))


@st.composite
def _exclusions(draw: st.DrawFn, sizes: list[int]) -> Exclusion:
    issues = draw(_scopes(sizes, 1))
    return Exclusion(issues, tuple(draw(st.integers(0, sizes[issue] - 1)) for issue in issues))
