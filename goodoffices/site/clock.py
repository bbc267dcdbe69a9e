"""Background work of a server: what is due by the clock, once a minute, in a thread of its own."""

import logging
import threading

from django.db import connection
from django.utils import timezone

from goodoffices.briefing.digest import send_due

MINUTE = 60.0

log = logging.getLogger(__name__)


class Clock:
    """Runs until stopped; whatever fails is logged by its class and tried again a minute later."""

    def __init__(self, url: str) -> None:
        self._url, self._over = url, threading.Event()
        self._thread = threading.Thread(target=self._run, name="goodoffices-clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(MINUTE):
            try:
                # house: clock or chance: what is due by the clock
                send_due(timezone.now(), self._url)
            except Exception as problem:
                log.error("what was due was not done: %s", type(problem).__name__)
        connection.close()
