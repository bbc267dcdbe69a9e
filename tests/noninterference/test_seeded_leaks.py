"""Every leak that is put back on purpose is caught, by the same comparison that guards the product."""

from collections.abc import Iterator

import pytest

from tests.noninterference.answers import Broken, Difference
from tests.noninterference.comparing import all_differences
from tests.noninterference.members import Setting
from tests.noninterference.pairs import full_pair
from tests.noninterference.seeds import SEEDS, Seed
from tests.noninterference.worlds import Stage, World

TRIES = 8  # shares of all questions, one after the other


@pytest.fixture(scope="module")
def played(stage: Stage) -> Iterator[dict[tuple[str, Setting], tuple[World, World]]]:
    """The long history as each member's two worlds have it, kept for all seeds that are not in the record itself."""
    kept: dict[tuple[str, Setting], tuple[World, World]] = {}
    yield kept
    for pair in kept.values():
        stage.drop(*pair)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seeded_leak_is_caught(seed: Seed, stage: Stage, played: dict[tuple[str, Setting], tuple[World, World]]) -> None:
    if seed.while_played:
        with seed.leak():
            stage = stage.anew()
            assert caught(seed, full_pair(seed.noticed_by, seed.setting).worlds(stage))
        return
    place = (seed.noticed_by, seed.setting)
    if place not in played:
        played[place] = full_pair(*place).worlds(stage)
    with seed.leak():
        assert caught(seed, played[place])


def caught(seed: Seed, worlds: tuple[World, World]) -> Difference | str | None:
    """The first answer that gives it away: where it would show, of everything that is asked there; else of some shares."""
    kept = [world.cached for world in worlds]
    try:
        if seed.asked:
            return next(all_differences(*worlds, seed.noticed_by, None, about=seed.asked), None)
        shares = (all_differences(*worlds, seed.noticed_by, chance) for chance in range(TRIES))
        return next((difference for share in shares for difference in share), None)
    except Broken as broken:
        return str(broken)
    finally:
        for world, cached in zip(worlds, kept, strict=True):
            world.cached = cached
