"""Positions: private to a delegation until it tables them."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.references import IssueId, PositionId
from goodoffices.agenda.models import Issue, Position
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import delegation_of, is_table
from goodoffices.process.models import Seat
from goodoffices.process.trust import TABLING, may
from goodoffices.record.acts import Act, Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class StatePosition(Act):
    """Write down, for one’s own delegation alone, what is wanted on an issue and why."""

    kind: ClassVar[str] = "agenda.state_position"
    says: ClassVar = gettext_lazy("%(by)s stated the delegation’s position.")
    label: ClassVar = gettext_lazy("Keep it in our book")

    issue: IssueId
    position: Words
    interest: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The delegation’s own book."""
        return delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Position.make(entry, seat_id=entry.actor, party_id=entry.facts["party"], at=entry.at, **_position(self))


class TablePosition(Act):
    """Table a position: a new one in the plenary; the delegation’s book says under which number."""

    kind: ClassVar[str] = "agenda.table_position"
    says: ClassVar = gettext_lazy("%(by)s tabled the delegation’s position.")
    label: ClassVar = gettext_lazy("Table it: everyone at the table reads it")
    field_labels: ClassVar = {"interest": gettext_lazy("Table the interest too: why we want it")}

    position: PositionId
    interest: bool = False  # whether the interest is tabled beside the position

    def audience(self, seat: Seat) -> Audience:
        """The delegation’s own book."""
        return delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party whose position it is, or was entrusted with tabling."""
        return may(seat, TABLING) and visible_or_404(Position, seat, self.position).audience == self.audience(seat)

    def reaches(self, seat: Seat) -> Audience:
        return PLENARY

    def possible(self, seat: Seat) -> None:
        if visible_or_404(Position, seat, self.position).tabled_number:
            raise Refused(_("This position has already been tabled. State a new one to table a change."))

    def tables(self, seat: Seat) -> list[Act]:
        position = visible_or_404(Position, seat, self.position)
        interest = {"interest": position.interest} if self.interest else {}
        return [PutPosition(issue=position.issue_id, position=position.position, **interest)]

    def apply(self, entry: Entry) -> None:
        tabled = entry.facts["tabled"][0]
        Position.change(entry, self.position, tabled_book=tabled["book"], tabled_number=tabled["number"])

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["tabled"][0]["id"])


class PutPosition(Attributed):
    """A party’s position before everyone."""

    kind: ClassVar[str] = "agenda.put_position"
    says: ClassVar = gettext_lazy("%(by)s put its position before the plenary.")

    issue: IssueId
    position: Words
    interest: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, or was entrusted with tabling."""
        return may(seat, TABLING)

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(PLENARY)
        if not is_table(visible_or_404(Issue, seat, self.issue).audience):
            raise Refused(_("This issue is not on the plenary’s agenda. Raise it there first."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Position.make(entry, seat_id=entry.actor, party_id=entry.facts["party"], at=entry.at, **_position(self))


def _position(act: StatePosition | PutPosition) -> dict[str, str]:
    return {"issue_id": act.issue, "position": act.position, "interest": act.interest}
