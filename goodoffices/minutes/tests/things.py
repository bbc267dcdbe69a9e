"""Minutes with a correction, for tests that open every address there is."""

from typing import Any

from goodoffices.minutes.acts import (
    ApproveMinutes,
    DeclineCorrection,
    DraftMinutes,
    ProposeCorrection,
    TakeInCorrection,
)
from goodoffices.minutes.models import Minutes, Paragraph
from goodoffices.process.acts import CloseSession, OpenSession
from goodoffices.process.models import Round, Session
from goodoffices.record.perform import perform

NAMES = {"minutes", "paragraph"}


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name: made in this room, of a session that has no minutes there yet."""
    minutes = perform(
        DraftMinutes(session=_session(lead, room), text="Opened.\n\nClosed.", book=room.id), lead
    ).entry.id
    return {"minutes": minutes, "paragraph": Paragraph.objects.seen_by(lead).get(minutes=minutes, place=2).id}


def _session(lead: Any, room: Any) -> str:
    written = Minutes.objects.seen_by(lead).filter(book=room).values("session")
    found = Session.objects.seen_by(lead).exclude(id__in=written).order_by("number").first()
    if found:
        return found.id
    round = Round.objects.seen_by(lead).get(state="open").id
    if open := Session.objects.seen_by(lead).filter(closed_at="").first():
        perform(CloseSession(session=open.id), lead)
    return perform(OpenSession(round=round, title="A further day"), lead).entry.id


def filled(mediator: Any, north: Any, south: Any) -> None:
    """Minutes that were corrected, declined, and locked with a note."""
    session = Session.objects.seen_by(mediator).order_by("number").first()
    if session is None:
        return
    text = "Opened at ten.\n\nNorth asked for forty days, and South for thirty, in dry years.\n\nأُغلقت الجلسة."
    minutes = perform(DraftMinutes(session=session.id, text=text), mediator).entry.id
    paragraphs = list(Paragraph.objects.seen_by(mediator).filter(minutes=minutes).order_by("place"))

    def propose(seat: Any, place: int, words: str) -> str:
        return perform(ProposeCorrection(paragraph=paragraphs[place - 1].id, words=words), seat).entry.id

    perform(TakeInCorrection(correction=propose(north, 2, "North asked for forty days.")), mediator)
    perform(DeclineCorrection(correction=propose(south, 1, "Opened at nine."), why="The record says ten."), mediator)
    propose(south, 2, "South asked for thirty days, in dry years.")
    for head in (north, south):
        perform(ApproveMinutes(minutes=minutes, version=2), head)
