"""What waits for judges: implications and influences that they were asked to judge, and what is to be adopted."""

from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return ()
