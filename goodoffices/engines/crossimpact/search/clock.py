"""When to stop: the one place with a clock."""

import time
from collections.abc import Callable

TIME_IS_UP, BROKEN_OFF = "The time allowed was used up.", "Broken off."
#: Is it enough? Asked every few milliseconds.
Cancel = Callable[[], bool]
#: Told now and then: seconds so far; scenarios so far; and which share of the question is settled, from 0 to 1, None where nobody knows.
#: While a matrix is searched that is the share of its configurations in which no scenario is missing.
Progress = Callable[[float, int, float | None], None]


# house: clock or chance: how long a search may go on; what it found is exact, and says if it ended early
class Clock:
    """After so many seconds, or when the caller says so. `why`: which it was, as a sentence; empty while work goes on."""

    def __init__(
        self, budget: float | None = None, cancel: Cancel | None = None, progress: Progress | None = None
    ) -> None:
        self.begun, self.budget, self.cancel, self.progress = time.monotonic(), budget, cancel, progress
        self.why = ""
        self._at: tuple[int, float | None] | None = None

    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def stop(self) -> bool:
        if not self.why and self.budget is not None and self.seconds() > self.budget:
            self.why = TIME_IS_UP
        if not self.why and self.cancel is not None and self.cancel():
            self.why = BROKEN_OFF
        return bool(self.why)

    def tell(self, found: int, share: float | None = None) -> None:
        """How far a search is; within a longer question how far that is."""
        if self.progress is not None:
            self.progress(self.seconds(), *(self._at or (found, share)))

    def come_to(self, found: int, share: float | None) -> None:
        """How far a question is that searches again and again: those searches say nothing for themselves."""
        self._at = found, share
        self.tell(found, share)

    def break_off(self) -> None:
        """Ctrl-C: what there is so far is the answer."""
        self.give_up(BROKEN_OFF)

    def give_up(self, why: str) -> None:
        """For a reason of another kind, as a sentence."""
        self.why = self.why or why
