"""Naming witnesses and taking them back, and the clock's note of what they have signed."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.engines import ledger
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Line, Names, Refused, Touched
from goodoffices.record.alarms import ByTheClock, Clock
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Book, Entry
from goodoffices.record.source import Draw
from goodoffices.witnesses.models import Noting, Witness

MOST = 4  # of one side; each may sign every checkpoint
MOST_SIDES = 12  # … and so many sides may name some: a note carries a hundred signatures at most

WitnessId = Annotated[Id, Names("witnesses.Witness")]


class NameWitness(Act):
    """Name a key under which one’s side witnesses the books that it reads."""

    kind: ClassVar[str] = "record.name_witness"
    says: ClassVar = gettext_lazy("%(by)s named a witness of the record: %(name)s.")
    label: ClassVar = gettext_lazy("Name this witness")
    field_labels: ClassVar = {"verifier": gettext_lazy("Verifier key of the witness")}

    verifier: Line

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party; of the third party, the mediator or a co-mediator."""
        return may_name(seat)

    def possible(self, seat: Seat) -> None:
        named = Witness.objects.seen_by(seat).standing()
        if named.of_side(seat).count() >= MOST:
            raise Refused(_("Your side has as many witnesses as it may have. Take one back first."))
        if not named.of_side(seat).exists() and named.values("party_id").distinct().count() >= MOST_SIDES:
            raise Refused(
                _("As many sides as fit on a checkpoint have witnesses. Ask one of them to take its own back.")
            )

    def check(self, seat: Seat) -> None:
        try:
            key = ledger.WitnessKey.parse(self.verifier)
        except ledger.BadNote:
            raise Refused(
                _(
                    "This is not the verifier key of a witness. Copy it whole: a name, eight digits and the key, with + between."
                ),
                "verifier",
            ) from None
        for other in Witness.objects.seen_by(seat).standing():
            if other.called == key.name or ledger.WitnessKey.parse(other.verifier).key == key.key:
                raise Refused(
                    _("There is a witness with this name or key already. Make a new key under a name of its own."),
                    "verifier",
                )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Witness.make(entry, party_id=entry.facts["party"], verifier=self.verifier)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": self.verifier.split("+", 1)[0]}


class DismissWitness(Act):
    """Take a witness of one’s side back: what it signs from now on counts no more."""

    kind: ClassVar[str] = "record.dismiss_witness"
    says: ClassVar = gettext_lazy("%(by)s took a witness of the record back: %(name)s.")
    label: ClassVar = gettext_lazy("Take this witness back")

    witness: WitnessId

    def allowed(self, seat: Seat) -> bool:
        """Of a witness of one’s own side: who decides for a party; of the third party, the mediator or a co-mediator."""
        found = self.found(seat)
        return may_name(seat) and found.party_id == seat.party_id

    def possible(self, seat: Seat) -> None:
        if self.found(seat).dismissed is not None:
            raise Refused(_("This witness has been taken back already. Name another one if you need it."))

    def found(self, seat: Seat) -> Witness:
        witness: Witness = visible_or_404(Witness, seat, self.witness)
        return witness

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"called": self.found(seat).called}

    def apply(self, entry: Entry) -> None:
        Witness.change(entry, self.witness, dismissed=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": entry.facts["called"]}


class NoteWitness(ByTheClock):
    """The day’s cosignatures of a book, in that book: of each witness the latest."""

    kind: ClassVar[str] = "record.note_witness"
    says: ClassVar = gettext_lazy("The clock noted who had witnessed this book: %(name)s.")

    book: Id
    until: Line

    def audience(self, seat: Clock) -> Audience:
        """The book that was witnessed."""
        # house: record read: the book that the clock writes in
        return Book.objects.get(id=self.book).audience

    def draw(self, draw: Draw, seat: Clock) -> dict[str, Any]:
        # house: record read: inside the lock: what has come in for the book that the entry goes into
        found = Book.objects.get(id=self.book)
        # house: read for nobody: when the clock noted last; it says nothing but that
        last = Noting._base_manager.filter(book=found).order_by("-number").values_list("until", flat=True).first() or ""
        rows = found.cosignatures.filter(received_at__gte=last, received_at__lt=self.until).order_by("size", "witness")
        latest = {row.witness: row for row in rows}
        sizes = sorted({row.size for row in latest.values()})
        notes = dict(found.checkpoints.filter(size__in=sizes).values_list("size", "note"))
        lines = {size: [row.line for row in latest.values() if row.size == size] for size in sizes}
        return {"id": draw.id(), "checkpoints": [_noted(notes[size], lines[size]) for size in sizes]}

    def apply(self, entry: Entry) -> None:
        Noting.make(entry, until=self.until)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def touches(self, entry: Entry) -> list[Touched]:
        return []

    def gaps(self, entry: Entry) -> dict[str, Any]:
        lines = [line for each in entry.facts["checkpoints"] for line in each["cosignatures"]]
        return {"name": ", ".join(sorted(line.split(" ")[1] for line in lines))}


def may_name(seat: Seat) -> bool:
    """Who decides for a party; of the third party, the mediator or a co-mediator."""
    return bool(seat.decides and seat.party_id) or seat.role in ("mediator", "co_mediator")


def _noted(note: str, lines: list[str]) -> dict[str, Any]:
    said = ledger.notes.parse_checkpoint(ledger.notes.parse_note(note).text)
    return {"size": said.size, "root": ledger.keys.encode(said.root), "cosignatures": sorted(lines)}
