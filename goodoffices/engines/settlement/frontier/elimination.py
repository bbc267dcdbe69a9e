"""Issues that depend on each other (by dependencies or exclusions), turned into independent blocks.

Bucket elimination (Dechter 1999; with Pareto sets as messages Rollón and Larrosa 2006): issues are eliminated one after the
other. What an issue adds becomes a message to the issues it depends on: for each way to settle those, the efficient values
of all that was eliminated so far. Exact, and as costly as the largest message: options to the power of the number of issues
in its scope. Beyond `MOST_ENTRIES` the frontier is refused, and direct solutions remain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod
from operator import add

from goodoffices.engines.settlement.frontier import blocks, plain_stage
from goodoffices.engines.settlement.frontier.blocks import Block
from goodoffices.engines.settlement.frontier.messages import Eliminated, Joined, Message
from goodoffices.engines.settlement.frontier.stage_builder import StageBuilder
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.budget import BudgetSpent

#: The largest message, in entries × options of the eliminated issue.
MOST_ENTRIES = 300_000
#: Counts are exact up to here whatever kept them.
EXACT = 2**53


class Entangled(Unusable):
    """Too many issues depend on each other for a frontier; direct solutions can still be found."""


def parts(case: Case, scaled: ScaledCase, builder: StageBuilder) -> list[Block]:
    """The case as independent blocks: single issues, and sets of issues that depend on each other."""
    scopes = [set(issues) for issues in scaled.terms] + [set(each.issues) for each in case.domain.exclusions]
    tied = set().union(*scopes)
    free = [blocks.of_issue(scaled, issue) for issue in range(len(scaled.worth)) if issue not in tied]
    return free + [Component(case, scaled, issues, builder).block() for issues in _components(scopes)]


def _components(scopes: list[set[int]]) -> list[tuple[int, ...]]:
    """The connected components: issues that depend on each other directly or through others."""
    found: list[set[int]] = []
    for scope in scopes:
        apart = [each for each in found if not each & scope]
        found = [*apart, scope.union(*(each for each in found if each & scope))]
    return sorted(tuple(sorted(each)) for each in found)


@dataclass
class Factor:
    """What options of several issues add together; or, where `worth` is None, a combination that is excluded."""

    issues: tuple[int, ...]
    worth: dict[Choice, Vector] | None
    excluded: Choice = ()


@dataclass
class Component:
    """Issues that depend on each other, while they are eliminated."""

    case: Case
    scaled: ScaledCase
    issues: tuple[int, ...]
    builder: StageBuilder
    messages: list[Message] = field(default_factory=list)

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
            self._eliminate(issue, about)
        (last,) = self.messages
        stage = last.stage
        vectors = [stage.vector(at) for at in range(len(stage))]
        none = [-1] * len(self.scaled.worth)
        return Block(
            self.issues,
            vectors,
            [int(many) if many < EXACT else last.count(none, vectors[at]) for at, many in enumerate(stage.counts)],
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
                f"The frontier cannot be built: {len(self.issues)} issues depend on each other, and to settle “{name}” alone, "
                f"{len(scope)} others would have to be looked at in {largest:,} combinations. "
                "Single solutions and the audit of a draft do not need the frontier; ask for these."
            )

    def _eliminate(self, issue: int, about: list[Factor]) -> None:
        mine = sorted(
            (message for message in self.messages if issue in message.scope), key=lambda message: len(message.stage)
        )
        self.messages = [message for message in self.messages if issue not in message.scope]
        while len(mine) > 1:
            right, left, *mine = mine  # the smaller one moves the larger one
            scope = tuple(sorted({*left.scope, *right.scope}))
            joined = Joined(scope, tuple(map(self._options, scope)), left=left, right=right)
            self._make(lambda joined=joined: joined.make(self.builder.make, len(self.scaled.worth)), left, right)  # type: ignore[misc]
            mine = sorted([*mine, self._thinned(joined)], key=lambda message: len(message.stage))
        source = mine[0] if mine else None
        scope = tuple(
            sorted({*(source.scope if source else ()), *(at for each in about for at in each.issues)} - {issue})
        )
        message = Eliminated(
            scope,
            tuple(map(self._options, scope)),
            issue=issue,
            options=self._options(issue),
            source=source,
            adding=self._adding(issue, about),
        )
        origin = plain_stage.origin(len(self.scaled.units))
        self._make(lambda: message.make(self.builder.make, origin, len(self.scaled.worth)), *mine)
        self.messages.append(self._thinned(message))

    def _make(self, make: Callable[[], None], *sources: Message) -> None:
        """Make a message; if the budget is spent or the work is interrupted, once more from fewer points."""
        try:
            make()
        except (BudgetSpent, KeyboardInterrupt) as stop:
            if isinstance(stop, KeyboardInterrupt):
                self.builder.meter.stop("it was broken off")
            for source in sources:
                self._thinned(source)
            make()

    def _thinned(self, message: Message) -> Message:
        message.made, message.starts = self.builder.thinned_parts(message.stage, message.starts)
        return message

    def _adding(self, issue: int, about: list[Factor]) -> Callable[[Sequence[int]], Vector | None]:
        """What the issue's option adds, given the other options in a package; None if that is excluded."""
        worth = self.scaled.worth[issue]
        excluded = [each for each in about if each.worth is None]
        terms = [(each.issues, each.worth) for each in about if each.worth is not None]

        involved = sorted({issue, *(at for each in about for at in each.issues)})
        known: dict[tuple[int, ...], Vector | None] = {}  # the same is asked for every choice over the other issues

        def adding(settled: Sequence[int]) -> Vector | None:
            key = tuple([settled[at] for at in involved])
            if key not in known:
                known[key] = added(settled)
            return known[key]

        def added(settled: Sequence[int]) -> Vector | None:
            for each in excluded:
                if all(settled[at] == option for at, option in zip(each.issues, each.excluded, strict=True)):
                    return None
            vector = worth[settled[issue]]
            for issues, combinations in terms:
                extra = combinations.get(tuple([settled[at] for at in issues]))
                if extra:
                    vector = tuple(map(add, vector, extra))
            return vector

        return adding


def order_of(scopes: list[set[int]], options: Callable[[int], int]) -> list[tuple[int, set[int]]]:
    """In which order to eliminate issues, each with the scope of its message: always the smallest message next, then the one
    that adds fewest new connections, then file order. `options(issue)`: how many options it has."""
    around: dict[int, set[int]] = {}
    for scope in scopes:
        for issue in scope:
            around.setdefault(issue, set()).update(scope - {issue})
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
