"""A text with brackets, for tests that open every address there is."""

from datetime import date
from typing import Any

from goodoffices.consultation.models import is_open
from goodoffices.record.perform import perform
from goodoffices.text.acts import (
    Agree,
    Criticise,
    Initial,
    Insert,
    IssueRevision,
    KeepProposal,
    Propose,
    RenderProvision,
    Reserve,
    SetLanguages,
    ShowSingle,
    Sign,
    StateReason,
    TableDraft,
)
from goodoffices.text.agreed import parties_of
from goodoffices.text.models import Provision, Revision
from tests.table import book

SINGLE = "Article 1\n\n1. Each Party shall give notice.\n\n2. The Commission shall read the gauge daily.\n"
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
    _in_languages(draft, second.id, mediator, north, south)
    _single(mediator, north, south)
    _signed(mediator, north, south)


def _in_languages(draft: str, provision: str, mediator: Any, north: Any, south: Any) -> None:
    """Authentic languages that both heads named, a rendering by a person and one by a machine."""
    for head in (north, south):
        perform(SetLanguages(draft=draft, authentic=["ar", "en"]), head)
    perform(RenderProvision(provision=provision, language="ar", words="2. لا يقال شيء آخر."), mediator)
    perform(RenderProvision(provision=provision, language="fr", words="2. Rien d’autre.", how="machine"), mediator)


def _single(mediator: Any, north: Any, south: Any) -> None:
    """A single negotiating text in its second draft, with criticism of both sides."""
    room, follows = book(mediator, "third_party").id, None
    for words in (SINGLE, SINGLE.replace("notice", "ten (20) days of notice, as in Article 9,")):
        own = perform(
            TableDraft(title="One text on the river", text=words, language="en", book=room), mediator
        ).entry.id
        more = {"follows": follows} if follows else {}
        follows = perform(ShowSingle(draft=own, **more), mediator).entry.facts["tabled"][0]["id"]
    provision = Provision.objects.seen_by(mediator).get(draft=follows, words__startswith="1.")
    said = ((north, "Fish in summer", "It names no flow."), (south, "الكهرباء في الشتاء", ""))
    for head, interest, words in said:
        if is_open(head, book(mediator, "caucus", head.party_key).id):  # other offices’ things may have closed it
            perform(Criticise(provision=provision.id, interest=interest, words=words), head)


def _signed(mediator: Any, north: Any, south: Any) -> None:
    """A short text that both heads agreed to, initialled and signed."""
    draft = perform(
        TableDraft(title="Gauges", text="1. The gauges are read daily.\n", language="en"), mediator
    ).entry.id
    provision = Provision.objects.seen_by(mediator).select_related("draft", "draft__book").get(draft=draft)
    for head in (north, south):
        perform(Agree(provision=provision.id), head)
    if len(parties_of(north, provision.draft)) > 2:  # a third head would have to agree, too
        return
    revision = perform(IssueRevision(draft=draft), mediator).entry.id
    for head in (north, south):
        perform(Initial(revision=revision), head)
    signed = {
        "place": "Vienna",
        "date": date(2025, 1, 15),
        "authentic_languages": ["en"],
        "depositary": "The host state",
    }
    for head in (north, south):
        perform(Sign(revision=revision, **signed), head)
