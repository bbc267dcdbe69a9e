"""Check what `goodoffices impact FILE --json` answered, against the file itself. One file, the standard library alone.

    python checker.py MATRIX.scw RESULT.json        (or a CSV table, or the matrix as plain JSON)

It reads the matrix for itself and works everything out again from the definitions: that each scenario is what the result says it is;
where there are no more than `LOOKED_AT` configurations, that none is missing; attractors with their basins, moves, least sets of
measures, and the judgements that are said to change the answer. It says what it could not check.
"""

import csv
import hashlib
import io
import itertools
import json
import math
import re
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

#: Up to so many configurations every one is looked at, and up to so many every one is followed.
LOOKED_AT, FOLLOWED = 1_000_000, 100_000

#: As people write it in a cell.
NUMBER = re.compile("[+\u2212-]?(\\d+([.,]\\d*)?|[.,]\\d+|\\d+/\\d+)")


class Refused(Exception):
    """The result is wrong, or is no result: a sentence."""


class Matrix:
    """`rows[x][y]`: what variant x does to variant y, as whole numbers in units of 1/scale."""

    def __init__(self, sizes, rows):
        if len(rows) != sum(sizes) or any(len(row) != len(rows) for row in rows):
            raise Refused("The matrix has not as many rows and columns as variants.")
        self.sizes, self.exact = sizes, rows
        self.scale = math.lcm(*{cell.denominator for row in rows for cell in row})
        self.rows = [[int(cell * self.scale) for cell in row] for row in rows]
        self.starts = [sum(sizes[:at]) for at in range(len(sizes))]
        self.descriptors = None

    def scores(self, chosen):
        picked = [self.rows[start + v] for start, v in zip(self.starts, chosen, strict=True)]
        total = [sum(column) for column in zip(*picked, strict=True)]
        return [total[start : start + size] for start, size in zip(self.starts, self.sizes, strict=True)]

    def margins(self, chosen):
        """Of each descriptor: the chosen score less the best other one; None where there is no other."""
        found = []
        for scores, v in zip(self.scores(chosen), chosen, strict=True):
            others = scores[:v] + scores[v + 1 :]
            found.append(scores[v] - max(others) if others else None)
        return found

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

    def every(self, fixed):
        return itertools.product(*([fixed[at]] if at in fixed else range(size) for at, size in enumerate(self.sizes)))


def check(matrix, result):
    """What is proven, as sentences. Raises `Refused` where the result is wrong."""
    try:
        return _Check(matrix, result).sentences()
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as problem:
        raise Refused(f"This is no result of the command: {type(problem).__name__} {problem}.") from None


