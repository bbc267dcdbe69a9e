"""What is negotiated and what it is worth: the one model that every method of this engine takes.

Exact throughout: worths are `fractions.Fraction` as the source stated them. Methods that need machine integers scale each
party by the least common multiple of its denominators (`Mandate.scaled`); no worth is ever rounded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from typing import TypeAlias

#: A package as indices: for each issue, in the domain's order, the index of its option.
Choice: TypeAlias = tuple[int, ...]
#: A package in words: issue → option. What files, the command and people use.
Package: TypeAlias = dict[str, str]


class Unusable(Exception):
    """Input nobody can negotiate over. The text is a sentence with the place where it is known."""


@dataclass(frozen=True)
class Issue:
    """An issue and its options, in the file's order. Names are unique: issues in a domain, options in an issue."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A worth that depends on several issues at once (a dependency).

    `issues` are indices into the domain, ascending and at least two; `worth` maps the option indices of exactly these
    issues, in that order, to what this combination adds (or, negative, takes). Combinations not named add 0.
    """

    issues: tuple[int, ...]
    worth: Mapping[Choice, Fraction]


@dataclass(frozen=True)
class Exclusion:
    """A combination that no package may contain: `options[i]` of issue `issues[i]`, all together."""

    issues: tuple[int, ...]
    options: Choice


@dataclass(frozen=True)
class Domain:
    """Issues with their options, and the combinations that cannot be.

    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> domain.outcomes
    4
    >>> domain.named((1, 0))
    {'wage': '3 %', 'days off': '20'}
    """

    issues: tuple[Issue, ...]
    exclusions: tuple[Exclusion, ...] = ()

    @classmethod
    def of(cls, issues: Mapping[str, Iterable[str]]) -> "Domain":
        return cls(tuple(Issue(name, tuple(options)) for name, options in issues.items()))

    @property
    def outcomes(self) -> int:
        """How many packages there are, exclusions not subtracted."""
        return prod(len(issue.options) for issue in self.issues)

    def named(self, choice: Choice) -> Package:
        return {issue.name: issue.options[at] for issue, at in zip(self.issues, choice, strict=True)}

    def choice(self, package: Mapping[str, str]) -> Choice:
        """The package as indices. Raises `Unusable` naming what is missing, unknown or excluded."""
        unknown = [name for name in package if name not in self._places]
        if unknown:
            raise Unusable(f"There is no issue “{unknown[0]}” in this domain.")
        missing = [issue.name for issue in self.issues if issue.name not in package]
        if missing:
            raise Unusable(f"The package says nothing on “{missing[0]}”. Name an option for every issue.")
        choice = tuple(self._option(issue, package[issue.name]) for issue in self.issues)
        if not self.allows(choice):
            raise Unusable("The package contains a combination that the domain excludes.")
        return choice

    def allows(self, choice: Choice) -> bool:
        return not any(
            all(choice[issue] == option for issue, option in zip(exclusion.issues, exclusion.options, strict=True))
            for exclusion in self.exclusions
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {issue.name: place for place, issue in enumerate(self.issues)}

    @staticmethod
    def _option(issue: Issue, option: str) -> int:
        if option not in issue.options:
            raise Unusable(f"“{issue.name}” has no option “{option}”. It has: {', '.join(issue.options)}.")
        return issue.options.index(option)


@dataclass(frozen=True)
class Mandate:
    """What packages are worth to one party.

    `worth[i][o]` is what option `o` of issue `i` adds (weight × evaluation already multiplied out, in the file's own
    scale); `base` is added to every package; `terms` are the dependencies. `reservation` is the worth of no agreement
    (the disagreement point); `None` stands for 0 and says that the file named none.
    """

    party: str
    worth: tuple[tuple[Fraction, ...], ...]
    reservation: Fraction | None = None
    terms: tuple[Term, ...] = ()
    base: Fraction = Fraction(0)

    def of(self, choice: Choice) -> Fraction:
        """What this package is worth to the party."""
        total = self.base + sum((row[at] for row, at in zip(self.worth, choice, strict=True)), Fraction(0))
        for term in self.terms:
            total += term.worth.get(tuple(choice[issue] for issue in term.issues), Fraction(0))
        return total

    @property
    def floor(self) -> Fraction:
        """The reservation value, 0 where none is stated."""
        return Fraction(0) if self.reservation is None else self.reservation

    @cached_property
    def scale(self) -> int:
        """The least integer that makes every worth, the base and the reservation value of this party whole."""
        denominators = {self.base.denominator, self.floor.denominator}
        denominators |= {cell.denominator for row in self.worth for cell in row}
        denominators |= {cell.denominator for term in self.terms for cell in term.worth.values()}
        return lcm(*denominators)


@dataclass(frozen=True)
class Case:
    """A domain and the mandates of all parties over it: what the engine works on.

    Raises `Unusable` where they do not fit together, so that no method has to look again.
    """

    domain: Domain
    mandates: tuple[Mandate, ...]
    name: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What a reader of the source should know: listed twice, left out, taken as. Sentences."""

    def __post_init__(self) -> None:
        if not self.domain.issues:
            raise Unusable("There is no issue to negotiate.")
        if not self.mandates:
            raise Unusable("No party says what the options are worth to it.")
        _distinct([issue.name for issue in self.domain.issues], "The issue")
        _distinct([mandate.party for mandate in self.mandates], "The party")
        for issue in self.domain.issues:
            if not issue.options:
                raise Unusable(f"The issue “{issue.name}” has no options.")
            _distinct(issue.options, f"On “{issue.name}”, the option")
        for exclusion in self.domain.exclusions:
            self._fits(exclusion.issues, [exclusion.options], "An exclusion", least=1)
        for mandate in self.mandates:
            if [len(row) for row in mandate.worth] != [len(issue.options) for issue in self.domain.issues]:
                raise Unusable(f"What “{mandate.party}” says does not cover every option of every issue.")
            for term in mandate.terms:
                self._fits(term.issues, list(term.worth), f"A dependency of “{mandate.party}”", least=2)

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(mandate.party for mandate in self.mandates)

    @property
    def separable(self) -> bool:
        """No dependencies and no exclusions: every issue can be treated alone."""
        return not self.domain.exclusions and not any(mandate.terms for mandate in self.mandates)

    def utilities(self, choice: Choice) -> tuple[Fraction, ...]:
        """What the package is worth to each party, in the order of `parties`."""
        return tuple(mandate.of(choice) for mandate in self.mandates)

    def acceptable(self, choice: Choice) -> bool:
        """Does every party get at least its reservation value?"""
        return all(mandate.of(choice) >= mandate.floor for mandate in self.mandates)

    def _fits(self, issues: tuple[int, ...], choices: list[Choice], what: str, least: int) -> None:
        known = self.domain.issues
        if len(issues) < least or list(issues) != sorted(set(issues)) or not all(0 <= at < len(known) for at in issues):
            raise Unusable(f"{what} names issues that are not there, or not in order.")
        for choice in choices:
            if len(choice) != len(issues) or not all(
                0 <= option < len(known[at].options) for at, option in zip(issues, choice, strict=True)
            ):
                raise Unusable(f"{what} names an option that is not there.")


def _distinct(names: Iterable[str], what: str) -> None:
    met: set[str] = set()
    for name in names:
        if name in met:
            raise Unusable(f"{what} “{name}” is listed twice.")
        met.add(name)
