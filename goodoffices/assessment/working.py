"""The host works out runs, one at a time and outside any request: what was asked is on record, and so is the answer."""

import time
from datetime import timedelta
from functools import partial

from django.utils import timezone

from goodoffices.assessment import engine
from goodoffices.assessment.acts.running import RunAnswered
from goodoffices.assessment.models import Job, Run
from goodoffices.engines.crossimpact.model import Unusable
from goodoffices.record.acts import Refused
from goodoffices.record.perform import answer_for_the_host
from goodoffices.record.writing import write

BEAT = 1.0  # seconds between two looks whether it was cancelled
LOST = timedelta(seconds=30)  # a job of which nothing was heard for so long is taken up by whoever looks next
FAILED = {"status": "failed", "consistent": [], "near": [], "moves": []}


def work() -> bool:
    """Take up one run that waits, and work it out; whether there was any."""
    # house: read for nobody: the host works for whoever asked; what it finds goes into the book where it was asked
    for run in Run._base_manager.filter(state="asked").select_related("book").order_by("at", "id"):
        if _taken(run):
            _work_out(run)
            return True
    return False


def _taken(run: Run) -> bool:
    """Whether it is ours: nobody else is at it."""
    # house: clock or chance: who is at work, on no record
    now = timezone.now()
    _job, new = write(partial(Job.objects.get_or_create, run=run.id, defaults={"began": now, "seen": now}))
    if new:
        return True
    return bool(write(lambda: Job.objects.filter(run=run.id, seen__lt=now - LOST).update(seen=now, began=now)))


def _work_out(run: Run) -> None:
    watch = _Watch(run)
    question = engine.answer_scenarios if run.question == "scenarios" else engine.answer_tip
    try:
        answer = question(run.matrix, run.asked, watch.cancelled, watch.progress)
    except (Unusable, MemoryError):
        answer = FAILED
    try:
        if not watch.cancelled(now=True):
            answer_for_the_host(RunAnswered.of(run, answer), run.book)
    except Refused:
        pass  # it was cancelled just now
    finally:
        write(lambda: Job.objects.filter(run=run.id).delete())


class _Watch:
    """Looks now and then whether a run was cancelled, and notes how far it is."""

    def __init__(self, run: Run) -> None:
        self.run, self._over, self._looked, self._found = run, False, 0.0, 0

    def cancelled(self, now: bool = False) -> bool:
        at = time.monotonic()  # house: clock or chance: how often to look, on no record
        if not self._over and (now or at - self._looked > BEAT):
            self._looked = at
            # house: read for nobody: whether what the host works on still waits
            self._over = not Run._base_manager.filter(id=self.run.id, state="asked").exists()
            if not now:
                self._note()
        return self._over

    def progress(self, seconds: float, found: int) -> None:
        self._found = found

    def _note(self) -> None:
        seen = timezone.now()  # house: clock or chance: when it was last worked on, on no record
        write(lambda: Job.objects.filter(run=self.run.id).update(seen=seen, found=self._found))
