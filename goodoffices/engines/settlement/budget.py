"""How long and how large a piece of work may become, and what happens then: the one place with a clock.

The clock decides only whether work is cut short, never what a finished answer is.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: Once the budget is spent, work goes on with so many partial packages at a time, so that it ends at once.
CAP = 400


@dataclass(frozen=True)
class Budget:
    """What a piece of work may use: wall time in seconds, memory of its own in bytes; None is without limit."""

    seconds: float | None = None
    bytes: int | None = None
    # house: clock or chance: how long a search may go on; what it found is exact all the same, and says if it ended early
    clock: Callable[[], float] = field(default=time.monotonic, repr=False, compare=False)


class Spent(Exception):
    """The budget ran out in the middle of a step."""


class Pace:
    """The budget of one run, being used."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.begun = budget.clock() if budget.seconds is not None else 0.0
        self.held = 0  # bytes
        self.why = ""  # once it is cut short: what ran out, as part of a sentence

    @property
    def short(self) -> bool:
        """Has the work been cut short?"""
        return bool(self.why)

    @property
    def cap(self) -> int | None:
        return CAP if self.why else None

    def look(self, coming: int = 0) -> None:
        """Raises `Spent` if time is up, or if `coming` more bytes would be too many. Never once work is cut short."""
        if self.why:
            return
        if self.budget.bytes is not None and self.held + coming > self.budget.bytes:
            self.cut("the memory allowed was used up")
        elif self.budget.seconds is not None and self.budget.clock() - self.begun > self.budget.seconds:
            self.cut("the time allowed was used up")
        if self.why:
            raise Spent

    def cut(self, why: str) -> None:
        self.why = self.why or why
