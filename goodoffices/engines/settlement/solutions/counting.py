"""The plain way: look at every package. For small cases, and for tests to compare with."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.solutions.rules import Ground, rank

Seen = tuple[Choice, tuple[Fraction, ...]]


def packages(case: Case) -> Iterator[Seen]:
    """Every package the domain allows with its utilities, in file order."""
    for choice in product(*(range(len(issue.options)) for issue in case.domain.issues)):
        if case.domain.allows(choice):
            yield choice, case.utilities(choice)


def acceptable(case: Case) -> list[Seen]:
    floors = [mandate.floor for mandate in case.mandates]
    return [
        (choice, utilities)
        for choice, utilities in packages(case)
        if all(each >= floor for each, floor in zip(utilities, floors, strict=True))
    ]


def ground(case: Case, found: list[Seen]) -> Ground:
    """The disagreement point and the ideals over these packages, which are all the acceptable ones (at least one)."""
    columns = zip(*(utilities for _, utilities in found), strict=True)
    return Ground(tuple(mandate.floor for mandate in case.mandates), tuple(max(column) for column in columns))


def best(name: str, ground: Ground, found: list[Seen]) -> Seen:
    """The package that the rule picks. The first of those that rank alike: `max` keeps file order."""
    return max(found, key=lambda seen: rank(name, ground, seen[1]))
