"""All efficient packages, exactly.

A package is efficient if no other is at least as good for all parties and better for one. Issues are added one after the
other (dynamic programming), and of the partial packages only those stay that no other one dominates: what dominates a part
dominates the whole, whatever else is agreed (Bellman 1957; for several criteria Brown and Strauch 1965). Issues that depend
on each other become one block first (`elimination`), so that whatever is added is independent of what is there.
"""

from fractions import Fraction

from goodoffices.engines.settlement.frontier import blocks, elimination
from goodoffices.engines.settlement.frontier.cut_short import shown
from goodoffices.engines.settlement.frontier.result import Frontier, Status
from goodoffices.engines.settlement.frontier.stage_builder import Progress, StageBuilder, build_stages
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.budget import Budget, Meter, Overdue


def frontier(
    case: Case,
    *,
    acceptable: bool = False,
    budget: Budget | None = None,
    tolerance: Fraction | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """The efficient packages of a case; with `acceptable`, those of them that meet every reservation value.

    What dominates an acceptable package is acceptable itself, so the latter are also the packages that are efficient among
    the acceptable ones. `budget` limits time and memory. `tolerance` asks for a coarser answer: at most this share of each
    party's range is lost. Ctrl-C, too, gives what there is so far. `progress` is called after each block. Raises
    `elimination.Entangled` (an `Unusable`) where too many issues depend on each other for a frontier, or for one in that time.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(5))))
    >>> city = Mandate("city", ((Fraction(8), Fraction(0)), (Fraction(3), Fraction(0))))
    >>> found = frontier(Case(domain, (union, city)))
    >>> [tuple(map(int, utilities)) for utilities in found.utilities]
    [(11, 0), (6, 3), (5, 8), (0, 11)]
    >>> domain.named(found.package(2)), found.status.value
    ({'wage': '0 %', 'days off': '25'}, 'complete')
    """
    scaled = ScaledCase.of(case)
    meter = Meter(budget or Budget())
    builder = StageBuilder(scaled, meter)
    floors = scaled.floors if acceptable else None
    known: tuple[bool, ...] | None = None
    lost: Vector | None
    try:
        parts = blocks.ordered(elimination.parts(case, scaled, builder))
        stages, counts, built = build_stages(
            builder, parts, need=floors, tolerance=tolerance, progress=progress, give_up=case.separable
        )
    except Overdue:
        raise elimination.Entangled(
            "The frontier could not be built in the time allowed, not even in part: too much depends on each other. "
            "Allow more time, or ask for single solutions, which do not need the frontier."
        ) from None
    if len(stages.blocks) < len(parts):
        stages, lost, known = shown(scaled, floors, meter.afterwards())
        counts = len(stages.top)
    else:
        lost = tuple(map(min, built, _spans(scaled)))
    shares = None if lost is None else _in_points(scaled, lost)
    status, guarantee = _described(case, meter, shares, acceptable, len(stages.top), known)
    return Frontier(
        case,
        status,
        guarantee,
        points=len(stages.top),
        packages=counts,
        slack=None if acceptable and status is not Status.COMPLETE and known is None else shares,
        acceptable=acceptable,
        efficient=known,
        _scaled=scaled,
        _stages=stages,
    )


def _spans(scaled: ScaledCase) -> Vector:
    """Per party, what any package exceeds any other one by at most."""
    most = [sum(max(option[p] for option in options) for options in scaled.worth) for p in range(len(scaled.units))]
    for combinations in scaled.terms.values():
        for p, column in enumerate(zip(*combinations.values(), strict=True)):
            most[p] += max(0, *column) - min(0, *column)
    return tuple(most)


def _in_points(scaled: ScaledCase, lost: Vector) -> tuple[Fraction, ...]:
    """What is lost, in each party's own points."""
    return tuple(
        Fraction(unit * each, scale) for each, unit, scale in zip(lost, scaled.units, scaled.scales, strict=True)
    )


def _described(
    case: Case,
    meter: Meter,
    slack: tuple[Fraction, ...] | None,
    acceptable: bool,
    points: int,
    known: tuple[bool, ...] | None,
) -> tuple[Status, str]:
    """The status, and a sentence on what is known."""
    if slack is not None and not any(slack) and known is None:
        every = "Every efficient package that meets all reservation values is here" if acceptable else None
        if not points:
            every = "No package meets all reservation values" if acceptable else "Every package is excluded"
            return Status.COMPLETE, f"{every}."
        return Status.COMPLETE, f"{every or 'Every efficient package is here'}, and no other."
    why = f"Not everything was looked at, since {meter.why}." if meter.why else "As coarse as was asked for."
    status = Status.TRUNCATED if meter.why else Status.EPSILON
    if known is not None:
        why += f" {sum(known)} of the {points} points here are efficient for certain."
    meets = ", meet all reservation values" if acceptable else ""
    if slack is None or (acceptable and known is None):
        more = "others may be missing"
        if known is None:
            more += ", and whether any package here is efficient is not known"
        return status, f"{why} The packages here exist{meets}, and none is better than another; {more}."
    most = ", ".join(
        f"{_amount(lost)} to “{mandate.party}”" for lost, mandate in zip(slack, case.mandates, strict=True) if lost
    )
    if not most:
        return status, f"{why} Whatever else is efficient is worth to every party what one of them is."
    which = "no package that does exceeds" if acceptable else "no package exceeds"
    return status, (
        f"{why} The packages here exist{meets}, and none is better than another; {which} the nearest one here "
        f"by more than is worth {most}."
    )


def _amount(value: Fraction) -> str:
    """A number for a sentence, rounded up."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{-(-value * 10**6 // 1) / 10**6:g}"
