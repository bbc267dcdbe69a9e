"""The one question of these tests: can this member tell these two worlds apart?"""

import random

from tests.noninterference.answers import Difference, differences
from tests.noninterference.asking import Probe, known, probes
from tests.noninterference.laying import Stage
from tests.noninterference.pairs import Pair
from tests.noninterference.worlds import World


def told_apart(pair: Pair, stage: Stage, everything: bool = False, every: int = 1) -> Difference | None:
    """The first answer that differs between the two worlds of this pair.

    Everything is asked, or a share of it; of this share every second question where `every` is 2, and so on.
    """
    a, b = pair.worlds(stage)
    try:
        asked = questions(a, b, pair.member, None if everything else pair.chance)
        return next(differences(a, b, pair.member, asked[pair.chance % every :: every]), None)
    finally:
        stage.drop(a, b)


def questions(a: World, b: World, member: str, chance: int | None) -> list[Probe]:
    """What is asked of these two worlds: a share of all questions, as `chance` has it, or all of them."""
    return probes(known(a, b, member), None if chance is None else random.Random(chance))


class restarted:
    """A leak comes with a new version, and that with a new start: what the servers remember is gone. And comes back."""

    def __init__(self, *worlds: World) -> None:
        self.kept = [(world, world.remembered) for world in worlds]

    def __enter__(self) -> None:
        for world, _remembered in self.kept:
            world.remembered = []

    def __exit__(self, *_: object) -> None:
        for world, remembered in self.kept:
            world.remembered = remembered
