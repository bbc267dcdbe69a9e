"""The order of a room: turns, points of order, adjourning and resuming."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.chairing.acts.chaired import ByChair, InRoom, end_floor, named_of, told_of
from goodoffices.chairing.models import Adjournment, Point, Turns
from goodoffices.chairing.turns import demand_sitting
from goodoffices.consultation.acts import demand_open_room
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Names, Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

PointId = Annotated[Id, Names("chairing.Point")]


class TakeTurns(ByChair, InRoom):
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
            raise Refused(_("Speakers already take turns here. End turns first to change the time."))
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


class EndTurns(ByChair, InRoom):
    """Let everybody speak freely again; the list stays."""

    kind: ClassVar[str] = "chairing.end_turns"
    says: ClassVar = gettext_lazy("%(by)s ended the turns; everyone speaks freely again.")
    label: ClassVar = gettext_lazy("Let everyone speak freely")

    def possible(self, seat: Seat) -> None:
        if self.now(seat).turns is None:
            raise Refused(_("Speakers do not take turns here. There is nothing to end."))

    def apply(self, entry: Entry) -> None:
        Turns.objects.of(entry).filter(ended__isnull=True).update(ended=entry.number, changed=entry.number)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room


class RaisePointOfOrder(Attributed, InRoom):
    """Raise a point of order; the chair rules on it before the floor passes on."""

    kind: ClassVar[str] = "chairing.raise_point_of_order"
    says: ClassVar = gettext_lazy("%(by)s raised a point of order: %(text)s")
    label: ClassVar = gettext_lazy("Raise it")
    field_labels: ClassVar = {"text": gettext_lazy("Your point of order")}

    text: Words

    def allowed(self, seat: Seat) -> bool:
        """Everyone who takes part, interpreters too."""
        return not seat.observes

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        now = self.now(seat)
        demand_sitting(now)
        if now.point is not None:
            raise Refused(_("Another point of order is waiting for a ruling. Raise yours when the chair has ruled."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **told_of(seat, named_how(seat, self.audience(seat)))}

    def apply(self, entry: Entry) -> None:
        Point.make(entry, text=self.text, at=entry.at, seat_id=entry.actor, **named_of(entry))


class RuleOnPoint(ByChair):
    """Rule on a point of order: upheld or overruled."""

    kind: ClassVar[str] = "chairing.rule_on_point"
    says: ClassVar = gettext_lazy("%(by)s ruled on a point of order.")
    label: ClassVar = gettext_lazy("Rule on it")
    field_labels: ClassVar = {"words": gettext_lazy("Your ruling, in words")}
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
            raise Refused(_("This point of order has been ruled on. Raise another if you need to."))

    def apply(self, entry: Entry) -> None:
        Point.change(entry, self.point, state=self.ruling, words=self.words, ruled_at=entry.at)


class Adjourn(ByChair, InRoom):
    """Adjourn a room: its list stays, the floor is given back, and nobody but the chair speaks until it is resumed."""

    kind: ClassVar[str] = "chairing.adjourn"
    says: ClassVar = gettext_lazy("%(by)s adjourned the room.")
    label: ClassVar = gettext_lazy("Adjourn")
    field_labels: ClassVar = {"until": gettext_lazy("Adjourn until (in your own words)")}

    until: Note = ""
    words: Note = ""

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.book(seat))
        if self.now(seat).adjournment is not None:
            raise Refused(_("This room is already adjourned. Resume it when it is time."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        end_floor(entry)
        Adjournment.make(entry, until=self.until, words=self.words, at=entry.at)


class Resume(ByChair, InRoom):
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


def _point(seat: Seat, id: str) -> Point:
    point: Point = visible_or_404(Point, seat, id)
    return point
