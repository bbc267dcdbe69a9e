"""Check what `goodoffices impact FILE --json` answered, against the file itself. One file, the standard library alone.

    python checker.py MATRIX.scw RESULT.json [JUDGE.scw …]        (or a CSV table, or the matrix as plain JSON)

It reads the matrix for itself and works everything out again from the definitions. Each field of the result is then right, or it is
refused, or the checker says that it was not checked: above `LOOKED_AT` configurations it does not look whether one is missing, and
above `FOLLOWED` it does not follow them all. A sample it draws and follows again, as far as `DRAWN` goes. Judges' matrices are needed only where the result is about them.
"""

import csv
import hashlib
import io
import itertools
import json
import math
import re
import shlex
import sys
from collections import Counter
from fractions import Fraction
from functools import cached_property
from operator import add
from pathlib import Path

#: Up to so many configurations every one is looked at, and up to so many every one is followed.
LOOKED_AT, FOLLOWED = 1_000_000, 100_000
#: What the command lists at most: of one measure or change; least sets of measures; scenarios of a measure that it looks at.
SHOWN, ANSWERS, COUNTED = 20, 1_000, 1_000
#: After fewer steps the command never gives up a walk.
SOON = 1_000
#: So many judgements are added up at most to follow a sample again.
DRAWN = 200_000_000
#: Moves are told from so many scenarios at most.
ORIGINS = 200
#: Half-width of a 95 % interval in standard deviations.
Z = 1.959963984540054

#: As people write it in a cell.
NUMBER = re.compile("[+\u2212-]?(\\d+([.,]\\d*)?|[.,]\\d+|\\d+/\\d+)")
#: What may be proven of a list that is cut short.
EXACTLY = re.compile(r"There are exactly (\d+) consistent scenarios; ([\d,]+) of them are listed\.")
AT_MOST = re.compile(
    r"(?:At least (?P<least>\d+) consistent scenarios exist|None is found so far), and at most (?P<more>\d+) more do"
)
NEAR = re.compile(r"Near ones are exactly (\d+); ([\d,]+) of them are listed\.")
#: Why a further question was cut short, and what else it says in words.
WHY = (
    r"(?:(?P<why>The time allowed was used up|Broken off|"
    r"To search it would take about \d+ GB of memory\. Join variants, or judge less)\. ?)?"
)
EVERY_ONE = re.compile(r"Every one of ([\d,]+) configurations was followed\.")
SAMPLED = re.compile(
    WHY + r"([\d,]+) of ([\d,]+) configurations were followed; shares stand with 95 % intervals\. "
    r"Attractors with less than ([\d.e-]+) of the space may be missing\."
)
MEASURES = re.compile(WHY + r"(\d+) of (\d+) measures were looked at\.")
ORIGINS_TOLD = re.compile(r"Moves are told from (\d+) of the consistent scenarios\.")
NOT_COUNTED = re.compile(WHY + r"Of some measures not every scenario was counted\.")
NO_FEWER = re.compile(
    r"(?:No fewer than (\d+) measures are enough|It is consistent already)\.( Only the first are listed\.)?"
)
FEWER = re.compile(WHY + r"(?:Fewer than (\d+) measures are proven not to be enough|Nothing is proven yet)\.")
IMPOSSIBLE = (
    "Even with every measure that is allowed no scenario with all that is wished is consistent.",
    "No set of the measures that are allowed makes what is wished consistent.",
)
NOT_ALL = re.compile(
    WHY + r"(?:There are more scenarios than could be looked at: what is listed is true, and not all\.)?"
)
#: What a result has, but for what is asked besides.
KNOWN = {
    "descriptors", "configurations", "status", "proven", "count", "consistent", "near_asked", "near", "fix", "matrix", "wish",
    "attractors", "flips", "least_flips", "robust",
}  # fmt: skip


class Refused(Exception):
    """The result is wrong, or is no result: a sentence."""


class Matrix:
    """`rows[x][y]`: what variant x does to variant y, as whole numbers in units of 1/scale. `descriptors`: their names, where the file
    gives them as the result does."""

    def __init__(self, sizes, rows, descriptors=None):
        if len(rows) != sum(sizes) or any(len(row) != len(rows) for row in rows):
            raise Refused("The matrix has not as many rows and columns as variants.")
        self.sizes, self.exact, self.descriptors = sizes, rows, descriptors
        self.scale = math.lcm(*{cell.denominator for row in rows for cell in row})
        self.rows = [[int(cell * self.scale) for cell in row] for row in rows]
        self.starts = [sum(sizes[:at]) for at in range(len(sizes))]

    def places(self, chosen):
        """Of a scenario's variants, among all variants."""
        return [start + v for start, v in zip(self.starts, chosen, strict=True)]

    def apart(self, scores):
        """Scores of all variants, by descriptor."""
        return [scores[start : start + size] for start, size in zip(self.starts, self.sizes, strict=True)]

    def scores(self, chosen):
        return self.apart([sum(column) for column in zip(*(self.rows[x] for x in self.places(chosen)), strict=True)])

    def margins(self, chosen, scores=None):
        """Of each descriptor: the chosen score less the best other one; None where there is no other."""
        found = []
        for own, v in zip(scores or self.scores(chosen), chosen, strict=True):
            others = own[:v] + own[v + 1 :]
            found.append(own[v] - max(others) if others else None)
        return found

    def every(self, fixed, rows=None):
        """Every configuration, with the scores of all variants in it."""
        rows = rows or self.rows
        chosen = [fixed.get(at, 0) for at in range(len(self.sizes))]
        open_ = [at for at, size in enumerate(self.sizes) if at not in fixed and size > 1]

        def further(depth, scores):
            if depth == len(open_):
                yield tuple(chosen), scores
                return
            at = open_[depth]
            for v in range(self.sizes[at]):
                chosen[at] = v
                yield from further(depth + 1, [*map(add, scores, rows[self.starts[at] + v])])

        held = (rows[x] for at, x in enumerate(self.places(chosen)) if at not in open_)
        return further(0, [sum(column) for column in zip([0] * len(rows), *held, strict=True)])

    def after(self, chosen, fixed, incremental):
        best, by = list(chosen), []
        for at, (scores, v) in enumerate(zip(self.scores(chosen), chosen, strict=True)):
            if at not in fixed and max(scores) > scores[v]:
                best[at] = scores.index(max(scores))
                by.append((max(scores) - scores[v], -at))
        if not incremental or not by:
            return tuple(best)
        at = -max(by)[1]
        return tuple(best[at] if k == at else v for k, v in enumerate(chosen))

    def cycle(self, chosen, fixed, incremental=False):
        """The scenarios that go round in the end, the least first."""
        seen: dict[tuple[int, ...], int] = {}
        while chosen not in seen:
            seen[chosen] = len(seen)
            chosen = self.after(chosen, fixed, incremental)
        found = list(seen)[seen[chosen] :]
        least = found.index(min(found))
        return (*found[least:], *found[:least])


