"""`python -m benchmarks [NAME …] [--runs N] [--n N] [--quick] [--json]`"""

import argparse
import json
import shutil
import sys
import time
from importlib import import_module

from benchmarks import cores, table
from benchmarks.figures import Run

NAMES = (
    "accepting",
    "delivering",
    "syncing",
    "starting",
    "idling",
    "reading",
    "catching_up",
    "pages",
    "timing",
    "holding",
    "searching",
    "uploading",
    "revealing",
    "text_page",
)


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description="What we measure, against whom.")
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all by default")
    asked.add_argument("--runs", type=int, metavar="N", help="how often each measurement is made (3)")
    asked.add_argument("--n", type=int, metavar="N", help="at most so many listeners")
    asked.add_argument("--quick", action="store_true", help="short single runs with fewer listeners, for trying")
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    if wrong := set(options.names) - set(NAMES):
        asked.error(f"there is no measurement called {', '.join(sorted(wrong))}")

    run = Run(seconds=1.5, times=1, quick=True, most_listeners=options.n or 500) if options.quick else Run()
    run.times = options.runs or run.times
    run.most_listeners = options.n or run.most_listeners
    cores.take(cores.LOAD)
    from benchmarks.host import scratch

    begun, busy, own = time.monotonic(), cores.busy_seconds(), cores.own_seconds()
    try:
        for name in options.names or NAMES:
            print(f"{name} …", file=sys.stderr, flush=True)
            import_module(f"benchmarks.rows.{name}").measure(run)
    finally:
        shutil.rmtree(scratch(), ignore_errors=True)
    others = cores.busy_seconds() - busy - (cores.own_seconds() - own)
    run.disturbed = max(0.0, others) / (time.monotonic() - begun) / len(cores.SERVER | cores.LOAD)
    print(json.dumps(table.told(run), ensure_ascii=False) if options.json else table.printed(run))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
