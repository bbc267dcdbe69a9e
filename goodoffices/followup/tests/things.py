"""A commitment, and a check, for tests that open every address there is."""

from typing import Any

from goodoffices.followup.acts import (
    AcceptCommitment,
    AdoptChecks,
    DeclareStrategy,
    FrameChecks,
    ProposeCommitment,
    ReportProgress,
)
from goodoffices.followup.models import Check
from goodoffices.followup.models.commitments import THIRD_PARTY
from goodoffices.followup.sides import sides_in
from goodoffices.process.models import Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.perform import perform

NAMES = {"commitment", "check", "form"}


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name: made in this room, out of this statement; a check is the whole table's."""
    who = next(iter(sides_in(lead, room.audience)), THIRD_PARTY)
    made = perform(ProposeCommitment(source=said, who=[who], what="Publish the readings."), lead)
    return {"commitment": made.entry.id, "check": _check(lead), "form": "pdf"}


def _check(lead: Any) -> str:
    found = Check.objects.seen_by(lead).first()
    if found is None:
        framework = perform(FrameChecks(first="2031-01-06", level="Experts"), lead).entry.id
        for head in Seat.objects.seen_by(lead).heads():
            perform(AdoptChecks(framework=framework), seat_with_id(head.id))
        found = Check.objects.seen_by(lead).first()
    return str(found.id)


def filled(mediator: Any, north: Any, south: Any) -> None:
    """Commitments in several states, with what was reported."""
    what = ["Publish the readings of both gauges every day before noon.", "افتح بوابة السد في السنوات الجافة."]
    for words in what:
        made = perform(
            ProposeCommitment(who=[north.party_key], to=[south.party_key], what=words, due="2031-02-01"), mediator
        )
        perform(AcceptCommitment(commitment=made.entry.id), north)
    perform(ReportProgress(commitment=made.entry.id, progress="under_way", words="Half of them."), north)
    perform(DeclareStrategy(name="Active listening", indicator="loops"), mediator)
    _check(mediator)
