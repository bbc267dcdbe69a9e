"""From searches to solutions: something acceptable, ideals, the best package by a rule, and the first of those alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from goodoffices.engines.settlement.budget import Pace, Spent
from goodoffices.engines.settlement.frontier import Frontier
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.solutions import ladders
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.rules import Ground, rank
from goodoffices.engines.settlement.solutions.search import GOAL, STEPS, Search
from goodoffices.engines.settlement.solutions.space import Space
from goodoffices.engines.settlement.solutions.surveying import FEW, read_off, surveyed

#: How many nodes a search may visit before the frontier is asked, where that is short.
MOST_ALONE = 4_000

#: How often the bound on a search that was cut short is pushed down.
DESCENTS = 30

#: How many nodes the search for the first of several packages alike may visit, and from how many it sets out.
MOST_FOR_ORDER, MOST_KEPT = 4_000, 100


@dataclass
class Outcome:
    """What a search came to. `proof` is its tree, None where it was cut short; `why` then says so."""

    choice: Choice | None
    proof: dict[str, Any] | None
    why: str = ""
    kept: list[Any] = field(default_factory=list)  # nodes below which packages may rank alike
    first: bool = True  # known to be the first in file order of those alike
    surveyed: bool = False  # read off the whole frontier
    limit: int | None = (
        None  # of a search for the most that was cut short: line·value is proven to be nowhere above this
    )

    @property
    def complete(self) -> bool:
        return self.proof is not None

    @property
    def exact(self) -> bool:
        return self.complete or self.surveyed


@dataclass
class Finder:
    """Searches among the packages that give every party at least its floor (utilities)."""

    space: Space
    floors: tuple[Fraction, ...]
    pace: Pace
    known: list[Choice] = field(default_factory=list)  # packages to start from
    interrupted: bool = False
    _until: float | None = None
    _asked: bool = False
    _found: Frontier | None = None

    def share(self, left: int) -> None:
        """Begin one of the `left` pieces of work that still share what there is of the budget."""
        budget = self.pace.budget
        if budget.seconds is None or self.interrupted:
            return
        now = budget.clock()
        if self._until is None:
            self._until = self.pace.begun + budget.seconds
        self.pace = Pace(replace(budget, seconds=max(0.0, self._until - now) / left))

    def allowed(self, choice: Choice) -> bool:
        case = self.space.case
        return case.domain.allows(choice) and all(
            each >= floor for each, floor in zip(self.utilities(choice), self.floors, strict=True)
        )

    def utilities(self, choice: Choice) -> tuple[Fraction, ...]:
        return self.space.scaled.utilities(self.space.value(choice))

    def any(self, above: Sequence[int] = ()) -> Outcome:
        """Some package that gives every party its floor, and those in `above` more."""

        def meets(choice: Choice) -> bool:
            utilities = self.utilities(choice)
            return self.allowed(choice) and all(utilities[p] > self.floors[p] for p in above)

        for choice in self.known:
            if meets(choice):
                return Outcome(choice, {})
        standing = ladders.standing(self.space, ladders.plain(self.space), self.floors, above)
        lows = self.space.extremes[0]
        level = ladders.most(standing, [1] * self.space.parties, [*lows[:-1], lows[-1] - 1])
        outcome = self._search(lambda _: level, lambda choice: 0 if meets(choice) else None, None, first=True)
        if outcome.choice is not None:
            self.known.append(outcome.choice)
        return outcome

    def improved(self, draft: Choice) -> Outcome:
        """A package that is worth more in all than the draft; with a proof, none is. The draft gives the floors."""
        line, mine = [1] * self.space.parties, sum(self.space.value(draft))

        def worth(choice: Choice) -> int | None:
            return sum(self.space.value(choice)) if self.allowed(choice) else None

        standing = ladders.standing(self.space, ladders.plain(self.space), self.floors)
        levels = ladders.most(standing, line, self.space.value(draft))
        outcome = self._search(lambda _: levels, worth, draft, first=True)
        assert outcome.choice is not None
        if sum(self.space.value(outcome.choice)) > mine:
            self.known.append(outcome.choice)
        else:
            outcome.choice = draft
        return outcome

    def most(self, line: Sequence[int], floors: Sequence[Fraction] | None = None) -> Outcome:
        """The package where line·value is greatest. Some package has to be known already."""
        standing = ladders.standing(self.space, ladders.plain(self.space), floors or self.floors)

        def worth(choice: Choice) -> int | None:
            if not self.allowed(choice):
                return None
            return sum(each * at for each, at in zip(line, self.space.value(choice), strict=True))

        start = max(filter(self.allowed, self.known), key=lambda choice: worth(choice) or 0)
        outcome = self._search(lambda best: ladders.most(standing, line, self.space.value(best or start)), worth, start)
        if outcome.choice is not None:
            self.known.append(outcome.choice)
            if not outcome.complete:
                (level,) = ladders.most(standing, line, self.space.value(outcome.choice))
                outcome.limit = self._limit(level)
        return outcome

    def _limit(self, level: Level) -> int | None:
        """How high the line of a linear level can be at most: what the bound without any branching says."""
        room, to, free = self.space.room(len(level.norms)), self.space.conditions(level.conditions), self.space.free()
        y = self.space.floats([1 / len(level.norms)] * len(level.norms))
        for _ in range(DESCENTS):
            self.space.descend(room, to, free, y, STEPS, GOAL)
        q = level.multipliers(y)
        bound = self.space.bound(level.weights(q), free)
        if bound is None or not q[-1]:
            return None
        # q·value ≤ bound, and all but the line have at least what they have to.
        return level.standing.keep + (bound - level.aside(q, 0)) // q[-1]

    def best(self, name: str, ground: Ground, members: Sequence[int]) -> Outcome:
        """The package that the rule picks; the first of those alike, where that could be settled."""
        setting = ladders.Setting(self.space, ground, tuple(members))
        ladder = ladders.LADDERS[name]

        def ranked(utilities: Sequence[Fraction]) -> Any:
            if any(each < floor for each, floor in zip(utilities, self.floors, strict=True)):
                return None
            if name == "nash" and any(utilities[p] <= ground.floors[p] for p in members):
                return None
            return rank(name, ground, utilities)

        def standing(choice: Choice) -> Any:
            return ranked(self.utilities(choice)) if self.space.case.domain.allows(choice) else None

        pairs = [(standing(choice), choice) for choice in self.known]
        start = max((pair for pair in pairs if pair[0] is not None), key=lambda pair: pair[0])[1]

        def levels(best: Choice | None) -> list[Level]:
            return ladder(setting, best or start)

        outcome = self._search(levels, standing, start, most=MOST_ALONE if self.space.parties <= FEW else None)
        if not outcome.complete and not self.pace.short:
            outcome = self._with_frontier(levels, standing, ranked, outcome)
        elif outcome.complete and outcome.kept:
            self._first(outcome, levels, standing)
            if not outcome.first and not self.pace.short and (frontier := self._frontier()):
                outcome.choice, outcome.first = read_off(frontier, ranked), True
        assert outcome.choice is not None
        self.known.append(outcome.choice)
        return outcome

    def _with_frontier(
        self,
        levels: Callable[[Choice | None], list[Level]],
        standing: Callable[[Choice], Any],
        ranked: Callable[[Sequence[Fraction]], Any],
        outcome: Outcome,
    ) -> Outcome:
        """The search is long: what does the frontier say? Knowing the best, a proof may still be short."""
        frontier = self._frontier()
        if frontier is None or self.pace.short:
            return self._search(levels, standing, outcome.choice)
        best = read_off(frontier, ranked)
        proven = self._search(levels, standing, best, most=MOST_ALONE)
        return Outcome(best, proven.proof, surveyed=True)

    def _frontier(self) -> Frontier | None:
        """The whole frontier, if it can be had; asked for once."""
        if not self._asked:
            left = None if self.pace.budget.seconds is None else self.pace.begun + self.pace.budget.seconds
            self._found = surveyed(self.space.case, left and max(0.0, left - self.pace.budget.clock()))
            self._asked = True
        return self._found

    def gaining(self, ground: Ground) -> tuple[list[tuple[int, ...]], list[tuple[tuple[int, ...], Any]]]:
        """The largest sets of parties that can gain together, and the sets proved unable to. For Nash."""
        count = self.space.parties
        unable: list[tuple[tuple[int, ...], Any]] = []
        for size in range(count, -1, -1):
            able = []
            for members in combinations(range(count), size):
                if any(set(failing) <= set(members) for failing, _ in unable):
                    continue
                outcome = self.any(members)
                if outcome.choice is not None:
                    able.append(members)
                elif outcome.complete:
                    unable.append((members, outcome.proof))
                    if size > 1:
                        unable += self._alone(members, unable)
            if able:
                return able, unable
        return [()], unable

    def _alone(self, members: Sequence[int], unable: list[tuple[tuple[int, ...], Any]]) -> list[Any]:
        """Single parties that cannot gain at all rule out many sets at once."""
        tried = {failing for failing, _ in unable}
        found = []
        for p in members:
            if (p,) not in tried and all(self.utilities(choice)[p] <= self.floors[p] for choice in self.known):
                outcome = self.any((p,))
                if outcome.choice is None and outcome.complete:
                    found.append(((p,), outcome.proof))
        return found

    def _search(
        self,
        levels: Callable[[Choice | None], list[Level]],
        standing: Callable[[Choice], Any],
        start: Choice | None,
        first: bool = False,
        most: int | None = None,
    ) -> Outcome:
        search = Search(self.space, levels, standing, self.pace, best=start, first=first, most=most)
        why = ""
        try:
            complete = not self.pace.short and search.run()
        except Spent:
            complete, why = False, self.pace.why
        except KeyboardInterrupt:
            self._interrupt()
            complete, why = False, self.pace.why
        return Outcome(search.best, search.tree.told() if complete else None, why or self.pace.why, kept=search.kept)

    def _first(
        self, outcome: Outcome, levels: Callable[[Choice | None], list[Level]], standing: Callable[[Choice], Any]
    ) -> None:
        """Go through the issues in file order: could an earlier option stand here, and all rank the same?"""
        best = outcome.choice
        assert best is not None
        top, left = standing(best), MOST_FOR_ORDER
        for issue in range(self.space.issues):
            for option in range(best[issue]):
                swapped = (*best[:issue], option, *best[issue + 1 :])
                if standing(swapped) == top:
                    best = swapped
                    break
                nodes = self._below(outcome.kept, (*best[:issue], option))
                if not nodes:
                    continue
                search = Search(self.space, levels, standing, self.pace, best=best, first=True, alike=True, most=left)
                try:
                    complete = search.run(nodes)
                except Spent:
                    complete = False
                except KeyboardInterrupt:
                    self._interrupt()
                    complete = False
                if search.found and search.best is not None:
                    best = search.best
                    break
                outcome.first &= complete
                left -= search.visited
        outcome.choice = best

    def _interrupt(self) -> None:
        self.interrupted = True
        self.pace.cut("it was interrupted")

    def _below(self, nodes: list[Any], prefix: Sequence[int]) -> list[Any]:
        """What there is below these nodes that begins like this."""
        if len(nodes) > MOST_KEPT:
            nodes = [self.space.free()]
        found = []
        for node in nodes:
            if all(node[at] in (-1, option) for at, option in enumerate(prefix)):
                below = node.copy()
                for at, option in enumerate(prefix):
                    below[at] = option
                found.append(below)
        return found
