"""Cases drawn by chance, the same wherever they are drawn: numpy's `default_rng` with the row's kind and the seed.

What each option of each issue is worth to each party adds up to what a package is worth. Kinds:

    pts100      each party splits 100 whole points over the issues; options get up to their issue's points
    w100s100    whole weights that sum to 100, times whole scores up to 100
    float       weights and scores are doubles, up to 1 in all
    adv_…       the hard ones: on each issue the parties pull in opposite directions, with strictly monotone worths, so
                that no option is dominated within its issue; adv_pts, adv_int, adv_float in the same measures
"""

from fractions import Fraction
from typing import Any

import numpy as np

from goodoffices.engines.settlement.model import Case, Choice, Domain, Mandate, Term

Array = Any


def draw(parties: int, issues: int, options: int, kind: str, seed: int) -> Array:
    """Worths, parties × issues × options: int64, or doubles for the kinds that say float."""
    rng = np.random.default_rng(seed)
    rows = (
        opposed(rng, parties, issues, options, kind)
        if kind.startswith("adv_")
        else mixed(rng, parties, issues, options, kind)
    )
    worths = np.array(rows, np.float64)
    return worths if kind.endswith("float") else worths.astype(np.int64)


def mixed(rng: np.random.Generator, parties: int, issues: int, options: int, kind: str) -> list[list[Array]]:
    rows: list[list[Array]] = []
    for _ in range(parties):
        shares = rng.dirichlet(np.ones(issues))
        if kind == "float":
            rows.append([share * spread(rng.random(options)) for share in shares])
            continue
        weights = hundred(shares)
        pick = pointed if kind == "pts100" else scored
        rows.append([pick(rng, weight, options) for weight in weights])
    return rows


def pointed(rng: np.random.Generator, weight: int, options: int) -> Array:
    """Points up to the weight, with one option that has them all and, where another is drawn, one that has none."""
    points = rng.integers(0, weight + 1, options)
    points[rng.integers(options)] = weight
    worst = rng.integers(options)
    if points[worst] < weight:
        points[worst] = 0
    return points


def scored(rng: np.random.Generator, weight: int, options: int) -> Array:
    scores = rng.integers(0, 101, options)
    scores[rng.integers(options)] = 100
    return weight * scores


def spread(scores: Array) -> Array:
    return (scores - scores.min()) / (scores.max() - scores.min())


def opposed(rng: np.random.Generator, parties: int, issues: int, options: int, kind: str) -> list[list[Array]]:
    down = rng.integers(0, 2, (parties, issues))
    for column in down.T:
        if len(set(column)) == 1:  # all of one mind: one of them changes it
            column[rng.integers(parties)] ^= 1
    rows: list[list[Array]] = []
    for party in range(parties):
        shares = rng.dirichlet(np.ones(issues) * 2)
        weights = hundred(shares)
        row = []
        for issue in range(issues):
            scale = np.concatenate([[0], np.cumsum(rng.dirichlet(np.ones(options - 1) * 2))])
            scale[-1] = 1
            if down[party, issue]:
                scale = scale[::-1]
            if kind == "adv_int":
                row.append(np.rint(scale * 100) * weights[issue])
            elif kind == "adv_pts":
                row.append(np.rint(scale * weights[issue]))
            else:
                row.append(scale * shares[issue])
        rows.append(row)
    return rows


def hundred(shares: Array) -> Array:
    """Whole weights that sum to 100: rounded down, and the largest remainders up."""
    exact = shares * 100
    weights = np.floor(exact).astype(int)
    short = 100 - weights.sum()
    weights[np.argsort(-(exact - weights))[:short]] += 1
    return weights


def case(worths: Array, terms: dict[int, tuple[Term, ...]] | None = None) -> Case:
    """The case with exactly these worths: of a double, exactly the number that it is."""
    _, issues, options = worths.shape
    domain = Domain.of({f"issue {at}": [f"option {each}" for each in range(options)] for at in range(issues)})
    mandates = tuple(
        Mandate(
            f"party {party}",
            tuple(tuple(map(Fraction, row)) for row in rows),
            terms=(terms or {}).get(party, ()),
        )
        for party, rows in enumerate(worths.tolist())
    )
    return Case(domain, mandates)


def entangled(parties: int, issues: int, options: int, kind: str, dependencies: int, seed: int) -> Case:
    """A case of this kind with so many dependencies between two issues each, drawn among all pairs; for each party and each
    combination of options a whole worth up to a quarter of what the two issues are worth to it, more or less."""
    worths = draw(parties, issues, options, kind, seed)
    rng = np.random.default_rng([seed, dependencies])
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < dependencies:
        one, other = sorted(rng.choice(issues, 2, replace=False).tolist())
        pairs.add((one, other))
    terms: dict[int, tuple[Term, ...]] = {}
    for party in range(parties):
        for one, other in sorted(pairs):
            most = max(1, int(worths[party, one].max() + worths[party, other].max())) // 4
            drawn = rng.integers(-most, most + 1, (options, options)).tolist()
            worth: dict[Choice, Fraction] = {
                (here, there): Fraction(extra)
                for here, row in enumerate(drawn)
                for there, extra in enumerate(row)
                if extra
            }
            terms[party] = (*terms.get(party, ()), Term((one, other), worth))
    return case(worths, terms)
