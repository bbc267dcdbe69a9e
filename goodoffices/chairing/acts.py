"""Asking for the floor, giving it and giving it back; turns; points of order; adjourning."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.chairing.models import Adjournment, Floor, Hand, Point, Turns
from goodoffices.chairing.queries import Chairing, chairing_in, chairs, is_ours, narrower, speakers_in
from goodoffices.chairing.turns import demand_sitting
from goodoffices.consultation.acts import demand_open_room
from goodoffices.process.acts.seating import SeatId
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.audience import is_room
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Note, NotThere, Refused, Touched, Words, book_read_by
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

HandId = Annotated[Id, Names("chairing.Hand")]
PointId = Annotated[Id, Names("chairing.Point")]


class _Chaired(Act):
    """An act about how a room is chaired, in the room’s book."""

    def book(self, seat: Seat) -> str:
        raise NotImplementedError

    def audience(self, seat: Seat) -> Audience:
        """The room’s book."""
        book = book_read_by(seat, self.book(seat))
        if not is_room(book.audience):
            raise NotThere
        return book.audience

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("floor", entry.book_id)]

    def now(self, seat: Seat) -> Chairing:
        """How the room stands."""
        return chairing_in(seat, self.book(seat))


class _InRoom(_Chaired):
    room: Id

    def book(self, seat: Seat) -> str:
        return self.room


class _ByChair(_Chaired):
    def allowed(self, seat: Seat) -> bool:
        """Who chairs the room: who leads the third party, and in a delegation’s own room who decides for it."""
        return chairs(seat, self.audience(seat))


class AskFloor(Attributed, _InRoom):
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
            raise Refused(_("Your hand is raised already. Wait for the floor, or lower it first."))
        if ours and named == "party":
            raise Refused(_("Your side’s hand is raised already. Wait for the floor, or lower it first."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **told_of(seat, named_how(seat, self.audience(seat)))}

    def apply(self, entry: Entry) -> None:
        Hand.make(entry, words=self.words, at=entry.at, seat_id=entry.actor, **_named(entry))


class WithdrawRequest(Attributed, _Chaired):
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


class GiveFloor(_ByChair):
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
                raise Refused(_("The ground rules name speakers otherwise now. Let the request be made again."))
            return
        if self.seat not in {other.id for other in speakers_in(seat, str(self.room))}:
            raise Refused(_("This seat does not speak in this room. Give the floor to somebody who does."))
        if now.floor is not None and now.floor.named == "seat" and now.floor.seat_id == self.seat:
            raise Refused(_("This seat has the floor already. Give it to somebody else, or take it back."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.request:
            return {"id": draw.id()}
        return {"id": draw.id(), **told_of(Seat.objects.seen_by(seat).get(id=self.seat), "seat")}

    def apply(self, entry: Entry) -> None:
        _end_floor(entry)
        if self.request:
            hand = Hand.objects.of(entry).get(id=self.request)
            holder = {"seat_id": hand.seat_id, "party_id": hand.party_id, "named": hand.named}
            Hand.change(entry, hand.id, state="called")
        else:
            holder = {"seat_id": self.seat, **_named(entry)}
            raised = Hand.objects.of(entry).waiting().filter(seat_id=self.seat, named="seat")
            raised.update(state="called", changed=entry.number)
        Floor.make(entry, at=entry.at, **holder)


class YieldFloor(Attributed, _InRoom):
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


class TakeTurns(_ByChair, _InRoom):
    """Let speakers take turns: until this is ended, only who has the floor speaks."""

    kind: ClassVar[str] = "chairing.take_turns"
    says: ClassVar = gettext_lazy("%(by)s asked that speakers take turns.")
    label: ClassVar = gettext_lazy("Let speakers take turns")
    field_labels: ClassVar = {"minutes": gettext_lazy("Minutes for each side")}

    minutes: Annotated[int, Field(ge=1, le=600)] | None = None

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        if self.now(seat).turns is not None:
            raise Refused(_("Turns are taken here already. End them first to change the time."))
        if named_how(seat, self.audience(seat)) == "nobody":
            raise Refused(
                _(
                    "Speakers are not named here, and a turn would tell which words are one participant’s. Keep the list, and call the next from it."
                )
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Turns.make(entry, minutes=self.minutes, at=entry.at)


class EndTurns(_ByChair, _InRoom):
    """Let everybody speak freely again; the list stays."""

    kind: ClassVar[str] = "chairing.end_turns"
    says: ClassVar = gettext_lazy("%(by)s ended the turns; everybody speaks freely again.")
    label: ClassVar = gettext_lazy("Let everybody speak freely")

    def possible(self, seat: Seat) -> None:
        if self.now(seat).turns is None:
            raise Refused(_("No turns are taken here. Nothing needs to be ended."))

    def apply(self, entry: Entry) -> None:
        Turns.objects.of(entry).filter(ended__isnull=True).update(ended=entry.number, changed=entry.number)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room


class RaisePointOfOrder(Attributed, _InRoom):
    """Raise a point of order; the chair rules on it before the floor passes on."""

    kind: ClassVar[str] = "chairing.raise_point_of_order"
    says: ClassVar = gettext_lazy("%(by)s raised a point of order: %(text)s")
    label: ClassVar = gettext_lazy("Raise it")
    field_labels: ClassVar = {"text": gettext_lazy("Your point of order")}

    text: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        now = self.now(seat)
        demand_sitting(now)
        if now.point is not None:
            raise Refused(_("Another point of order waits for its ruling. Raise yours when the chair has ruled."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **told_of(seat, named_how(seat, self.audience(seat)))}

    def apply(self, entry: Entry) -> None:
        Point.make(entry, text=self.text, at=entry.at, seat_id=entry.actor, **_named(entry))


class RuleOnPoint(_ByChair):
    """Rule on a point of order: upheld or overruled."""

    kind: ClassVar[str] = "chairing.rule_on_point"
    says: ClassVar = gettext_lazy("%(by)s ruled on a point of order.")
    label: ClassVar = gettext_lazy("Rule on it")
    field_labels: ClassVar = {"words": gettext_lazy("Your ruling in words")}
    choice_labels: ClassVar = {
        "ruling": {"upheld": gettext_lazy("Uphold the point"), "overruled": gettext_lazy("Overrule it")},
    }

    point: PointId
    ruling: Literal["upheld", "overruled"]
    words: Note = ""

    def book(self, seat: Seat) -> str:
        return str(_point(seat, self.point).book_id)

    def possible(self, seat: Seat) -> None:
        if _point(seat, self.point).state != "pending":
            raise Refused(_("This point of order has been ruled upon. Raise another, if there is one."))

    def apply(self, entry: Entry) -> None:
        Point.change(entry, self.point, state=self.ruling, words=self.words, ruled_at=entry.at)


class Adjourn(_ByChair, _InRoom):
    """Adjourn a room: its list stays, the floor is given back, and nobody but the chair speaks until it is resumed."""

    kind: ClassVar[str] = "chairing.adjourn"
    says: ClassVar = gettext_lazy("%(by)s adjourned the room.")
    label: ClassVar = gettext_lazy("Adjourn")
    field_labels: ClassVar = {"until": gettext_lazy("Adjourn until (as you would say it)")}

    until: Note = ""
    words: Note = ""

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        if self.now(seat).adjournment is not None:
            raise Refused(_("This room is adjourned already. Resume it when it is time."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        _end_floor(entry)
        Adjournment.make(entry, until=self.until, words=self.words, at=entry.at)


class Resume(_ByChair, _InRoom):
    """Resume an adjourned room."""

    kind: ClassVar[str] = "chairing.resume"
    says: ClassVar = gettext_lazy("%(by)s resumed the room.")
    label: ClassVar = gettext_lazy("Resume")

    def possible(self, seat: Seat) -> None:
        if self.now(seat).adjournment is None:
            raise Refused(_("This room is not adjourned. Speak, or give the floor."))

    def apply(self, entry: Entry) -> None:
        rows = Adjournment.objects.of(entry).filter(resumed__isnull=True)
        rows.update(resumed=entry.number, changed=entry.number)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room


def told_of(speaker: Seat, named: str) -> dict[str, Any]:
    """How a speaker is named, for an entry’s facts: no more than is told to its readers."""
    facts: dict[str, Any] = {"named": named}
    if named != "nobody" and speaker.party_id:
        facts["party"] = speaker.party_id
    return facts


def _named(entry: Entry) -> dict[str, Any]:
    return {"named": entry.facts["named"], "party_id": entry.facts.get("party")}


def _end_floor(entry: Entry) -> None:
    Floor.objects.of(entry).standing().update(ended_at=entry.at, changed=entry.number)


def _demand_waiting(hand: Hand) -> None:
    if hand.state != "waiting":
        raise Refused(_("This request is on the list no more. Raise a hand to ask for the floor again."))


def _hand(seat: Seat, id: str | None) -> Hand:
    hand: Hand = visible_or_404(Hand, seat, id)
    return hand


def _point(seat: Seat, id: str) -> Point:
    point: Point = visible_or_404(Point, seat, id)
    return point
