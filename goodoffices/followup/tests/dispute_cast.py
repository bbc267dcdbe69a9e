"""A commitment in force, a joint commission and a ladder, for tests of disputes."""

from typing import Any

from goodoffices.followup.acts import AcceptCommitment, AdoptLadder, Allege, ProposeCommitment, ProposeLadder
from goodoffices.followup.models import Dispute
from goodoffices.record.perform import perform
from tests.table import now

#: The Commission sits for two working days, the ministers for three days of any sort, the heads of state for one.
LEVELS = (
    {"name": "Joint commission", "days": 2, "working": True},
    {"name": "Ministers", "days": 3},
    {"name": "Heads of state", "days": 1, "working": True},
)
VIENNA = {"name": "Vienna", "weekend": ["sat", "sun"]}
RIYADH = {"name": "Riyadh", "weekend": ["fri", "sat"]}


def in_force(by: Any, *heads: Any, **given: Any) -> str:
    """A commitment of North towards South, accepted by its heads."""
    values = {"who": ["north"], "to": ["south"], "what": "Publish the gauge readings.", **given}
    id: str = perform(ProposeCommitment(**values), by).entry.id
    for head in heads:
        perform(AcceptCommitment(commitment=id), head)
    return id


def ladder(by: Any, *heads: Any, levels: Any = LEVELS, **given: Any) -> str:
    id: str = perform(ProposeLadder(**{"levels": levels, "places": [VIENNA], **given}), by).entry.id
    for head in heads:
        perform(AdoptLadder(ladder=id), head)
    return id


def alleged(by: Any, commitment: str, **given: Any) -> str:
    words = {"words": "Nothing has been published since March.", **given}
    id: str = perform(Allege(commitment=commitment, **words), now(by)).entry.id
    return id


def dispute(seat: Any, id: str) -> Dispute:
    rows = Dispute.objects.seen_by(now(seat)).select_related("book", "commitment", "party")
    found: Dispute = rows.get(id=id)
    return found
