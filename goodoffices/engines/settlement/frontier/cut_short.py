"""What is shown of a frontier that was cut short: supported points first, which are efficient whatever else there is."""

from collections.abc import Sequence

from goodoffices.engines.settlement.frontier import plain_stage
from goodoffices.engines.settlement.frontier.blocks import Block
from goodoffices.engines.settlement.frontier.plain_stage import PlainStage
from goodoffices.engines.settlement.frontier.stages import Stages
from goodoffices.engines.settlement.frontier.supported import Seen, missed, supported
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector


def combined(
    scaled: ScaledCase, stages: Stages, slack: Vector, floors: Vector | None
) -> tuple[Stages, int, Vector, tuple[bool, ...]]:
    """The points as stages of one step, how many packages stand behind them, the loss, and which are known to be efficient.

    Of two parties there are the corners of the hull and nothing else: the loss is half a gap between neighbours. Of more, the
    points that were found stay beside the supported ones, unless one of these dominates them; the loss is theirs, and never
    more than what lies between a party's best and its worst.
    """
    corners = supported(scaled)
    if len(scaled.units) == 2:
        lost, others = missed([value for value, _ in corners]), list[Seen]()
    else:
        lost = tuple(map(min, slack, _ranges(scaled)))
        found = [stages.top.vector(at) for at in range(len(stages.top))]
        free = _undominated(found, [value for value, _ in corners])
        others = [(found[at], stages.packages(at)[0]) for at in free]
    if floors is not None:
        corners, others = _meeting(corners, floors), _meeting(others, floors)
    shown = sorted([(*each, True) for each in corners] + [(*each, False) for each in others], reverse=True)
    return _laid_out(scaled, [each[:2] for each in shown]), len(shown), lost, tuple(each[2] for each in shown)


def _ranges(scaled: ScaledCase) -> Vector:
    """Per party, how far the best package is from the worst."""
    return tuple(
        sum(max(vector[p] for vector in options) - min(vector[p] for vector in options) for options in scaled.worth)
        for p in range(len(scaled.units))
    )


def _undominated(points: list[Vector], by: list[Vector]) -> list[int]:
    """The places of the points that none of the others is at least as good as. Imports numpy."""
    import numpy as np

    if not points or not by:
        return list(range(len(points)))
    rows, others = np.array(points, object), np.array(by, object)
    if max(abs(rows).max(), abs(others).max()) < 1 << 62:
        rows, others = rows.astype(np.int64), others.astype(np.int64)
    return [at for at, row in enumerate(rows) if not (others >= row).all(axis=1).any()]


def _meeting(seen: Sequence[Seen], floors: Vector) -> list[Seen]:
    return [each for each in seen if all(value >= least for value, least in zip(each[0], floors, strict=True))]


def _laid_out(scaled: ScaledCase, seen: list[Seen]) -> Stages:
    """The points as one stage above the origin, which is how a frontier knows its packages."""
    issues = tuple(range(len(scaled.worth)))
    values, choices = [value for value, _ in seen], [choice for _, choice in seen]

    def members(at: int, most: int) -> list[Choice]:
        return [choices[at]][:most]

    many = len(seen)
    stage = PlainStage(values, [0] * many, list(range(many)), [1] * many)
    block = Block(issues, values, [1] * many, members)
    return Stages(len(issues), [plain_stage.origin(len(scaled.units)), stage], [block], tied=False)
