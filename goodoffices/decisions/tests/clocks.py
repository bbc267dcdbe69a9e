"""The time, as tests of decisions set it."""

from datetime import timedelta
from typing import Any

from goodoffices.record.perform import ring
from goodoffices.record.source import Draw
from goodoffices.record.timestamps import moment, written

BEGIN = "2025-05-02T10:00:00.000Z"


class Clock:
    """What every draw finds; `ring` is what the server's thread does."""

    def __init__(self, patch: Any) -> None:
        self._patch = patch
        self.set(BEGIN)

    def set(self, at: str) -> None:
        self.now = at
        self._patch.setattr(Draw, "now", lambda draw: at)

    def at(self, decision: Any, seconds: float = 0) -> None:
        """So long after the time of a decision runs out."""
        self.set(written(moment(decision.expires) + timedelta(seconds=seconds)))

    def ring(self) -> None:
        ring(self.now)
