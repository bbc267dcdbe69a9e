"""The compiled search, loaded or compiled ahead: a tiny case goes through every function of it."""

import os
from fractions import Fraction
from pathlib import Path

from goodoffices.engines.settlement.model import Case, Choice, Domain, Mandate
from goodoffices.engines.settlement.runtime.budget import Budget, Meter
from goodoffices.engines.settlement.runtime.loading import not_counted
from goodoffices.engines.settlement.solutions.branch_and_bound import BranchAndBound
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.node_checks import GOAL, STEPS
from goodoffices.engines.settlement.solutions.rule_levels import LEVELS, Setting
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.solutions.search_state import SearchState
from goodoffices.engines.settlement.solutions.space import Space

_loaded = False


def loaded() -> bool:
    """Is the compiled search ready, in this process?"""
    return _loaded


def cached() -> bool:
    """Does the compiled search seem to lie on disk? Looks for the files of numba's cache, so numba is not imported for it; a
    wrong answer costs time and nothing else."""
    folder = os.environ.get("NUMBA_CACHE_DIR")
    places = [Path(folder)] if folder else [Path(__file__).parent / "__pycache__", Path.home() / ".cache" / "numba"]
    return any(any(place.rglob("nodes.visit_nodes-*.nbi")) for place in places if place.is_dir())


def load() -> None:
    """Have the compiled search ready. Takes about a second where it is cached on disk, many where it has to be compiled; no
    budget counts it."""
    global _loaded
    if _loaded:
        return
    with not_counted():
        case = _tiny()
        space = Space(case, small=False)
        setting = Setting(space, Baseline((Fraction(0),) * 2, (Fraction(9),) * 2), (0, 1))
        start: Choice = (0, 0, 0)

        def levels(best: Choice | None) -> list[Level]:
            return LEVELS["leximin"](setting, best or start)

        state = SearchState(
            space,
            levels,
            lambda choice: rank("leximin", setting.baseline, case.utilities(choice)),
            Meter(Budget()),
            start,
        )
        for name in ("nash", "leximin"):
            to = space.conditions(LEVELS[name](setting, (1, 1, 1))[0].conditions)
            work = space.workspace(len(to.offset))
            space.descend(work, to, space.free(), space.floats([1 / len(to.offset)] * len(to.offset)), STEPS, GOAL)
            if name == "leximin":
                space.improve(work, to, space.free())
        BranchAndBound(state).run()
    _loaded = True


def _tiny() -> Case:
    """Two parties, three issues: enough to branch."""
    domain = Domain.of({name: ["0", "1", "2"] for name in "abc"})
    one = tuple(tuple(map(Fraction, row)) for row in ((0, 2, 5), (1, 3, 4), (0, 1, 5)))
    two = tuple(tuple(map(Fraction, row)) for row in ((7, 4, 0), (5, 4, 1), (6, 2, 0)))
    return Case(domain, (Mandate("one", one), Mandate("two", two)))
