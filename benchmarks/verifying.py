"""Whether the three verifiers agree on files that were manipulated by chance: `python -m benchmarks.verifying --cases 10000`.

What they are, and what is done to the files: docs/reference/book-file.md. The exit status is 1 if they disagree on anything.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict

from goodoffices.engines.ledger.tests.spoiling import case
from goodoffices.record.tests.comparing import Compared, compared
from goodoffices.record.tests.javascript import running

MOST_SHOWN = 20


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.verifying", description="Do the verifiers agree?")
    asked.add_argument("--cases", type=int, default=10_000, metavar="N", help="how many manipulations (10,000)")
    asked.add_argument("--seed", type=int, default=0, metavar="SEED", help="the seed of the first one (0)")
    asked.add_argument("--in", dest="where", choices=("node", "chromium"), help="what runs the JavaScript")
    options = asked.parse_args()

    began = time.monotonic()
    with running(where=options.where) as javascript:
        seeds = range(options.seed, options.seed + options.cases)
        found = list(compared(map(case, seeds), javascript))
        seconds = time.monotonic() - began
    _print_kinds(found)
    odd = [(seed, each) for seed, each in zip(seeds, found, strict=True) if each.differences]
    for seed, each in odd[:MOST_SHOWN]:
        print(f"\nseed {seed}, {each.case.kind}:", *each.differences, sep="\n  ")
    print(
        f"\n{len(found):,} manipulations in {seconds:.0f} s, JavaScript in {javascript.runs_in}: {len(odd)} disagreements."
    )
    return 1 if odd else 0


def _print_kinds(found: list[Compared]) -> None:
    kinds: dict[str, list[Compared]] = defaultdict(list)
    for each in found:
        kinds[each.case.kind].append(each)
    print(f"{'done to the file':20} {'cases':>6} {'good':>6} {'agree':>6}  reasons, the most frequent first")
    for kind, told in sorted(kinds.items()):
        good, agreed = sum(each.checker["ok"] for each in told), sum(not each.differences for each in told)
        reasons = Counter(each.checker["codes"][0] for each in told if each.checker["codes"])
        few = ", ".join(f"{code} {count}" for code, count in reasons.most_common(4))
        print(f"{kind:20} {len(told):6,} {good:6,} {agreed:6,}  {few}")
    codes = {code for each in found for code in each.checker["codes"]}
    print(f"codes met: {len(codes)}: {', '.join(sorted(codes))}")


if __name__ == "__main__":
    raise SystemExit(main())