def check(matrix, result, judges=()):
    """What is right and what was not checked, as sentences. Raises `Refused` where the result is wrong."""
    try:
        return _Check(matrix, result, judges).sentences()
    except KeyError as problem:
        raise Refused(f"This is no result of the command: it has no {problem}.") from None
    except (TypeError, IndexError, AttributeError, ValueError, ArithmeticError) as problem:
        raise Refused(f"This is no result of the command: {type(problem).__name__} {problem}.") from None


class _Check:
    def __init__(self, matrix, result, judges=()):
        self.matrix, self.result, self.judges = matrix, result, judges
        if [len(each["variants"]) for each in result["descriptors"]] != matrix.sizes:
            raise Refused("The result has other descriptors or variants than the matrix.")
        if matrix.descriptors is not None and matrix.descriptors != result["descriptors"]:
            raise Refused("The result names its descriptors or variants otherwise than the matrix does.")
        if result["configurations"] != str(math.prod(matrix.sizes)):
            raise Refused(f"The matrix has {math.prod(matrix.sizes)} configurations, not {result['configurations']}.")
        if result["matrix"] != self._hash(matrix):
            raise Refused("The result is about another matrix: the hash differs.")
        _demand_status(result, "complete", "truncated")
        self.fixed = dict(map(self._measure, result.get("fix", [])))
        self.free = [at for at in range(len(matrix.sizes)) if at not in self.fixed]
        self.space = math.prod(matrix.sizes[at] for at in self.free)
        self.near = self._scaled(result.get("near_asked", 0))
        self.looked = self.space <= LOOKED_AT
        self.close = self._close() if self.looked else {}
        self.unchecked: list[str] = []

    def sentences(self):
        consistent = self._listed("consistent", 0, None)
        near = self._listed("near", -self.near, -1) if "near_asked" in self.result else set()
        found = [f"{len(consistent)} consistent scenarios are what they are said to be."]
        if near:
            found.append(f"{len(near)} near-consistent ones are, too.")
        found.append(self._completeness(consistent, near))
        for name, checked in (
            ("attractors", self._attractors), ("flips", self._flips), ("least_flips", self._least), ("robust", self._robust)
        ):  # fmt: skip
            if name in self.result:
                found.append(checked(self.result[name]))
        if self.matrix.descriptors is None:
            self.unchecked.append("whether descriptors and variants are called so in the file")
        if others := ", ".join(sorted(set(self.result) - KNOWN)):
            self.unchecked.append(others)
        return [each for each in found if each] + [f"Not checked: {each}." for each in self.unchecked]

    def _close(self):
        """Of every configuration that is consistent, or near, or fails in one descriptor alone: its consistency value, and where it fails."""
        found = {}
        for chosen, scores in self.matrix.every(self.fixed):
            value, failing = self._judged(chosen, scores)
            if len(failing) <= 1 or value >= -self.near:
                found[chosen] = value, failing
        return found

    def _judged(self, chosen, scores):
        margins = self.matrix.margins(chosen, self.matrix.apart(scores))
        mattering = [(margins[at], at) for at in self.free if margins[at] is not None]
        return min(mattering, default=(None, 0))[0], [at for margin, at in mattering if margin < 0]

    def _hash(self, matrix):
        judgements = [[_written(cell) for cell in row] for row in matrix.exact]
        plain = {"descriptors": self.result["descriptors"], "judgements": judgements}
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    # ---- words and numbers of a result -------------------------------------------------------------------------------

    def _measure(self, named):
        at = self._named(named["descriptor"])
        return at, self.result["descriptors"][at]["variants"].index(named["variant"])

    def _named(self, name):
        return [each["name"] for each in self.result["descriptors"]].index(name)

    def _scaled(self, value):
        """A distance in units of 1/scale: what is meant where the number is the nearest float, else rounded down."""
        exact = Fraction(str(value)) * self.matrix.scale
        return round(exact) if self._same(value, round(exact)) else math.floor(exact)

    def _same(self, told, scaled):
        """A number in JSON may be the nearest float of an exact decimal."""
        exact = Fraction(scaled, self.matrix.scale)
        return told is not None and (Fraction(told) == exact or float(told) == float(exact))

    def _scenario(self, places):
        sizes = self.matrix.sizes
        if len(places) != len(sizes) or not all(
            type(v) is int and 0 < v <= size for v, size in zip(places, sizes, strict=True)
        ):
            raise Refused(f"{places} is no scenario of this matrix.")
        return tuple(v - 1 for v in places)

    def _distinct(self, listed, what):
        found = [self._scenario(places) for places in listed]
        if len(set(found)) < len(found):
            raise Refused(f"A scenario is listed twice under {what}.")
        return found

    def _said(self, told, *patterns):
        """What a further question says in words, held against what it may say; None where it says nothing in words."""
        if "proven" not in told:
            return None
        found = next(filter(None, (pattern.fullmatch(told["proven"]) for pattern in patterns)), None)
        if found is None:
            raise Refused(f"“{told['proven']}” does not go with what is told there.")
        if found.groupdict().get("why"):
            self.unchecked.append(f"why something was cut short (“{found['why']}.”)")
        return found

    def _consistency(self, chosen, skipped=()):
        margins = self.matrix.margins(chosen)
        return min((margins[at] for at in self.free if margins[at] is not None and at not in skipped), default=None)

    def _stands(self, chosen, skipped=()):
        value = self._consistency(chosen, skipped)
        return value is None or value >= 0

    # ---- scenarios ---------------------------------------------------------------------------------------------------

    def _listed(self, name, least, most):
        found = set()
        for each in self.result[name]:
            chosen = self._scenario(each["variants"])
            if chosen in found:
                raise Refused(f"{each['variants']} is listed twice.")
            found.add(chosen)
            if any(chosen[at] != v for at, v in self.fixed.items()):
                raise Refused(f"{each['variants']} does not hold what was fixed.")
            value, margins = self._consistency(chosen), self.matrix.margins(chosen)
            if value is not None and (value < least or (most is not None and value > most)):
                raise Refused(
                    f"{each['variants']} does not belong under “{name}”: its consistency value is {Fraction(value, self.matrix.scale)}."
                )
            if (value is None) != (each["consistency"] is None) or (
                value is not None and not self._same(each["consistency"], value)
            ):
                raise Refused(f"{each['variants']} has not the consistency value {each['consistency']}.")
            impact = sum(scores[v] for scores, v in zip(self.matrix.scores(chosen), chosen, strict=True))
            if not self._same(each["impact"], impact):
                raise Refused(f"{each['variants']} has not the total impact {each['impact']}.")
            against = {at: margins[at] for at in self.fixed if margins[at] is not None and margins[at] < 0}
            told = {self._named(one["descriptor"]): one["margin"] for one in each.get("against", [])}
            if set(told) != set(against) or not all(self._same(told[at], against[at]) for at in told):
                raise Refused(f"{each['variants']}: what is held against its own balance is told wrongly.")
        return found

    def _completeness(self, consistent, near):
        count, complete = self.result["count"], self.result["status"] == "complete"
        if complete and count != str(len(consistent)):
            raise Refused(f"It is said to be complete with {count} scenarios, and {len(consistent)} are listed.")
        if complete and self.result.get("proven"):
            raise Refused(f"It is said to be complete, and yet “{self.result['proven']}”")
        if not self.looked:
            if not complete and "proven" in self.result:
                self._bounds(None, len(consistent), None, len(near))
            self.unchecked.append(f"that no scenario is missing: there are {self.space} configurations")
            return None
        right = {chosen for chosen, (_, failing) in self.close.items() if not failing}
        close = {chosen for chosen, (value, failing) in self.close.items() if failing and value >= -self.near}
        if complete:
            if missing := sorted((right - consistent) | (close - near)):
                raise Refused(f"{[v + 1 for v in missing[0]]} is missing.")
            return f"None is missing: all {self.space} configurations were looked at."
        if count is not None and count != str(len(right)):
            raise Refused(f"There are {len(right)} consistent scenarios, not {count}.")
        if "proven" in self.result:
            self._bounds(len(right), len(consistent), len(close), len(near))
        return "The list is said to be cut short, and what is proven of it is right."

    def _bounds(self, right, listed, close, near):
        """What is proven of a list that is cut short, where `right` scenarios exist and `close` near ones (None where that is not
        known)."""
        told = self.result["proven"]
        exactly, at_most, nearly = EXACTLY.search(told), AT_MOST.search(told), NEAR.search(told)
        if exactly:
            least, most = int(exactly[1]), int(exactly[1])
            wrong = int(exactly[2].replace(",", "")) != listed
        elif at_most:
            least, wrong = int(at_most["least"] or 0), False
            most = least + int(at_most["more"])
        else:
            raise Refused(f"It is said to be cut short, and “{told}” does not say what is proven.")
        if nearly:
            wrong |= int(nearly[2].replace(",", "")) != near or not near <= int(nearly[1]) <= self.space
            wrong |= close is not None and int(nearly[1]) != close
        elif self.near and close is not None and near < close:
            wrong |= "near ones" not in told
        if wrong or most < listed or least > self.space or (right is not None and not least <= right <= most):
            raise Refused(f"“{told}” is wrong: {listed} are listed{'' if right is None else f', and {right} exist'}.")

    # ---- attractors --------------------------------------------------------------------------------------------------

    def _attractors(self, told):
        _demand_status(told, "complete", "sampled", "truncated")
        if told["rule"] not in ("global", "incremental"):
            raise Refused(f"There is no succession “{told['rule']}”.")
        incremental, named = told["rule"] == "incremental", {}
        for each in told["attractors"]:
            scenarios = [self._scenario(one) for one in each["scenarios"]]
            cycle = self.matrix.cycle(scenarios[0], self.fixed, incremental)
            if cycle[: len(scenarios)] != tuple(scenarios) or len(cycle) != each["length"] or cycle[0] in named:
                raise Refused(f"{each['scenarios'][0]} begins no attractor of {each['length']} as listed.")
            named[cycle[0]] = each["basin"]
        shares = [each["share"] for each in told["attractors"]]
        if shares != sorted(shares, reverse=True):
            raise Refused("The attractors are not in order of how much leads to them.")
        if told["status"] != "complete":
            self._shares(told)
            followed = self._drawn(told, incremental, list(named))
            self.unchecked.append("whether there are attractors that the sample missed")
            return f"{len(named)} attractors are attractors. {followed} of the sample were drawn and followed again."
        said = self._said(told, EVERY_ONE)
        if said and _count(said[1]) != self.space:
            raise Refused(f"“{told['proven']}” is wrong: there are {self.space}.")
        if told["followed"] != self.space or sum(map(int, named.values())) != self.space or told.get("unfinished"):
            raise Refused("Not every configuration was followed to an attractor, and it is said to be complete.")
        for each in told["attractors"]:
            if each["share"] != int(each["basin"]) / self.space or each["between"] != [each["share"]] * 2:
                raise Refused(f"The share of {each['scenarios'][0]} is not its basin of all configurations.")
        if self.space > FOLLOWED:
            self.unchecked.append(f"how much leads to each attractor: there are {self.space} configurations")
            return f"{len(named)} attractors are attractors."
        every = itertools.product(
            *([self.fixed[at]] if at in self.fixed else range(size) for at, size in enumerate(self.matrix.sizes))
        )
        counted = Counter(self.matrix.cycle(each, self.fixed, incremental)[0] for each in every)
        if named != {end: str(many) for end, many in counted.items()}:
            raise Refused("The basins of the attractors are not what following every configuration gives.")
        return f"{len(named)} attractors and their basins are right: all {self.space} configurations were followed."

    def _shares(self, told):
        """Of a sample: whole numbers of what was followed, all of it, with the intervals that follow (Wilson 1927)."""
        followed, seen = told["followed"], told["unfinished"]
        if not followed > 0:
            raise Refused("Nothing was followed, and attractors are told.")
        for each in told["attractors"]:
            many = round(each["share"] * followed)
            middle, half = (many + Z * Z / 2) / (followed + Z * Z), Z / (followed + Z * Z)
            half *= math.sqrt(many * (followed - many) / followed + Z * Z / 4)
            right = many / followed, max(0.0, middle - half), min(1.0, middle + half)
            numbers = each["share"], *each["between"]
            if each["basin"] is not None or any(abs(a - b) > 1e-9 for a, b in zip(numbers, right, strict=True)):
                raise Refused(f"The share of {each['scenarios'][0]} and its interval do not follow from a sample.")
            seen += many
        if seen != followed:
            raise Refused(f"{followed} configurations are said to be followed, and {seen} are told of.")
        said = self._said(told, SAMPLED)
        missed = Z * Z / (followed + Z * Z)
        if said and (
            (_count(said[2]), _count(said[3])) != (followed, self.space)
            or abs(float(said[4]) - missed) > missed / 18  # two digits are told
            or (not said["why"] and told["status"] == "truncated")
        ):
            raise Refused(f"“{told['proven']}” is wrong: {followed} of {self.space} are said to be followed.")

    def _drawn(self, told, incremental, ends):
        """The sample again, from its beginning: number k is the same in every run. Each attractor has at least as many of it as come
        to it here, and as many where all of it was drawn."""
        sizes, followed = self.matrix.sizes, told["followed"]
        counted: Counter = Counter()
        known: dict[tuple[int, ...], tuple[int, ...]] = {}
        drawn = added = 0
        while drawn < followed and added < DRAWN:
            places = range(drawn * len(sizes), (drawn + 1) * len(sizes))
            begun = tuple(
                self.fixed.get(at, _scattered(place) % size)
                for at, (place, size) in enumerate(zip(places, sizes, strict=True))
            )
            end, steps = self._end(begun, incremental, known)
            counted[end] += 1
            drawn, added = drawn + 1, added + (steps + 1) * len(sizes) * len(self.matrix.rows)
        late = counted.pop(None, 0)
        shares = {end: round(each["share"] * followed) for end, each in zip(ends, told["attractors"], strict=True)}
        if late < told["unfinished"] and drawn == followed:
            raise Refused(f"{told['unfinished']} of the sample are said to come to no end, and {late} do so late.")
        for end in {*counted, *shares}:
            least, most = counted[end], counted[end] + late if drawn == followed else followed
            if not least <= shares.get(end, 0) <= most:
                raise Refused(
                    f"{least} of the first {drawn} configurations of the sample come to {[v + 1 for v in end]}, which does not go with its share."
                )
        if drawn < followed:
            self.unchecked.append(f"the other {followed - drawn} configurations of the sample")
        return drawn

    def _end(self, chosen, incremental, known):
        """The least scenario of what a configuration comes to, None where that takes long, and how many steps were looked at."""
        path: dict[tuple[int, ...], int] = {}
        while chosen not in known and chosen not in path and len(path) <= SOON:
            path[chosen] = len(path)
            chosen = self.matrix.after(chosen, self.fixed, incremental)
        if chosen not in known and chosen not in path:
            return None, len(path)
        end = known[chosen] if chosen in known else min(list(path)[path[chosen] :])
        known.update(dict.fromkeys(path, end))
        return end, len(path)

    # ---- measures ----------------------------------------------------------------------------------------------------

    def _flips(self, told):
        _demand_status(told, "complete", "truncated")
        complete = told["status"] == "complete"
        possible = {(at, v) for at in self.free for v in range(self.matrix.sizes[at]) if self.matrix.sizes[at] > 1}
        measures = [self._measure(each) for each in told["measures"]]
        if len(set(measures)) < len(measures) or not set(measures) <= possible:
            raise Refused("A measure is told twice, or is none.")
        if complete and set(measures) != possible:
            raise Refused("It is said to be complete, and a measure is missing.")
        for measure, each in zip(measures, told["measures"], strict=True):
            self._held(measure, each)
        moves = [self._moved(each) for each in told["moves"]]
        if len(set(moves)) < len(moves):
            raise Refused("A move is told twice.")
        self._all_moves(possible, set(moves), complete)
        self._words_of_flips(told, measures, possible, {origin for origin, _at, _v in moves})
        if not self.looked:
            self.unchecked.append("how many scenarios stand while a measure is held")
        return f"{len(moves)} moves and the scenarios of {len(measures)} measures are right."

    def _words_of_flips(self, told, measures, possible, origins):
        said = self._said(told, MEASURES, ORIGINS_TOLD, NOT_COUNTED) if told["status"] == "truncated" else None
        if said is None:
            wrong = bool(told.get("proven"))
        elif said.re is MEASURES:
            wrong = (int(said[2]), int(said[3])) != (len(measures), len(possible))
        elif said.re is ORIGINS_TOLD:
            many = int(said[1])
            wrong = many > ORIGINS or set(measures) != possible or (bool(possible) and many != len(origins))
        else:
            wrong = set(measures) != possible or all(each["count"] is not None for each in told["measures"])
        if wrong and (said or told["status"] == "complete"):
            raise Refused(f"“{told['proven']}” does not go with the measures and moves that are told.")

    def _held(self, measure, told):
        """What stands while one measure is held, and how much of it would stand without."""
        (at, v), name = measure, f"“{told['descriptor']}={told['variant']}”"
        for chosen in self._distinct(told["scenarios"], name):
            fits = chosen[at] == v and all(chosen[k] == w for k, w in self.fixed.items())
            if not fits or not self._stands(chosen, {at}):
                raise Refused(f"{[each + 1 for each in chosen]} is not consistent while {name} is held.")
        if told["count"] is None:
            self.unchecked.append(f"whether {name} has more scenarios than are listed: the command did not count them")
        elif len(told["scenarios"]) != min(SHOWN, int(told["count"])) or told["lasting"] > int(told["count"]):
            raise Refused(f"{name}: {told['count']} scenarios are told, and not as many listed as that.")
        if not self.looked:
            return
        stand, last = self._counts
        if told["count"] is not None and told["count"] != str(stand[at, v]):
            raise Refused(f"{stand[at, v]} scenarios are consistent while {name} is held, not {told['count']}.")
        counted = told["count"] is not None and stand[at, v] <= COUNTED
        if told["lasting"] > last[at, v] or (counted and told["lasting"] != last[at, v]):
            raise Refused(f"{last[at, v]} scenarios of {name} would stand without it, not {told['lasting']}.")

    @cached_property
    def _counts(self):
        """Of each measure: how many scenarios are consistent while it is held, and how many of these without it."""
        stand: Counter = Counter()
        last: Counter = Counter()
        for chosen, (_, failing) in self.close.items():
            if len(failing) <= 1:
                stand.update((at, chosen[at]) for at in failing or self.free)
                last.update((at, chosen[at]) for at in self.free if not failing)
        return stand, last

    def _moved(self, told):
        """One move: where a scenario goes while the measure is held, and where once it is let go."""
        at, v = self._measure(told)
        origin = self._scenario(told["from"])
        move = f"From {told['from']}, “{told['descriptor']}={told['variant']}”"
        if not self._stands(origin) or origin[at] == v or any(origin[k] != w for k, w in self.fixed.items()):
            raise Refused(f"{move} is no move from a consistent scenario.")
        turned = tuple(v if k == at else old for k, old in enumerate(origin))
        ends = [(self._scenario(told[name]["variants"]), told[name]["length"]) for name in ("held", "released")]
        if told["lasts"] is not (ends[0] == ends[1]):
            raise Refused(f"{move} is told to last, and does not; or the other way round.")
        begin = turned
        for (end, length), fixed in zip(ends, ({**self.fixed, at: v}, self.fixed), strict=True):
            if not length and self.space > SOON:
                self.unchecked.append(f"{move}: that no end of it comes soon")
                break
            cycle = self.matrix.cycle(begin, fixed)
            if (cycle[0], len(cycle)) != (end, length):
                raise Refused(f"{move} does not lead to {[each + 1 for each in end]}.")
            begin = end
        return origin, at, v

    def _all_moves(self, possible, moves, complete):
        if not complete:
            self.unchecked.append("which measures and moves are missing: they are said to be cut short")
            return
        if self.looked:
            origins = [chosen for chosen, (_, failing) in self.close.items() if not failing]
        elif self.result["status"] == "complete":
            origins = [self._scenario(each["variants"]) for each in self.result["consistent"]]
        else:
            self.unchecked.append("that no move is missing")
            return
        if moves != {(origin, at, v) for origin in origins for at, v in possible if origin[at] != v}:
            raise Refused("It is said to be complete, and a move is missing.")

    def _least(self, told):
        _demand_status(told, "complete", "impossible", "truncated")
        wished, size = dict(map(self._measure, self.result["wish"])), told["size"]
        allowed = set(self.free) if all(at in wished for at in self.free) else set(self.free) - set(wished)
        found = self._distinct([each["variants"] for each in told["answers"]], "the least sets of measures")
        for chosen, each in zip(found, told["answers"], strict=True):
            held = dict(map(self._measure, each["measures"]))
            fits = all(chosen[at] == v for at, v in (*held.items(), *wished.items(), *self.fixed.items()))
            if not fits or not set(held) <= allowed or not self._stands(chosen, set(held)):
                raise Refused(f"{each['variants']} is not consistent under the measures that are listed with it.")
            if len(held) != size or len(each["measures"]) != size:
                raise Refused("The least sets of measures are not of the size that is told.")
        at_least = told.get("at_least", size if told["status"] == "complete" else 0)
        if (size is None) is bool(found) or (told["status"] == "complete" and at_least != size) or (
            told["status"] == "impossible" and (found or at_least)
        ):  # fmt: skip
            raise Refused(f"“{told['status']}” does not go with {len(found)} sets of {size} measures.")
        self._words_of_least(told, size, at_least, len(found))
        if math.prod(self.matrix.sizes[at] for at in self.free if at not in wished) > LOOKED_AT:
            self.unchecked.append("that no fewer measures would do, and that no other set does")
            return f"{len(found)} sets of measures work."
        return self._all_sets(told, wished, allowed, set(found), at_least)

    def _words_of_least(self, told, size, at_least, many):
        if told["status"] == "complete" and (said := self._said(told, NO_FEWER)):
            wrong = int(said[1] or 0) != size or bool(said[2]) is not (many >= ANSWERS)
        elif told["status"] == "truncated" and (said := self._said(told, FEWER)):
            wrong = int(said[2] or 0) != at_least
        else:
            wrong = told["status"] == "impossible" and told.get("proven", IMPOSSIBLE[0]) not in IMPOSSIBLE
        if wrong:
            raise Refused(f"“{told['proven']}” does not go with {size} measures, or with {many} sets.")

    def _all_sets(self, told, wished, allowed, found, at_least):
        """In the least sets, each descriptor that is held would fail: so a scenario says which they are."""
        least, right = None, set[tuple[int, ...]]()
        for chosen, scores in self.matrix.every({**self.fixed, **wished}):
            failing = self._judged(chosen, scores)[1]
            if set(failing) <= allowed and (least is None or len(failing) <= least):
                if least != len(failing):
                    least, right = len(failing), set()
                right.add(chosen)
        if told["status"] == "truncated":
            if least is not None and (least < at_least or (found and least != told["size"])):
                raise Refused(f"{least} measures are enough, which is said to be proven not to be.")
            self.unchecked.append("which sets of measures are missing: they are said to be cut short")
            return f"{len(found)} sets of measures work, and none with fewer does."
        if least != told["size"]:
            raise Refused(f"The least number of measures is {least}, not {told['size']}.")
        if not found <= right or len(found) != min(len(right), max(ANSWERS, len(found))):
            raise Refused(f"There are {len(right)} least sets of measures, and {len(found)} are listed.")
        if told["status"] == "impossible":
            return "No set of measures works."
        return f"{len(found)} sets of measures work, and none with fewer does."

    # ---- disagreement ------------------------------------------------------------------------------------------------

    def _robust(self, told):
        _demand_status(told, "complete", "truncated")
        complete = told["status"] == "complete"
        if not complete and told.get("proven") == "":
            raise Refused("It is said to be cut short, and nothing says why.")
        if complete and told.get("proven"):
            raise Refused(f"It is said to be complete, and yet “{told['proven']}”")
        self._said(told, NOT_ALL)
        fragile = [self._fragile(each) for each in told["fragile"]]
        least = [
            min(change["by"] for change in (each["lowered"], each["raised"]) if change) for each in told["fragile"]
        ]
        if len(set(fragile)) < len(fragile) or least != sorted(least):
            raise Refused("A judgement is told twice to be fragile, or not the most fragile first.")
        ranges = self._ranges(told)
        if ranges is None:
            self.unchecked.append(
                "what the judges' disagreement makes certain, possible or fragile: name their matrices, too"
            )
            return f"{len(fragile)} judgements change the answer as told."
        down, up = ranges
        if told["judged"] != sum(
            a > 0 or b > 0 for rows in zip(down, up, strict=True) for a, b in zip(*rows, strict=True)
        ):
            raise Refused(f"Not {told['judged']} judgements may move.")
        self._all_at_once(told, down, up, complete)
        if complete and self.looked:
            self._first_changes(told["fragile"], fragile, down, up)
            return f"{len(fragile)} judgements change the answer as told, and no other does."
        for each, (x, y) in zip(told["fragile"], fragile, strict=True):
            for change, limit in ((each["lowered"], down[x][y]), (each["raised"], up[x][y])):
                by = Fraction(str(change["by"])) * self.matrix.scale if change else 0
                if by > limit and not self._same(change["by"], limit):
                    raise Refused(f"A judgement is said to move by {change['by']}, which is more than it may.")
        short = "" if complete else ": they are said to be cut short"
        self.unchecked.append(
            f"whether another judgement changes the answer, or one of these does so sooner or changes more{short}"
        )
        return f"{len(fragile)} judgements change the answer as told."

    def _fragile(self, told):
        """A judgement: what is said to be lost and gained when it moves, is."""
        x, y = (self.matrix.starts[at] + v for at, v in (self._measure(told["from"]), self._measure(told["to"])))
        if not self._same(told["value"], self.matrix.rows[x][y]) or not (told["lowered"] or told["raised"]):
            raise Refused("A judgement that is said to be fragile has another value, or changes nothing.")
        for sign, change in ((-1, told["lowered"]), (1, told["raised"])):
            if change is None:
                continue
            by = self._exact(change["by"]) + (Fraction(1, 10**9) if change["beyond"] else 0)
            for name in ("lost", "gained"):
                for chosen in self._distinct(change[name], name):
                    before = self._stands(chosen)
                    self.matrix.rows[x][y] += sign * by
                    after = self._stands(chosen)
                    self.matrix.rows[x][y] -= sign * by
                    if before is after or before is not (name == "lost"):
                        raise Refused(
                            f"Moving that judgement by {change['by']} does not change {[v + 1 for v in chosen]} as told."
                        )
            if not 0 < len(change["lost"]) + len(change["gained"]) <= change["count"]:
                raise Refused(f"{change['count']} scenarios are said to change, and others are listed.")
        return x, y

    def _exact(self, told):
        """A distance in units of 1/scale, whole where the float is the nearest of that."""
        by = Fraction(str(told)) * self.matrix.scale
        return Fraction(round(by)) if self._same(told, round(by)) else by

    def _ranges(self, told):
        """How far each judgement may fall and rise, in units of 1/scale; None where the judges' matrices are not at hand."""
        rows = self.matrix.exact
        if "judges" not in told:
            spread = Fraction(told["spread"])
            block = {
                (d, e): any(any(row[s : s + many]) for row in rows[r : r + own])
                for d, (r, own) in enumerate(zip(self.matrix.starts, self.matrix.sizes, strict=True))
                for e, (s, many) in enumerate(zip(self.matrix.starts, self.matrix.sizes, strict=True))
            }
            of = [at for at, size in enumerate(self.matrix.sizes) for _ in range(size)]
            far = [[spread * self.matrix.scale if block[d, e] and d != e else 0 for e in of] for d in of]
            if spread < 0:
                raise Refused("The spread is negative.")
            return far, far
        if not self.judges:
            return None
        if sorted(self._hash(each) for each in self.judges) != sorted(told["judges"]):
            raise Refused("The judges' matrices are not those that were asked about: a hash differs.")
        down, up = [], []
        for x, row in enumerate(rows):
            said = [[each.exact[x][y] for each in (self.matrix, *self.judges)] for y in range(len(row))]
            down.append([(cell - min(all_)) * self.matrix.scale for cell, all_ in zip(row, said, strict=True)])
            up.append([(max(all_) - cell) * self.matrix.scale for cell, all_ in zip(row, said, strict=True)])
        return down, up

    def _all_at_once(self, told, down, up, complete):
        """Certain: it stands where all that speaks for it falls and all that speaks for its rivals rises; possible: where the other way round."""
        unit = math.lcm(*{Fraction(cell).denominator for rows in (down, up) for row in rows for cell in row})
        low, high = (
            [[int((cell + sign * by) * unit) for cell, by in zip(*both, strict=True)] for both in zip(self.matrix.rows, moved, strict=True)]
            for sign, moved in ((-1, down), (1, up))
        )  # fmt: skip
        certain, possible = (self._distinct(told[name], name) for name in ("certain", "possible"))
        for listed, name, own, rivals in ((certain, "certain", low, high), (possible, "possible", high, low)):
            for chosen in listed:
                sums = (
                    [sum(column) for column in zip(*(rows[x] for x in self.matrix.places(chosen)), strict=True)]
                    for rows in (own, rivals)
                )
                if any(chosen[at] != v for at, v in self.fixed.items()) or not self._leads(chosen, *sums):
                    raise Refused(f"{[v + 1 for v in chosen]} is not {name}.")
        if told["possible_count"] is not None and len(possible) != min(SHOWN, int(told["possible_count"])):
            raise Refused(
                f"{told['possible_count']} scenarios are said to be possible, and {len(possible)} are listed."
            )
        if not self.looked:
            self.unchecked.append("that no other scenario is certain or possible")
            return
        right = sure = 0
        both = zip(self.matrix.every(self.fixed, low), self.matrix.every(self.fixed, high), strict=True)
        for (chosen, least), (_, most) in both:
            right += self._leads(chosen, most, least)
            sure += self._leads(chosen, least, most)
        if told["possible_count"] not in ((str(right),) if complete else (str(right), None)):
            raise Refused(f"{right} scenarios are possible, not {told['possible_count']}.")
        if complete and sure != len(certain):
            raise Refused(f"{sure} scenarios are certain, and {len(certain)} are listed.")

    def _leads(self, chosen, own, rivals):
        """Has each chosen variant, with these scores of its own, at least those of its rivals?"""
        for at in self.free:
            start, v = self.matrix.starts[at], chosen[at]
            mine = own[start + v]
            if any(rivals[start + w] > mine for w in range(self.matrix.sizes[at]) if w != v):
                return False
        return True

    def _first_changes(self, told, fragile, down, up):
        """What moving each judgement alone changes first: all of it has to be told, and nothing else."""
        right = self._changes(down, up)
        if set(fragile) != {(x, y) for x, y, _ in right}:
            raise Refused("Another judgement changes the answer alone, or one of those told does not.")
        for each, (x, y) in zip(told, fragile, strict=True):
            for sign, change in ((-1, each["lowered"]), (1, each["raised"])):
                first = right.get((x, y, sign))
                where = f"“{each['from']['descriptor']}” on “{each['to']['descriptor']}”"
                if (first is None) is not (change is None):
                    raise Refused(
                        f"The judgement of {where}: a direction in which it changes the answer is told wrongly."
                    )
                if first is None:
                    continue
                (by, beyond), lost, gained = first
                if not self._same(change["by"], by) or change["beyond"] is not beyond:
                    raise Refused(
                        f"The judgement of {where} first changes the answer at {Fraction(by, self.matrix.scale)}."
                    )
                for name, all_ in (("lost", lost), ("gained", gained)):
                    listed = {self._scenario(places) for places in change[name]}
                    if not listed <= all_ or len(listed) != min(SHOWN, len(all_)):
                        raise Refused(
                            f"The judgement of {where}: {len(all_)} are {name}, and {len(listed)} are listed."
                        )
                if change["count"] != len(lost) + len(gained):
                    raise Refused(
                        f"The judgement of {where} changes {len(lost) + len(gained)} scenarios, not {change['count']}."
                    )

    def _changes(self, down, up):
        """By judgement and direction: how far it has to move, whether beyond that, and what is lost and gained then."""
        found: dict = {}
        most = max((cell for rows in (down, up) for row in rows for cell in row), default=0)
        for chosen, (_, failing) in self.close.items():
            if len(failing) > 1:
                continue
            places, balances = self.matrix.places(chosen), self.matrix.scores(chosen)
            for e in failing or self.free:
                for w, by, sign in _moves(balances[e], chosen[e], bool(failing)):
                    if by > most:
                        continue
                    y, limits = self.matrix.starts[e] + w, up if sign > 0 else down
                    for d, x in enumerate(places):
                        if d != e and (by < limits[x][y] or (failing and by == limits[x][y])):
                            self._note(found, (x, y, sign), (by, not failing), chosen)
        return found

    def _note(self, found, judgement, how_far, chosen):
        """What is changed first counts: sooner is what needs less, and what is so far there before what is only beyond it."""
        if judgement not in found or how_far < found[judgement][0]:
            found[judgement] = how_far, set(), set()
        first, lost, gained = found[judgement]
        if first == how_far:
            (lost if how_far[1] else gained).add(chosen)


