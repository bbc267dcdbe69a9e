"""`python -m benchmarks.words [finding] [speed] [--texts N] [--json]`"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec

from benchmarks import cores
from benchmarks.words import finding, speed
from benchmarks.words.texts import LANGUAGES, texts

NAMES = ("finding", "speed")
GOAL = 50.0


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.words", description="What is found, and how fast.")
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; both by default")
    asked.add_argument("--texts", type=int, default=100_000, metavar="N", help="statements in the index (100,000)")
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    if wrong := set(options.names) - set(NAMES):
        asked.error(f"there is no measurement called {', '.join(sorted(wrong))}")

    names = options.names or NAMES
    begun, busy, own = time.monotonic(), cores.busy_seconds(), cores.own_seconds()
    found = list(finding.measure()) if "finding" in names else []
    fast = list(speed.measure(options.texts)) if "speed" in names else []
    others = cores.busy_seconds() - busy - (cores.own_seconds() - own)
    disturbed = max(0.0, others) / (time.monotonic() - begun) / (os.cpu_count() or 1)
    if options.json:
        rows = {"finding": [row.told() for row in found], "speed": [row.told() for row in fast]}
        print(json.dumps({**rows, "disturbed": disturbed}))
        return 0
    print("\n\n".join([*_findings(found), *_speeds(fast), _about(disturbed)]))
    return 0


def _findings(found: Sequence[finding.Found]) -> list[str]:
    """A table for each judge: recall / precision by language."""
    tables = []
    for judge in dict.fromkeys(row.judge for row in found):
        its = {(row.way, row.language): row for row in found if row.judge == judge}
        asked = [f"{language} ({its[next(iter(its))[0], language].queries})" for language in LANGUAGES]
        lines = [[f"{judge}: recall / precision", *asked]]
        for way in dict.fromkeys(way for way, _language in its):
            cells = [its[way, language] for language in LANGUAGES]
            lines.append([way, *(f"{cell.recall:.2f} / {cell.precision:.2f}" for cell in cells)])
        tables.append(_table(lines))
    if found and not find_spec("simplemma"):
        tables.append("Real texts were not judged: simplemma is not installed (uv run --with simplemma …).")
    return tables


def _speeds(fast: Sequence[speed.Speed]) -> list[str]:
    if not fast:
        return []
    lines = [["index", "books", "MB", "s / 10,000", "opening", "asked", "p50", "p95", f"goal {GOAL:g} ms"]]
    for row in fast:
        met = "" if row.store != speed.Ours.name else "met" if row.p95 < GOAL else "NOT met"
        numbers = [f"{row.size:.0f}", f"{row.build:.1f}", f"{row.opening:.1f} ms"]
        lines.append([row.store, str(row.books), *numbers, row.sort, f"{row.p50:.1f} ms", f"{row.p95:.1f} ms", met])
    about = f"{fast[0].texts:,} statements; a reader of {speed.READ} books, or of the one; processor time"
    return [f"{about}\n{_table(lines)}"]


def _table(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([rows[0], "  ".join("─" * width for width in widths), *rows[1:]])


def _about(disturbed: float) -> str:
    beds = ", ".join(f"{language} {len(texts(language)):,}" for language in LANGUAGES)
    return (
        f"Real texts: {beds}. Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
        f" {os.cpu_count()} cores; {disturbed:.0%} of them were busy with something else."
    )


if __name__ == "__main__":
    sys.exit(main())
