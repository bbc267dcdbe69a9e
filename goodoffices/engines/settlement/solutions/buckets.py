"""A case laid out so that max over packages of w·value is found in one pass, for any weights w ≥ 0 on the parties.

Issues are eliminated one after the other (bucket elimination, Dechter 1999). Where no issue depends on another, every bucket
is one issue, and the pass takes the best option of each. Where so many depend on each other that a bucket would have more than
`WIDEST` rows, it is split (mini-buckets, Dechter and Rish 2003): what comes out is then an upper bound, and every bound
here is used as one.

All arrays are flat lists of whole numbers, so that the plain and the compiled pass read the same.
"""

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import product
from math import prod

from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase

#: Rows a bucket may have before it is split. The checker splits at the same place.
WIDEST = 3125


@dataclass
class Buckets:
    """The flat layout. Row `a` of bucket `b` is one assignment of its issues, `first[b] <= a < first[b + 1]`.

    `worth[p·rows + a]`: what the bucket's own parts of the value add for party p in row a. `open[a]`: 0 where an exclusion forbids the row.
    `digit[place[b] + (a − first[b])·width[b] + j]`: the option of issue `scope[reach[b] + j]`; the first issue is the one
    eliminated. `out[a]`: the message slot that row a competes for. `kid_first[b] … kid_first[b + 1]`: the messages coming
    in, from bucket `kid[k]`, whose slot for row a is `into[kid_into[k] + a − first[b]]`. `link[b]`: the k of b in its
    parent, −1 for a root; `parent[b]` likewise. A root has the one slot `root[b]`.
    """

    parties: int
    sizes: list[int]
    order: list[int]
    first: list[int] = field(default_factory=lambda: [0])
    worth: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    reach: list[int] = field(default_factory=lambda: [0])
    scope: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    digit: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    kid_first: list[int] = field(default_factory=lambda: [0])
    kid: list[int] = field(default_factory=list)
    kid_into: list[int] = field(default_factory=list)
    into: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    link: list[int] = field(default_factory=list)
    root: list[int] = field(default_factory=list)
    slots: int = 0
    split: bool = False

    @property
    def count(self) -> int:
        return len(self.first) - 1


@dataclass
class _Part:
    """A part of the value over some issues: own (`rows`, vectors), forbidding (`shut`), or a message of a bucket."""

    scope: tuple[int, ...]
    rows: dict[Choice, tuple[int, ...]] = field(default_factory=dict)
    shut: frozenset[Choice] = frozenset()
    bucket: int = -1
    slot: int = 0


def laid_out(case: Case, scaled: ScaledCase) -> Buckets:
    """The buckets of a case."""
    sizes = [len(issue.options) for issue in case.domain.issues]
    parts = _parts(case, scaled)
    order = elimination_order(sizes, [part.scope for part in parts])
    found = Buckets(len(case.mandates), sizes, order)
    about: list[list[int]] = [[] for _ in sizes]  # per issue, the parts that are about it, in order
    for number, part in enumerate(parts):
        for issue in part.scope:
            about[issue].append(number)
    taken: set[int] = set()
    for issue in order:
        touched = [number for number in about[issue] if number not in taken]
        taken.update(touched)
        groups = grouped([parts[number].scope for number in touched], sizes)
        found.split |= len(groups) > 1
        for group in groups:
            message = _bucket(found, issue, [parts[touched[at]] for at in group])
            for other in message.scope:
                about[other].append(len(parts))
            parts.append(message)
    for number, part in enumerate(parts):
        if number not in taken:
            found.root[part.bucket] = part.slot
    found.worth = [cell for party in range(found.parties) for cell in found.worth[party :: found.parties]]
    return found


