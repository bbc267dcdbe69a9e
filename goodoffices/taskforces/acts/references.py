"""What acts on task forces name, and what acts on their terms have in common."""

from typing import Annotated, Any

from django.utils.translation import gettext as _

from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat, TaskForce
from goodoffices.record.acts import Called, Id, Names, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.taskforces.models import Chair, Terms

TermsId = Annotated[Id, Names("taskforces.Terms")]
SeatId = Annotated[Id, Names("process.Seat")]


class OnTerms(Attributed):
    """An act about the terms of a task force, in the plenary."""

    terms: TermsId

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that was asked."""
        return seat.decides and seat.party_id in self.found(seat).parties

    def found(self, seat: Seat) -> Terms:
        terms: Terms = visible_or_404(Terms, seat, self.terms, "force", "rapporteur")
        return terms

    def possible(self, seat: Seat) -> None:
        if self.found(seat).state == "replaced":
            raise Refused(_("A later draft has replaced these terms. Open the later one."))
        if self.found(seat).state == "ended":
            raise Refused(_("This task force has ended. Set up another one to go on."))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.terms

    def gaps(self, entry: Entry) -> dict[str, Any]:
        terms = row_named(Terms, self.terms)
        return {"title": Called(terms.book_id, terms.number, terms.title, terms.citation)}


def demand_neutral(other: Seat, force: TaskForce, field: str) -> None:
    """Whoever reports is of no party, and in the task force."""
    if other.party_id is not None:
        raise Refused(
            _("The rapporteur is neutral, and of no party. Choose a seat of the third party or an interpreter."), field
        )
    if other.observes:
        raise Refused(_("An observer reports nothing. Choose a seat of the third party or an interpreter."), field)
    if other.id not in force.members or other.left is not None:
        raise Refused(
            _("The rapporteur is a member of the task force. Choose from its members, or welcome the seat first."),
            field,
        )


def make_chair(entry: Entry, terms: str, party: str, seat: str, id: str) -> None:
    Chair.make(entry, id=id, terms_id=terms, seat_id=seat, party_id=party, at=entry.at)
