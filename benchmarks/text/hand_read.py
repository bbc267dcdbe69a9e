"""`python -m benchmarks.text.hand_read [--missed] [--json]`: does the engine read structure as a careful reader does?

`hand_read.json` says what was read by eye in three real drafts, and how. Their texts lie beside the product and are no part of it;
a draft that is not there is left out.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.text.reading import REAL
from goodoffices.engines.brackets import cli
from goodoffices.engines.brackets.outlining import Outlined

READ = Path(__file__).with_name("hand_read.json")
MOST_LINES = 3  # over which a row of alternatives begins


class Answer(NamedTuple):
    """One thing that was read by hand: what was asked, and whether the engine says so; `where` and `said` for people."""

    asked: str
    right: bool
    where: str
    said: str


def answers() -> Iterator[Answer]:
    """All answers about the drafts that are there."""
    for name, read in json.loads(READ.read_text(encoding="utf-8"))["drafts"].items():
        if (path := REAL / name).exists():
            yield from compared(name, read, cli.outline(path))


def compared(name: str, read: dict[str, Any], found: Outlined) -> Iterator[Answer]:
    """What was read by hand in one draft, beside what the engine says."""
    yield from _options(name, read["options"], found)
    yield from _alternatives(name, read["alternatives"], found)
    yield from _additions(name, read["additions"], found)
    yield from _attributions(name, read["attributions"], found)
    units = {(one.line, one.kind, one.label) for one in found.units}
    for line, kind, label in read["units"]:
        said = sorted(f"{one.kind} {one.label}" for one in found.units if one.line in _lines(line))
        right = any((at, kind, label) in units for at in _lines(line))
        yield Answer("units", right, f"{name}:{line} {kind} {label}", str(said))


def _options(name: str, read: list[Any], found: Outlined) -> Iterator[Answer]:
    lines = {unit.path: unit.line for unit in found.units}
    there = {one.line: one for one in found.options}
    for line, end, parent in read:
        one = there.get(line)
        above = lines.get(one.parent or "") if one else None
        yield Answer("options found", one is not None, f"{name}:{line}", "")
        yield Answer("options with the right parent", above in parent, f"{name}:{line} in {parent}", str(above))
        if end:
            said = one.end_line if one else None
            yield Answer("options with the right end", said == end, f"{name}:{line} to {end}", str(said))


def _alternatives(name: str, read: list[Any], found: Outlined) -> Iterator[Answer]:
    groups: dict[int, list[Any]] = {}
    for row in found.alternatives:
        groups.setdefault(row.group, []).append(row)
    for line, keys in read:
        near = [group for group in groups.values() if 0 <= group[0].line - line < MOST_LINES]
        best = max(near, key=lambda group: (_alike(group, keys), line - group[0].line), default=[])
        words = [one.words[:20] for one in best]
        yield Answer(
            "choices exactly right", len(best) == len(keys) == _alike(best, keys), f"{name}:{line} {keys}", str(words)
        )
        for key in keys:
            right = any(_begins(row.words, key) for row in best)
            yield Answer("alternatives found", right, f"{name}:{line} {key}", str(words))


def _alike(group: list[Any], keys: list[str]) -> int:
    if len(group) == len(keys) and all(map(_begins, (row.words for row in group), keys)):
        return len(keys)
    return min(len(keys) - 1, sum(any(_begins(row.words, key) for row in group) for key in keys))


def _additions(name: str, read: list[Any], found: Outlined) -> Iterator[Answer]:
    for line, one, other in read:
        rows = [row for row in found.alternatives if row.line == line]
        pairs = pairwise(rows)
        joined = any(a.group == b.group and _begins(a.words, one) and _begins(b.words, other) for a, b in pairs)
        yield Answer("additions kept apart", not joined, f"{name}:{line} {one} | {other}", "")


def _attributions(name: str, read: list[Any], found: Outlined) -> Iterator[Answer]:
    for line, party, stance in read:
        said = [row.stance for row in found.attributions if (row.line, row.party) == (line, party)]
        yield Answer("attributions", stance in said, f"{name}:{line} {party} {stance}", str(said))
        yield Answer("stances not reversed", set(said) <= {stance}, f"{name}:{line} {party} {stance}", str(said))


def _begins(words: str, key: str) -> bool:
    return " ".join(words.split()).startswith(key)


def _lines(line: int | list[int]) -> list[int]:
    return [line] if isinstance(line, int) else line


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.text.hand_read", description=__doc__)
    asked.add_argument("--missed", action="store_true", help="list what the engine reads otherwise")
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    given = list(answers())
    asked_for, right = Counter(one.asked for one in given), Counter(one.asked for one in given if one.right)
    if options.json:
        print(json.dumps({what: {"right": right[what], "of": count} for what, count in asked_for.items()}))
        return 0
    for what, count in asked_for.items():
        print(f"{what:<32} {right[what]:>4} of {count:>4}  {100 * right[what] / count:>5.1f} %")
    for one in given if options.missed else ():
        if not one.right:
            print(f"  {one.asked}: {one.where}; the engine says {one.said}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
