#!/usr/bin/env python3
"""Checks a certificate of the settlement engine. All it takes is this one file, Python and the two files:

    python checker.py CASE.json CERTIFICATE.json
    python checker.py FILE.json            what `goodoffices settle --certificate FILE.json` writes: a case and certificates

Exit status: 0 the claim is proven, 1 it is not, 2 the checker was asked in a way it does not understand.

It shares no code with what it checks, so that a mistake there cannot hide here; hence one longer file. It reads numbers as
fractions, scales each party's to whole numbers, and computes every bound itself. A proof is a tree: a branch fixes the
option of an issue, one child for each; a leaf names weights q ≥ 0 on the parties. For any packages x, q·x ≤ max q·x, which
is easy to compute; if whatever would rank higher has q·x above that, there is no such thing among them. Every package
belongs to some leaf. Nothing else in a certificate has to be believed.

Sources: weights as proofs, Farkas 1902 and Geoffrion 1974; the bound where issues depend on each other, bucket elimination, Dechter
1999; the inequality of means for products. The format: docs/reference/settlement.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, combinations, product
from math import ceil, floor, gcd, lcm, prod
from operator import mul
from pathlib import Path
from typing import Any, TypeAlias

FORMAT = "goodoffices-settlement-certificate/1"
RULES = ("nash", "ks", "maximin", "leximin", "utilitarian", "egalitarian")
WIDEST = 3125  # rows of a table of issues that depend on each other; beyond, tables are split and the bound is weaker
MOST_ASSIGNED = 12
NUMBER = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
REACHES, KEEPS, FAILS = range(3)

#: What was read and is not believed: everything about it is checked before it is used.
Json: TypeAlias = Any
Choice: TypeAlias = tuple[int, ...]
#: A scope, and for each choice over it the most that is left of the sum; None where there is nothing.
Table: TypeAlias = "tuple[Choice, Callable[[dict[int, int]], int | None]]"
#: Weights on the measured parties, on all parties' floors, and on the line.
Weights: TypeAlias = tuple[list[int], list[int], int]
Rank: TypeAlias = tuple[tuple["Fraction | int", ...], tuple[Fraction, ...]]


class Refused(Exception):
    """The certificate does not prove its claim. The message is a sentence that says where."""


def check(case: Json, certificate: Json) -> str:
    """What the certificate proves, as a sentence. Raises `Refused` where it proves nothing."""
    try:
        return _checked(case, certificate)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError) as trouble:
        raise Refused(f"The certificate or the case is not in the form that is expected ({trouble!r}).") from trouble


def _checked(case: Json, certificate: Json) -> str:
    _need(certificate["format"] == FORMAT, "This is a certificate of another format.")
    body = {key: value for key, value in certificate.items() if key != "digest"}
    _need(certificate["digest"] == digest(body), "The certificate was changed after it was made: its digest differs.")
    _need(certificate["case"] == digest(case), "The certificate is about another case: its digest differs.")
    claim = {key: value for key, value in body.items() if key not in ("format", "case")}
    kinds: dict[str, Callable[[World, Json], str]] = {
        "solution": _solution,
        "nothing acceptable": _nothing_acceptable,
        "efficient": _efficient,
        "improvable": _improvable,
    }
    _need(claim["kind"] in kinds, "The certificate claims something this checker does not know.")
    return kinds[claim["kind"]](World(case), claim)


def digest(value: Json) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# ---- claims ----------------------------------------------------------------------------------------------------------


def _solution(world: World, claim: Json) -> str:
    rule, known = claim["rule"], {"kind", "rule", "package", "utilities", "proof"}
    _need(rule in RULES, "There is no rule of this name.")
    known |= {"ks": {"ideals"}, "nash": {"gaining", "unable", "others"} & set(claim)}.get(rule, set())
    _keys(claim, known)
    choice, floors = world.choice(claim["package"]), world.reservations
    utilities = world.utilities(choice)
    _need(claim["utilities"] == [str(each) for each in utilities], "The package is not worth what is claimed.")
    _need(world.meets(choice, floors), "The package does not meet every reservation value.")

    ideals, members = list(floors), list(range(world.parties))
    if rule == "ks":
        _need(len(claim["ideals"]) == world.parties, "The ideals are not one per party.")
        for p, ideal in enumerate(claim["ideals"]):
            ideals[p] = _most_of(world, p, floors, ideal, f"The ideal of party {p + 1}")
        members = [p for p in members if ideals[p] > floors[p]]
    baseline = Baseline(tuple(floors), tuple(ideals))
    if rule == "nash":
        members = _gaining(world, claim, baseline, choice)
    _refuted(world, claim["proof"], RuleLevels(world, rule, baseline, members, choice), "The proof")
    named = ", ".join(f"{issue}: {options[at]}" for (issue, options), at in zip(world.issues, choice, strict=True))
    return f"Proven: no package that meets every reservation value ranks above this one under “{rule}” ({named})."


def _gaining(world: World, claim: Json, baseline: Baseline, choice: Choice) -> list[int]:
    """The parties whose gains are multiplied, and that no larger or better set of parties can gain together."""
    gains = [each - least for each, least in zip(world.utilities(choice), baseline.floors, strict=True)]
    everyone = list(range(world.parties))
    if "gaining" not in claim:
        _need(not {"unable", "others"} & set(claim), "The claim has parts that do not belong there.")
        _need(all(gain > 0 for gain in gains), "Not every party gains, and nothing says why.")
        return everyone
    members = [p for p in everyone if gains[p] > 0]
    _need(_parties(world, claim["gaining"]) == members, "Other parties gain than is claimed.")
    unable = []
    for entry in claim["unable"]:
        _keys(entry, {"parties", "proof"})
        parties = _parties(world, entry["parties"])
        _refuted(world, entry["proof"], Nothing(world, baseline.floors, parties), "The proof that some cannot gain")
        unable.append(set(parties))
    others = {}
    for entry in claim["others"]:
        _keys(entry, {"parties", "package", "proof"})
        parties = _parties(world, entry["parties"])
        best = world.choice(entry["package"])
        _need(world.meets(best, baseline.floors), "A package beside does not meet every reservation value.")
        _need(set(parties) == set(world.gainers(best, baseline.floors)), "Others gain from a package than is claimed.")
        levels = RuleLevels(world, "nash", baseline, parties, best)
        _refuted(world, entry["proof"], levels, "The proof for other parties that gain")
        ours = rank("nash", baseline, world.utilities(choice))
        _need(rank("nash", baseline, world.utilities(best)) <= ours, "Other parties could gain more together.")
        others[tuple(parties)] = best
    for size in (len(members), len(members) + 1):
        for chosen in combinations(everyone, size):
            settled = any(failing <= set(chosen) for failing in unable)
            _need(settled or chosen in others or list(chosen) == members, "Not every set of parties is looked at.")
    return members


def _nothing_acceptable(world: World, claim: Json) -> str:
    _keys(claim, {"kind", "proof"})
    _refuted(world, claim["proof"], Nothing(world, world.reservations, []), "The proof")
    return "Proven: no package meets every reservation value."


def _efficient(world: World, claim: Json) -> str:
    _keys(claim, {"kind", "package", "proof"})
    choice = world.choice(claim["package"])
    line = [1] * world.parties
    _refuted(world, claim["proof"], Most(world, line, world.utilities(choice), choice), "The proof")
    return "Proven: no package is at least as good as this one for every party and better for one."


def _improvable(world: World, claim: Json) -> str:
    _keys(claim, {"kind", "package", "better"} | ({"proof", "most"} & set(claim)))
    draft, better = world.choice(claim["package"]), world.choice(claim["better"])
    mine, theirs = world.utilities(draft), world.utilities(better)
    improves = theirs != mine and all(one >= other for one, other in zip(theirs, mine, strict=True))
    _need(improves, "What is called better is not better for one party at nobody’s cost.")
    found = "Proven: the draft can be bettered for some at nobody’s cost."
    if "proof" not in claim:
        _need("most" not in claim, "The claim has parts that do not belong there.")
        return found
    everyone = range(world.parties)
    levels = RuleLevels(world, "egalitarian", Baseline(tuple(mine), tuple(mine)), list(everyone), better)
    _refuted(world, claim["proof"], levels, "The proof of the fairest improvement")
    _need(len(claim["most"]) == world.parties, "What is left on the table is not there for every party.")
    most = [_most_of(world, p, mine, claim["most"][p], f"What party {p + 1} leaves on the table") for p in everyone]
    left = ", ".join(f"“{name}”: {top - own}" for name, top, own in zip(world.names, most, mine, strict=True))
    return f"{found} The most that one improvement can add: {left}."


def _most_of(world: World, p: int, floors: Sequence[Fraction], entry: Json, what: str) -> Fraction:
    """The most a party can have if all have their floors: attained by a package, exceeded by none."""
    _keys(entry, {"package", "proof"})
    choice = world.choice(entry["package"])
    _need(world.meets(choice, floors), f"{what}: the package does not give every party what it has to.")
    line = [int(other == p) for other in range(world.parties)]
    _refuted(world, entry["proof"], Most(world, line, floors, choice), what)
    return world.utilities(choice)[p]


# ---- the case in whole numbers ---------------------------------------------------------------------------------------


class World:
    """A case. Values are whole numbers: a party's utility is (offset + unit·value) / scale."""

    def __init__(self, case: Json) -> None:
        _keys(case, {"issues", "exclusions", "parties"})
        self.issues = [(issue["name"], issue["options"]) for issue in case["issues"]]
        self.sizes = [len(options) for _, options in self.issues]
        _need(bool(self.sizes) and all(self.sizes), "There is no issue, or one without options.")
        self.names = [party["name"] for party in case["parties"]]
        self.parties = len(self.names)
        _need(self.parties > 0, "There is no party.")
        self.shut = [(self._issues(each["issues"]), tuple(each["options"])) for each in case["exclusions"]]
        self.reservations = [_number(party["reservation"]) for party in case["parties"]]
        self.worth: list[list[list[int]]] = [[[0] * self.parties for _ in range(size)] for size in self.sizes]
        self.terms: dict[Choice, dict[Choice, list[int]]] = {}
        self.base: list[Fraction] = []
        self.per: list[Fraction] = []
        for p, party in enumerate(case["parties"]):
            self._read(p, party)
        self.alone = not self.terms and not self.shut
        self._dots: dict[tuple[int, ...], tuple[list[Sequence[int]], list[int]]] = {}
        self._first = [0, *accumulate(self.sizes)][:-1]
        options = [vector for rows in self.worth for vector in rows]
        self._count, self._largest = len(options), [max(column) for column in zip(*options, strict=True)]
        fits = max(self._largest) < 1 << 64
        self._long = [
            int.from_bytes(struct.pack(f"<{self._count}Q", *column), "little") if fits else 0
            for column in zip(*options, strict=True)
        ]
        unit = [[-int(other == p) for other in range(self.parties)] for p in range(self.parties)]
        free = [-1] * len(self.sizes)
        self.lows = [-(self.bound(each, free) or 0) for each in unit]

    def _read(self, p: int, party: Json) -> None:
        rows = [[_number(cell) for cell in row] for row in party["worth"]]
        _need([len(row) for row in rows] == self.sizes, "A party’s worths do not cover every option of every issue.")
        base = _number(party["base"])
        terms = [
            (self._issues(term["issues"]), {tuple(at): _number(cell) for at, cell in term["worth"]})
            for term in party["dependencies"]
        ]
        extras = [cell for _, worth in terms for cell in worth.values()]
        cells = [base, self.reservations[p], *extras, *(cell for row in rows for cell in row)]
        scale = lcm(*(each.denominator for each in cells))
        lows = [min(row) for row in rows]
        whole = [[int((cell - low) * scale) for cell in row] for row, low in zip(rows, lows, strict=True)]
        unit = gcd(*(cell for row in whole for cell in row), *(int(cell * scale) for cell in extras)) or 1
        for i, row in enumerate(whole):
            for o, cell in enumerate(row):
                self.worth[i][o][p] = cell // unit
        for issues, worth in terms:
            for at, extra in worth.items():
                vector = self.terms.setdefault(issues, {}).setdefault(at, [0] * self.parties)
                vector[p] += int(extra * scale) // unit
        self.base.append(base + sum(lows, Fraction(0)))
        self.per.append(Fraction(unit, scale))

    def _issues(self, issues: Sequence[int]) -> Choice:
        inside = all(0 <= _whole(each) < len(self.sizes) for each in issues)
        _need(inside and list(issues) == sorted(set(issues)), "Issues are named that are not there, or not in order.")
        return tuple(issues)

    def choice(self, package: Sequence[int]) -> Choice:
        fits = len(package) == len(self.sizes) and all(
            0 <= _whole(at) < size for at, size in zip(package, self.sizes, strict=True)
        )
        _need(fits, "A package does not name an option for every issue.")
        _need(self.allows(package), "A package contains what the case excludes.")
        return tuple(package)

    def allows(self, choice: Sequence[int]) -> bool:
        return not any(all(choice[i] == o for i, o in zip(issues, at, strict=True)) for issues, at in self.shut)

    def value(self, choice: Sequence[int]) -> list[int]:
        vectors = [self.worth[i][o] for i, o in enumerate(choice)]
        vectors += [worth.get(tuple(choice[i] for i in issues), []) for issues, worth in self.terms.items()]
        return [sum(vector[p] for vector in vectors if vector) for p in range(self.parties)]

    def utilities(self, choice: Sequence[int]) -> list[Fraction]:
        return [base + per * at for base, per, at in zip(self.base, self.per, self.value(choice), strict=True)]

    def meets(self, choice: Sequence[int], floors: Sequence[Fraction]) -> bool:
        utilities = self.utilities(choice)
        return self.allows(choice) and all(each >= least for each, least in zip(utilities, floors, strict=True))

    def gainers(self, choice: Sequence[int], floors: Sequence[Fraction]) -> list[int]:
        utilities = self.utilities(choice)
        return [p for p in range(self.parties) if utilities[p] > floors[p]]

    def bound(self, weights: Sequence[int], fixed: Sequence[int]) -> int | None:
        """At least max weights·value over the allowed packages that agree with `fixed` (−1: free); None if there are none."""
        if self.alone:
            dots, tops = self._dotted(tuple(weights))
            return sum(dots[i][o] if o >= 0 else tops[i] for i, o in enumerate(fixed))
        return self._eliminated(weights, fixed)

    def _dotted(self, weights: tuple[int, ...]) -> tuple[list[Sequence[int]], list[int]]:
        if weights not in self._dots:
            if len(self._dots) > 1000:
                self._dots.clear()
            flat = self._side_by_side(weights) if min(weights) >= 0 else None
            if flat is None:
                flat = [_dot(weights, vector) for rows in self.worth for vector in rows]
            dots = [flat[first : first + size] for first, size in zip(self._first, self.sizes, strict=True)]
            self._dots[weights] = dots, [max(row) for row in dots]
        return self._dots[weights]

    def _side_by_side(self, weights: Sequence[int]) -> Sequence[int] | None:
        """weights·value of every option at once, for weights of at least 0; None where a value might need more than 64 bits.

        Per party the values of all options stand in one long number, 64 bits each. Times a weight, and added up, they stay
        apart as long as none reaches 2^64; and none is above what the largest ones would come to.
        """
        if max(self._largest) >= 1 << 64 or _dot(weights, self._largest) >= 1 << 64:
            return None
        total = sum(map(mul, weights, self._long))
        return struct.unpack(f"<{self._count}Q", total.to_bytes(8 * self._count, "little"))

    def _eliminated(self, weights: Sequence[int], fixed: Sequence[int]) -> int | None:
        """Issue after issue is maximised out; tables that would grow too wide are maximised apart, which only adds."""
        tables: list[Table] = []
        for i, rows in enumerate(self.worth):
            tables.append(((i,), _table((i,), {(o,): _dot(weights, vector) for o, vector in enumerate(rows)}, 0)))
        for issues in sorted(self.terms):
            worth = {at: _dot(weights, vector) for at, vector in self.terms[issues].items()}
            tables.append((issues, _table(issues, worth, 0)))
        for issues in sorted({issues for issues, _ in self.shut}):
            shut: dict[Choice, int | None] = {at: None for each, at in self.shut if each == issues}
            tables.append((issues, _table(issues, shut, 0)))
        total = 0
        for issue in self._order():
            touched = [table for table in tables if issue in table[0]]
            tables = [table for table in tables if issue not in table[0]]
            for group in self._grouped([scope for scope, _ in touched]):
                message = self._maximised(issue, [touched[at] for at in group], fixed)
                if message[0]:
                    tables.append((message[0], _table(message[0], message[1], None)))
                elif (top := message[1].get(())) is None:
                    return None
                else:
                    total += top
        return total

    def _maximised(
        self, issue: int, tables: list[Table], fixed: Sequence[int]
    ) -> tuple[Choice, dict[Choice, int | None]]:
        rest = tuple(sorted({other for scope, _ in tables for other in scope} - {issue}))
        best: dict[Choice, int | None] = {}
        ranges = [range(self.sizes[i]) if fixed[i] < 0 else (fixed[i],) for i in (issue, *rest)]
        for row in product(*ranges):
            at = dict(zip((issue, *rest), row, strict=True))
            total: int | None = 0
            for _, table in tables:
                more = table(at)
                total = None if total is None or more is None else total + more
            if total is not None:
                known = best.get(row[1:])
                best[row[1:]] = total if known is None else max(known, total)
        return rest, best

    def _order(self) -> list[int]:
        near: list[set[int]] = [set() for _ in self.sizes]
        for scope in [*self.terms, *(issues for issues, _ in self.shut)]:
            for issue in scope:
                near[issue] |= set(scope) - {issue}
        left, order = set(range(len(self.sizes))), []
        while left:
            issue = min(left, key=lambda at: (prod(self.sizes[other] for other in near[at]), at))
            for other in near[issue]:
                near[other] |= near[issue]
                near[other] -= {other, issue}
            left.remove(issue)
            order.append(issue)
        return order

    def _grouped(self, scopes: list[Choice]) -> list[list[int]]:
        groups: list[tuple[set[int], list[int]]] = []
        for at, scope in enumerate(scopes):
            for issues, members in groups:
                if prod(self.sizes[issue] for issue in issues | set(scope)) <= WIDEST:
                    issues |= set(scope)
                    members.append(at)
                    break
            else:
                groups.append((set(scope), [at]))
        return [members for _, members in groups]


