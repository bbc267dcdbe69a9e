"""How far each worth may be wrong before a rule picks another package: sensitivity analysis, exactly.

Changing what one option is worth to one party moves all packages with that option by the same amount, and leaves the others
where they are. So of the packages with the option only those matter that are efficient among themselves, whatever the
amount, and likewise of those without it; both are frontiers of a smaller domain. (Ranging, as for linear programs, Dantzig
1963; for choices among finitely many, Rios Insua and French 1991.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from goodoffices.engines.settlement.frontier import Budget, Status, frontier
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Issue, Mandate, Term, Unusable
from goodoffices.engines.settlement.runtime.budget import BudgetSpent, Meter
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.solutions.thresholds import Moved, criticals, first

#: Frontiers with more points in all are not compared one by one.
MOST_POINTS = 20_000


@dataclass(frozen=True)
class Range:
    """As long as what the option is worth to the party lies between `low` and `high` (None: without end), all else unchanged,
    the rule ranks no package above the one it picks now. `low_in`, `high_in`: does that hold at the end itself?"""

    party: int
    issue: int
    option: int
    worth: Fraction
    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True


class _Rivals(NamedTuple):
    """The packages that may be picked instead, and the picked one, with whether they have the option."""

    picked: Moved
    others: list[Moved]


def stable(
    case: Case, name: str, choice: Choice, *, parties: Sequence[int] | None = None, budget: float | None = None
) -> list[Range]:
    """For every worth, how far it may move before `choice` is no longer what the rule picks. `choice` has to be picked now.

    `parties`: whose worths, all by default. `budget` in seconds. Raises `Unusable` for Kalai–Smorodinsky, whose ideals would move
    as well; for a package that the rule does not pick; where the frontiers are too large to compare with, or the budget ends.

    >>> rows = ((0, 6), (0, 5)), ((8, 0), (3, 0))
    >>> domain = Domain.of({"wage": ["low", "high"], "days off": ["20", "25"]})
    >>> case = Case(domain, tuple(Mandate(str(p), tuple(tuple(map(Fraction, row)) for row in worth)) for p, worth in enumerate(rows)))
    >>> found = stable(case, "utilitarian", (0, 1))
    >>> [(each.party, each.issue, each.option, str(each.low), str(each.high)) for each in found][:2]
    [(0, 0, 0, '-2', 'None'), (1, 0, 0, '6', 'None')]
    """
    if name == "ks":
        raise Unusable("Kalai–Smorodinsky compares with ideals that move with the worths. Ask for another rule.")
    meter = Meter(Budget(budget))
    whose = range(len(case.mandates)) if parties is None else parties
    try:
        return [each for cell in _cells(case.domain) for each in _ranges(case, name, choice, whose, *cell, meter)]
    except BudgetSpent:
        raise Unusable(
            "How far each worth may move was not settled in the time allowed. Allow more, or fix some issues first."
        ) from None


def _ranges(
    case: Case, name: str, choice: Choice, parties: Sequence[int], issue: int, option: int, meter: Meter
) -> Iterator[Range]:
    """The range of one option's worth, for each party."""
    baseline = Baseline(tuple(mandate.floor for mandate in case.mandates), ())
    rivals = _rivals(case, choice, issue, option, meter)
    for party in parties:
        for other in rivals.others:
            meter.check()
            if _ahead(name, baseline, party, rivals.picked, other, Fraction(0)):
                raise Unusable(f"This is not the package that {name} picks.")
        yield _range(case, name, baseline, rivals, party, issue, option, meter)


def restricted(case: Case, issue: int, options: Sequence[int]) -> Case:
    """The case with only these options of an issue."""
    place = {option: at for at, option in enumerate(options)}
    old = case.domain.issues[issue]
    issues = [*case.domain.issues]
    issues[issue] = Issue(old.name, tuple(old.options[option] for option in options))
    exclusions = [
        Exclusion(each.issues, moved)
        for each in case.domain.exclusions
        if (moved := _placed(each.issues, each.options, issue, place)) is not None
    ]
    mandates = []
    for mandate in case.mandates:
        worth = [*mandate.worth]
        worth[issue] = tuple(worth[issue][option] for option in options)
        terms = [
            Term(
                term.issues,
                {
                    moved: cell
                    for at, cell in term.worth.items()
                    if (moved := _placed(term.issues, at, issue, place)) is not None
                },
            )
            for term in mandate.terms
        ]
        mandates.append(Mandate(mandate.party, tuple(worth), mandate.reservation, tuple(terms), mandate.base))
    return Case(Domain(tuple(issues), tuple(exclusions)), tuple(mandates), case.name)


def _placed(issues: tuple[int, ...], options: Choice, issue: int, place: dict[int, int]) -> Choice | None:
    """The same combination by the new places; None if it is not there any more."""
    if issue not in issues:
        return options
    at = issues.index(issue)
    if options[at] not in place:
        return None
    return (*options[:at], place[options[at]], *options[at + 1 :])


def _cells(domain: Domain) -> Iterator[tuple[int, int]]:
    return ((issue, option) for issue, each in enumerate(domain.issues) for option in range(len(each.options)))


def _rivals(case: Case, choice: Choice, issue: int, option: int, meter: Meter) -> _Rivals:
    rest = [each for each in range(len(case.domain.issues[issue].options)) if each != option]
    others: list[Moved] = []
    for options, moves in (([option], True), (rest, False)):
        if options:
            found = frontier(restricted(case, issue, options), budget=Budget(meter.left()))
            if found.status is not Status.COMPLETE:
                raise BudgetSpent
            if found.points + len(others) > MOST_POINTS:
                raise Unusable(
                    f"More than {MOST_POINTS} packages would have to be compared with. Fix some issues first."
                )
            others += [Moved(utilities, moves) for utilities in found.utilities]
    return _Rivals(Moved(case.utilities(choice), choice[issue] == option), others)


def _range(
    case: Case, name: str, baseline: Baseline, rivals: _Rivals, party: int, issue: int, option: int, meter: Meter
) -> Range:
    worth = case.mandates[party].worth[issue][option]
    ends: list[tuple[Fraction, bool] | None] = []
    for sign in (-1, 1):
        nearest: tuple[Fraction, bool] | None = None
        for other in rivals.others:
            meter.check()
            places = {sign * each for each in criticals(name, baseline, party, rivals.picked, other)}

            def lost(by: Fraction, other: Moved = other, sign: int = sign) -> bool:
                return _ahead(name, baseline, party, rivals.picked, other, sign * by)

            found = first(places, lost)
            # What fails at the end itself ends before it does just beyond.
            if found is not None and (nearest is None or (found[0], not found[1]) < (nearest[0], not nearest[1])):
                nearest = found
        ends.append(nearest)
    low, high = ends
    return Range(
        party, issue, option, worth,
        None if low is None else worth - low[0], None if high is None else worth + high[0],
        low is None or not low[1], high is None or not high[1],
    )  # fmt: skip


def _ahead(name: str, baseline: Baseline, party: int, picked: Moved, other: Moved, by: Fraction) -> bool:
    """Does the rule rank the other one above the picked one, or is the picked one not acceptable any more?"""
    mine, theirs = picked.at(party, by), other.at(party, by)
    if any(each < floor for each, floor in zip(mine, baseline.floors, strict=True)):
        return True
    if any(each < floor for each, floor in zip(theirs, baseline.floors, strict=True)):
        return False
    return rank(name, baseline, theirs) > rank(name, baseline, mine)
