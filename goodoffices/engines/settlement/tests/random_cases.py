"""Cases for the tests of solutions: small enough to look at every package, and with dependencies and exclusions."""

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Issue, Mandate, Term

Seen = tuple[Choice, tuple[Fraction, ...]]


@st.composite
def dependent_cases(draw: st.DrawFn, most_parties: int = 5) -> Case:
    """2 to 5 parties, 1 to 4 issues of 1 to 4 options; ties, odd scales, negative worths, dependencies, exclusions, floors."""
    high = draw(st.sampled_from([1, 3, 100]))
    low = draw(st.sampled_from([0, 0, -high]))
    parts = draw(st.sampled_from([1, 1, 3, 10]))
    worths = st.builds(Fraction, st.integers(low, high), st.sampled_from([1, parts]))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    sets = [each for size in (1, 2, 3) for each in _sets(len(sizes), size)]
    combinations = st.sampled_from(sets).flatmap(
        lambda issues: st.tuples(st.just(issues), st.tuples(*(st.integers(0, sizes[at] - 1) for at in issues)))
    )
    exclusions = draw(st.lists(combinations, max_size=2)) if draw(st.booleans()) else []
    domain = Domain(
        tuple(Issue(f"issue {at}", tuple(map(str, range(size)))) for at, size in enumerate(sizes)),
        tuple(Exclusion(*each) for each in exclusions),
    )
    with_terms = len(sizes) > 1 and draw(st.booleans())
    mandates = []
    for party in range(draw(st.integers(2, most_parties))):
        terms = draw(st.lists(combinations, max_size=2)) if with_terms else []
        mandates.append(
            Mandate(
                f"party {party}",
                tuple(tuple(draw(worths) for _ in range(size)) for size in sizes),
                draw(st.none() | st.builds(Fraction, st.integers(low, high * len(sizes)), st.sampled_from([1, 2]))),
                tuple(Term(issues, {at: draw(worths)}) for issues, at in terms if len(issues) > 1),
                draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 3)])),
            )
        )
    return Case(domain, tuple(mandates))


def seeded(parties: int, issues: int, options: int, most: int, seed: int) -> Case:
    """A case without anything special: whole worths from 0 to `most`."""
    chance = random.Random(seed)
    domain = Domain.of({f"issue {at}": list(map(str, range(options))) for at in range(issues)})
    rows = [
        tuple(tuple(Fraction(chance.randint(0, most)) for _ in range(options)) for _ in range(issues))
        for _ in range(parties)
    ]
    return Case(domain, tuple(Mandate(f"party {at}", worth) for at, worth in enumerate(rows)))


def all_packages(case: Case) -> list[Seen]:
    """Every package the domain allows, in file order, with its utilities."""
    ranges = (range(len(issue.options)) for issue in case.domain.issues)
    return [(choice, case.utilities(choice)) for choice in product(*ranges) if case.domain.allows(choice)]


def _sets(count: int, size: int) -> Iterator[tuple[int, ...]]:
    return (each for each in product(range(count), repeat=size) if list(each) == sorted(set(each)))