class _Check:
    def __init__(self, matrix, result):
        self.matrix, self.result = matrix, result
        if [len(each["variants"]) for each in result["descriptors"]] != matrix.sizes:
            raise Refused("The result has other descriptors or variants than the matrix.")
        if matrix.descriptors is not None and matrix.descriptors != result["descriptors"]:
            raise Refused("The result names its descriptors or variants otherwise than the matrix does.")
        if result["configurations"] != str(math.prod(matrix.sizes)):
            raise Refused(f"The matrix has {math.prod(matrix.sizes)} configurations, not {result['configurations']}.")
        self._hash()
        self.fixed = dict(map(self._measure, result.get("fix", [])))
        self.free = [at for at in range(len(matrix.sizes)) if at not in self.fixed]
        self.space = math.prod(matrix.sizes[at] for at in self.free)
        self.near = self._scaled(result.get("near_asked", 0))

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
        return found

    def _hash(self):
        judgements = [[_written(cell) for cell in row] for row in self.matrix.exact]
        plain = {"descriptors": self.result["descriptors"], "judgements": judgements}
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if (
            "matrix" in self.result
            and self.result["matrix"] != hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        ):
            raise Refused("The result is about another matrix: the hash differs.")

    def _measure(self, named):
        for at, each in enumerate(self.result["descriptors"]):
            if each["name"] == named["descriptor"]:
                return at, each["variants"].index(named["variant"])
        raise Refused(f"There is no descriptor “{named['descriptor']}”.")

    def _scaled(self, value):
        return math.floor(Fraction(value) * self.matrix.scale)

    def _same(self, told, scaled):
        """A number in JSON may be the nearest float of an exact decimal."""
        exact = Fraction(scaled, self.matrix.scale)
        return told is not None and (Fraction(told) == exact or float(told) == float(exact))

    def _scenario(self, places):
        chosen = tuple(v - 1 for v in places)
        if len(chosen) != len(self.matrix.sizes) or not all(
            0 <= v < size for v, size in zip(chosen, self.matrix.sizes, strict=True)
        ):
            raise Refused(f"{places} is no scenario of this matrix.")
        return chosen

    def _consistency(self, chosen, skipped=()):
        margins = self.matrix.margins(chosen)
        return min((margins[at] for at in self.free if margins[at] is not None and at not in skipped), default=None)

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

    def _named(self, name):
        return [each["name"] for each in self.result["descriptors"]].index(name)

    def _completeness(self, consistent, near):
        count = self.result["count"]
        if self.result["status"] == "complete" and count != str(len(consistent)):
            raise Refused(f"It is said to be complete with {count} scenarios, and {len(consistent)} are listed.")
        if self.space > LOOKED_AT:
            return f"That none is missing was not checked: there are {self.space} configurations."
        values = ((chosen, self._consistency(chosen)) for chosen in self.matrix.every(self.fixed))
        there = {chosen: value for chosen, value in values if value is None or value >= -self.near}
        complete = {chosen for chosen, value in there.items() if value is None or value >= 0}
        if self.result["status"] == "complete":
            if missing := sorted((complete - consistent) | ((set(there) - complete) - near)):
                raise Refused(f"{[v + 1 for v in missing[0]]} is missing.")
            return f"None is missing: all {self.space} configurations were looked at."
        if not self.near and count is not None and count != str(len(complete)):
            raise Refused(f"There are {len(complete)} consistent scenarios, not {count}.")
        return "The list is said to be cut short."

    def _attractors(self, told):
        incremental = told["rule"] == "incremental"
        named = {}
        for each in told["attractors"]:
            scenarios = [self._scenario(one) for one in each["scenarios"]]
            cycle = self.matrix.cycle(scenarios[0], self.fixed, incremental)
            if cycle[: len(scenarios)] != tuple(scenarios) or len(cycle) != each["length"]:
                raise Refused(f"{each['scenarios'][0]} begins no attractor of {each['length']} as listed.")
            named[cycle[0]] = each["basin"]
        if told["status"] != "complete" or self.space > FOLLOWED:
            return f"{len(named)} attractors are attractors; how much leads to each was not checked."
        counted = Counter(self.matrix.cycle(each, self.fixed, incremental)[0] for each in self.matrix.every(self.fixed))
        if named != {end: str(many) for end, many in counted.items()}:
            raise Refused("The basins of the attractors are not what following every configuration gives.")
        return f"{len(named)} attractors and their basins are right: all {self.space} configurations were followed."

    def _flips(self, told):
        for each in told["moves"]:
            at, v = self._measure(each)
            origin, held = self._scenario(each["from"]), {**self.fixed, at: v}
            turned = tuple(v if k == at else old for k, old in enumerate(origin))
            first = self.matrix.cycle(turned, held)
            then = self.matrix.cycle(first[0], self.fixed)
            for end, said in ((first, each["held"]), (then, each["released"])):
                if said["length"] and (end[0], len(end)) != (self._scenario(said["variants"]), said["length"]):
                    raise Refused(
                        f"From {each['from']}, “{each['descriptor']}={each['variant']}” does not lead to {said['variants']}."
                    )
        for each in told["measures"]:
            at, v = self._measure(each)
            for places in each["scenarios"]:
                chosen = self._scenario(places)
                value = self._consistency(chosen, {at})
                if chosen[at] != v or (value is not None and value < 0):
                    raise Refused(f"{places} is not consistent while “{each['descriptor']}={each['variant']}” is held.")
        return f"{len(told['moves'])} moves and the scenarios of {len(told['measures'])} measures are right."

    def _least(self, told):
        wished = dict(map(self._measure, self.result["wish"]))
        allowed = (
            set(self.free) if all(at in wished for at in self.free) else {at for at in self.free if at not in wished}
        )
        for each in told["answers"]:
            chosen, held = self._scenario(each["variants"]), dict(map(self._measure, each["measures"]))
            value = self._consistency(chosen, set(held))
            fits = all(chosen[at] == v for at, v in (*held.items(), *wished.items(), *self.fixed.items()))
            if not fits or not set(held) <= allowed or (value is not None and value < 0):
                raise Refused(f"{each['variants']} is not consistent under the measures that are listed with it.")
            if len(held) != told["size"]:
                raise Refused("The least sets of measures are not of the size that is told.")
        if self.space > LOOKED_AT or told["status"] == "truncated":
            return f"{len(told['answers'])} sets of measures work; that no fewer would was not checked."
        least = None
        for chosen in self.matrix.every({**self.fixed, **wished}):
            margins = self.matrix.margins(chosen)
            failing = {at for at in self.free if margins[at] is not None and margins[at] < 0}
            if failing <= allowed:
                least = len(failing) if least is None else min(least, len(failing))
        if least != told["size"]:
            raise Refused(f"The least number of measures is {least}, not {told['size']}.")
        return f"{len(told['answers'])} sets of measures work, and none with fewer does."

    def _robust(self, told):
        for each in told["fragile"]:
            x, y = (self.matrix.starts[at] + v for at, v in (self._measure(each["from"]), self._measure(each["to"])))
            if not self._same(each["value"], self.matrix.rows[x][y]):
                raise Refused("A judgement that is said to be fragile has another value.")
            for sign, change in ((-1, each["lowered"]), (1, each["raised"])):
                if change is None:
                    continue
                by = Fraction(str(change["by"])) * self.matrix.scale + (Fraction(1, 10**9) if change["beyond"] else 0)
                for places in (*change["lost"], *change["gained"]):
                    chosen = self._scenario(places)
                    before = self._consistency(chosen)
                    self.matrix.rows[x][y] += sign * by
                    after = self._consistency(chosen)
                    self.matrix.rows[x][y] -= sign * by
                    if (before >= 0) == (after >= 0) or (before >= 0) != (places in change["lost"]):
                        raise Refused(f"Moving that judgement by {change['by']} does not change {places} as told.")
        return f"{len(told['fragile'])} judgements change the answer as told; that no other does was not checked."


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
            f"goodoffices impact “{path}” --to csv --out matrix.csv"
        )
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith("{"):
        plain = json.loads(text)
        matrix = Matrix(sizes, [[Fraction(cell) for cell in row] for row in plain["judgements"]])
        matrix.descriptors = plain["descriptors"]
        return matrix
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
    rows = []
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
    if len(arguments) != 2:
        print(__doc__)
        return 2
    try:
        result = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
        matrix = read(arguments[0], [len(each["variants"]) for each in result["descriptors"]])
        print("\n".join(check(matrix, result)))
    except (OSError, ArithmeticError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as problem:
        print(f"The file cannot be read: {problem}")
        return 1
    except Refused as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
