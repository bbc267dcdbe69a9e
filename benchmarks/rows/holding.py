"""For how long one act, at its largest legal input, keeps everybody else on the host from writing.

Each kind is done by several of the cast with every text as long as its field takes, and a table of a thousand terms is taken
in. Processor time between taking the turn to write and giving it back is counted: what the disk takes comes on top, and
stands in the note with the rest of the wall's time.
"""

import gc
import os
import statistics
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Run
from benchmarks.host import scratch

MOST = 50.0
Held = dict[
    str, list[tuple[float, float]]
]  # what was done → processor's and wall's milliseconds, each time it held the turn


def measure(run: Run) -> None:
    held = _held(terms=100 if run.quick else 1_000)
    for name, found in (
        ("kinds of acts", {kind: times for kind, times in held.items() if kind != UPLOAD}),
        (UPLOAD, {UPLOAD: held[UPLOAD]}),
    ):
        worst = sorted(found, key=lambda kind: -max(cpu for cpu, _wall in found[kind]))
        told = ", ".join(f"{kind} {max(cpu for cpu, _w in found[kind]):.0f}" for kind in worst[:4])
        wall = max(w for times in found.values() for _cpu, w in times)
        usual = statistics.median(cpu for times in found.values() for cpu, _w in times)
        run.add(
            Figure(
                f"holds the turn to write, longest of {name}",
                max(cpu for cpu, _wall in found[worst[0]]),
                "ms",
                at_most=MOST,
                note=f"{told}; median {usual:.1f}; {wall:.0f} ms on the wall; held {sum(map(len, found.values()))} times",
            )
        )


UPLOAD = "a table of terms"


class Turn:
    """The lock of those who write, with a watch."""

    def __init__(self) -> None:
        self._lock, self._depth = threading.RLock(), 0
        self.times: list[tuple[float, float]] = []

    def acquire(self, blocking: bool = True) -> bool:
        taken = self._lock.acquire(blocking)
        if taken:
            self._depth += 1
            if self._depth == 1:
                self._began = time.thread_time(), time.perf_counter()
        return taken

    def release(self) -> None:
        self._depth -= 1
        if self._depth == 0:
            cpu, wall = self._began
            self.times.append((1000 * (time.thread_time() - cpu), 1000 * (time.perf_counter() - wall)))
        self._lock.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


def _held(terms: int) -> Held:
    stage, turn, held = _laid(), Turn(), {}
    from goodoffices.interpretation.import_terms import read, take_in
    from goodoffices.record import writing
    from goodoffices.record.acts import KINDS, NotThere, Refused
    from goodoffices.record.perform import perform
    from tests.noninterference.asking import Pick, known
    from tests.noninterference.members import Setting
    from tests.noninterference.test_no_breakdown import longest_of

    writing._turn = turn  # type: ignore[assignment]
    with stage.world(Setting()) as world:
        for name in ("amara", "lena", "idris"):
            pick = Pick(known(world, world, name), None)
            for kind, act in sorted(KINDS.items()):
                for data in longest_of(act, pick):
                    turn.times = []
                    # Not theirs, or not now: the turn was held all the same.
                    with suppress(NotThere, Refused, ValueError):
                        perform(act(**data), world.seat(name))
                    held.setdefault(kind, []).extend(turn.times)
    with stage.world(Setting()) as world:
        table = "en,fr\n" + "".join(f"{'word' * 60} {n},{'mot' * 60} {n}\n" for n in range(terms))
        gc.collect()
        gc.freeze()  # as the server does once it listens: else the collector's look through it all would be counted
        turn.times = []
        take_in(read(table.encode()), world.seat("amara"), "", "a key")
        held[UPLOAD] = turn.times
    return {kind: times for kind, times in held.items() if times}


def _laid() -> Any:
    folder = scratch() / "holding"
    folder.mkdir()
    os.environ |= {"GOODOFFICES_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "goodoffices.site.settings"}
    import django

    django.setup()
    from tests.databases import migrated
    from tests.noninterference.laying import Stage

    template = Path(folder) / "template.sqlite3"
    migrated(template)
    return Stage(template, folder)