def _moves(scores, own, failing):
    """Which score of a balance has to move, how far and in which direction, until the chosen variant fails (or no longer does)."""
    mine = scores[own]
    rivals = [(score, w) for w, score in enumerate(scores) if w != own]
    if not rivals:
        return
    best = max(rivals)[0]
    if not failing:
        yield own, mine - best, -1
        for score, w in rivals:
            yield w, mine - score, 1
        return
    yield own, best - mine, 1
    ahead = [(score, w) for score, w in rivals if score > mine]
    if len(ahead) == 1:
        yield ahead[0][1], best - mine, -1


def _scattered(number):
    """The numbers that a sample is drawn with (SplitMix64, Steele et al. 2014), each of 64 bits."""
    word = 2**64 - 1
    z = (number + 1) * 0x9E3779B97F4A7C15 & word
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & word
    z = (z ^ z >> 27) * 0x94D049BB133111EB & word
    return z ^ z >> 31


def _count(text):
    return int(text.replace(",", ""))


def _demand_status(told, *known):
    if told["status"] not in known:
        raise Refused(f"There is no status “{told['status']}”.")


def _written(value):
    """As the canonical form has it: the shortest decimal, a ratio where there is none."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while value.denominator > 1 and (value * 10**places).denominator > 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


# ---- the matrix in a file --------------------------------------------------------------------------------------------


def read(path, sizes):
    """The matrix in a file, whose descriptors have so many variants."""
    content = Path(path).read_bytes()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise Refused(
            f"{path} is a workbook, and Python alone reads none. Write it as CSV, and check that: "
            f"goodoffices impact {shlex.quote(str(path))} --to csv --out matrix.csv"
        )
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith("{"):
        plain = json.loads(text)
        return Matrix(sizes, [[Fraction(cell) for cell in row] for row in plain["judgements"]], plain["descriptors"])
    lines = [line.strip() for line in text.split("\n")]
    first = [line for line in lines if line][:3]
    if first and ("scenariowizard" in first[0].casefold() or any(line.startswith("&") for line in first)):
        return Matrix(sizes, _of_project(lines, sum(sizes)))
    return Matrix(sizes, _of_table(text, sum(sizes)))


def _decoded(content):
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding)
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _of_project(lines, count):
    """ScenarioWizard's file: behind the names, which end with “#”, the first section of numbers, a line for each variant."""
    named = next((at for at, line in enumerate(lines) if line.startswith("&")), len(lines))
    begin = next((at for at in range(named, len(lines)) if lines[at].startswith("#")), len(lines))
    rows: list[list[Fraction]] = []
    for line in lines[begin + 1 :]:
        if rows and line.startswith("#"):
            break
        cells = _parted(line, count) if line and not line.startswith(("#", "&")) else None
        if cells is not None:
            rows.append(cells)
        elif rows and line:
            raise Refused(f"Line {len(rows) + 1} of the matrix in the file cannot be read: “{line[:60]}”.")
    return rows


