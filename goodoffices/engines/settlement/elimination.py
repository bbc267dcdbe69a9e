"""Issues that hang together (dependencies, exclusions), taken together until only independent blocks are left.

Bucket elimination (Dechter 1999; with Pareto sets as messages Rollón and Larrosa 2006): issues are taken out one after the
other; what was known of an issue becomes a message to those it hung together with: for each way to settle these, the
efficient values of all that was taken out. Exact, and as costly as the largest message: options to the power of the number
of issues it is about. Beyond `MOST_ENTRIES` the frontier is refused, and direct solutions remain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod
from operator import add
from typing import Any

from goodoffices.engines.settlement import blocks
from goodoffices.engines.settlement.blocks import Block
from goodoffices.engines.settlement.budget import Spent
from goodoffices.engines.settlement.climb import Climber
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.pareto import plain
from goodoffices.engines.settlement.scaled import Scaled, Vector
from goodoffices.engines.settlement.tables import Eliminated, Joined, Table

#: The largest message, in entries × options of the issue taken out.
MOST_ENTRIES = 300_000
#: Counts are exact up to here whatever kept them.
EXACT = 2**53


class Entangled(Unusable):
    """Too many issues hang together for the frontier; direct solutions can still be found."""


def parts(case: Case, scaled: Scaled, climber: Climber) -> list[Block]:
    """The case as independent blocks: single issues, and issues that hang together."""
    knots = [set(issues) for issues in scaled.terms] + [set(each.issues) for each in case.domain.exclusions]
    tied = set().union(*knots)
    free = [blocks.of_issue(scaled, issue) for issue in range(len(scaled.worth)) if issue not in tied]
    return free + [Knot(case, scaled, issues, climber).block() for issues in _components(knots)]


def _components(knots: list[set[int]]) -> list[tuple[int, ...]]:
    found: list[set[int]] = []
    for knot in knots:
        apart = [each for each in found if not each & knot]
        found = [*apart, knot.union(*(each for each in found if each & knot))]
    return sorted(tuple(sorted(each)) for each in found)


@dataclass
class Factor:
    """Something about several issues: what their options add together, or that they cannot be together."""

    issues: tuple[int, ...]
    worth: dict[Choice, Vector] | None
    excluded: Choice = ()


@dataclass
class Knot:
    """Issues that hang together, being untied."""

    case: Case
    scaled: Scaled
    issues: tuple[int, ...]
    climber: Climber
    tables: list[Table] = field(default_factory=list)

    def block(self) -> Block:
        factors = [Factor(issues, worth) for issues, worth in self.scaled.terms.items() if issues[0] in self.issues]
        factors += [
            Factor(each.issues, None, each.options)
            for each in self.case.domain.exclusions
            if each.issues[0] in self.issues
        ]
        order = order_of([set(factor.issues) for factor in factors], self._options)
        self._refuse(order)
        for issue, _ in order:
            about = [factor for factor in factors if issue in factor.issues]
            factors = [factor for factor in factors if issue not in factor.issues]
            self._take_out(issue, about)
        (last,) = self.tables
        level = last.level
        vectors = [level.vector(at) for at in range(len(level))]
        none = [-1] * len(self.scaled.worth)
        return Block(
            self.issues,
            vectors,
            [int(many) if many < EXACT else last.count(none, vectors[at]) for at, many in enumerate(level.counts)],
            lambda at, most: [
                tuple(package[issue] for issue in self.issues) for package in last.packages(none, vectors[at], most)
            ],
        )

    def _options(self, issue: int) -> int:
        return len(self.scaled.worth[issue])

    def _refuse(self, order: list[tuple[int, set[int]]]) -> None:
        largest, issue, scope = max((prod(map(self._options, {one, *about})), one, about) for one, about in order)
        if largest > MOST_ENTRIES:
            name = self.case.domain.issues[issue].name
            raise Entangled(
                f"The frontier cannot be built: {len(self.issues)} issues hang together, and to settle “{name}” alone, "
                f"{len(scope)} others would have to be looked at in {largest:,} combinations. "
                "Single solutions and the audit of a draft do not need the frontier; ask for these."
            )

    def _take_out(self, issue: int, about: list[Factor]) -> None:
        mine = sorted((table for table in self.tables if issue in table.scope), key=lambda table: len(table.level))
        self.tables = [table for table in self.tables if issue not in table.scope]
        while len(mine) > 1:
            right, left, *mine = mine  # the smaller one moves the larger one
            scope = tuple(sorted({*left.scope, *right.scope}))
            joined = Joined(scope, tuple(map(self._options, scope)), left=left, right=right)
            self._make(lambda joined=joined: joined.make(self.climber.make, len(self.scaled.worth)), left, right)  # type: ignore[misc]
            mine = sorted([*mine, self._thinned(joined)], key=lambda table: len(table.level))
        source = mine[0] if mine else None
        scope = tuple(
            sorted({*(source.scope if source else ()), *(at for each in about for at in each.issues)} - {issue})
        )
        table = Eliminated(
            scope,
            tuple(map(self._options, scope)),
            issue=issue,
            options=self._options(issue),
            source=source,
            adding=self._adding(issue, about),
        )
        origin = plain.origin(len(self.scaled.units))
        self._make(lambda: table.make(self.climber.make, origin, len(self.scaled.worth)), *mine)
        self.tables.append(self._thinned(table))

    def _make(self, make: Callable[[], None], *sources: Table) -> None:
        """Make a table; if the budget is spent or somebody breaks off, once more from fewer points."""
        try:
            make()
        except (Spent, KeyboardInterrupt) as stop:
            if isinstance(stop, KeyboardInterrupt):
                self.climber.pace.cut("it was broken off")
            for source in sources:
                self._thinned(source)
            make()

    def _thinned(self, table: Table) -> Table:
        table.level, table.starts = self.climber.thinned_parts(table.level, table.starts)
        return table

    def _adding(self, issue: int, about: list[Factor]) -> Callable[[Sequence[int]], Vector | None]:
        """What the issue's option adds, given the other options in a package; None if that is excluded."""
        worth = self.scaled.worth[issue]
        excluded = [each for each in about if each.worth is None]
        terms = [(each.issues, each.worth) for each in about if each.worth is not None]

        involved = sorted({issue, *(at for each in about for at in each.issues)})
        known: dict[tuple[int, ...], Vector | None] = {}  # a table asks the same for every choice over its other issues

        def adding(settled: Sequence[int]) -> Vector | None:
            key = tuple([settled[at] for at in involved])
            if key not in known:
                known[key] = added(settled)
            return known[key]

        def added(settled: Sequence[int]) -> Vector | None:
            for each in excluded:
                if all(settled[at] == option for at, option in zip(each.issues, each.excluded, strict=True)):
                    return None
            vector: Any = worth[settled[issue]]
            for issues, combinations in terms:
                extra = combinations.get(tuple([settled[at] for at in issues]))
                if extra:
                    vector = tuple(map(add, vector, extra))
            return vector

        return adding


def order_of(knots: list[set[int]], options: Callable[[int], int]) -> list[tuple[int, set[int]]]:
    """In which order to take issues out, each with those its message will be about: always the smallest message next,
    then the one that ties fewest others together anew, then in file order."""
    around: dict[int, set[int]] = {}
    for knot in knots:
        for issue in knot:
            around.setdefault(issue, set()).update(knot - {issue})
    order = []
    while around:

        def cost(issue: int) -> tuple[int, int, int]:
            others = around[issue]
            fill = sum(len(others - around[other]) - 1 for other in others) // 2
            return prod(map(options, others)), fill, issue

        issue = min(around, key=cost)
        others = around.pop(issue)
        for other in others:
            around[other] |= others - {other}
            around[other].discard(issue)
        order.append((issue, others))
    return order
