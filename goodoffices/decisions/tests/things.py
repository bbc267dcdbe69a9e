"""A decision, for tests that open every address there is."""

from typing import Any

from goodoffices.decisions.acts import PutDecision
from goodoffices.record.perform import perform

NAMES = {"decision"}


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name: made in this room, about this statement."""
    return {"decision": perform(PutDecision(about=said), lead).entry.id}
