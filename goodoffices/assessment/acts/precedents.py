"""A decision sets a precedent, in the eyes of those who say so; it is invoked for something else, or set apart from it."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.assessment.acts.references import (
    Assessing,
    PrecedentId,
    by_whom,
    called_by,
    demand_room,
    signed,
    subject_seen_by,
)
from goodoffices.assessment.labels import APPLIES
from goodoffices.assessment.models import Invocation, Precedent
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId, demand_holding
from goodoffices.record.acts import Id, Note, Refused, Words, book_read_by
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, Thing

#: Sorts of things that decide nothing: papers of this office, and words of one side. That an issue was raised, or a solution proposed,
#: may itself be the precedent.
ASSESSES = (
    "assessment_sheet",
    "implication",
    "judgement",
    "precedent",
    "stakeholder_view",
    "influences",
    "variant",
    "scenario_run",
)
SAYS = ("statement", "restatement", "rendering", "gist", "position", "concern", "criticism", "markup", "explanation")


class SetPrecedent(Assessing):
    """Say which precedent a decision sets; in the decision’s own book, or in a narrower one that is named."""

    kind: ClassVar[str] = "assessment.set_precedent"
    says: ClassVar = gettext_lazy("%(by)s noted that %(about)s sets a precedent: %(words)s")
    label: ClassVar = gettext_lazy("Note the precedent")
    field_labels: ClassVar = {
        "decision": gettext_lazy("Which decision sets it"),
        "words": gettext_lazy("Which precedent it sets"),
    }

    decision: ThingId
    words: Words
    book: Id | None = None

    def subject(self, seat: Seat) -> Noun:
        return subject_seen_by(seat, self.decision)

    def audience(self, seat: Seat) -> Audience:
        """The book that is named; without one, the decision’s own."""
        return book_read_by(seat, self.book).audience if self.book else self.subject(seat).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.subject(seat).sort in ASSESSES:
            raise Refused(_("An assessment decides nothing, and sets no precedent. Choose what was decided."))
        if self.subject(seat).sort in SAYS:
            raise Refused(
                _("What one side says decides nothing by itself. Choose what was raised, proposed or decided.")
            )
        demand_holding(self.subject(seat))

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        Precedent.make(entry, about_id=self.decision, words=self.words, at=entry.at, **by_whom(entry))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"about": _cited(self.decision), "words": self.words}


class InvokePrecedent(Assessing):
    """Say that a precedent holds for something else, or why it does not; in the book of that."""

    # `for` is a word of Python's own: clients and the record know the field by it.
    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "assessment.invoke_precedent"
    says: ClassVar = gettext_lazy("%(by)s said that the precedent “%(title)s” %(how)s to %(about)s.")
    label: ClassVar = gettext_lazy("Put it on record")
    field_labels: ClassVar = {
        "precedent": gettext_lazy("Which precedent"),
        "to": gettext_lazy("For what"),
        "applies": gettext_lazy("Does it apply?"),
        "words": gettext_lazy("Why"),
    }
    choice_labels: ClassVar = {
        "applies": {"true": gettext_lazy("It applies"), "false": gettext_lazy("It does not apply")}
    }

    precedent: PrecedentId
    to: Annotated[ThingId, Field(alias="for")]
    applies: bool = True
    words: Note = ""
    book: Id | None = None

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """What it is invoked for may have been reworded since; the precedent may not."""
        return isinstance(thing, Precedent) and super().overtaken(thing, number)

    def found(self, seat: Seat) -> Precedent:
        precedent: Precedent = found_once(Precedent, seat, self.precedent)
        return precedent

    def audience(self, seat: Seat) -> Audience:
        """The book that is named; without one, the narrower of the precedent’s and of what it is invoked for."""
        if self.book:
            return book_read_by(seat, self.book).audience
        precedent, subject = self.found(seat).audience, subject_seen_by(seat, self.to).audience
        return subject if seat.may_cite(precedent, within=subject) else precedent

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.found(seat).stands:
            raise Refused(_("This precedent has been withdrawn. Note it again if it holds."))
        subject = subject_seen_by(seat, self.to)
        demand_holding(subject)
        if subject.id in (self.precedent, self.found(seat).about_id):
            raise Refused(_("A precedent is invoked for something else than what set it. Choose that."))

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        if not (self.applies or self.words.strip()):
            raise Refused(_("Nothing says why it does not apply. Give the reason."), "words")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        Invocation.make(
            entry,
            precedent_id=self.precedent,
            about_id=self.to,
            applies=self.applies,
            words=self.words,
            at=entry.at,
            **by_whom(entry),
        )

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.precedent

    def gaps(self, entry: Entry) -> dict[str, Any]:
        title = called_by(Precedent, self.precedent)
        return {"title": title, "about": _cited(self.to), "how": APPLIES[self.applies]}


class WithdrawPrecedent(Assessing):
    """Take back that a decision sets a precedent; where it was invoked, that stays on record."""

    kind: ClassVar[str] = "assessment.withdraw_precedent"
    says: ClassVar = gettext_lazy("%(by)s withdrew the precedent “%(title)s”.")
    label: ClassVar = pgettext_lazy("a precedent", "Withdraw it")

    precedent: PrecedentId

    def found(self, seat: Seat) -> Precedent:
        precedent: Precedent = found_once(Precedent, seat, self.precedent)
        return precedent

    def audience(self, seat: Seat) -> Audience:
        """The precedent’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Whose note it is."""
        return seat.speaks and self.found(seat).seat_id == seat.id

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.found(seat).stands:
            raise Refused(_("This precedent has been withdrawn. Note it again if it holds."))

    def apply(self, entry: Entry) -> None:
        Precedent.change(entry, self.precedent, state="withdrawn")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Precedent, self.precedent)}


def _cited(id: str) -> str:
    thing = row_named(Thing, id)
    return thing.citation if thing else ""
