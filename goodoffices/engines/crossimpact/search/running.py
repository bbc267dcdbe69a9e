"""One problem, searched in slices on several cores; between slices the clock and the caller are asked.

What is not searched yet lies in tasks: for each, the variants still open. A worker takes one, searches a slice of it, and gives away
what it has not begun as long as others have nothing to do.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.crossimpact.model.arrays import judgements
from goodoffices.engines.crossimpact.model.matrix import Matrix
from goodoffices.engines.crossimpact.search import kernels
from goodoffices.engines.crossimpact.search.clock import Clock
from goodoffices.engines.crossimpact.search.problem import TABLED, Problem, kind_of

#: Nodes × lanes × descriptors between two looks at the clock: some milliseconds. The first slice, twice as long, is searched alone,
#: since most matrices need no more.
SLICE = 40_000_000
#: Seconds between two looks of the caller's thread.
PAUSE = 0.01
#: Scenarios that a worker holds before it hands them over.
HELD = 4_096
MOST_WORKERS = 8

Subsets = NDArray[np.uint64]


@dataclass
class Search:
    """What a search came to: `scenarios` [some, descriptors], variants by place from 0; `found` of them all, `open_tasks` unsearched."""

    scenarios: list[NDArray[np.int8]] = field(default_factory=list)
    found: int = 0
    kept: int = 0
    nodes: int = 0
    open_tasks: list[Subsets] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not self.open_tasks

    def undecided(self) -> int:
        """In how many configurations nobody has looked yet: no more scenarios than these can be missing."""
        total = 0
        for task in self.open_tasks:
            product = 1
            for each in task.tolist():
                product *= int(each).bit_count()
            total += product
        return total


def search(
    problem: Problem, subsets: Sequence[int], most: int, clock: Clock, count_on: bool = True, times: int = 1
) -> Search:
    """Every scenario of the problem within these subsets of variants, as bits; the first `most` found are kept, and with `count_on`
    the rest are counted. `times`: so many scenarios of the whole each one makes, as far as is known; 0 while that is open."""
    result = Search()
    worker = _Worker(problem, result, most)
    worker.take(np.array(subsets, dtype=np.uint64))
    if worker.go_on(2 * worker.slice) and (count_on or result.found <= most):
        _share_out(problem, result, worker, most, clock, count_on, times)
    else:
        result.open_tasks = worker.rest()
    return result


def _share_out(
    problem: Problem, result: Search, first: "_Worker", most: int, clock: Clock, count_on: bool, times: int
) -> None:
    many = cores()
    tasks, turn, busy = first.rest(), threading.Condition(), [0]
    whole, told = float(np.log2(problem.size).sum()), clock.progress is not None
    open_: dict[_Worker, float] = {}
    failed: list[BaseException] = []
    over = [False]

    def work(worker: _Worker) -> None:
        while True:
            with turn:
                while not tasks and busy[0] and not over[0]:
                    turn.wait()
                if over[0] or not tasks:
                    return
                worker.take(tasks.pop())
                open_[worker] = worker.open_share(whole) if told else 0
                busy[0] += 1
            try:
                while worker.go_on(worker.slice):
                    still = worker.open_share(whole) if told else 0
                    with turn:
                        open_[worker] = still
                        if over[0] or (not count_on and result.found > most):
                            over[0] = True
                            break
                        if len(tasks) < many:
                            tasks.extend(worker.give_away())
                            turn.notify_all()
            except BaseException as problem_met:
                failed.append(problem_met)
                over[0] = True
            finally:
                with turn:
                    tasks.extend(worker.rest())
                    open_[worker] = 0
                    busy[0] -= 1
                    turn.notify_all()

    workers = [_Worker(problem, result, most, turn) for _ in range(many)]
    threads = [threading.Thread(target=work, args=(worker,), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    settled = 0.0
    try:
        while alive := [thread for thread in threads if thread.is_alive()]:
            alive[0].join(PAUSE)
            if clock.stop():
                break
            if told:
                with turn:  # what is given away meanwhile counts twice, so that no more is said than is settled
                    still = sum(open_.values()) + sum(_share(task, whole) for task in tasks)
                settled = max(settled, 1 - still)
                clock.tell(result.found * times, settled if times else 0.0)
    except KeyboardInterrupt:
        clock.break_off()
    finally:
        with turn:
            over[0] = True
            turn.notify_all()
        for thread in threads:
            thread.join()
    if failed:
        raise failed[0]
    result.open_tasks = tasks


def _share(task: Subsets, whole: float) -> float:
    return float(np.exp2(_bits(task).sum() - whole))


def _bits(subsets: Subsets) -> NDArray[np.float64]:
    """How many variants are open, as powers of 2."""
    return np.log2(np.bitwise_count(subsets).astype(np.float64))


def load(matrix: Matrix) -> None:
    """Load the compiled search for this matrix, or compile it where that was never done: outside of every budget."""
    kinds = {np.int16, kind_of(judgements(matrix), matrix.starts)}  # parts of a matrix may do with less
    for kind in kinds:
        _load(kind)


def _load(kind: Any) -> None:
    one, nothing = np.ones(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    rows, lanes, domain = np.zeros((2, 64), dtype=kind), np.zeros(64, dtype=kind), np.ones(1, dtype=np.uint64)
    small = Problem(
        (0,), one, nothing, nothing, rows, lanes, domain, np.zeros(2, np.int64), nothing[:0], nothing, False
    )
    search(small, [1], 1, Clock())


def cores() -> int:
    """How many cores this process may use; eight at most."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_WORKERS, allowed)