def _parted(line, count):
    """The numbers of a line, however they are parted: by commas, even beside decimal commas; by semicolons; by blanks."""
    ways = [line.split(","), line.split(";"), re.split(r"\s+,\s*|,\s+|,(?=[-+])", line), line.split()]
    for way in ways:
        if len(way) == count and all(map(_is_cell, way)):
            return [*map(_number, way)]
    for way in ways:  # a sign that parts stands at the end, too
        if len(way) > count and not any(cell.strip() for cell in way[count:]) and all(map(_is_cell, way)):
            return [*map(_number, way[:count])]
    return None


def _of_table(text, count):
    """Rows that are not empty: one or two of names, and one for each variant, which begins with as many cells of names. What is
    left off at the end of a row is empty."""
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    head = next((line for line in text.split("\n") if line.strip(" ,;\t\"'")), "")
    rows = [
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
        if any(cell.strip() for cell in row)
    ]
    names = len(rows) - count
    if names not in (1, 2):
        raise Refused(f"The file has {len(rows)} rows; a matrix of {count} variants has one or two more than that.")
    judged = []
    for row in rows[names:]:
        cells = [*row[names : names + count], *[""] * (names + count - len(row))]
        wrong = [cell for cell in (*cells, *row[names + count :]) if not _is_cell(cell)]
        if wrong or any(row[names + count :]):
            raise Refused(f"The row “{' '.join(row[:names])}” of the file has more in it than {count} judgements.")
        judged.append([*map(_number, cells)])
    return judged


def _is_cell(text):
    return not text.strip() or NUMBER.fullmatch(text.strip()) is not None


def _number(text):
    """What is missing counts as 0."""
    return Fraction(text.strip().replace("\u2212", "-").replace(",", ".") or 0)


def main(arguments):
    if len(arguments) < 2:
        print(__doc__)
        return 2
    try:
        result = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
        sizes = [len(each["variants"]) for each in result["descriptors"]]
        matrix, *judges = (read(path, sizes) for path in (arguments[0], *arguments[2:]))
        print("\n".join(check(matrix, result, judges)))
    except (OSError, ArithmeticError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as problem:
        print(f"The file cannot be read: {problem}")
        return 1
    except Refused as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
