"""What a form of a commitment lets its reader choose from."""

from typing import Any

from goodoffices.followup.labels import DUE_KINDS
from goodoffices.followup.models import Commitment, Event
from goodoffices.followup.sides import sides_in, verifiers_for
from goodoffices.process.audience import in_audience
from goodoffices.process.finding import once_as_it_stands
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience


def offers_for(seat: Seat, audience: Audience) -> dict[str, Any]:
    """Sides, verifiers, kinds of due day, other commitments of the room, and events: asked once for all forms of a page."""
    return once_as_it_stands(seat, f"offers of commitments in {audience}", lambda: _offers(seat, audience))


def _offers(seat: Seat, audience: Audience) -> dict[str, Any]:
    others = Commitment.objects.seen_by(seat).standing().filter(in_audience(audience)).select_related("book")
    return {
        "sides": sides_in(seat, audience),
        "verifiers": verifiers_for(seat),
        "due_kinds": DUE_KINDS,
        "others": list(others.order_by("number")),
        "events": [
            row.name
            for row in Event.objects.seen_by(seat).filter(in_audience(audience), current=True).order_by("number")
        ],
    }
