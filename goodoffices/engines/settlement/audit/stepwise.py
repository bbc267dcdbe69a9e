"""From a draft to an efficient package in small steps, each of which makes nobody worse off.

Parties that are shown the optimum at once argue about the optimum. A step changes as few issues as it can, so what is shown
is the next thing to agree on and not where all of it leads (single negotiating texts and post-settlement settlements, Raiffa
1982 and 1985).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from goodoffices.engines.settlement.audit.draft import PATIENCE, audit
from goodoffices.engines.settlement.certificates import making
from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.budget import Budget, Meter

#: A step changes at most so many issues, if such a step is to be had.
FEW = 2


@dataclass(frozen=True)
class Step:
    """A package that is worth at least as much to every party as the one before, and more to one. `issues`: those it changes;
    `certificate`: for the checker, that it is an improvement."""

    package: Choice
    utilities: tuple[Fraction, ...]
    issues: tuple[int, ...]
    certificate: Certificate


@dataclass(frozen=True)
class Way:
    """Steps from a draft. `efficient`: is the last package efficient? None where the budget ended before that was known;
    `certificate` then proves it."""

    draft: Choice
    steps: tuple[Step, ...]
    efficient: bool | None
    certificate: Certificate | None = None


def next_step(case: Case, draft: Choice, *, budget: float | None = PATIENCE) -> Step | None:
    """The smallest change that makes nobody worse off and somebody better off; of several as small, the fairest: leximin of
    the gains, as shares of what each party's issues can mean to it, then file order. None where nothing improves the draft, or
    where nothing was found in time; where the time ended among changes as small, a fairer one may be missed. Raises `Unusable`
    for a draft that the domain excludes.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> rows = ((0, 2), (0, 3)), ((1, 1), (0, 2))
    >>> case = Case(Domain.of({"wage": ["a", "b"], "days off": ["c", "d"]}),
    ...     tuple(Mandate(str(p), tuple(tuple(map(Fraction, row)) for row in worth)) for p, worth in enumerate(rows)))
    >>> step = next_step(case, (0, 0))
    >>> step.package, step.issues
    ((0, 1), (1,))
    """
    if not case.domain.allows(draft):
        raise Unusable("The draft contains a combination that the domain excludes.")
    scaled, meter = ScaledCase.of(case), Meter(Budget(budget))
    for size in range(1, min(FEW, len(draft)) + 1):
        better = max(_improving(case, scaled, draft, size, meter), default=None)
        if better is not None:
            return _step(case, draft, tuple(-option for option in better[1]))
    found = audit(case, draft, budget=meter.left(), verdict_only=True)
    return None if found.better is None else _step(case, draft, found.better)


def improve(case: Case, draft: Choice, *, most: int = 100, budget: float | None = PATIENCE) -> Way:
    """Step after step, at most so many. `budget`: seconds for each look beyond small changes, and for the proof at the end."""
    steps: list[Step] = []
    package = draft
    while len(steps) < most and (step := next_step(case, package, budget=budget)):
        steps.append(step)
        package = step.package
    last = audit(case, package, budget=budget, verdict_only=True)
    known = None if last.status != "exact" else not last.improvable
    return Way(draft, tuple(steps), known, last.certificate if known else None)


def _improving(
    case: Case, scaled: ScaledCase, draft: Choice, size: int, meter: Meter
) -> Iterator[tuple[list[Fraction], Choice]]:
    """Improvements that change so many issues: how fair they are, and the package with its options negated, so that the first
    in file order is the greatest. Ends early where the time does."""
    mine = scaled.value(draft)
    spans = [max(1, sum(max(each[p] for each in row) - min(each[p] for each in row) for row in scaled.worth)) for p in range(len(mine))]  # fmt: skip
    for package in _around(scaled, draft, size):
        if meter.left() == 0:
            return
        value = scaled.value(package)
        if (
            value != mine
            and all(new >= old for new, old in zip(value, mine, strict=True))
            and case.domain.allows(package)
        ):
            yield (_fairness(value, mine, spans), tuple(-option for option in package))


def _fairness(value: Vector, mine: Vector, spans: list[int]) -> list[Fraction]:
    """Leximin of the gains; who gains what makes no difference."""
    return sorted(Fraction(new - old, span) for new, old, span in zip(value, mine, spans, strict=True))


def _around(scaled: ScaledCase, draft: Choice, size: int) -> Iterator[Choice]:
    """The packages that differ from the draft on exactly so many issues."""
    for issues in combinations(range(len(draft)), size):
        others = [[option for option in range(len(scaled.worth[at])) if option != draft[at]] for at in issues]
        for options in product(*others):
            changed = list(draft)
            for at, option in zip(issues, options, strict=True):
                changed[at] = option
            yield tuple(changed)


def _step(case: Case, draft: Choice, package: Choice) -> Step:
    changed = tuple(at for at, (one, other) in enumerate(zip(draft, package, strict=True)) if one != other)
    claim: dict[str, object] = {"kind": "improvable", "package": list(draft), "better": list(package)}
    return Step(package, case.utilities(package), changed, making.sealed(case, claim))
