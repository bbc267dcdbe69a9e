"""Every leak that is put back on purpose is caught, by the same questions and the same comparison that guard the product."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from tests.noninterference.answers import Broken, Difference, differences
from tests.noninterference.asking import Probe
from tests.noninterference.comparing import questions, restarted
from tests.noninterference.heeding import query_names
from tests.noninterference.histories import VISIT
from tests.noninterference.laying import Stage
from tests.noninterference.leaks import ANSWERS, Seed, seeds
from tests.noninterference.members import Setting
from tests.noninterference.pairs import RESTING, full_pair

Place = tuple[str, Setting, tuple[str, ...] | None]  # who notices, where, and which offices' history is played


class Tale:
    """A history as one member's two worlds have it, and all that can be asked of them."""

    def __init__(self, stage: Stage, seed: Seed) -> None:
        self.member = seed.noticed_by
        # Pages are looked at for what the server then remembers: here it has been `restarted`, but for what is `visited`.
        # The whole history is the one that others play, too.
        without = RESTING if seed.visited or seed.played is None else (*RESTING, VISIT)
        self.worlds = full_pair(self.member, seed.setting, without, offices=seed.played).worlds(stage)

    def asked(self, pattern: str) -> list[Probe]:
        found = [probe for probe in self._everything if re.search(pattern, probe.about)]
        assert found, f"nothing is asked that is called {pattern}"
        return found

    @cached_property
    def _everything(self) -> list[Probe]:
        return questions(*self.worlds, self.member, None)


@pytest.fixture(scope="module")
def tales(stage: Stage) -> Iterator[dict[Place, Tale]]:
    """Kept for all seeds that are not in the record itself."""
    kept: dict[Place, Tale] = {}
    query_names()  # remembered before a leak is planted in the description that they are read from
    yield kept
    for tale in kept.values():
        stage.drop(*tale.worlds)


def together(seed: Seed) -> Any:
    """With the seeds that are put into the same tale, which is then played by one worker alone."""
    told = "every office" if seed.played is None else " ".join(seed.played)
    alone = seed.name if seed.while_played else f"{seed.noticed_by} {seed.setting} {told}"
    return pytest.param(seed, id=str(seed), marks=pytest.mark.xdist_group(alone))


@pytest.mark.parametrize("seed", [together(seed) for seed in seeds(ANSWERS)])
def test_a_seeded_leak_is_caught(seed: Seed, stage: Stage, tales: dict[Place, Tale]) -> None:
    place = (seed.noticed_by, seed.setting, seed.played)
    if seed.while_played:
        with seed.leak():
            assert caught(seed, Tale(stage.anew(), seed))
        return
    if place not in tales:
        tales[place] = Tale(stage, seed)
    with restarted(*tales[place].worlds), seed.leak():
        assert caught(seed, tales[place])


def caught(seed: Seed, tale: Tale) -> Difference | str | None:
    """The first answer that gives it away."""
    try:
        return next(differences(*tale.worlds, seed.noticed_by, tale.asked(seed.asked)), None)
    except Broken as broken:
        return str(broken)
