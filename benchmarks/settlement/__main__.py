"""`python -m benchmarks.settlement [ROW …] [--seeds N] [--no-peers] [--cut-off SECONDS] [--json]`"""

import argparse
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from typing import Any

from benchmarks import cores
from benchmarks.settlement import measuring, peers
from benchmarks.settlement.agreeing import agreed
from benchmarks.settlement.instances import draw
from benchmarks.settlement.measuring import Beside, Measured, Row
from benchmarks.settlement.rows import ROWS

HEADINGS = ("work", "median", "processor", "fastest–slowest", "goal", "", "against", "ratio", "goal", "")
QUIET = 0.05


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks.settlement", description="How fast settlements are found."
    )
    asked.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all by default")
    asked.add_argument("--seeds", type=int, default=5, metavar="N", help="instances per row (5)")
    asked.add_argument(
        "--no-peers", dest="peers", action="store_false", help="leave out the other programs, which are installed apart"
    )
    asked.add_argument("--cut-off", type=float, default=300, metavar="SECONDS", help="for each peer (300)")
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    if wrong := set(options.rows) - set(ROWS):
        asked.error(f"there is no row called {', '.join(sorted(wrong))}")

    python = peers.environment() if options.peers else None
    begun, busy, own = time.monotonic(), cores.busy_seconds(), cores.own_seconds()
    found = []
    for name in options.rows or ROWS:
        print(f"{name} …", file=sys.stderr, flush=True)
        found.append(one(ROWS[name], options.seeds, python, options.cut_off))
    others = cores.busy_seconds() - busy - (cores.own_seconds() - own)
    disturbed = max(0.0, others) / (time.monotonic() - begun) / len(cores.SERVER | cores.LOAD)
    print(json.dumps(told(found, disturbed, options), ensure_ascii=False) if options.json else
          printed(found, disturbed, options))  # fmt: skip
    return 0


def one(row: Row, seeds: int, python: Any, cut_off: float) -> Measured:
    measured = measuring.measured(row, seeds)
    if row.bytes_at_most:
        measured.peak = measuring.peak_apart(row)
    if python and row.beside:
        for peer in row.beside.peers:
            measured.peers[peer] = judged(
                measured, row.beside, peer, peers.run(python, peer, row.beside.shape, cut_off)
            )
    return measured


def judged(measured: Measured, beside: Beside, peer: str, found: dict[str, Any]) -> dict[str, Any]:
    """What a peer found, with the verdict whether it is what we found."""
    if "found" not in found:
        return found
    ideals = draw(*beside.shape, seed=0).max(axis=2).sum(axis=1).tolist()
    verdict = agreed(peer, measured.outcome, found["found"], ideals)
    return found | {"same": verdict.same, "said": verdict.said}


def printed(found: list[Measured], disturbed: float, options: argparse.Namespace) -> str:
    table = [HEADINGS, *(line for measured in found for line in _lines(measured))]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    lines.insert(1, "  ".join("─" * width for width in widths))
    notes = [f"  {ROWS[each.row].title}: seed 0 has {each.told}; first run {_time(each.first)}" for each in found]
    head = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} cores; "
        f"{options.seeds} seeds, medians; compiling and loading apart (“first run”); "
        "“processor”: of all threads together",
        f"Other programs took {100 * disturbed:.0f} % of the two cores meanwhile.",
    ]
    if disturbed > QUIET:
        head.append("THAT IS NO QUIET MACHINE: these figures are too high, and goals are not to be judged by them.")
    return "\n".join([*head, "", *lines, "", *notes])


def _lines(measured: Measured) -> list[tuple[str, ...]]:
    row = ROWS[measured.row]
    reached = "reached" if measured.median <= row.at_most else f"missed by {measured.median / row.at_most - 1:.0%}"
    spread = f"{_time(min(measured.seconds))}–{_time(max(measured.seconds))}"
    own = (row.title, _time(measured.median), _time(measured.busy), spread, f"≤ {_time(row.at_most)}", reached)
    peers = row.beside.peers.items() if row.beside else ()
    against = [_against(measured, peer, least) for peer, least in peers] or [("",) * 4]
    lines: list[tuple[str, ...]] = [own + against[0], *(("",) * 6 + each for each in against[1:])]
    if measured.peak and row.bytes_at_most:
        fits = "reached" if measured.peak <= row.bytes_at_most else "missed"
        memory = ("  memory of the whole process", _size(measured.peak), "", "", f"≤ {_size(row.bytes_at_most)}", fits)
        lines.append(memory + ("",) * 4)
    return lines


def _against(measured: Measured, peer: str, least: float | None) -> tuple[str, str, str, str]:
    goal = "" if least is None else f"≥ {least:,.0f}×"
    result = measured.peers.get(peer)
    if result is None:
        return f"{peer}: not run", "", goal, ""
    if "failed" in result:
        return f"{peer}: {result['failed'][:60]}", "", goal, ""
    own = measured.seconds[0]  # the same instance, seed 0
    if "cut_off" in result:
        ratio = result["cut_off"] / own
        return f"{peer}: > {_time(result['cut_off'])}", f"> {ratio:,.0f}×", goal, _reached(ratio, least, "")
    ratio = result["seconds"] / own
    said = f"{peer}: {_time(result['seconds'])}, {result['said']}"
    return said, f"{ratio:,.{0 if ratio >= 10 else 1}f}×", goal, _reached(ratio, least, "missed")


def _reached(ratio: float, least: float | None, otherwise: str) -> str:
    if least is None:
        return ""
    return "reached" if ratio >= least else otherwise


def told(found: list[Measured], disturbed: float, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "taken_by_others": round(disturbed, 3),
        "seeds": options.seeds,
        "rows": [
            {
                "name": each.row,
                "title": ROWS[each.row].title,
                "seconds": each.seconds,
                "processor_seconds": each.processor,
                "median": each.median,
                "goal": ROWS[each.row].at_most,
                "reached": each.median <= ROWS[each.row].at_most,
                "first_run": each.first,
                "peak_bytes": each.peak,
                "found": each.told,
                "peers": each.peers,
            }
            for each in found
        ],
    }


def _time(seconds: float) -> str:
    if seconds < 0.1:
        return f"{1000 * seconds:.2g} ms" if seconds < 0.01 else f"{1000 * seconds:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _size(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"


if __name__ == "__main__":
    raise SystemExit(main())
