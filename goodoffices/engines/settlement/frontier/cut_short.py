"""What is shown of a frontier that was cut short: points spread over all of it, each marked that is efficient for certain."""

from collections.abc import Callable, Sequence

from goodoffices.engines.settlement.frontier import plain_stage
from goodoffices.engines.settlement.frontier.blocks import Block
from goodoffices.engines.settlement.frontier.plain_stage import PlainStage
from goodoffices.engines.settlement.frontier.stages import Stages
from goodoffices.engines.settlement.frontier.supported import Seen, corners, missed
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector

Marked = tuple[Vector, Choice, bool]


def shown(
    scaled: ScaledCase, floors: Vector | None, enough: Callable[[], bool]
) -> tuple[Stages, Vector | None, tuple[bool, ...]]:
    """The points as stages of one step, what each party may lose by them, and which are known to be efficient.

    Of two parties there are the corners of the hull and nothing else: the loss is half a gap between neighbours. Of more, the
    points and the loss are those of `covering`. With `floors`, only points that meet them. Where nothing is said of what is
    lost, that is None.
    """
    if len(scaled.units) == 2:
        found = corners(scaled)
        lost: Vector | None = missed([value for value, _ in found]) if floors is None else None
        points = [(*each, True) for each in (found if floors is None else _meeting(found, floors))]
    else:
        from goodoffices.engines.settlement.frontier.covering import cover

        made = cover(scaled, floors, enough)
        lost = made.lost if made.found else None
        points = _undominated([(value, *each) for value, each in made.found.items()])
    points.sort(reverse=True)
    return _laid_out(scaled, [each[:2] for each in points]), lost, tuple(each[2] for each in points)


def _undominated(points: list[Marked]) -> list[Marked]:
    """Without those that another one is at least as good as; what is efficient for certain need not be looked at. Imports numpy."""
    import numpy as np

    doubted = [at for at, each in enumerate(points) if not each[2]]
    if not doubted:
        return points
    columns = zip(*(value for value, _, _ in points), strict=True)  # only their order counts, however large they are
    rows = np.stack([np.unique(np.array(each, object), return_inverse=True)[1].reshape(-1) for each in columns], axis=1)
    out = {at for at in doubted if ((rows >= rows[at]).all(axis=1) & (rows > rows[at]).any(axis=1)).any()}
    return [each for at, each in enumerate(points) if at not in out]


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
