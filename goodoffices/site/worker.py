"""Work of a server that takes long: offices declare it, and a thread of its own does one piece after another."""

import logging
import threading

from django.db import connection

from goodoffices.record.office import declared

PAUSE = 0.5  # seconds between two looks whether anything waits
AFTER_A_FAILURE = 30.0

log = logging.getLogger(__name__)


class Worker:
    """Runs until stopped; a piece that fails is logged by its class, and looked at again later."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="goodoffices-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()

    def _run(self) -> None:
        pause = PAUSE
        while not self._over.wait(pause):
            try:
                pause = 0 if work_once() else PAUSE
            except Exception as problem:
                log.error("a piece of work was not done: %s", type(problem).__name__)
                pause = AFTER_A_FAILURE
        connection.close()


def work_once() -> bool:
    """One piece of work of some office; whether there was any."""
    return any(work() for work in declared("work"))