def _table(
    scope: Choice, rows: Mapping[Choice, int | None], missing: int | None
) -> Callable[[dict[int, int]], int | None]:
    return lambda at: rows.get(tuple(at[issue] for issue in scope), missing)


# ---- what would have to hold of a package that ranks higher ----------------------------------------------------------


@dataclass(frozen=True)
class Baseline:
    floors: tuple[Fraction, ...]
    ideals: tuple[Fraction, ...]


def rank(rule: str, baseline: Baseline, utilities: Sequence[Fraction]) -> Rank:
    """Greater is better: the rule, then the leximin of the utilities."""
    first: Sequence[Fraction | int] = ()
    gains = [each - least for each, least in zip(utilities, baseline.floors, strict=True)]
    if rule == "utilitarian":
        first = (sum(utilities, Fraction(0)),)
    elif rule == "nash":
        gaining = [gain for gain in gains if gain > 0]
        first = (len(gaining), prod(gaining, start=Fraction(1)))
    elif rule == "ks":
        spans = [ideal - least for ideal, least in zip(baseline.ideals, baseline.floors, strict=True)]
        first = (min((gain / span for gain, span in zip(gains, spans, strict=True) if span > 0), default=0),)
    elif rule == "egalitarian":
        first = sorted(gains)
    return tuple(first), tuple(sorted(utilities))