class _Worker:
    """The memory of one walk."""

    def __init__(self, problem: Problem, result: Search, most: int, turn: threading.Condition | None = None) -> None:
        self.problem, self.result, self.most = problem, result, most
        self.turn = turn or threading.Condition()
        self.slice = max(1, SLICE // (len(problem.lanes) * len(problem.size)))
        depths, words = len(problem.size) + 2, len(problem.domain)
        self.lanes = np.empty((depths, len(problem.lanes)), dtype=problem.lanes.dtype)
        self.words = self.lanes.view(np.uint64)
        self.domain = np.zeros((depths, words), dtype=np.uint64)
        self.sub = np.zeros((depths, len(problem.size)), dtype=np.uint64)
        self.todo = np.zeros(depths, dtype=np.uint64)
        self.branch = np.zeros(depths, dtype=np.int64)
        self.place = np.zeros(4, dtype=np.int64)
        self.out = np.empty((HELD, len(problem.size)), dtype=np.uint64)

    def take(self, task: Subsets) -> None:
        """Begin with these variants open."""
        problem = self.problem
        self.sub[0] = task
        lanes = problem.lanes.astype(np.int64)
        self.domain[0] = 0
        for d, (subset, size) in enumerate(zip(task.tolist(), problem.size.tolist(), strict=True)):
            at, bit = divmod(int(problem.start[d]), 64)
            self.domain[0, at] |= np.uint64(int(subset) << bit)
            if subset != (1 << size) - 1:
                lanes += self._most(d, subset, size) - self._most(d, (1 << size) - 1, size)
        self.lanes[0] = lanes
        self.place[:] = 0, 2, 0, 0

    def open_share(self, whole: float) -> float:
        """Which share of 2**whole configurations is not searched of this task, nearly."""
        depth, fresh = int(self.place[kernels.DEPTH]), bool(self.place[kernels.FRESH])
        if depth < 0:
            return 0.0
        many = _bits(self.sub[: depth + 1])
        top = np.arange(depth if fresh else depth + 1)
        besides = many[top].sum(axis=1) - many[top, self.branch[top]] - whole
        found = float((np.bitwise_count(self.todo[top]) * np.exp2(besides)).sum())
        return found + (float(np.exp2(many[depth].sum() - whole)) if fresh else 0.0)

    def go_on(self, nodes: int) -> bool:
        """Search a slice. False: this task is done."""
        problem = self.problem
        while True:
            came_to = kernels.walk(
                problem.rows, problem.begin, problem.size, problem.start, problem.first, problem.targets, problem.order,
                problem.probing, self.lanes, self.words, self.domain, self.sub, self.todo, self.branch, self.place,
                self.out, nodes,
            )  # fmt: skip
            self._hand_over()
            if came_to != kernels.FULL:
                return came_to == kernels.PAUSED
            if self.result.found > self.most:
                return True  # they may come by the million: look at the clock

    def rest(self) -> list[Subsets]:
        """What of the task is not searched."""
        if self.place[kernels.DEPTH] < 0:
            return []
        depth = int(self.place[kernels.DEPTH])
        if self.place[kernels.FRESH]:
            found = [self.sub[depth].copy()]
            depth -= 1
        else:
            found = []
        return [task for at in range(depth + 1) for task in self._open(at)] + found

    def give_away(self) -> list[Subsets]:
        """The largest piece of the task that is not begun: what is open nearest to its root."""
        top = int(self.place[kernels.DEPTH]) + (0 if self.place[kernels.FRESH] else 1)
        for at in range(top):
            if self.todo[at]:
                found = list(self._open(at))
                self.todo[at] = 0
                return found
        return []

    def _open(self, depth: int) -> Iterator[Subsets]:
        left = int(self.todo[depth])
        while left:
            variant = left & -left
            left ^= variant
            task = self.sub[depth].copy()
            task[self.branch[depth]] = variant
            yield task

    def _hand_over(self) -> None:
        found, nodes = int(self.place[kernels.FOUND]), int(self.place[kernels.NODES])
        self.place[[kernels.FOUND, kernels.NODES]] = 0
        with self.turn:
            self.result.nodes += nodes
        if not found:
            return
        bits = self.out[:found]
        with self.turn:
            self.result.found += found
            room = self.most - self.result.kept
            if room > 0:
                kept = np.log2(bits[:room].astype(np.float64)).astype(np.int8)  # powers of two: exact
                self.result.scenarios.append(kept)
                self.result.kept += len(kept)

    def _most(self, d: int, subset: int, size: int) -> NDArray[np.int64]:
        begin = int(self.problem.begin[d])
        if size <= TABLED:
            return self.problem.rows[begin + subset].astype(np.int64)
        among = [begin + v for v in range(size) if subset >> v & 1]
        return self.problem.rows[among].astype(np.int64).max(axis=0)
