"""What acts on a text have in common: which provision they are about, and who may do what there."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.consultation.acts.rooms import demand_open_room
from goodoffices.decisions.deciding import is_lead
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.audience import is_delegation
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Id, Names, NotThere, Refused, Touched
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.scope import row_named
from goodoffices.record.source import derived
from goodoffices.text.models import Alternative, Draft, Entrusted, Move, Provision
from goodoffices.text.working import demand_draft_is_read

DraftId = Annotated[Id, Names("text.Draft")]
ProvisionId = Annotated[Id, Names("text.Provision")]
AlternativeId = Annotated[Id, Names("text.Alternative")]

#: Code points of a provision's own words, from the first up to, not including, the second.
Span = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]

FIELDS = {
    "words": gettext_lazy("In words"),
    "reason": gettext_lazy("Reason, read by all who read the text"),
    "label": gettext_lazy("Number"),
    "pending": gettext_lazy("What it is waiting for"),
}


class OnDraft(Attributed):
    """An act about one draft, in the draft's own book."""

    field_labels: ClassVar = FIELDS

    def found(self, seat: Seat) -> Draft:
        raise NotImplementedError

    def audience(self, seat: Seat) -> Audience:
        """The draft’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who speaks in that book."""
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        demand_workable(seat, self.found(seat))

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """The wordings that came, in text order, and the provision that was put in."""
        added = facts.get("added")
        return {
            "alternative": list(facts.get("alternatives", {}).get("made", ())),
            "provision": [added["id"]] if added else [],
        }


class OnProvision(OnDraft):
    """An act about one provision of a draft that parties work on."""

    draft: DraftId | None = None  # may be named as well; it is the provision's
    provision: ProvisionId

    def provision_found(self, seat: Seat) -> Provision:
        found: Provision = found_once(Provision, seat, self.provision, "draft", "draft__book")
        if self.draft is not None and self.draft != found.draft_id:
            raise NotThere
        demand_draft_is_read(seat, found)
        return found

    def found(self, seat: Seat) -> Draft:
        return self.provision_found(seat).draft

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_table_copy(self.found(seat))
        demand_stands(self.provision_found(seat))

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """A text is overtaken by other words, not by a stance on them."""
        if isinstance(thing, Provision):
            return thing.worded > number
        return False if isinstance(thing, Draft) else super().overtaken(thing, number)

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "label": label_of(self.provision)}


class OnTarget(OnDraft):
    """An act about words in a bracket, or an option."""

    target: AlternativeId

    def target_found(self, seat: Seat) -> Alternative:
        related = ("provision", "provision__draft", "provision__book", "provision__draft__book")
        found: Alternative = found_once(Alternative, seat, self.target, *related)
        return found

    def provision_found(self, seat: Seat) -> Provision:
        return self.target_found(seat).provision

    def found(self, seat: Seat) -> Draft:
        return self.provision_found(seat).draft

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_table_copy(self.found(seat))
        if self.target_found(seat).gone:
            raise Refused(_("These words are no longer in the text. Read the provision as it stands."))

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "label": label_of(entry.facts["provision"]), "about": entry.facts["about"]}


class WithWords(OnDraft):
    """An act that may say something beside the text."""

    @model_validator(mode="after")
    def _a_span_that_runs_forward(self) -> "WithWords":
        span = getattr(self, "span", None)
        if span is not None and span[0] >= span[1]:
            raise PydanticCustomError("span", "A span runs from its first character up to, not including, its last.")
        return self


# ---- Who may do what


def may_word(seat: Seat) -> bool:
    """Who puts words into a text: each party's seats, and the third party."""
    return seat.speaks


def may_stand(seat: Seat, draft: Draft) -> bool:
    """Who takes a stance for its party: who decides for it, or was entrusted; among ourselves, anyone."""
    if not seat.delegate:
        return False
    return seat.decides or is_delegation(draft.audience) or is_entrusted(seat, draft)


def is_entrusted(seat: Seat, draft: Draft) -> bool:
    return bool(Entrusted.objects.seen_by(seat).filter(draft=draft, seat=seat, ended=False).exists())


def demand_mandate(seat: Seat) -> None:
    """The third party words nothing unless its mandate lets it propose."""
    if seat.third and not seat.process.may_propose:
        raise Refused(
            _(
                "The third party’s mandate does not cover proposals of its own. Change the mandate on record, or let a party propose this."
            )
        )


def demand_workable(seat: Seat, draft: Draft) -> None:
    seat.process.demand_open(draft.audience)
    demand_open_room(seat, draft.book_id)
    if not draft.open:
        raise Refused(_("This text is initialled and stays as it is. Table another draft to change anything."))


def demand_table_copy(draft: Draft) -> None:
    if draft.single:
        raise Refused(
            _("The third party alone edits this text. Say in your caucus which interest a provision does not meet.")
        )


def demand_stands(provision: Provision) -> None:
    if provision.gone:
        raise Refused(_("This provision is no longer in the text. Read the draft as it stands."))


def is_editor_by_role(seat: Seat) -> bool:
    """The mediator or a co-mediator."""
    return is_lead(seat)


# ---- Facts and rows that several acts share


def who(seat: Seat, audience: Audience) -> dict[str, Any]:
    """How readers are told whose deed it is. A stance is a party's, and always told as such."""
    return {"named": named_how(seat, audience), "party": seat.party_id}


def note_move(entry: Entry, provision: str, deed: str, **more: Any) -> None:
    """A line in the history of a provision."""
    Move.make(
        entry,
        id=derived(provision, "move", entry.number),
        provision_id=provision,
        deed=deed,
        seat_id=entry.actor,
        party_id=entry.facts.get("party"),
        named=entry.facts.get("named", "party"),
        at=entry.at,
        **more,
    )


def touched_by(entry: Entry) -> list[Touched]:
    """The provisions that an entry changed, and its draft's figures."""
    rows = [row["id"] for row in entry.facts.get("rows", ())]
    about = entry.facts.get("provision") or entry.data.get("provision")
    ids = dict.fromkeys([*rows, *([about] if about else [])])
    return [Touched("provision", id) for id in ids]


def label_of(provision: str) -> Called | str:
    row = row_named(Provision, provision)
    return Called(row.book_id, row.number, row.label, row.citation) if row else ""


def quoted(words: str, most: int = 200) -> str:
    """Words as a sentence quotes them."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