@dataclass
class Level:
    """A way to rank higher. `floors`: least values per party; `line`·value ≥ `keep`, to be exceeded where nothing is measured;
    `members` are measured as base + per·value: sorted, or multiplied."""

    floors: list[int]
    line: list[int]
    keep: int
    members: list[int]
    base: list[Fraction]
    per: list[Fraction]
    amounts: list[Fraction]
    at: int = -1  # the place among the sorted measures; −1: their product; without members: the line

    def verdict(self, group: Sequence[int], aside: Sequence[int], m: int, bound: int) -> int:
        over = bound - _dot(aside, self.floors) - m * self.keep
        if not self.members:
            return FAILS if over < 0 else KEEPS if over < m else REACHES
        if self.at < 0:
            return self._product(group, Fraction(over))
        kept, keeping, exceeding = self.needs
        if over < _cheapest(group, kept, keeping):
            return FAILS
        return KEEPS if over < _cheapest(group, kept, exceeding) else REACHES

    @cached_property
    def needs(self) -> tuple[list[list[int]], list[int], list[int]]:
        """The least values that keep each of the amounts before this one, that keep this one, and that exceed it."""
        kept = [self._least(amount) for amount in self.amounts[: self.at]]
        return kept, self._least(self.amounts[self.at]), self._above(self.amounts[self.at])

    def _product(self, group: Sequence[int], over: Fraction) -> int:
        """Means: (Σ q·gain / n)^n ≥ Π q·gain."""
        n = len(self.members)
        over += sum((q * base / per for q, base, per in zip(group, self.base, self.per, strict=True)), Fraction(0))
        if over < 0:
            return FAILS
        if not all(group):
            return REACHES
        needed = n**n * prod(self.amounts) * prod(q / per for q, per in zip(group, self.per, strict=True))
        return FAILS if over**n < needed else KEEPS if over**n == needed else REACHES

    def _least(self, amount: Fraction) -> list[int]:
        return [ceil((amount - base) / per) for base, per in zip(self.base, self.per, strict=True)]

    def _above(self, amount: Fraction) -> list[int]:
        return [floor((amount - base) / per) + 1 for base, per in zip(self.base, self.per, strict=True)]


