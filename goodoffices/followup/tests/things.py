"""A commitment, and a check, for tests that open every address there is."""

from typing import Any

from goodoffices.followup.acts import (
    AcceptCommitment,
    AdoptChecks,
    AdoptLadder,
    Allege,
    CloseDispute,
    ConsentToCheck,
    DeclareStrategy,
    ExtendLevel,
    Find,
    FindFacts,
    FrameChecks,
    HoldCheck,
    ProposeCommitment,
    ProposeLadder,
    RaiseConcern,
    ReportProgress,
    Respond,
)
from goodoffices.followup.models import Check
from goodoffices.followup.models.commitments import THIRD_PARTY
from goodoffices.followup.sides import sides_in
from goodoffices.process.acts import SetUpCommission
from goodoffices.process.audience import is_table, readers_of
from goodoffices.process.days import host_day
from goodoffices.process.models import Commission, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.perform import perform

NAMES = {"commitment", "check", "dispute"}


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name: made in this room, out of this statement; a check is the whole table's, and nobody's alone."""
    who = next(iter(sides_in(lead, room.audience)), THIRD_PARTY)
    made = perform(ProposeCommitment(source=said, who=[who], what="Publish the readings."), lead)
    check = _check(lead) if is_table(room.audience) else "nobodys"
    return {"commitment": made.entry.id, "check": check, "dispute": _dispute(seat, lead, room)}


def _check(lead: Any) -> str:
    """A check that was dated just now."""
    framework = perform(FrameChecks(first="2031-01-06", level="Experts"), lead).entry.id
    for head in Seat.objects.seen_by(lead).heads():
        perform(AdoptChecks(framework=framework), seat_with_id(head.id))
    return str(Check.objects.seen_by(lead).filter(framework=framework).first().id)


def _dispute(seat: Any, lead: Any, room: Any) -> str:
    """Against the third party, before a commission of all who read this room."""
    readers = readers_of(room.id, list(Seat.objects.seen_by(lead).seated().select_related("process", "party")))
    key = f"of_all_{Commission.objects.seen_by(lead).count()}"
    name = f"Commission {key}"
    perform(SetUpCommission(commission=key, name=name, members=[each.id for each in readers]), lead)
    owed = perform(ProposeCommitment(who=[THIRD_PARTY], what="Print the readings."), lead).entry.id
    perform(AcceptCommitment(commitment=owed), lead)
    act = Allege(commitment=owed, words="Nothing was printed.", commission=key)
    return str(perform(act, seat_with_id(seat.id)).entry.id)


def _disputed(mediator: Any, north: Any, south: Any, owed: str) -> None:
    """A ladder, a concern, and a dispute with all that can be in one, in the commission that they are all in."""
    levels = [{"name": "Joint commission", "days": 15, "working": True}, {"name": "Ministers", "days": 15}]
    places = [{"name": "Vienna", "weekend": ["sat", "sun"], "holidays": ["2031-12-25"]}]
    act = ProposeLadder(levels=levels, places=places, top="bring it before the heads of state.")
    proposed = perform(act, mediator).entry.id
    for head in (north, south):
        perform(AdoptLadder(ladder=proposed), head)
    perform(RaiseConcern(commitment=owed, words="Half of them is not all of them."), south)
    dispute = perform(Allege(commitment=owed, words="Half of them are missing.", commission="joint"), south).entry.id
    perform(Respond(dispute=dispute, words="They were sent."), north)
    perform(FindFacts(dispute=dispute, who=mediator.id, method="Count them.", until="2031-02-01"), mediator)
    dissent = [{"party": "north", "words": "None is missing."}]
    act = Find(dispute=dispute, finding="partly", words="A tenth is missing.", dissent=dissent)
    perform(act, mediator)
    perform(ExtendLevel(dispute=dispute, days=5), south)
    perform(CloseDispute(dispute=dispute, how="as_found"), south)


def filled(mediator: Any, north: Any, south: Any) -> None:
    """Commitments in several states, with what was reported."""
    what = ["Publish the readings of both gauges every day before noon.", "افتح بوابة السد في السنوات الجافة."]
    for words in what:
        made = perform(
            ProposeCommitment(who=[north.party_key], to=[south.party_key], what=words, due="2031-02-01"), mediator
        )
        perform(AcceptCommitment(commitment=made.entry.id), north)
    perform(ReportProgress(commitment=made.entry.id, progress="under_way", words="Half of them."), north)
    _disputed(mediator, north, south, made.entry.id)
    perform(DeclareStrategy(name="Active listening", indicator="loops"), mediator)
    _held(mediator, north, south, made.entry.id)


def _held(mediator: Any, north: Any, south: Any, commitment: str) -> None:
    """A check that was held today, and others that are to come."""
    framed = FrameChecks(first=host_day(mediator.process), level="Experts", venues=["Vienna", "The gauge house"])
    framework = perform(framed, mediator).entry.id
    for head in (north, south):
        perform(AdoptChecks(framework=framework), head)
    check = Check.objects.seen_by(seat_with_id(mediator.id)).filter(framework=framework).first().id
    lines = [{"commitment": commitment, "words": "Half of them.", "level": "intermediate"}]
    perform(HoldCheck(check_=check, present=["The experts"], assessments=lines, next="Meet once more."), mediator)
    for head in (north, south):
        perform(ConsentToCheck(check_=check), head)
