"""The host works out runs, one at a time and outside any request: what was asked is on record, and so is the answer."""

import logging
import time
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from goodoffices.assessment import engine
from goodoffices.assessment.acts.answering import RunAnswered
from goodoffices.assessment.how_far import HowFar
from goodoffices.assessment.models import Job, Run
from goodoffices.record.acts import Refused
from goodoffices.record.perform import answer_for_the_host
from goodoffices.record.writing import write

log = logging.getLogger(__name__)

BEAT = 1.0  # seconds between two looks whether it was cancelled
# house: kept between requests: in which order rooms were served: a number of each
_served: dict[str, int] = {}
LOST = timedelta(seconds=30)  # a job of which nothing was heard for so long is taken up by whoever looks next
FAILED = {"status": "failed", "consistent": [], "near": [], "moves": []}


def work(process: str = "") -> bool:
    """Take up one run that waits, of one process or of any, and work it out; whether there was any."""
    for run in _in_turn(process):
        if _taken(run):
            _work_out(run)
            return True
    return False


def _in_turn(process: str) -> list[Run]:
    """Those that wait: rooms take turns, the one that has waited longest since its last first, so that none keeps the others
    waiting by asking much."""
    # house: read for nobody: the host works for whoever asked; what it finds goes into the book where it was asked
    rows = Run._base_manager.filter(state="asked").select_related("book").order_by("at", "id")
    waiting = list(rows.filter(book__register=process) if process else rows)
    return sorted(waiting, key=lambda run: _served.get(run.book_id, 0))


def _taken(run: Run) -> bool:
    """Whether it is ours: nobody else is at it."""
    # house: clock or chance: who is at work, on no record
    now = timezone.now()
    _job, new = write(partial(Job.objects.get_or_create, run=run.id, defaults={"began": now, "seen": now}))
    if new:
        return True
    return bool(write(lambda: Job.objects.filter(run=run.id, seen__lt=now - LOST).update(seen=now, began=now)))


def _work_out(run: Run) -> None:
    _served[run.book_id] = max(_served.values(), default=0) + 1
    watch = _Watch(run)
    try:
        answer = _answered(run, watch)
        if not watch.cancelled(now=True):
            answer_for_the_host(RunAnswered.of(run, answer), run.book)
    except Refused:
        if not watch.cancelled(now=True):  # not that it was cancelled just now: the host writes nothing at present
            raise
    finally:
        write(lambda: Job.objects.filter(run=run.id).delete())


def _answered(run: Run, watch: "_Watch") -> dict[str, Any]:
    """Whatever the engine stumbles over is an answer, too: else the same run would be taken up again and again."""
    question = engine.answer_scenarios if run.question == "scenarios" else engine.answer_tip
    try:
        return question(run.matrix, run.asked, watch.cancelled, watch.progress)
    except Exception as problem:
        log.error("a run could not be worked out: %s", type(problem).__name__)
        return FAILED


class _Watch:
    """Looks now and then whether a run was cancelled, and notes how far it is."""

    def __init__(self, run: Run) -> None:
        self.run, self._over, self._looked, self._far = run, False, 0.0, HowFar()

    def cancelled(self, now: bool = False) -> bool:
        at = time.monotonic()  # house: clock or chance: how often to look, on no record
        if not self._over and (now or at - self._looked > BEAT):
            self._looked = at
            # house: read for nobody: whether what the host works on still waits
            self._over = not Run._base_manager.filter(id=self.run.id, state="asked").exists()
            if not now:
                self._note()
        return self._over

    def progress(self, stage: str, found: int, share: float | None) -> None:
        self._far = HowFar.of(stage, found, share)

    def _note(self) -> None:
        seen = timezone.now()  # house: clock or chance: when it was last worked on, on no record
        write(lambda: Job.objects.filter(run=self.run.id).update(seen=seen, found=self._far.packed))
