"""From searches to solutions: something acceptable, ideals, and the best package by a rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from goodoffices.engines.settlement.certificates.proofs import Proof
from goodoffices.engines.settlement.frontier import Frontier
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.runtime.budget import BudgetSpent, Meter
from goodoffices.engines.settlement.runtime.loading import not_counted
from goodoffices.engines.settlement.solutions import first_alike, rule_levels, warm
from goodoffices.engines.settlement.solutions.branch_and_bound import BranchAndBound
from goodoffices.engines.settlement.solutions.frontier_lookup import FEW, best_on, complete_frontier
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.node_checks import STEPS
from goodoffices.engines.settlement.solutions.outcome import Outcome
from goodoffices.engines.settlement.solutions.rules import Baseline, Rank, rank
from goodoffices.engines.settlement.solutions.search_state import Levels, SearchState
from goodoffices.engines.settlement.solutions.space import Space

#: How many nodes a search may visit before the frontier is tried, where that is short.
MOST_ALONE = 4_000

#: How often the weights of a search that was cut short are improved, for its bound; and in plain Python.
DESCENTS, DESCENTS_PLAIN = 30, 6


#: How many nodes, times worths of the case, all searches of one finder visit in plain Python before compiled code is loaded:
#: about as long as loading takes. Where it would have to be compiled, so many times more, which is still sooner; like compiling,
#: that counts for no budget, so that the first answer of an installation is what the next one is.
PLAIN_WORK, WHILE_NOT_CACHED = 300_000, 8


class Unable(NamedTuple):
    """Parties that cannot gain together, with the proof."""

    parties: tuple[int, ...]
    proof: Proof | None


@dataclass
class Finder:
    """Searches among the packages that give every party at least its floor (in utilities). `known`: packages to start from."""

    space: Space
    floors: tuple[Fraction, ...]
    meter: Meter
    known: list[Choice] = field(default_factory=list)
    interrupted: bool = False
    plain_left: int = PLAIN_WORK
    longer_left: int = 0
    _until: float | None = None
    _tried_frontier: bool = False
    _frontier: Frontier | None = None

    def __post_init__(self) -> None:
        if not self.space.small:
            warm.load()  # on no budget's time
        elif self.space.tentative and not warm.cached():
            self.longer_left = self.plain_left * WHILE_NOT_CACHED

    def share(self, left: int) -> None:
        """Begin one of the `left` pieces of work that still share the rest of the budget."""
        budget = self.meter.budget
        if budget.seconds is None or self.interrupted:
            return
        now = self.meter.now()
        if self._until is None:
            self._until = self.meter.begun + budget.seconds
        self.meter = Meter(replace(budget, seconds=max(0.0, self._until - now) / left))

    def allowed(self, choice: Choice) -> bool:
        """Is the package not excluded, and does it give every party its floor?"""
        return self.space.case.domain.allows(choice) and self._meets(self.utilities(choice))

    def utilities(self, choice: Choice) -> tuple[Fraction, ...]:
        return self.space.scaled.utilities(self.space.value(choice))

    def any(self, above: Sequence[int] = ()) -> Outcome:
        """Some package that gives every party its floor, and those in `above` more."""

        def meets(choice: Choice) -> bool:
            utilities = self.utilities(choice)
            return self.allowed(choice) and all(utilities[p] > self.floors[p] for p in above)

        for choice in self.known:
            if meets(choice):
                return Outcome(choice, {"weights": [], "tree": []})
        side = rule_levels.side_conditions(self.space, self.floors, above)
        lows = self.space.extremes[0]
        levels = rule_levels.most(side, [1] * self.space.parties, [*lows[:-1], lows[-1] - 1])
        outcome = self._search(lambda _: levels, lambda choice: () if meets(choice) else None, None, first=True)
        if outcome.choice is not None:
            self.known.append(outcome.choice)
        return outcome

    def improved(self, draft: Choice) -> Outcome:
        """A package that is worth more in all than the draft; with a proof, there is none. The draft gives the floors."""
        line, mine = [1] * self.space.parties, sum(self.space.value(draft))

        def total(choice: Choice) -> Rank | None:
            return ((sum(self.space.value(choice)),),) if self.allowed(choice) else None

        side = rule_levels.side_conditions(self.space, self.floors)
        levels = rule_levels.most(side, line, self.space.value(draft))
        outcome = self._search(lambda _: levels, total, draft, first=True)
        assert outcome.choice is not None
        if sum(self.space.value(outcome.choice)) > mine:
            self.known.append(outcome.choice)
        else:
            outcome.choice = draft
        return outcome

    def most(self, party: int) -> Outcome:
        """The package that is worth most to this party. Some package has to be known already."""
        side, measure = rule_levels.side_conditions(self.space, self.floors), rule_levels.utilities(self.space)

        def worth(choice: Choice) -> int:
            return self.space.value(choice)[party]

        def ranked(choice: Choice) -> Rank | None:
            return ((worth(choice),),) if self.allowed(choice) else None

        def ranked_point(utilities: Sequence[Fraction]) -> Rank | None:
            return ((utilities[party],),) if self._meets(utilities) else None

        def levels(best: Choice | None) -> list[Level]:
            return [rule_levels.party_level(side, measure, party, worth(best or start))]

        start = max(filter(self.allowed, self.known), key=worth)
        outcome = self._search(levels, ranked, start, most=MOST_ALONE if self.space.parties <= FEW else None)
        if not outcome.complete and not self.meter.stopped:
            outcome = self._with_frontier(levels, ranked, ranked_point, outcome)
        assert outcome.choice is not None
        self.known.append(outcome.choice)
        if not outcome.exact:
            outcome.limit = self._limit(levels(outcome.choice)[0])
        return outcome

    def _limit(self, level: Level) -> Fraction | None:
        """What no package exceeds on this level: the bound without any branching, in the measure of the level."""
        work, free = self.space.workspace(len(level.norms)), self.space.free()
        to = self.space.conditions(level.conditions)
        y = self.space.floats([1 / len(level.norms)] * len(level.norms))
        for _ in range(DESCENTS_PLAIN if self.space.small else DESCENTS):
            self.space.descend(work, to, free, y, STEPS, -1e300)
        q = level.multipliers(y)
        bound = self.space.bound(level.weights(q), free)
        return None if bound is None else level.at_most(q, bound)

    def _meets(self, utilities: Sequence[Fraction]) -> bool:
        return all(each >= floor for each, floor in zip(utilities, self.floors, strict=True))

    def best(self, name: str, baseline: Baseline, members: Sequence[int]) -> Outcome:
        """The package that the rule picks; the first in file order of those alike, where that could be settled."""
        setting = rule_levels.Setting(self.space, baseline, tuple(members))
        of_rule = rule_levels.LEVELS[name]

        def ranked(utilities: Sequence[Fraction]) -> Rank | None:
            if not self._meets(utilities):
                return None
            if name == "nash" and any(utilities[p] <= baseline.floors[p] for p in members):
                return None
            return rank(name, baseline, utilities)

        def rank_of(choice: Choice) -> Rank | None:
            return ranked(self.utilities(choice)) if self.space.case.domain.allows(choice) else None

        ranks = [(place, choice) for choice in self.known if (place := rank_of(choice)) is not None]
        start = max(ranks, key=lambda pair: pair[0])[1]

        def levels(best: Choice | None) -> list[Level]:
            return of_rule(setting, best or start)

        outcome = self._search(levels, rank_of, start, most=MOST_ALONE if self.space.parties <= FEW else None)
        if not outcome.complete and not self.meter.stopped:
            outcome = self._with_frontier(levels, rank_of, ranked, outcome)
        elif outcome.complete and outcome.kept:
            self._settle_order(outcome, levels, rank_of)
            if not outcome.first and not self.meter.stopped and (frontier := self._frontier_if_short()):
                outcome.choice, outcome.first = best_on(frontier, ranked), True
        assert outcome.choice is not None
        self.known.append(outcome.choice)
        if not outcome.exact and (members or name not in ("nash", "ks")):  # else the first level is of another measure
            outcome.limit = self._limit(levels(outcome.choice)[0])
        return outcome

    def _with_frontier(
        self,
        levels: Levels,
        rank_of: Callable[[Choice], Rank | None],
        ranked: Callable[[Sequence[Fraction]], Rank | None],
        outcome: Outcome,
    ) -> Outcome:
        """The search takes long: read the best off the frontier. Knowing it, a proof may still be short."""
        frontier = self._frontier_if_short()
        if frontier is None or self.meter.stopped:
            return self._search(levels, rank_of, outcome.choice)
        best = best_on(frontier, ranked)
        proven = self._search(levels, rank_of, best, most=MOST_ALONE)
        return Outcome(best, proven.proof, surveyed=True)

    def _frontier_if_short(self) -> Frontier | None:
        """The whole frontier, if it can be had; tried once."""
        if not self._tried_frontier:
            budget = self.meter.budget
            left = None if budget.seconds is None else self.meter.begun + budget.seconds
            self._frontier = complete_frontier(self.space.case, left and max(0.0, left - self.meter.now()))
            self._tried_frontier = True
        return self._frontier

    def gaining(self, baseline: Baseline) -> tuple[list[tuple[int, ...]], list[Unable]]:
        """The largest sets of parties that can gain together, and sets proven unable to. For Nash."""
        count = self.space.parties
        unable: list[Unable] = []
        for size in range(count, -1, -1):
            able = []
            for members in combinations(range(count), size):
                if any(set(failing.parties) <= set(members) for failing in unable):
                    continue
                outcome = self.any(members)
                if outcome.choice is not None:
                    able.append(members)
                elif outcome.complete:
                    unable.append(Unable(members, outcome.proof))
                    if size > 1:
                        unable += self._unable_alone(members, unable)
            if able:
                return able, unable
        return [()], unable

    def _unable_alone(self, members: Sequence[int], unable: list[Unable]) -> list[Unable]:
        """Single parties that cannot gain at all rule out many sets at once."""
        tried = {failing.parties for failing in unable}
        found = []
        for p in members:
            if (p,) not in tried and all(self.utilities(choice)[p] <= self.floors[p] for choice in self.known):
                outcome = self.any((p,))
                if outcome.choice is None and outcome.complete:
                    found.append(Unable((p,), outcome.proof))
        return found

    def _search(
        self,
        levels: Levels,
        ranked: Callable[[Choice], Rank | None],
        start: Choice | None,
        first: bool = False,
        most: int | None = None,
    ) -> Outcome:
        state = SearchState(self.space, levels, ranked, self.meter, best=start, first=first)
        search = BranchAndBound(state)

        def finishes(nodes: int | None) -> bool:
            state.most = nodes if most is None else most if nodes is None else min(nodes, most)
            return not self.meter.stopped and self._finishes(search.run)

        def unfinished() -> bool:
            return not (complete or self.meter.stopped or state.ended) and (most is None or state.visited < most)

        if not self.space.tentative:
            complete = finishes(None)
        else:
            complete = finishes(max(1, self.plain_left // self.space.cells))
            self.plain_left -= state.visited * self.space.cells
            if unfinished() and self.longer_left > 0:
                before = state.visited
                with not_counted():
                    complete = finishes(before + max(1, self.longer_left // self.space.cells))
                self.longer_left -= (state.visited - before) * self.space.cells
            if unfinished():
                warm.load()
                self.space = Space(self.space.case, small=False)
                search.move(self.space)
                complete = finishes(None)
        return Outcome(state.best, state.tree.proof() if complete else None, self.meter.why, kept=state.kept)

    def _settle_order(self, outcome: Outcome, levels: Levels, rank_of: Callable[[Choice], Rank | None]) -> None:
        """Find the first in file order of the packages that rank alike."""
        first_alike.settle(outcome, self.space, levels, rank_of, self.meter, self._finishes)

    def _finishes(self, work: Callable[[], bool]) -> bool:
        """Does the work finish? Not if the budget is spent, or Ctrl-C was pressed."""
        try:
            return work()
        except BudgetSpent:
            return False
        except KeyboardInterrupt:
            self.interrupted = True
            self.meter.stop("it was interrupted")
            return False
