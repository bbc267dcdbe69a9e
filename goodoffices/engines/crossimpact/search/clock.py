"""When to stop: the one place with a clock."""

import time
from collections.abc import Callable

#: Is it enough? Asked every few milliseconds.
Cancel = Callable[[], bool]
#: Told now and then: seconds so far, scenarios so far.
Progress = Callable[[float, int], None]


# house: clock or chance: how long a search may go on; what it found is exact, and says if it ended early
class Clock:
    """After so many seconds, or when the caller says so. `why`: which it was, as a sentence; empty while work goes on."""

    def __init__(
        self, budget: float | None = None, cancel: Cancel | None = None, progress: Progress | None = None
    ) -> None:
        self.begun, self.budget, self.cancel, self.progress = time.monotonic(), budget, cancel, progress
        self.why = ""

    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def stop(self) -> bool:
        if not self.why and self.budget is not None and self.seconds() > self.budget:
            self.why = "The time allowed was used up."
        if not self.why and self.cancel is not None and self.cancel():
            self.why = "Broken off."
        return bool(self.why)

    def tell(self, found: int) -> None:
        if self.progress is not None:
            self.progress(self.seconds(), found)

    def break_off(self) -> None:
        """Ctrl-C: what there is so far is the answer."""
        self.why = self.why or "Broken off."
