"""How long and how large a piece of work may become, and what happens then: the one place with a clock.

The clock decides only whether work is cut short, never what a finished answer is.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from goodoffices.engines.settlement.runtime import loading

#: Once the budget is spent, work goes on with at most so many partial packages at a time, so that it ends soon.
CAP = 400


@dataclass(frozen=True)
class Budget:
    """What a piece of work may use: wall time in seconds, memory of its own in bytes; None means no limit."""

    seconds: float | None = None
    bytes: int | None = None
    # house: clock or chance: how long a search may go on; what it found is exact all the same, and says if it ended early
    clock: Callable[[], float] = field(default=time.monotonic, repr=False, compare=False)


#: What is made of a spent budget's pieces may take this share of it again, and so many seconds.
AGAIN, MOMENT = 0.12, 0.4
#: A step that takes less than this share of the budget says nothing of those to come.
SHORT = 0.01


class BudgetSpent(Exception):
    """The budget ran out in the middle of a step."""


class Overdue(Exception):
    """The budget ran out, and so did the time for making something of what there was."""


class Meter:
    """How much of a budget one run has used."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.begun = self.now()
        self.held = 0  # bytes
        self.end: float | None = None  # once a time is spent: when even what is made of it has to be over
        self.why = ""  # once the work is cut short: what ran out, as part of a sentence

    def now(self) -> float:
        """The budget's clock, without the time that no budget counts."""
        return self.budget.clock() - loading.seconds()

    @property
    def stopped(self) -> bool:
        """Has the work been cut short?"""
        return bool(self.why)

    @property
    def cap(self) -> int | None:
        """How many partial packages may be kept at a time; None while the budget is not spent."""
        return CAP if self.why else None

    def left(self) -> float | None:
        """How many seconds there are still; None without limit."""
        return None if self.budget.seconds is None else max(0.0, self.budget.seconds - (self.now() - self.begun))

    def check(self, coming: int = 0, seconds: float = 0.0) -> None:
        """Raise `BudgetSpent` if time is up, or would be after so many seconds, or if `coming` more bytes would be too many.

        Never raises it a second time; but `Overdue`, where a spent budget of seconds was gone beyond by far.
        """
        if self.why:
            if self.end is not None and self.now() > self.end:
                raise Overdue
            return
        if self.budget.bytes is not None and self.held + coming > self.budget.bytes:
            self.stop("the memory allowed was used up")
        elif self.budget.seconds is not None and self.now() - self.begun + seconds > self.budget.seconds:
            self.stop("the time allowed was used up")
        if self.why:
            raise BudgetSpent

    def check_pace(self, last: float, steps: int) -> None:
        """Raise `BudgetSpent` if so many steps as long as the last one take longer than there is: steps get no shorter."""
        left = self.left()
        if not self.why and left is not None and last > SHORT * (self.budget.seconds or 0.0) and last * steps > left:
            self.stop("the time allowed is not enough")
            raise BudgetSpent

    def afterwards(self) -> Callable[[], bool]:
        """Is the time over for what is made of a budget that was not enough? Its rest, and a share of it again. It begins now."""
        begun, allowed = self.now(), (self.left() or 0.0) + MOMENT + AGAIN * (self.budget.seconds or 0.0)
        return lambda: self.now() - begun > allowed

    def stop(self, why: str) -> None:
        """Cut the work short. The first reason stays."""
        if not self.why and self.budget.seconds is not None:
            self.end = self.now() + MOMENT + AGAIN * self.budget.seconds
        self.why = self.why or why
