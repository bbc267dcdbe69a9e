"""The time, as tests of commitments set it."""

from typing import Any

from goodoffices.record.perform import ring
from goodoffices.record.source import Draw

BEGIN = "2025-05-05T09:00"


class Clock:
    """What every draw finds; `ring` is what the server's thread does."""

    def __init__(self, patch: Any) -> None:
        self._patch = patch
        self.at(BEGIN)

    def at(self, minute: str) -> None:
        """From here on it is this minute, in UTC."""
        self.now = f"{minute}:00.000Z"
        self._patch.setattr(Draw, "now", lambda draw: self.now)

    def ring(self) -> None:
        ring(self.now)
