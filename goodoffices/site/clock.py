"""Background work of a server: what is due by the clock, in a thread of its own: alarms when they ring, the rest once a minute."""

import contextlib
import logging
import threading
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from goodoffices.briefing.digest import send_due
from goodoffices.record.acts import Refused
from goodoffices.record.alarms import next_due
from goodoffices.record.checkpoints import keep_checkpoints, mark_before
from goodoffices.record.perform import ring
from goodoffices.record.source import source
from goodoffices.record.timestamps import moment

LOOKS_A_MINUTE = 12  # about: mail is sent then
# Seconds between two looks for alarms: the longest, since one may be set meanwhile; the shortest, should one not stop.
LONGEST, SHORTEST = 5.0, 0.5

log = logging.getLogger(__name__)


class Clock:
    """Runs until stopped; whatever fails is logged by its class and tried again a minute later."""

    def __init__(self, url: str) -> None:
        self._url, self._over, self._kept = url, threading.Event(), ""
        self._thread = threading.Thread(target=self._run, name="goodoffices-clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()

    def _run(self) -> None:
        looks = 0
        while not self._over.wait(self._until_next()):
            _tried(self._ring)
            _tried(self._keep)
            looks += 1
            if looks % LOOKS_A_MINUTE == 0:
                # house: clock or chance: what is due by the clock
                _tried(lambda: send_due(timezone.now(), self._url))
        connection.close()

    def _until_next(self) -> float:
        """Seconds to wait for the next alarm, or to look again whether there is one."""
        try:
            at = next_due()
        except Exception:
            return LONGEST
        # house: clock or chance: how long it is until then
        left = (moment(at) - timezone.now()).total_seconds() if at else LONGEST
        return min(LONGEST, max(SHORTEST, left))

    def _ring(self) -> None:
        with contextlib.suppress(Refused):  # the clock cannot be believed, and the start-up page says so
            ring(source().now("alarms/1"))

    def _keep(self) -> None:
        """Checkpoints of what had been written by the last mark: once for each mark."""
        now = source().now("checkpoints/1")
        if (mark := mark_before(now)) != self._kept:
            keep_checkpoints(now)
            self._kept = mark


def _tried(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as problem:
        log.error("what was due was not done: %s", type(problem).__name__)
