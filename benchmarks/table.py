"""What came out, as one table for people and one object for programs."""

import os
import platform
from datetime import UTC, datetime
from typing import Any

from benchmarks import cores
from benchmarks.figures import Figure, Run

QUIET = 0.05
HEADINGS = ("what", "measured", "yardstick", "ratio", "goal", "")


def printed(run: Run) -> str:
    rows = [HEADINGS, *[_row(figure) for figure in run.figures]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    notes = [f"  {figure.name}: {figure.note}" for figure in run.figures if figure.note]
    return "\n".join([about(run), *_warnings(run), "", *lines, "", *notes])


def about(run: Run) -> str:
    how = f"{run.times} runs of {run.seconds:g} s, medians" if run.times > 1 else f"single runs of {run.seconds:g} s"
    quick = "; --quick: for trying, not for judging" if run.quick else ""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}; {how}{quick}"


def _warnings(run: Run) -> list[str]:
    warnings = [f"Other programs took {100 * run.disturbed:.0f} % of the two cores meanwhile."]
    if run.disturbed > QUIET:
        warnings.append("THAT IS NO QUIET MACHINE: these figures say little, and goals are not to be judged by them.")
    if not cores.TWO:
        warnings.append("SERVER AND LOAD SHARED ONE CORE: these are no figures.")
    return warnings


def told(run: Run) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "two_cores": cores.TWO,
        "taken_by_others": round(run.disturbed, 3),
        "runs": run.times,
        "seconds": run.seconds,
        "quick": run.quick,
        "figures": [figure.told() for figure in run.figures],
    }


def _row(figure: Figure) -> tuple[str, ...]:
    measured = f"{_number(figure.value)} {figure.unit}".strip() + _spread(figure)
    yard = f"{figure.yard} = {_number(figure.by)}" if figure.yard else ""
    ratio = f"{figure.judged:.2f} {figure.yard}" if figure.yard and figure.judged is not None else ""
    word = {True: "reached", False: "missed", None: "not judged" if figure.goal else ""}[figure.reached]
    return figure.name, measured, yard, ratio, figure.goal, word


def _spread(figure: Figure) -> str:
    if not figure.spread or figure.spread[0] == figure.spread[1]:
        return ""
    return f" ({_number(figure.spread[0])}–{_number(figure.spread[1])})"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
