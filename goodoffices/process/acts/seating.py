"""Who sits where: seats are admitted, removed and handed over, and somebody acts for a head."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.founding import Key
from goodoffices.process.delegation_rules import headed, left_vacant, may_fill
from goodoffices.process.labels import DELEGATION_ROLES, ROLES
from goodoffices.process.models import Party, Seat, parties_by_name, seats_by_number
from goodoffices.record.acts import Act, Id, Line, Names, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

SeatId = Annotated[Id, Names("process.Seat")]


class AdmitSeat(Act):
    """A seat at the table. Once a party's head sits, only the head adds seats to that delegation."""

    kind: ClassVar[str] = "process.admit_seat"
    says: ClassVar = gettext_lazy("%(by)s admitted the seat “%(name)s”.")
    label: ClassVar = gettext_lazy("Admit the seat")
    choice_labels: ClassVar = {"role": ROLES}
    field_labels: ClassVar = {"role": gettext_lazy("Role"), "name": gettext_lazy("Named by function")}

    role: Literal["co_mediator", "secretariat", "interpreter", "head", "delegate", "adviser", "observer", "mediator"]
    name: Line
    party: Key | None = None

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party; for a delegation that has a head, its head or who acts for the head."""
        party = _party(seat, self.party) if self.party else None
        return may_fill(seat, party.id if party else None, _everyone(seat))

    def check(self, seat: Seat) -> None:
        if (self.role in DELEGATION_ROLES) != (self.party is not None):
            raise Refused(
                _("Heads, delegates and advisers belong to a party; the third party and observers to none."), "party"
            )
        party = _party(seat, self.party) if self.party else None
        if self.party and party is None:
            raise Refused(_("There is no party with this key. Admit the party first."), "party")
        if _named_on_another_side(seat, self.name, self.party):
            raise Refused(
                _("A seat of another side has this name, and could not be told apart. Choose another."), "name"
            )
        if self.role == "head" and party and headed(party.id, _everyone(seat)):
            raise Refused(_("This delegation already has a head. Only the head can hand over."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        party = _party(seat, self.party) if self.party else None
        return {"id": draw.id(), "party": party.id if party else None}

    def apply(self, entry: Entry) -> None:
        Seat.make(
            entry,
            process_id=entry.process_id,
            party_id=entry.facts["party"],
            role=self.role,
            name=self.name,
            decides=self.role == "head",
        )


class RemoveSeat(Act):
    """A seat leaves the table; its holder reads nothing more."""

    kind: ClassVar[str] = "process.remove_seat"
    says: ClassVar = gettext_lazy("%(by)s removed the seat “%(name)s”.")
    label: ClassVar = gettext_lazy("Remove")

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party; from a delegation that has a head, its head or who acts for the head."""
        if not (seat.leads or seat.decides):
            return False
        leaving = seat_seen_by(seat, self.seat)
        if leaving.third:  # the secretariat works for the mediators and does not choose them
            return seat.role in ("mediator", "co_mediator")
        return may_fill(seat, leaving.party_id, _everyone(seat))

    def possible(self, seat: Seat) -> None:
        leaving = seat_seen_by(seat, self.seat)
        if leaving.left is not None:
            raise Refused(_("This seat has already left the table. See who is there now."))
        if leaving.id == seat.id:
            raise Refused(_("You cannot remove your own seat. Hand over first."))
        if leaving.decides or leaving.role == "head":
            raise Refused(_("This seat speaks for its delegation. First hand over, or end the acting headship."))

    def apply(self, entry: Entry) -> None:
        Seat.change(entry, self.seat, left=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": name_of(entry, self.seat)}


class HandOver(Act):
    """The head makes another seat of the delegation its head."""

    kind: ClassVar[str] = "process.hand_over"
    says: ClassVar = gettext_lazy("%(by)s handed the headship to “%(name)s”.")
    label: ClassVar = gettext_lazy("Hand over the headship")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, hand over the headship")
    consequence: ClassVar = gettext_lazy(
        "You will no longer decide for your party. Only the new head can hand the headship back."
    )

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """A head of delegation; not who merely acts for the head."""
        return seat.role == "head"

    def possible(self, seat: Seat) -> None:
        _demand_taken(seat, _own_delegate(seat, self.seat))

    def apply(self, entry: Entry) -> None:
        Seat.change(entry, entry.actor, role="delegate", decides=False)
        Seat.objects.of(entry).filter(party__seats__id=self.seat, acting=True).update(
            acting=False, decides=False, changed=entry.number
        )
        Seat.change(entry, self.seat, role="head", decides=True)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": name_of(entry, self.seat)}


class HandOverLead(Act):
    """The mediator lets a co-mediator or the secretariat lead the third party as its mediator, and stays as co-mediator."""

    kind: ClassVar[str] = "process.hand_over_lead"
    says: ClassVar = gettext_lazy("%(by)s handed the lead of the third party to “%(name)s”.")
    label: ClassVar = gettext_lazy("Hand over the lead of the third party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, hand over the lead")
    consequence: ClassVar = gettext_lazy("You stay as co-mediator. Only the new mediator can hand the lead back.")

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """The mediator."""
        return seat.role == "mediator"

    def possible(self, seat: Seat) -> None:
        other = seat_seen_by(seat, self.seat)
        if other.role not in ("co_mediator", "secretariat") or other.left is not None:
            raise Refused(_("Choose a co-mediator or a member of the secretariat who is at the table."))
        _demand_taken(seat, other)

    def apply(self, entry: Entry) -> None:
        Seat.change(entry, entry.actor, role="co_mediator")
        Seat.change(entry, self.seat, role="mediator")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": name_of(entry, self.seat)}


class AppointActingHead(Act):
    """The head lets another seat decide while away, and it alone; taken back by appointing nobody."""

    kind: ClassVar[str] = "process.appoint_acting_head"
    says: ClassVar = gettext_lazy("%(by)s set who acts as head.")
    label: ClassVar = gettext_lazy("Let act as head")

    seat: SeatId | None = None

    def allowed(self, seat: Seat) -> bool:
        return seat.role == "head"

    def possible(self, seat: Seat) -> None:
        if self.seat:
            _demand_taken(seat, _own_delegate(seat, self.seat))
        elif not Seat.objects.seen_by(seat).filter(party=seat.party, acting=True).exists():
            raise Refused(_("Nobody acts for you. Choose a seat of your delegation."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        # Older entries lack this: then the head went on deciding beside the acting head, and they still mean that.
        return {"rests": seat.id} if self.seat else {}

    def apply(self, entry: Entry) -> None:
        party = Seat.objects.of(entry).get(id=entry.actor).party_id
        Seat.objects.of(entry).filter(party_id=party, acting=True).update(
            acting=False, decides=False, changed=entry.number
        )
        if self.seat:
            Seat.change(entry, self.seat, acting=True, decides=True)
        # The head decides again once nobody acts.
        rests = "rests" in entry.facts
        Seat.objects.of(entry).filter(id=entry.actor, decides=rests).update(decides=not rests, changed=entry.number)


def seat_seen_by(seat: Seat, id: str) -> Seat:
    """The seat with this id in the reader's process, also one that has left."""
    found: Seat = visible_or_404(Seat, seat, id, "party")
    return found


def name_of(entry: Entry, seat: str) -> str:
    """A seat's name, for putting an entry into words."""
    # house: read for nobody: words for an entry whose reader was asked before
    return str(Seat._base_manager.filter(id=seat).values_list("name", flat=True).first() or "")


def _party(seat: Seat, key: str) -> Party | None:
    return next((party for party in parties_by_name(seat) if party.key == key), None)


def _named_on_another_side(seat: Seat, name: str, party: str | None) -> bool:
    others = [other for other in _everyone(seat) if other.party_key != (party or "")]
    return any(looks_like(other.name) == looks_like(name) for other in others)


def _everyone(seat: Seat) -> list[Seat]:
    return [other for other in seats_by_number(seat) if other.left is None]


def _demand_taken(seat: Seat, other: Seat) -> None:
    if left_vacant(seat, other):
        raise Refused(_("This seat is vacant, so nobody would decide. Invite someone to it first."))


def _own_delegate(seat: Seat, id: str) -> Seat:
    other = seat_seen_by(seat, id)
    if other.party_id != seat.party_id or other.left is not None or other.id == seat.id:
        raise Refused(_("Choose another seat of your own delegation."))
    return other
