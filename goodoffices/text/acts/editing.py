"""Who edits a text, who takes stances for a head, and what editors do: one wording in place of several, other numbers."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import operations, replaced
from goodoffices.engines.brackets.model import Bracket
from goodoffices.engines.brackets.operations import Conflict
from goodoffices.process.acts.seating import SeatId
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Line, Refused, Touched, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import (
    AlternativeId,
    DraftId,
    OnDraft,
    OnProvision,
    demand_mandate,
    is_entrusted,
    note_move,
    quoted,
    touched_by,
    who,
)
from goodoffices.text.agreed import demand_not_agreed, parties_of
from goodoffices.text.editors import is_editor
from goodoffices.text.models import Draft, Editor, Entrusted, Provision
from goodoffices.text.numbering import is_number, renumbered
from goodoffices.text.stances import without_opposition
from goodoffices.text.working import THIRD, Part, demand, facts_of, part_for, side_of, write

MOST_MERGED = 20


class _ByDraft(OnDraft):
    draft: DraftId

    def found(self, seat: Seat) -> Draft:
        found: Draft = found_once(Draft, seat, self.draft)
        return found

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.draft

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("draft", self.draft)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        row = row_named(Draft, self.draft)
        return {"title": Called(row.book_id, row.number, row.title, row.citation)}


class NameEditors(_ByDraft):
    """A head names who may edit the text’s numbers and merge its wordings. An editor is whom every head has named."""

    kind: ClassVar[str] = "text.name_editors"
    says: ClassVar = gettext_lazy("%(by)s named drafting editors of “%(title)s”.")
    label: ClassVar = gettext_lazy("Name them")
    field_labels: ClassVar = {"seats": gettext_lazy("Drafting editors")}

    seats: Annotated[list[SeatId], Field(max_length=20)]

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that decides in this room."""
        return bool(
            seat.decides and seat.delegate and any(p.id == seat.party_id for p in parties_of(seat, self.found(seat)))
        )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"naming": draw.id("naming"), **who(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        ours = Editor.objects.of(entry).filter(draft=self.draft, party=entry.facts["party"], current=True)
        ours.update(current=False, changed=entry.number)
        Editor.make(
            entry,
            id=entry.facts["naming"],
            draft_id=self.draft,
            party_id=entry.facts["party"],
            seats=sorted(self.seats),
        )


class Entrust(_ByDraft):
    """A head lets a member of the delegation take stances on this text in the party’s name."""

    kind: ClassVar[str] = "text.entrust"
    says: ClassVar = gettext_lazy("%(by)s entrusted %(whom)s with the party’s stances on “%(title)s”.")
    label: ClassVar = gettext_lazy("Entrust them with our stances")
    field_labels: ClassVar = {"seat": gettext_lazy("Member of the delegation")}

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """The head of delegation, or who acts for the head."""
        return bool(seat.decides and seat.delegate and self.found(seat))

    def check(self, seat: Seat) -> None:
        other: Seat = visible_or_404(Seat, seat, self.seat)
        if other.party_id != seat.party_id or other.left is not None or not other.delegate:
            raise Refused(_("Only members of your own delegation can take its stances. Choose one of them."), "seat")
        if Entrusted.objects.seen_by(seat).filter(draft=self.draft, seat=self.seat, ended=False).exists():
            raise Refused(_("This member speaks for your head here. Choose another."), "seat")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"entrusted": draw.id("entrusted"), **who(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        Entrusted.make(entry, id=entry.facts["entrusted"], draft_id=self.draft, seat_id=self.seat)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "whom": row_named(Seat, self.seat).name}


class EndTrust(_ByDraft):
    """A head takes a member’s trust with the party’s stances on a text back. Stances that were taken stay."""

    kind: ClassVar[str] = "text.end_trust"
    says: ClassVar = gettext_lazy("%(by)s ended the trust of %(whom)s with the party’s stances on “%(title)s”.")
    label: ClassVar = gettext_lazy("End this trust")
    field_labels: ClassVar = Entrust.field_labels

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """The head of delegation, or who acts for the head."""
        return bool(seat.decides and seat.delegate and self.found(seat))

    def check(self, seat: Seat) -> None:
        other: Seat = visible_or_404(Seat, seat, self.seat)
        if other.party_id != seat.party_id or not is_entrusted(other, self.found(seat)):
            raise Refused(_("This member is not entrusted with your stances here. Choose one who is."), "seat")

    def apply(self, entry: Entry) -> None:
        rows = Entrusted.objects.of(entry).filter(draft=self.draft, seat=self.seat, ended=False)
        rows.update(ended=True, changed=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "whom": row_named(Seat, self.seat).name}


class _Edit(OnProvision):
    """What drafting editors do in a provision; the words that come of it are a proposal."""

    deed: ClassVar[str]

    def allowed(self, seat: Seat) -> bool:
        """A drafting editor whom all heads have named."""
        return is_editor(seat, self.found(seat))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_mandate(seat)
        demand_not_agreed(seat, self.provision_found(seat))

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        raise NotImplementedError

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        part = part_for(seat, self.provision_found(seat))
        after = demand(seat, self.done(seat, part))
        if side_of(seat) == THIRD:
            after = without_opposition(after, THIRD)
        return {**who(seat, self.audience(seat)), **facts_of(part, after, draw), "provision": self.provision}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.provision

    def apply(self, entry: Entry) -> None:
        write(entry, entry.facts)
        note_move(entry, self.provision, self.deed, about=getattr(self, "words", ""))

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry)


