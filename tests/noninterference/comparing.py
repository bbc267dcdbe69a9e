"""The one question of these tests: can this member tell these two worlds apart?"""

import random
import re
from collections.abc import Iterator, Sequence

from tests.noninterference.answers import Difference, Mask, differences
from tests.noninterference.asking import known, probes
from tests.noninterference.pairs import Pair
from tests.noninterference.worlds import Stage, World


def told_apart(pair: Pair, stage: Stage, everything: bool = False) -> Difference | None:
    """The first answer that differs between the two worlds of this pair; everything is asked, or a share of it."""
    a, b = pair.worlds(stage)
    try:
        return next(all_differences(a, b, pair.member, None if everything else pair.chance), None)
    finally:
        stage.drop(a, b)


def all_differences(
    a: World, b: World, member: str, chance: int | None, masks: Sequence[Mask] = (), about: str = ""
) -> Iterator[Difference]:
    """What the member can tell them apart by; a share of all questions is asked, as `chance` has it, or all of them.

    `about` leaves only the questions about what matches it.
    """
    asked = probes(known(a, b, member), None if chance is None else random.Random(chance))
    yield from differences(a, b, member, [probe for probe in asked if re.search(about, probe.about)], masks)
