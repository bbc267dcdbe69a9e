"""How fast two drafts are compared: `python -m benchmarks.text comparing`; beside other programs with
`python -m benchmarks.text.comparing --peers [--words N …] [--cut-off SECONDS] [--json]`.

Ours says what became of every provision and gives a redline by words. The others compare words or characters and know neither:
`difflib` (the standard library's, over words), `diff-match-patch` (characters, and its own timeout switched off; over words by
its line mode). python-docx reads and writes Word files and compares nothing, so there is no such row. Each peer runs in a
process of its own, until the cut-off; the packages it needs are installed apart with uv.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.text.measuring import Measured, timed
from benchmarks.text.revisions import draft, revised
from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.comparing.differences import diff
from goodoffices.engines.brackets.comparing.redline import after, before

WORDS = (55_000, 125_000, 250_000, 500_000, 1_000_000)
GOAL = 3.0  # seconds for 55,000 words

CODES = {
    "difflib": """
import difflib
a, b = a.split(), b.split()
begun = time.perf_counter()
found = difflib.SequenceMatcher(None, a, b).get_opcodes()
""",
    "difflib, exact": """
import difflib
a, b = a.split(), b.split()
begun = time.perf_counter()
found = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
""",
    "diff-match-patch": """
import diff_match_patch
compare = diff_match_patch.diff_match_patch()
compare.Diff_Timeout = 0
begun = time.perf_counter()
found = compare.diff_main(a, b, False)
compare.diff_cleanupSemantic(found)
""",
    "diff-match-patch, by words": """
import diff_match_patch
compare = diff_match_patch.diff_match_patch()
compare.Diff_Timeout = 0
a, b = "\\n".join(a.split()) + "\\n", "\\n".join(b.split()) + "\\n"
begun = time.perf_counter()
a, b, words = compare.diff_linesToChars(a, b)
found = compare.diff_main(a, b, False)
compare.diff_charsToLines(found, words)
compare.diff_cleanupSemantic(found)
""",
}
FRAME = """
import json, sys, time
a, b = (open(path, encoding="utf-8").read() for path in sys.argv[1:3])
{code}
print(json.dumps({{"seconds": time.perf_counter() - begun, "pieces": len(found)}}))
"""


def measure(runs: int, most: int) -> Iterator[Measured]:
    """A row for each size up to `most` words: a draft and its revision, both read before."""
    for size in (size for size in WORDS if size <= most):
        a, b, text = pair(size)
        found = Measured("compare", len(text.split()), text.count("["), goal=GOAL if size == WORDS[0] else 0.0)
        found.seconds = timed(lambda a=a, b=b: diff(a, b).rows, runs)
        yield found


def pair(words: int) -> tuple[Draft, Draft, str]:
    """A draft and its revision, and the first's text; a proof first that the redline gives both back."""
    one = draft(words)
    other = revised(one)
    a, b = parse(one), parse(other)
    whole = diff(a, b)
    if after(whole) != other or before(whole).split() != one.split():
        raise AssertionError("The redline does not give the drafts back: its time means nothing.")
    return a, b, one


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks.text.comparing", description="How fast drafts are compared."
    )
    asked.add_argument("--words", type=int, nargs="+", default=list(WORDS), metavar="N", help="lengths of the drafts")
    asked.add_argument("--times", type=int, default=3, metavar="N", help="runs of ours; the median counts (3)")
    asked.add_argument("--peers", action="store_true", help="install other programs apart, and run them too")
    asked.add_argument("--cut-off", type=float, default=120, metavar="SECONDS", help="for each peer (120)")
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    python = environment() if options.peers else None
    found = []
    for words in options.words:
        print(f"{words:,} words …", file=sys.stderr, flush=True)
        found.append(row(words, options.times, python, options.cut_off))
    print(json.dumps({"rows": found}, ensure_ascii=False) if options.json else printed(found))
    return 0


def row(words: int, times: int, python: Path | None, cut_off: float) -> dict[str, Any]:
    """Ours in this process, then each peer in its own."""
    a, b, one = pair(words)
    wall, busy = [], []
    for _ in range(times):
        begun, worked = time.perf_counter(), time.process_time()
        _ = diff(a, b).rows
        wall.append(time.perf_counter() - begun)
        busy.append(time.process_time() - worked)
    return {
        "words": len(one.split()), "brackets": len(a.brackets), "provisions": len(a.provisions),
        "seconds": statistics.median(wall), "processor": statistics.median(busy),
        "goal": GOAL if words == WORDS[0] else None,
        "peers": {name: peer(python, name, one, b.text, cut_off) for name in CODES} if python else {},
    }  # fmt: skip


def peer(python: Path, name: str, one: str, other: str, cut_off: float) -> float | str:
    """Its seconds, or why there are none."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "a", Path(folder) / "b"]
        for path, text in zip(paths, (one, other), strict=True):
            path.write_text(text, encoding="utf-8")
        command = [str(python), "-c", FRAME.format(code=CODES[name]), *map(str, paths)]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=cut_off)
        except subprocess.TimeoutExpired:
            return f"> {cut_off:.0f} s"
    if ran.returncode:
        return "failed: " + (ran.stderr.strip().splitlines() or ["no reason given"])[-1][:80]
    return float(json.loads(ran.stdout)["seconds"])


def environment() -> Path | None:
    """The peers' own Python, installed if need be; None, with the reason on standard error, where that is impossible."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "good-offices" / "text-peers"
    python = folder / "bin" / "python"
    uv = os.environ.get("UV") or shutil.which("uv")
    if not python.exists():
        if uv is None:
            print("No peers: uv is not on the path; set UV to it.", file=sys.stderr)
            return None
        try:
            subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
            subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), "diff-match-patch"], check=True)
        except (OSError, subprocess.CalledProcessError) as problem:
            print(f"No peers: {problem}", file=sys.stderr)
            return None
    return python


def printed(found: list[dict[str, Any]]) -> str:
    lines = [
        f"{'words':>10} {'brackets':>9} {'seconds':>8} {'processor':>9} {'µs a word':>9}  {'goal':>6}  others, seconds"
    ]
    for one in found:
        others = "; ".join(f"{name} {said(value)}" for name, value in one["peers"].items()) or "not asked for (--peers)"
        goal = f"< {one['goal']:.0f}" if one["goal"] else ""
        lines.append(
            f"{one['words']:>10,} {one['brackets']:>9,} {one['seconds']:>8.2f} {one['processor']:>9.2f}"
            f" {1e6 * one['processor'] / one['words']:>9.1f}  {goal:>6}  {others}"
        )
    return "\n".join(lines)


def said(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