def elimination_order(sizes: list[int], scopes: list[tuple[int, ...]]) -> list[int]:
    """Which issue to eliminate next: the one whose neighbours have the fewest combinations, then file order."""
    near: list[set[int]] = [set() for _ in sizes]
    for scope in scopes:
        for issue in scope:
            near[issue].update(other for other in scope if other != issue)
    cost = [prod(sizes[other] for other in others) for others in near]
    waiting, order = [(each, issue) for issue, each in enumerate(cost)], []
    heapify(waiting)
    while waiting:
        asked, issue = heappop(waiting)
        if asked != cost[issue]:
            continue  # its neighbours have changed since; it is in the heap again
        cost[issue] = -1
        order.append(issue)
        for other in near[issue]:
            near[other] |= near[issue] - {other}
            near[other].discard(issue)
            now = prod(sizes[each] for each in near[other])
            if now != cost[other]:
                cost[other] = now
                heappush(waiting, (now, other))
    return order


def grouped(scopes: list[tuple[int, ...]], sizes: list[int]) -> list[list[int]]:
    """Which of these parts share a bucket: in turn, each goes into the first group that stays within `WIDEST`."""
    groups: list[tuple[set[int], list[int]]] = []
    for at, scope in enumerate(scopes):
        for issues, members in groups:
            if prod(sizes[issue] for issue in issues.union(scope)) <= WIDEST:
                issues.update(scope)
                members.append(at)
                break
        else:
            groups.append((set(scope), [at]))
    return [members for _, members in groups]


def _parts(case: Case, scaled: ScaledCase) -> list[_Part]:
    """What the value consists of: one part per issue, then dependencies, then exclusions, each by their issues."""
    parts = [_Part((at,), {(o,): vector for o, vector in enumerate(rows)}) for at, rows in enumerate(scaled.worth)]
    parts += [_Part(issues, dict(scaled.terms[issues])) for issues in sorted(scaled.terms)]
    shut: dict[tuple[int, ...], set[Choice]] = {}
    for exclusion in case.domain.exclusions:
        shut.setdefault(exclusion.issues, set()).add(exclusion.options)
    return parts + [_Part(issues, shut=frozenset(shut[issues])) for issues in sorted(shut)]


def _bucket(found: Buckets, issue: int, parts: list[_Part]) -> _Part:
    """Add a bucket that eliminates `issue` from these parts; what comes out is its message."""
    rest = tuple(sorted({other for part in parts for other in part.scope} - {issue}))
    scope, number = (issue, *rest), found.count
    rows = list(product(*(range(found.sizes[other]) for other in scope)))
    strides = _strides(rest, found.sizes)

    found.place.append(len(found.digit))
    found.scope += scope
    found.reach.append(len(found.scope))
    for row in rows:
        found.digit += row
        found.out.append(found.slots + sum(at * stride for at, stride in zip(row[1:], strides, strict=True)))
        value, is_open = _own(found.parties, parts, dict(zip(scope, row, strict=True)))
        found.worth += value
        found.open.append(is_open)
    for part in parts:
        if part.bucket >= 0:
            found.parent[part.bucket], found.link[part.bucket] = number, len(found.kid)
            found.kid.append(part.bucket)
            found.kid_into.append(len(found.into))
            steps = _strides(part.scope, found.sizes)
            places = [scope.index(other) for other in part.scope]
            found.into += [
                part.slot + sum(row[place] * step for place, step in zip(places, steps, strict=True)) for row in rows
            ]
    found.kid_first.append(len(found.kid))
    found.first.append(found.first[-1] + len(rows))
    found.parent.append(-1)
    found.link.append(-1)
    found.root.append(-1)
    message = _Part(rest, bucket=number, slot=found.slots)
    found.slots += prod(found.sizes[other] for other in rest)
    return message


def _strides(issues: tuple[int, ...], sizes: list[int]) -> list[int]:
    return [prod(sizes[other] for other in issues[at + 1 :]) for at in range(len(issues))]


def _own(parties: int, parts: list[_Part], row: dict[int, int]) -> tuple[list[int], int]:
    value, is_open = [0] * parties, 1
    for part in parts:
        if part.bucket >= 0:
            continue
        at = tuple(row[issue] for issue in part.scope)
        if at in part.shut:
            is_open = 0
        if extra := part.rows.get(at):
            value = [one + other for one, other in zip(value, extra, strict=True)]
    return value, is_open
