"""How opposed the parties are, and how much there is to win together: a few numbers on a case, before anybody bargains.

They look at stated worths alone, each party's between its worst and its best package, so that scales do not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.frontier import Frontier, Status
from goodoffices.engines.settlement.model import Case, Choice, Mandate, Term, Unusable
from goodoffices.engines.settlement.solutions import Solution, solve


@dataclass(frozen=True)
class Measures:
    """`together`: the greatest share of its range that all parties can have at once (1: each gets its best; of two parties that
    are strictly opposed 1/2), with the package, and the certificate that it is the greatest (about `between_worst_and_best`).
    `win_win`: the same from 0, where parties can only share out, to 1. `distance`: how far the efficient package nearest to
    everybody's best is from it, as a share of the longest way (opposition, Baarslag et al. 2013); None without a frontier.
    `correlation`: of each pair of parties (r of Pearson over all packages, each as likely); None where issues depend on each
    other or a party does not care. `shared`: issues on which some option is best for everybody."""

    together: Fraction
    win_win: Fraction
    choice: Choice
    certificate: Certificate | None
    distance: float | None
    correlation: dict[tuple[int, int], float | None]
    shared: tuple[int, ...]


def measures(case: Case, *, found: Frontier | None = None, budget: float | None = None) -> Measures:
    """The measures of a case. `found`: its frontier, if it is there. Raises `Unusable` where `together` was not proven in time,
    and what `solve` raises.

    >>> from goodoffices.engines.settlement.model import Domain
    >>> rows = ((0, 4), (0, 2)), ((3, 0), (1, 0))
    >>> case = Case(Domain.of({"wage": ["a", "b"], "days off": ["c", "d"]}),
    ...     tuple(Mandate(str(p), tuple(tuple(map(Fraction, row)) for row in worth)) for p, worth in enumerate(rows)))
    >>> of = measures(case)
    >>> str(of.together), of.choice, of.shared, round(of.correlation[0, 1], 2)
    ('1/3', (0, 1), (), -0.99)
    """
    even, best = between_worst_and_best(case, budget)
    if best.status != "optimal":
        raise Unusable("How much all can have at once was not proven in the time allowed. Allow more.")
    together, parties = min(best.utilities), len(case.mandates)
    least = Fraction(1, parties)
    complete = found is not None and found.status is Status.COMPLETE
    return Measures(
        together,
        max(Fraction(0), (together - least) / (1 - least)) if parties > 1 else Fraction(1),
        best.choice,
        best.certificate,
        _distance(even, found) if complete and found is not None else None,
        {pair: _correlation(case, *pair) for pair in combinations(range(parties), 2)},
        tuple(at for at in range(len(case.domain.issues)) if _shared([mandate.worth[at] for mandate in case.mandates])),
    )


def between_worst_and_best(case: Case, budget: float | None = None) -> tuple[Case, Solution]:
    """The case with every party's utilities from 0, its worst package, to 1, its best; and its maximin package."""
    mandates = []
    for at, mandate in enumerate(case.mandates):
        alone = Case(case.domain, (mandate,))
        low, high = -_top(_times(alone, Fraction(-1)), budget), _top(alone, budget)
        span = (high - low) or Fraction(1)
        # Whoever does not care is content with everything.
        scaled = _times(Case(case.domain, (mandate,)), 1 / span).mandates[0]
        base = scaled.base - low / span + (1 if high == low else 0)
        mandates.append(Mandate(case.parties[at], scaled.worth, Fraction(0), scaled.terms, base))
    even = Case(case.domain, tuple(mandates), case.name)
    return even, solve(even, ["maximin"], budget=budget)["maximin"]


def _times(case: Case, by: Fraction) -> Case:
    (mandate,) = case.mandates
    worth = tuple(tuple(cell * by for cell in row) for row in mandate.worth)
    terms = tuple(Term(term.issues, {at: cell * by for at, cell in term.worth.items()}) for term in mandate.terms)
    return Case(case.domain, (Mandate(mandate.party, worth, None, terms, mandate.base * by),))


def _top(case: Case, budget: float | None) -> Fraction:
    """The most that the one party of this case can get, acceptable or not."""
    (mandate,) = case.mandates
    least = mandate.base + sum(map(min, mandate.worth), Fraction(0))
    least += sum((min(cell, Fraction(0)) for term in mandate.terms for cell in term.worth.values()), Fraction(0))
    free = Case(case.domain, (Mandate(mandate.party, mandate.worth, least, mandate.terms, mandate.base),))
    found = solve(free, ["utilitarian"], budget=budget)["utilitarian"]
    if found.status != "optimal":
        raise Unusable("What a party can get at most was not proven in the time allowed. Allow more.")
    return found.utilities[0]


def _distance(even: Case, found: Frontier) -> float:
    squares = [sum((1 - each) ** 2 for each in even.utilities(found.package(at))) for at in range(found.points)]
    return sqrt(min(squares, default=Fraction(0)) / len(even.mandates))


def _correlation(case: Case, one: int, other: int) -> float | None:
    """Issues are independent of each other where every package is as likely: covariances add up."""
    if not case.separable:
        return None
    first, second = case.mandates[one].worth, case.mandates[other].worth
    products = sum((_covariance(a, b) for a, b in zip(first, second, strict=True)), Fraction(0))
    spread = sum((_covariance(a, a) for a in first), Fraction(0)) * sum(
        (_covariance(b, b) for b in second), Fraction(0)
    )
    if not spread:
        return None
    share = sqrt(products**2 / spread)  # exact until here: a spread may be too small for a double
    return share if products > 0 else -share


def _covariance(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    count = len(one)
    means = sum(one, Fraction(0)) / count, sum(other, Fraction(0)) / count
    return sum(((a - means[0]) * (b - means[1]) for a, b in zip(one, other, strict=True)), Fraction(0)) / count


def _shared(rows: Sequence[Sequence[Fraction]]) -> bool:
    """Is some option best for everybody?"""
    return any(all(row[option] == max(row) for row in rows) for option in range(len(rows[0])))
