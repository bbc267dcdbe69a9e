"""A text with brackets, for tests that open every address there is."""

from typing import Any

from goodoffices.record.perform import perform
from goodoffices.text.acts import Agree, Insert, IssueRevision, KeepProposal, Propose, Reserve, StateReason, TableDraft
from goodoffices.text.models import Provision, Revision

NAMES = {"draft", "provision", "revision"}
WORDS = "Article 1\n\n1. Each Party [shall][should] give ten days of notice.\n\n2. Nothing else is said.\n"


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name: a text tabled in this room."""
    draft = perform(TableDraft(title="A text", text=WORDS, book=room.id), lead).entry.id
    provision = Provision.objects.seen_by(lead).get(draft=draft, words__startswith="2.")
    return {"draft": draft, "provision": provision.id, "revision": perform(IssueRevision(draft=draft), lead).entry.id}


def filled(mediator: Any, north: Any, south: Any) -> None:
    """A text that was worked on: proposals, a new provision, a reserve, a private reason, an agreement, a revision."""
    draft = perform(TableDraft(title="Notice before water is held back", text=WORDS), mediator).entry.id
    first, second = list(Provision.objects.seen_by(mediator).filter(draft=draft, words__regex=r"^\d").order_by("place"))
    proposed = perform(Propose(provision=second.id, words="2. Nothing else is said here."), north).entry
    perform(Insert(provision=second.id, number="3", words="يُبلَّغ الطرفان في الوقت نفسه."), south)
    perform(Reserve(target=proposed.id, pending="instructions", words="Our capital is asked."), south)
    perform(StateReason(target=proposed.id, reason="tactical", words="Until the flow is settled."), north)
    heading = Provision.objects.seen_by(mediator).filter(draft=draft).order_by("place").first()
    for head in (north, south):
        perform(Agree(provision=heading.id, ad_ref=True), head)
    perform(IssueRevision(draft=draft), mediator)
    perform(KeepProposal(provision=second.id, words="2. Nothing else is said, in writing.", comment="For fish."), north)
    perform(Propose(provision=second.id, span=[3, 10], words="Not one thing"), south)
    perform(KeepProposal(provision=first.id, words="1. No notice."), north)
    assert first and Revision
