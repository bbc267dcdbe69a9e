"""What acts about things said in a caucus have in common."""

from typing import Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import StatementId
from goodoffices.process.attribution import side_of
from goodoffices.process.audience import is_caucus
from goodoffices.process.models import Party, Seat
from goodoffices.record.about import AboutThing, demand_standing
from goodoffices.record.acts import Id, Note, Refused, Touched, Words
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.things import Noun, Thing
from goodoffices.shuttle.labels import FORMS
from goodoffices.shuttle.models import Release, Withholding

Form = Literal["gist", "verbatim", "mediators_idea"]

SAYABLE, WRITABLE = TypeAdapter(Words), TypeAdapter(Note)  # what a statement, and what a solution's text may hold


class InCaucus(AboutThing):
    """An act about something said in a caucus, in that caucus’s book."""

    older: ClassVar[tuple[str, ...]] = ("statement",)

    statement: StatementId | None = None

    def possible(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if not is_caucus(subject.audience):
            raise Refused(_("Only what is said in a caucus travels by release. Look for it in a caucus room."))
        if side_of(seat, subject) is None:
            raise Refused(_("These are the third party’s own words. Only what the party said needs its release."))
        demand_standing(subject)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("releases", self.subject_id)]


class Travelling(InCaucus):
    """An act that says to whom something goes, and how."""

    form: Form
    text: Note = ""
    to: Id

    def recipient(self, seat: Seat) -> Party:
        party: Party | None = Party.objects.seen_by(seat).filter(key=self.to).first()
        if party is None:
            raise Refused(_("There is no such party at this table. Choose one of the parties."))
        return party

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if self.recipient(seat).id == side_of(seat, subject):
            raise Refused(_("This is the giver’s own party. Name another one."))
        if self.form == "gist" and not self.text.strip():
            raise Refused(_("A gist needs words. Write what may be said."))
        if self.form == "verbatim" and self.text.strip():
            raise Refused(_("Verbatim carries the words as they stand. Leave the text out, or choose the gist."))
        demand_sayable(self.form, subject, self.carried(seat))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """Exactly what will be carried, to whom and how."""
        carried, form = self.carried(seat), str(FORMS[self.form])
        words = in_one(carried.get("title", ""), carried["text"])
        return travels(words, self.recipient(seat).name, form, getattr(self, "condition", ""))

    def carried(self, seat: Seat) -> dict[str, str]:
        """Exactly what will be carried: the words given, or those of the subject as they stand."""
        subject = self.subject(seat)
        if isinstance(subject, Solution):
            return {"title": subject.title, "text": self.text or subject.text}
        return {"text": self.text or subject.in_words()}


def travels(words: str, to: str, form: str, condition: str = "") -> list[tuple[str | Promise, str]]:
    """What a read-back quotes of something that travels."""
    quoted = ((_("These words"), words), (_("To whom"), to), (_("How"), form), (_("On condition"), condition))
    return [(label, said) for label, said in quoted if said]


def waiting_releases(seat: Seat, about: str) -> Any:
    """The releases of this thing that wait to be conveyed."""
    return Release.objects.seen_by(seat).filter(about=about).waiting()


def wording_of(entry: Entry, about: str) -> int:
    """The wording that an entry is about. Entries from before it was drawn were about the newest."""
    drawn: int | None = entry.facts.get("wording")
    return drawn or int(Thing.objects.of(entry).get(id=about).wording)


def is_marked(seat: Seat, about: str) -> bool:
    return bool(Withholding.objects.seen_by(seat).filter(about=about, ended__isnull=True).exists())


def unmark(entry: Entry, about: str) -> None:
    rows = Withholding.objects.of(entry).filter(about=about, ended__isnull=True)
    rows.update(ended=entry.number, changed=entry.number)


def name_of_party(party: str) -> str:
    row = row_named(Party, party)
    return row.name if row else ""


def in_one(title: str, text: str) -> str:
    """What a statement says of something that has a title."""
    return "\n\n".join(part for part in (title, text) if part)


def demand_sayable(form: str, subject: Noun | None, carried: dict[str, str]) -> None:
    """Refused where these words could not stand in the recipient's book: else they would be released and never arrive."""
    tabled = form == "mediators_idea" and isinstance(subject, Solution)
    words = carried["text"] if tabled else in_one(carried.get("title", ""), carried["text"])
    try:
        (WRITABLE if tabled else SAYABLE).validate_python(words)
    except ValidationError:
        raise Refused(
            _(
                "These words cannot stand as one statement: title and text together are too long, empty, or hold hidden characters. Release a gist in your own words instead."
            )
        ) from None
