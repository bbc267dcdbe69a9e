"""What acts of assessment name, in which book they stand, and whose they are."""

from typing import Annotated, Any

from django.utils.translation import gettext as _

from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_delegation, is_room, is_sidebar, named_how
from goodoffices.process.finding import once_as_it_stands
from goodoffices.process.models import Round, Seat
from goodoffices.record.acts import Called, Id, Names, NotThere, Refused, book_read_by
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.scope import row_named
from goodoffices.record.sources import note
from goodoffices.record.things import Noun, Thing, thing_seen_by

SheetId = Annotated[Id, Names("assessment.Sheet")]
SheetRowId = Annotated[Id, Names("assessment.SheetRow")]
SheetColumnId = Annotated[Id, Names("assessment.SheetColumn")]
ImplicationId = Annotated[Id, Names("assessment.Implication")]
JudgementId = Annotated[Id, Names("assessment.Judgement")]
LinkId = Annotated[Id, Names("assessment.Link")]
PrecedentId = Annotated[Id, Names("assessment.Precedent")]
InfluencesId = Annotated[Id, Names("assessment.Influences")]
DescriptorId = Annotated[Id, Names("assessment.Descriptor")]
VariantId = Annotated[Id, Names("assessment.Variant")]
ViewId = Annotated[Id, Names("assessment.StakeholderView")]
RunId = Annotated[Id, Names("assessment.Run")]
SeatId = Annotated[Id, Names("process.Seat")]


class Assessing(Attributed):
    """An act by whoever takes part in the talks; observers and interpreters judge nothing."""

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))


class OnWider(Assessing):
    """An act about something that may go into a narrower book than that: each side judges in its own room what all drew."""

    book: Id | None = None

    def wider(self, seat: Seat) -> Audience:
        """The audience of what it is about."""
        raise NotImplementedError

    def audience(self, seat: Seat) -> Audience:
        """The book that is named; without one, that of what it is about."""
        return book_read_by(seat, self.book).audience if self.book else self.wider(seat)

    def private(self, seat: Seat) -> bool:
        return self.audience(seat) != self.wider(seat)


def decides_there(seat: Seat, audience: Audience) -> bool:
    """Whether the seat heads those whose own room this is: the third party does not read it, and an author may have left the talks."""
    return seat.decides and (is_delegation(audience) or is_sidebar(audience))


def signed(seat: Seat, audience: Audience) -> dict[str, Any]:
    """For `facts`: how its author is named there, and for which party, as far as that is told."""
    named = named_how(seat, audience)
    return {"named": named, **({"party": seat.party_id} if seat.party_id and named != "nobody" else {})}


def by_whom(entry: Entry) -> dict[str, Any]:
    """For `apply`: the same, as columns of a row."""
    return {"seat_id": entry.actor, "party_id": entry.facts.get("party"), "named": entry.facts["named"]}


def round_now(seat: Seat) -> dict[str, Any]:
    """For `facts`: the number of the round that is on, or was last; nothing before the first."""
    return once_as_it_stands(seat, "round of the talks", lambda: _round(seat))


def _round(seat: Seat) -> dict[str, Any]:
    begun = Round.objects.seen_by(seat).exclude(opened_at="").order_by("-ordinal").values_list("ordinal", flat=True)
    found = begun.first()
    return {} if found is None else {"round": found}


def subject_seen_by(seat: Seat, id: str) -> Noun:
    """A thing of whatever sort, asked for once by each seat that acts; NotThere for what is forbidden and what is absent."""
    found: Noun | None = once_as_it_stands(seat, f"subject {id}", lambda: thing_seen_by(seat, id))
    if found is None:
        raise NotThere
    note(frozenset({Thing._meta.db_table, found._meta.db_table}))
    return found


def demand_room(audience: Audience) -> None:
    if not is_room(audience):
        raise Refused(_("The public book is read by anybody, and assessed in by nobody. Choose a room."), "book")


def called(row: Recorded | None) -> Any:
    """A row by its title, for those who may read what gave it."""
    return Called(row.book_id, row.number, str(getattr(row, "title", row)), row.citation) if row else ""


def called_by(model: Any, id: str) -> Any:
    return called(row_named(model, id))
