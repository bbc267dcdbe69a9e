"""The events from which days are counted."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.followup.acts.base import demand_following
from goodoffices.followup.acts.publishing import public_copy
from goodoffices.followup.clocks import days_by_event, move
from goodoffices.followup.due import is_day
from goodoffices.followup.models import Commitment, Event
from goodoffices.process.audience import in_audience, is_room
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, InBook, Line, Refused
from goodoffices.record.audience import PUBLIC, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class NameEvent(InBook):
    """Say on which day an event falls, such as entry into force: every day that is counted from it follows."""

    kind: ClassVar[str] = "followup.name_event"
    says: ClassVar = gettext_lazy("%(by)s named the day of an event: “%(event)s” is %(on)s.")
    label: ClassVar = gettext_lazy("Name the day")
    field_labels: ClassVar = {"event": gettext_lazy("Event"), "day": gettext_lazy("Day")}

    # The record and clients know it as `on`; in a page’s tag that is a word of its own.
    model_config = ConfigDict(validate_by_name=True)

    event: Line
    day: Annotated[date, Field(alias="on")]

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads

    def possible(self, seat: Seat) -> None:
        audience = self.audience(seat)
        if not is_room(audience):
            raise Refused(_("The public book holds no commitments. Name the day in the room whose days hang on it."))
        demand_following(seat, audience)

    def check(self, seat: Seat) -> None:
        if not is_day(self.day.isoformat()):
            raise Refused(_("This is no day that people mean. Choose one between 1900 and 2200."), "day")

    def reaches(self, seat: Seat) -> Audience:
        """The public book, where a day that stands there may follow."""
        counted = any(row.public and row.due.startswith("within ") for row in self._rows(seat))
        return PUBLIC if counted else self.audience(seat)

    def _rows(self, seat: Seat) -> list[Commitment]:
        return list(Commitment.objects.seen_by(seat).standing().filter(in_audience(self.audience(seat))))

    def tables(self, seat: Seat) -> list[Act]:
        """The copies in the public book whose days follow."""
        rows = self._rows(seat)
        days = days_by_event(rows, self.event, self.day.isoformat())
        return [public_copy(seat, row, due=days[row.id]) for row in rows if row.public and row.id in days]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"event": draw.id("event")}

    def apply(self, entry: Entry) -> None:
        name, on = self.event.casefold(), self.day.isoformat()
        for row in Event.objects.of(entry).filter(current=True):
            if row.name.casefold() == name:
                Event.change(entry, row.id, current=False)
        Event.make(entry, id=entry.facts["event"], name=self.event, on=on, at=entry.at)
        for id, day in days_by_event(Commitment.objects.of(entry).standing(), name, on).items():
            move(entry, id, day)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"event": self.event, "on": self.day.isoformat()}