def _cheapest(q: Sequence[int], kept: Sequence[Sequence[int]], rest: Sequence[int]) -> int:
    """The least q·value if each of `kept` is met by a party of its own and `rest` by all others."""
    total = _dot(q, rest)
    rows = [
        [each * (need - usual) for each, need, usual in zip(q, needs, rest, strict=True)]
        for needs in kept
        if list(needs) != list(rest)
    ]
    if len(q) > MOST_ASSIGNED:
        return total + sum(min(0, *row) for row in rows)
    costs = {frozenset[int](): 0}
    for row in rows:
        nearer: dict[frozenset[int], int] = {}
        for taken, cost in costs.items():
            for party, more in enumerate(row):
                if party not in taken:
                    key = taken | {party}
                    nearer[key] = min(cost + more, nearer.get(key, cost + more))
        costs = nearer
    return total + min(costs.values())


class Claim:
    """What a tree is to refute: levels for its leaves, `holds` for packages themselves."""

    def __init__(self, world: World, floors: Sequence[Fraction], above: Sequence[int] = ()) -> None:
        self.world, self.wanted, self.levels = world, list(floors), list[Level]()
        self.floors = []
        for p, least in enumerate(floors):
            at = (least - world.base[p]) / world.per[p]
            self.floors.append(floor(at) + 1 if p in above else ceil(at))

    def holds(self, choice: Choice) -> bool:
        raise NotImplementedError

    def _line(self, line: list[int], keep: int) -> Level:
        return Level(self.floors, line, keep, [], [], [], [])


