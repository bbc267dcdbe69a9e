"""The kernels, loaded or compiled ahead: a few points go through each of them."""

from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.loading import not_counted

#: For how many parties, and with how large values, kernels were loaded in this process.
_loaded: set[tuple[int, int]] = set()


def load(parties: int, bound: int) -> None:
    """Have the kernels ready for so many parties, with values of at most `bound`. No budget counts it."""
    key = parties, bound.bit_length()
    if key in _loaded:
        return
    _loaded.add(key)
    with not_counted():
        from goodoffices.engines.settlement.frontier import array_stage, array_steps, plain_stage, weeding
        from goodoffices.engines.settlement.frontier.stage import Shifted

        if bound >= array_stage.SAFE:
            return  # such values are Python's own, and nothing is compiled for them
        small = min(bound, 1_000)
        options: list[Vector] = [tuple((p + 1) * at % 7 % (small + 1) for p in range(parties)) for at in (1, 2, 3)]
        stage = array_stage.of(plain_stage.origin(parties), bound)
        for _ in range(2):
            stage = array_steps.step(stage, options, [1, 1, 1], None, bound)
        lists = [Shifted(0, len(stage), option) for option in options]
        array_steps.unions(stage, [lists, lists[:1]], bound)
        if parties == 2:
            array_steps.ascend([(options, [1, 1, 1])], [(-bound - 1,) * 2], 16)
        if parties >= 4:
            weeding.load(parties, bound)
