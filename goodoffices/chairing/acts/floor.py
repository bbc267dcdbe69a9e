"""Asking for the floor, giving it and giving it back."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.chairing.acts.chaired import ByChair, Chaired, InRoom, end_floor, named_of, told_of
from goodoffices.chairing.models import Floor, Hand
from goodoffices.chairing.queries import chairs, is_ours, narrower, speakers_in
from goodoffices.chairing.turns import demand_sitting
from goodoffices.consultation.acts import demand_open_room
from goodoffices.process.acts.seating import SeatId
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Names, Note, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

HandId = Annotated[Id, Names("chairing.Hand")]


class AskFloor(Attributed, InRoom):
    """Raise one’s hand: ask for the floor."""

    kind: ClassVar[str] = "chairing.ask_floor"
    says: ClassVar = gettext_lazy("%(by)s asked for the floor.")
    label: ClassVar = gettext_lazy("Raise hand")
    field_labels: ClassVar = {"words": gettext_lazy("In a few words")}

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        named = named_how(seat, self.audience(seat))
        # Where nobody is named, a second hand may be the same participant's: to refuse it would tell whose the first was.
        ours = [hand for hand in self.now(seat).hands if hand.named == named and is_ours(seat, hand)]
        if ours and named == "seat":
            raise Refused(_("Your hand is already raised. Wait for the floor, or lower it first."))
        if ours and named == "party":
            raise Refused(_("Your side’s hand is already raised. Wait for the floor, or lower it first."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **told_of(seat, named_how(seat, self.audience(seat)))}

    def apply(self, entry: Entry) -> None:
        Hand.make(entry, words=self.words, at=entry.at, seat_id=entry.actor, **named_of(entry))


class WithdrawRequest(Attributed, Chaired):
    """Lower a raised hand: one’s own, or another’s by the chair."""

    kind: ClassVar[str] = "chairing.withdraw_request"
    says: ClassVar = gettext_lazy("%(by)s took a request for the floor off the list.")
    label: ClassVar = gettext_lazy("Lower hand")

    request: HandId

    def book(self, seat: Seat) -> str:
        return str(_hand(seat, self.request).book_id)

    def allowed(self, seat: Seat) -> bool:
        """Whoever raised the hand, of the same side where only sides are named, and who chairs the room."""
        return is_ours(seat, _hand(seat, self.request)) or chairs(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        _demand_waiting(_hand(seat, self.request))

    def apply(self, entry: Entry) -> None:
        Hand.change(entry, self.request, state="lowered")


class GiveFloor(ByChair):
    """Give the floor to a raised hand, or to a seat; whoever had it has it no more."""

    kind: ClassVar[str] = "chairing.give_floor"
    says: ClassVar = gettext_lazy("%(by)s gave the floor.")
    label: ClassVar = gettext_lazy("Give the floor")
    field_labels: ClassVar = {"seat": gettext_lazy("Give the floor to")}

    request: HandId | None = None
    room: Id | None = None
    seat: SeatId | None = None

    @model_validator(mode="after")
    def _one_speaker(self) -> "GiveFloor":
        if (self.request is None) != (self.room is not None and self.seat is not None) or (
            self.request is not None and (self.room, self.seat) != (None, None)
        ):
            raise PydanticCustomError("one_speaker", "Name a request, or a room and a seat.")
        return self

    def book(self, seat: Seat) -> str:
        return str(_hand(seat, self.request).book_id) if self.request else str(self.room)

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        now = self.now(seat)
        demand_sitting(now)
        if now.point is not None:
            raise Refused(_("A point of order waits. Rule on it, then give the floor."))
        if self.request is None and named_how(seat, self.audience(seat)) != "seat":
            raise Refused(_("Speakers are not named here. Give the floor to a request on the list."))

    def check(self, seat: Seat) -> None:
        now, named = self.now(seat), named_how(seat, self.audience(seat))
        if self.request:
            hand = _hand(seat, self.request)
            _demand_waiting(hand)
            if narrower(hand.named, named) != hand.named:
                raise Refused(
                    _("The ground rules now name speakers differently. Ask for the request to be made again.")
                )
            return
        if self.seat not in {other.id for other in speakers_in(seat, str(self.room))}:
            raise Refused(_("This seat does not speak in this room. Give the floor to someone who does."))
        if now.floor is not None and now.floor.named == "seat" and now.floor.seat_id == self.seat:
            raise Refused(_("This seat already has the floor. Give it to someone else, or take it back."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.request:
            return {"id": draw.id()}
        return {"id": draw.id(), **told_of(Seat.objects.seen_by(seat).get(id=self.seat), "seat")}

    def apply(self, entry: Entry) -> None:
        end_floor(entry)
        if self.request:
            hand = Hand.objects.of(entry).get(id=self.request)
            holder = {"seat_id": hand.seat_id, "party_id": hand.party_id, "named": hand.named}
            Hand.change(entry, hand.id, state="called")
        else:
            holder = {"seat_id": self.seat, **named_of(entry)}
            raised = Hand.objects.of(entry).waiting().filter(seat_id=self.seat, named="seat")
            raised.update(state="called", changed=entry.number)
        Floor.make(entry, at=entry.at, **holder)


class YieldFloor(Attributed, InRoom):
    """Give the floor back; or, by the chair, take it back."""

    kind: ClassVar[str] = "chairing.yield_floor"
    says: ClassVar = gettext_lazy("The floor was given back.")
    label: ClassVar = gettext_lazy("Give the floor back")

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        floor = self.now(seat).floor
        if floor is None:
            raise Refused(_("Nobody has the floor. Raise your hand to ask for it."))
        if not (is_ours(seat, floor) or chairs(seat, self.audience(seat))):
            raise Refused(_("You do not have the floor. Raise your hand to ask for it."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        floor = self.now(seat).floor
        return {"floor": floor.id if floor else ""}

    def apply(self, entry: Entry) -> None:
        Floor.change(entry, entry.facts["floor"], ended_at=entry.at)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["floor"])


def _demand_waiting(hand: Hand) -> None:
    if hand.state != "waiting":
        raise Refused(_("This request is no longer on the list. Raise your hand to ask again."))


def _hand(seat: Seat, id: str | None) -> Hand:
    hand: Hand = visible_or_404(Hand, seat, id)
    return hand
