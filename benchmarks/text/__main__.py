"""`python -m benchmarks.text [NAME …] [--runs N] [--words N] [--json]`"""

import argparse
import json
import math
import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from benchmarks import cores
from benchmarks.text.measuring import Measured

NAMES = ("reading", "comparing", "one_provision")
HEADINGS = ("work", "words", "brackets", "median", "fastest–slowest", "per 1,000 words", "goal", "", "memory")


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks.text", description="How fast drafts are read and compared."
    )
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all by default")
    asked.add_argument("--runs", type=int, default=5, metavar="N", help="how often each is measured (5)")
    asked.add_argument(
        "--words", type=int, default=1_000_000, metavar="N", help="drafts up to so many words (a million)"
    )
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    if wrong := set(options.names) - set(NAMES):
        asked.error(f"there is no measurement called {', '.join(sorted(wrong))}")

    begun, busy, own = time.monotonic(), cores.busy_seconds(), cores.own_seconds()
    found: list[Measured] = []
    for name in options.names or NAMES:
        print(f"{name} …", file=sys.stderr, flush=True)
        found += import_module(f"benchmarks.text.{name}").measure(options.runs, options.words)
    others = cores.busy_seconds() - busy - (cores.own_seconds() - own)
    disturbed = max(0.0, others) / (time.monotonic() - begun) / (os.cpu_count() or 1)
    if options.json:
        print(json.dumps({"rows": [row.told() for row in found], "growth": growth(found), "disturbed": disturbed}))
    else:
        print(printed(found, disturbed))
    return 0


def growth(found: Sequence[Measured]) -> dict[str, float]:
    """Of each work measured at several lengths, the power of the length that its time grows with: 1 is linear."""
    works: dict[str, list[Measured]] = {}
    for row in found:
        works.setdefault(row.work, []).append(row)
    return {work: _slope(rows) for work, rows in works.items() if len(rows) > 1}


def _slope(rows: Sequence[Measured]) -> float:
    xs, ys = [math.log(row.words) for row in rows], [math.log(row.median) for row in rows]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def printed(found: Sequence[Measured], disturbed: float) -> str:
    table = [HEADINGS, *(_line(row) for row in found)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    lines.insert(1, "  ".join("─" * width for width in widths))
    lines += [f"{work}: time grows with length to the power of {power:.2f}" for work, power in growth(found).items()]
    lines.append(
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {disturbed:.0%} of them were busy with something else."
    )
    return "\n".join(lines)


def _line(row: Measured) -> tuple[str, ...]:
    met = ("met" if row.median < row.goal else "NOT met") if row.goal else ""
    return (
        row.work, f"{row.words:,}", f"{row.brackets:,}", f"{row.median:.3f} s", f"{min(row.seconds):.3f}–{max(row.seconds):.3f}",
        f"{1e6 * row.median / max(row.words, 1):.2f} ms", f"< {row.goal} s" if row.goal else "", met,
        f"{row.peak:.0f} MB" if row.peak else "",
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
