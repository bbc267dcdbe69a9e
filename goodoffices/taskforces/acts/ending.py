"""A task force is extended or wound up by consent of all heads, and ends at its sunset by the clock."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Note, Refused, Words
from goodoffices.record.alarms import ByTheClock, Clock, set_alarm, stop_alarm
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.taskforces.acts.references import OnTerms, TermsId
from goodoffices.taskforces.acts.terms import LONGEST
from goodoffices.taskforces.deciding import end, ends_after, missing_among, still_asked
from goodoffices.taskforces.models import Terms, Wish


class EndTaskForce(ByTheClock):
    """The day of the sunset is over: the task force has ended."""

    kind: ClassVar[str] = "taskforces.end"
    says: ClassVar = gettext_lazy("The task force “%(title)s” ended at its sunset.")

    terms: TermsId

    def draw(self, draw: Draw, seat: Clock) -> dict[str, Any]:
        return {"ending": draw.id("ending")}

    def apply(self, entry: Entry) -> None:
        end(entry, Terms.objects.of(entry).select_related("force").get(id=self.terms), "sunset")

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.terms

    def gaps(self, entry: Entry) -> dict[str, Any]:
        terms = row_named(Terms, self.terms)
        return {"title": Called(terms.book_id, terms.number, terms.title, terms.citation)}


class _Wishing(OnTerms):
    """Done once the head of every party has said the same; a later word takes the earlier one's place."""

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.found(seat).in_force:
            raise Refused(_("These terms are not in force yet. Adopt them, or draft others."))

    def check(self, seat: Seat) -> None:
        alike = Wish.objects.seen_by(seat).filter(terms=self.terms, current=True, sunset=self.until)
        said = set(alike.values_list("party_id", flat=True))
        # Once nobody else is asked any more, since a party has left, it is said again by those who stay.
        if seat.party_id in said and missing_among(seat, self.found(seat), said):
            raise Refused(_("Your party has said so. Wait for the other heads to say the same."))

    @property
    def until(self) -> str:
        """The day that is wished for; empty to wind it up."""
        return ""

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"wish": draw.id("wish"), "party": seat.party_id}

    def said_by_all(self, entry: Entry, terms: Terms, why: str) -> bool:
        """Put on record what this party wishes; whether all others that are still at the table wish the same."""
        facts, wishes = entry.facts, Wish.objects.of(entry).filter(terms=terms, current=True)
        wishes.filter(party_id=facts["party"]).update(current=False, changed=entry.number)
        Wish.make(
            entry,
            id=facts["wish"],
            terms_id=terms.id,
            seat_id=entry.actor,
            party_id=facts["party"],
            sunset=self.until,
            why=why,
            at=entry.at,
        )
        alike = wishes.filter(sunset=self.until).values_list("party_id", flat=True)
        return still_asked(entry, terms) <= set(alike)

    def forget_wishes(self, entry: Entry, terms: Terms) -> None:
        Wish.objects.of(entry).filter(terms=terms, current=True).update(current=False, changed=entry.number)

    def terms_for(self, entry: Entry) -> Terms:
        found: Terms = Terms.objects.of(entry).select_related("force").get(id=self.terms)
        return found


class ExtendTerms(_Wishing):
    """A head would extend a task force to a later day; it is extended once every head has named the same day."""

    kind: ClassVar[str] = "taskforces.extend"
    says: ClassVar = gettext_lazy("%(by)s asked to extend “%(title)s” until %(sunset)s.")
    label: ClassVar = gettext_lazy("Extend it, for our party")
    field_labels: ClassVar = {"sunset": gettext_lazy("Until"), "why": gettext_lazy("Why")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, extend it for our party")
    consequence: ClassVar = gettext_lazy("It is extended once the head of every party has named the same day.")

    sunset: date
    why: Words

    @property
    def until(self) -> str:
        return self.sunset.isoformat()

    def check(self, seat: Seat) -> None:
        if self.until <= self.found(seat).sunset:
            raise Refused(_("This is not after the present sunset. Choose a later day, or wind it up."), "sunset")
        super().check(seat)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.sunset > day_of(seat.process, draw.now()) + LONGEST:
            raise Refused(_("This sunset is more than ten years away. Choose an earlier day."), "sunset")
        return {**super().draw(draw, seat), "ends": ends_after(seat.process, self.until)}

    def apply(self, entry: Entry) -> None:
        terms = self.terms_for(entry)
        if self.said_by_all(entry, terms, self.why):
            self.forget_wishes(entry, terms)
            stop_alarm(entry, terms.alarm)
            set_alarm(entry, entry.facts["wish"], EndTaskForce(terms=terms.id), entry.facts["ends"])
            Terms.change(entry, terms.id, sunset=self.until, alarm=entry.facts["wish"])
            Terms.reword(entry, terms.id)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "sunset": self.until}


class WindUpTaskForce(_Wishing):
    """A head would wind a task force up before its sunset; it ends once every head has said so."""

    kind: ClassVar[str] = "taskforces.wind_up"
    says: ClassVar = gettext_lazy("%(by)s asked to wind up “%(title)s”.")
    label: ClassVar = gettext_lazy("Wind it up, for our party")
    field_labels: ClassVar = {"why": gettext_lazy("Why")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, wind it up for our party")
    consequence: ClassVar = gettext_lazy(
        "It ends once the head of every party has said so. Its room is then read and no longer written in."
    )

    why: Note = ""

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {**super().draw(draw, seat), "ending": draw.id("ending")}

    def apply(self, entry: Entry) -> None:
        terms = self.terms_for(entry)
        if self.said_by_all(entry, terms, self.why):
            self.forget_wishes(entry, terms)
            end(entry, terms, "wound_up")