class Nothing(Claim):
    """No package gives every party its floor, and those in `above` more."""

    def __init__(self, world: World, floors: Sequence[Fraction], above: Sequence[int]) -> None:
        super().__init__(world, floors, above)
        self.above = above
        self.levels.append(self._line([1] * world.parties, sum(world.lows) - 1))

    def holds(self, choice: Choice) -> bool:
        gainers = self.world.gainers(choice, self.wanted)
        return not (self.world.meets(choice, self.wanted) and set(self.above) <= set(gainers))


class Most(Claim):
    """Where every party has its floor, line·value is nowhere above that of this package."""

    def __init__(self, world: World, line: list[int], floors: Sequence[Fraction], best: Choice) -> None:
        super().__init__(world, floors)
        self.line, self.keep = line, _dot(line, world.value(best))
        self.levels.append(self._line(line, self.keep))

    def holds(self, choice: Choice) -> bool:
        return not self.world.meets(choice, self.wanted) or _dot(self.line, self.world.value(choice)) <= self.keep


class RuleLevels(Claim):
    """Where every party has its floor (and the members gain, for Nash), nothing ranks above this package."""

    def __init__(self, world: World, rule: str, baseline: Baseline, members: list[int], best: Choice) -> None:
        super().__init__(world, baseline.floors)
        self.rule, self.baseline, self.members = rule, baseline, members
        self.rank = rank(rule, baseline, world.utilities(best))
        self.value = world.value(best)
        none, everyone = (self.floors, [0] * world.parties, 0), list(range(world.parties))
        if rule == "utilitarian":
            line, keep = self._lined(everyone, world.per)
            self.levels = [self._line(line, keep), *self._leximin((self.floors, line, keep), everyone, *self._plain())]
        elif rule in ("leximin", "maximin") or (rule in ("nash", "ks") and not members):
            self.levels = self._leximin(none, everyone, *self._plain())
        elif rule == "nash":
            base, per = self._measured(members, shares=False)
            gains = [b + k * self.value[p] for p, b, k in zip(members, base, per, strict=True)]
            line, keep = self._lined(members, [k / gain for k, gain in zip(per, gains, strict=True)])
            by_product = Level(*none, members, base, per, gains)
            self.levels = [by_product, *self._leximin((self.floors, line, keep), everyone, *self._plain())]
        else:
            measured = members if rule == "ks" else everyone
            base, per = self._measured(measured, shares=rule == "ks")
            first = self._leximin(none, measured, base, per)
            needs = first[0]._least(first[0].amounts[0])
            higher = list(self.floors)
            for p, need in zip(measured, needs, strict=True):
                higher[p] = max(need, higher[p])
            if rule == "ks":
                first, side = first[:1], (higher, [0] * world.parties, 0)
            else:
                side = (higher, *self._lined(measured, per))
            self.levels = [*first, *self._leximin(side, everyone, *self._plain())]

    def holds(self, choice: Choice) -> bool:
        if not self.world.meets(choice, self.wanted):
            return True
        if self.rule == "nash" and not set(self.members) <= set(self.world.gainers(choice, self.wanted)):
            return True
        return bool(rank(self.rule, self.baseline, self.world.utilities(choice)) <= self.rank)

    def _plain(self) -> tuple[list[Fraction], list[Fraction]]:
        return self.world.base, self.world.per

    def _measured(self, members: list[int], shares: bool) -> tuple[list[Fraction], list[Fraction]]:
        floors, ideals = self.baseline.floors, self.baseline.ideals
        size = [ideals[p] - floors[p] if shares else Fraction(1) for p in members]
        base = [(self.world.base[p] - floors[p]) / by for p, by in zip(members, size, strict=True)]
        return base, [self.world.per[p] / by for p, by in zip(members, size, strict=True)]

    def _leximin(
        self, side: tuple[list[int], list[int], int], members: list[int], base: list[Fraction], per: list[Fraction]
    ) -> list[Level]:
        amounts = sorted(b + k * self.value[p] for p, b, k in zip(members, base, per, strict=True))
        return [Level(*side, members, base, per, amounts, at) for at in range(len(amounts))]

    def _lined(self, members: list[int], slopes: Sequence[Fraction]) -> tuple[list[int], int]:
        """These slopes on the members' values in the least whole numbers, and what they come to at the package."""
        whole = lcm(*(slope.denominator for slope in slopes))
        line = [0] * self.world.parties
        for p, slope in zip(members, slopes, strict=True):
            line[p] = int(slope * whole)
        common = gcd(*line) or 1
        line = [each // common for each in line]
        return line, _dot(line, self.value)


# ---- trees -----------------------------------------------------------------------------------------------------------


def _refuted(world: World, proof: Json, claim: Claim, what: str) -> None:
    """Walk the tree: every package is in some leaf, and every leaf is closed."""
    _keys(proof, {"weights", "tree"})
    weights = [_read_weights(entry) for entry in proof["weights"]]
    nodes: Iterator[Json] = iter(proof["tree"])
    stack: list[list[int]] = [[-1] * len(world.sizes)]
    used: set[int] = set()
    while stack:
        fixed = stack.pop()
        node = next(nodes, None)
        if node == -1 and not isinstance(node, (bool, float)):
            _need(-1 not in fixed, f"{what} takes a part for a package.")
            holds = not world.allows(fixed) or claim.holds(tuple(fixed))
            _need(holds, f"{what} passes over a package that ranks higher.")
        elif isinstance(node, list) and node and _whole(node[0]) < 0:
            issue, options = -1 - node[0], node[1:]
            _need(0 <= issue < len(fixed) and fixed[issue] < 0, f"{what} branches where nothing is open.")
            whole = sorted(map(_whole, options)) == list(range(world.sizes[issue]))
            _need(whole, f"{what} does not look at every option.")
            for option in reversed(options):
                child = list(fixed)
                child[issue] = option
                stack.append(child)
        else:
            numbers: list[Json] = node if isinstance(node, list) else [node]
            _need(all(0 <= _whole(number) < len(weights) for number in numbers), f"{what} ends too early.")
            used |= set(numbers)
            closed = _closed(world, claim, [weights[number] for number in numbers], fixed)
            _need(closed, f"{what} has a leaf that its weights do not close.")
    _need(next(nodes, None) is None, f"{what} goes on after its end.")
    _need(used == set(range(len(weights))), f"{what} has weights that it does not use.")


def _closed(world: World, claim: Claim, weights: list[Weights], fixed: list[int]) -> bool:
    for at, (group, aside, m) in enumerate(weights):
        if at >= len(claim.levels):
            return False
        level = claim.levels[at]
        _need(len(group) == len(level.members), "Weights are not one for each party that is measured.")
        aside = aside or [0] * world.parties
        _need(len(aside) == world.parties, "Weights are not one for each party.")
        total = [one + m * other for one, other in zip(aside, level.line, strict=True)]
        for p, q in zip(level.members, group, strict=True):
            total[p] += q
        bound = world.bound(total, fixed)
        verdict = FAILS if bound is None else level.verdict(group, aside, m, bound)
        if verdict == FAILS or (verdict == KEEPS and at == len(claim.levels) - 1):
            return True
        if verdict != KEEPS:
            return False
    return False


def _read_weights(entry: Json) -> Weights:
    """[q …], or [[q …], [q …] on the floors of all parties, q on the line]; all at least 0."""
    group, aside, m = entry if entry and isinstance(entry[0], list) else (entry, [], 0)
    _need(all(_whole(q) >= 0 for q in (*group, *aside, m)), "Weights below 0 prove nothing.")
    return group, aside, m


# ---- small things ----------------------------------------------------------------------------------------------------


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    _need(len(one) == len(other), "Lists that belong together are not equally long.")
    return sum(map(mul, one, other))


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise Refused(f"{value!r} stands where a whole number belongs.")
    return value


def _number(text: Json) -> Fraction:
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise Refused(f'{text!r} stands where a number like "3" or "-1/3" belongs.')
    return Fraction(text)


def _parties(world: World, parties: Sequence[int]) -> list[int]:
    inside = all(0 <= _whole(p) < world.parties for p in parties)
    _need(inside and list(parties) == sorted(set(parties)), "Parties are named that are not there, or not in order.")
    return list(parties)


def _keys(value: Json, wanted: Iterable[str]) -> None:
    _need(isinstance(value, dict) and set(value) == set(wanted), "Something is missing, or does not belong there.")


def _need(holds: bool, sentence: str) -> None:
    if not holds:
        raise Refused(sentence)


def main(arguments: Sequence[str]) -> int:
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        read = [json.loads(Path(path).read_text(encoding="utf-8")) for path in arguments]
        if len(read) == 1 and not {"case", "certificates"} <= set(read[0]):
            raise ValueError("one file alone holds the case and its certificates; else give python checker.py both")
        case, certificates = (read[0], {"": read[1]}) if len(read) == 2 else (read[0]["case"], read[0]["certificates"])
        each = list(certificates.items())
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as trouble:
        print(f"This could not be read: {trouble}", file=sys.stderr)
        return 2
    if not each:
        print("There is no certificate in it.")
        return 1
    status = 0
    for name, certificate in each:
        try:
            said = check(case, certificate)
        except Refused as refusal:
            said, status = str(refusal), 1
        print(f"{name}: {said}" if name else said)
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