def bracket_of(part: Part, target: str, field: str) -> Bracket:
    """The words in brackets that an editor merges or splits."""
    found = part.words(target)
    if found is None:
        raise Refused(_("These words are no longer in the text. Read the provision as it stands."), field)
    if not isinstance(found, Bracket):
        raise Refused(_("Options are not merged or split. Propose other words for one of them."), field)
    return found


class Merge(_Edit):
    """Propose one wording in place of several. It is the editor’s proposal; who stood behind the others has to accept it."""

    kind: ClassVar[str] = "text.merge"
    says: ClassVar = gettext_lazy("%(by)s proposed one wording in place of several at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Propose it in place of these")
    field_labels: ClassVar = {
        "targets": gettext_lazy("Wordings"),
        "words": gettext_lazy("One wording in place of them"),
    }
    deed: ClassVar[str] = "merge"

    targets: Annotated[list[AlternativeId], Field(min_length=2, max_length=MOST_MERGED)]
    words: Words

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        brackets = sorted([bracket_of(part, each, "targets") for each in self.targets], key=lambda each: each.start)
        return operations.merge(part.draft, brackets, self.words.strip(), by=side_of(seat))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "about": quoted(self.words)}


class Split(_Edit):
    """Propose to make several wordings out of one."""

    kind: ClassVar[str] = "text.split"
    says: ClassVar = gettext_lazy("%(by)s proposed to split a wording at %(label)s.")
    label: ClassVar = gettext_lazy("Propose to split it")
    field_labels: ClassVar = {"pieces": gettext_lazy("Wordings, each in a line of its own")}
    deed: ClassVar[str] = "split"

    target: AlternativeId
    pieces: Annotated[list[Words], Field(min_length=2, max_length=MOST_MERGED)]

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        found = bracket_of(part, self.target, "target")
        return operations.split(part.draft, found, [piece.strip() for piece in self.pieces], by=side_of(seat))


class Renumber(_Edit):
    """Give a provision another number. Its id stays, and so do all references to it."""

    kind: ClassVar[str] = "text.renumber"
    says: ClassVar = gettext_lazy("%(by)s gave %(label)s the number “%(number)s”.")
    label: ClassVar = gettext_lazy("Renumber it")
    field_labels: ClassVar = {"number": gettext_lazy("New number")}
    deed: ClassVar[str] = "renumber"

    number: Line

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        if not is_number(self.number.strip()):
            raise Refused(_("This is no number. Write one such as “5”, “5 bis” or “(a)”."), "number")
        one = part.draft.by_id(self.provision)
        if one.kind == "option":  # house: audience: of a provision, not of a book
            raise Refused(
                _("An option keeps its label until one is taken. Renumber the provision that it stands under.")
            )
        if not one.label or one.label_span.start < one.start:
            raise Refused(_("This provision has no number. Propose words that begin with one."), "number")
        start, end = one.label_span
        written = part.draft.text[start:end].replace(one.label, self.number.strip(), 1)
        return replaced(part.draft, [(start, end, written)])

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        """The row with its new number, read as it was; and how those below it are cited from now on."""
        facts, now = super().draw(draw, seat), self.provision_found(seat)
        changed = facts["alternatives"]
        if changed["made"] or changed["gone"] or any(row["id"] != self.provision for row in facts["rows"]):
            raise Refused(_("With this number other words would be read differently. Choose another number."), "number")
        cited = renumbered(now.shape["cited"], now.shape["label"], self.number.strip())
        for row in facts["rows"]:
            if row["id"] == self.provision:
                row["shape"] = {**row["shape"], **self._numbered(now), "cited": cited}
        old = now.shape["cited"]
        others = Provision.objects.seen_by(seat).filter(draft=now.draft_id, gone=False)
        facts["rows"] += [
            {
                "id": each.id,
                "words": each.words,
                "shape": {**each.shape, "cited": f"{cited}{each.shape['cited'].removeprefix(old)}"},
            }
            for each in others.order_by("place")
            if old and each.shape["cited"].startswith((f"{old} (", f"{old}, "))
        ]
        return facts

    def _numbered(self, now: Provision) -> dict[str, Any]:
        """What of a row's shape its number decides."""
        start, end = now.shape["label_span"]
        number, grown = self.number.strip(), len(self.number.strip()) - len(now.shape["label"])
        value = int(number) if number.isdecimal() and number.isascii() else 0
        return {"kind": now.shape["kind"], "label": number, "number": value, "label_span": [start, end + grown]}
