"""Two worlds out of one history: what the member sees is shared; the rest is done in one world, or later, or not at all."""

from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, seen
from tests.noninterference.histories import any_deed, everything, looks_the_same
from tests.noninterference.laying import Stage
from tests.noninterference.members import MEMBERS, Setting
from tests.noninterference.worlds import World

HERE, THERE, BOTH, LATER = "here", "there", "both", "later"


@dataclass(frozen=True)
class Step:
    """A deed, where it is done, and in which way (in one world, in the other)."""

    deed: Deed
    where: str = BOTH
    ways: tuple[int, int] = (0, 0)

    def __repr__(self) -> str:
        return f"{self.where:5} {self.ways if self.ways != (0, 0) else ''} {self.deed}"


@dataclass(frozen=True)
class Pair:
    """A history as two worlds have it that one member must not be able to tell apart."""

    member: str
    setting: Setting
    steps: tuple[Step, ...]
    chance: int
    often: bool = False  # several tests ask for it: each of its worlds is played once, and copied

    def __repr__(self) -> str:
        return "\n".join(
            [f"as {self.member}, {self.setting}, chance {self.chance}", *[f"  {step}" for step in self.steps]]
        )

    def worlds(self, stage: Stage) -> tuple[World, World]:
        """Both worlds, played. A deed that the member sees must come to the same in both."""
        worlds = [self._played(stage, place, order) for place, order in enumerate(self.orders())]
        outcomes = [dict(zip(o, w.outcomes, strict=True)) for o, w in zip(self.orders(), worlds, strict=True)]
        for n, step in enumerate(self.steps):
            if step.where == BOTH and seen([s.deed for s in self.steps], n, MEMBERS[self.member], self.setting):
                assert outcomes[0][n] == outcomes[1][n], (
                    f"what may not be known decided: {step} was {outcomes[0][n]} and {outcomes[1][n]}"
                )
        return worlds[0], worlds[1]

    def _played(self, stage: Stage, place: int, order: list[int]) -> World:
        def play() -> World:
            world = stage.world(self.setting)
            with world:
                for n in order:
                    world.play(self.steps[n].deed, self.steps[n].ways[place])
            return world

        # Members see different things, but the world in which all is done is the same for each of them.
        what = (self.setting, tuple((repr(self.steps[n].deed), self.steps[n].ways[place]) for n in order))
        return stage.once(what, play) if self.often else play()

    def orders(self) -> tuple[list[int], list[int]]:
        """The places of the steps in the order in which each world does them."""
        here = [n for n, step in enumerate(self.steps) if step.where != THERE]
        there = [n for n, step in enumerate(self.steps) if step.where in (THERE, BOTH)]
        there += [n for n, step in enumerate(self.steps) if step.where == LATER]
        return here, there


settings = st.builds(
    Setting,
    attribution=st.sampled_from(("seat", "seat", "party")),
    chatham_house=st.sampled_from((False, False, True)),
    observers=st.booleans(),
)


@st.composite
def pairs(draw: Any, member: str, longest: int = 12) -> Pair:
    """A pair of worlds for this member."""
    setting = draw(settings)
    deeds = draw(st.lists(any_deed(setting), min_size=5, max_size=longest))
    if not setting.observers and member == "olga":
        # Ground rules that admit observers would admit her; what is hidden from her must not decide what she reads.
        deeds = [deed for deed in deeds if "ground_rules" not in deed.kind]
    steps = []
    for n, deed in enumerate(deeds):
        if seen(deeds, n, MEMBERS[member], setting):
            way = draw(st.integers(0, 1)) if looks_the_same(deed, MEMBERS[member], setting) else 0
            steps.append(Step(deed, BOTH, (0, way)))
        else:
            steps.append(
                Step(deed, draw(st.sampled_from((HERE, THERE, LATER, HERE, BOTH))), (0, draw(st.integers(0, 1))))
            )
    chance = draw(st.integers(0, 2**32 - 1))
    assume(chance)  # Hypothesis begins with the plainest example of all, which says little and costs as much as another
    return Pair(member, setting, tuple(steps), chance)


# After these little can be done any more.
RESTING = ("process.withdraw_consent", "process.leave_talks", "process.consent_to_conclusion")


def full_pair(
    member: str,
    setting: Setting = Setting(),  # noqa: B008
    without: tuple[str, ...] = RESTING,
    chance: int = 0,
    offices: tuple[str, ...] | None = None,
) -> Pair:
    """The long history, or these offices' part; what the member does not see is done in one world alone.

    Whatever can be done in two ways, is.
    """
    deeds = [deed for deed in everything(setting, offices) if deed.kind not in without]
    steps = []
    for n, deed in enumerate(deeds):
        who = MEMBERS[member]
        way = int(looks_the_same(deed, who, setting))
        steps.append(Step(deed, BOTH if seen(deeds, n, who, setting) else HERE, (0, way)))
    return Pair(member, setting, tuple(steps), chance, often=offices is None)
