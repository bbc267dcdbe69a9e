"""An implication, or a variant of a descriptor, goes with a thing: if this package, then that."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.assessment.acts.references import (
    Assessing,
    ImplicationId,
    LinkId,
    OnWider,
    VariantId,
    by_whom,
    decides_there,
    demand_room,
    signed,
    subject_seen_by,
)
from goodoffices.assessment.acts.standing import called_implication, implication_seen_by
from goodoffices.assessment.models import Link, Variant
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId, demand_holding
from goodoffices.record.acts import Called, Note, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, Thing

OWN = ("implication", "variant", "judgement", "assessment_sheet", "influences", "scenario_run", "stakeholder_view")


class LinkToThing(OnWider):
    """Say that an implication follows from a thing, or that a variant comes true with it."""

    kind: ClassVar[str] = "assessment.link"
    says: ClassVar = gettext_lazy("%(by)s linked %(title)s to %(about)s.")
    label: ClassVar = gettext_lazy("Link it")
    field_labels: ClassVar = {
        "cell": gettext_lazy("Which implication follows from it"),
        "variant": gettext_lazy("Which variant comes true with it"),
        "about": gettext_lazy("If this comes to pass"),
        "words": gettext_lazy("How they go together"),
    }

    cell: ImplicationId | None = None
    variant: VariantId | None = None
    about: ThingId
    words: Note = ""

    @model_validator(mode="after")
    def _one(self) -> "LinkToThing":
        if (self.cell is None) == (self.variant is None):
            raise PydanticCustomError("one_end", "Name an implication or a variant, and not both.")
        return self

    def end(self, seat: Seat) -> Noun:
        """What is linked."""
        if self.cell is not None:
            return implication_seen_by(seat, self.cell)
        if self.variant is None:
            raise NotThere
        found: Variant = found_once(Variant, seat, self.variant, *Variant.related)
        return found

    def subject(self, seat: Seat) -> Noun:
        return subject_seen_by(seat, self.about)

    def audience(self, seat: Seat) -> Audience:
        """The book that is named; without one, the narrower of what is linked and of what it is linked to."""
        return super().audience(seat)

    def wider(self, seat: Seat) -> Audience:
        """The narrower of the two: a link stands where both are read."""
        end, subject = self.end(seat).audience, self.subject(seat).audience
        return end if seat.may_cite(subject, within=end) else subject

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.subject(seat).sort in OWN:
            raise Refused(_("This is an assessment itself. Link it to what is negotiated."))
        demand_holding(self.subject(seat))

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        rows = Link.objects.seen_by(seat).filter(
            implication=self.cell, variant=self.variant, about=self.about, current=True
        )
        book = seat.shelf().of(self.audience(seat))
        if book and rows.filter(book=book.id).exists():
            raise Refused(_("These two are linked. Take the link back first."), "about")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        ends: dict[str, Any] = {"implication_id": self.cell, "variant_id": self.variant, "about_id": self.about}
        Link.make(entry, words=self.words, at=entry.at, **ends, **by_whom(entry))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return _gaps(self.cell, self.variant, self.about)


class Unlink(Assessing):
    """Take a link back."""

    kind: ClassVar[str] = "assessment.unlink"
    says: ClassVar = gettext_lazy("%(by)s took back a link from %(title)s to %(about)s.")
    label: ClassVar = gettext_lazy("Take the link back")

    link: LinkId

    def found(self, seat: Seat) -> Link:
        link: Link = found_once(Link, seat, self.link)
        return link

    def audience(self, seat: Seat) -> Audience:
        """The link’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who made it, or leads the third party; in a room that the third party does not read, who decides there, too."""
        found = self.found(seat)
        return seat.speaks and (seat.leads or found.seat_id == seat.id or decides_there(seat, found.audience))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.found(seat).current:
            raise Refused(_("This link has been taken back. Link them again if they go together."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return signed(seat, self.audience(seat))

    def apply(self, entry: Entry) -> None:
        Link.change(entry, self.link, current=False)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.link

    def gaps(self, entry: Entry) -> dict[str, Any]:
        link = row_named(Link, self.link)
        return _gaps(link.implication_id, link.variant_id, link.about_id)


def _gaps(cell: str | None, variant: str | None, about: str) -> dict[str, Any]:
    title = called_implication(cell) if cell else called_variant(str(variant))
    thing = row_named(Thing, about)
    return {"title": title, "about": thing.citation if thing else ""}


def called_variant(id: str) -> Any:
    # house: read for nobody: words for an entry whose reader was asked before; it names what the entry names
    found = Variant._base_manager.select_related(*Variant.related).filter(id=id).first()
    return Called(found.book_id, found.number, found.title, found.citation) if found else ""
