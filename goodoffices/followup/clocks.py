"""Days that follow from others, and the alarms that note what was missed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.engines.workdays import end_of_day
from goodoffices.followup.due import When, day_after, read
from goodoffices.followup.models import Check, Commitment, Event
from goodoffices.process.audience import in_audience
from goodoffices.process.models import Seat, process_of
from goodoffices.record.acts import Act, Id, Names, Touched
from goodoffices.record.alarms import ByTheClock, Clock, reset_alarm, stop_alarm
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

CommitmentId = Annotated[Id, Names("followup.Commitment")]
CheckId = Annotated[Id, Names("followup.Check")]


class AboutCheck(Act):
    """An act with a field called `check`, as the record and clients know it; in Python an act’s `check` is something else."""

    model_config = ConfigDict(validate_by_name=True)

    check_: Annotated[CheckId | None, Field(alias="check")] = None

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)


class Miss(ByTheClock, AboutCheck):
    """A day has passed: of a commitment whose obligors have not reported it done, or of a check that was not held."""

    kind: ClassVar[str] = "followup.miss"
    says: ClassVar = gettext_lazy("A day passed: %(what)s.")

    commitment: CommitmentId | None = None

    def draw(self, draw: Draw, seat: Clock) -> dict[str, Any]:
        return {}

    def apply(self, entry: Entry) -> None:
        stop_alarm(entry, self.commitment or self.check_ or "")
        if self.commitment:
            Commitment.change(entry, self.commitment, missed=True)
        if self.check_:
            check = Check.objects.of(entry).get(id=self.check_)
            state = "missed" if check.state == "planned" else check.state
            Check.change(entry, self.check_, state=state, missed_at=entry.at)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.commitment or self.check_

    def touches(self, entry: Entry) -> list[Touched]:
        return []

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"what": _("a commitment was not reported done") if self.commitment else _("a check was not held")}


# ---- days ------------------------------------------------------------------------------------------------------------


def events_in(seat: Seat, audience: Audience) -> dict[str, str]:
    """By event, in small letters, the day on which it falls: as this room has named it, and no other that the seat reads."""
    rows = Event.objects.seen_by(seat).filter(in_audience(audience), current=True).order_by("number")
    return {row.name.casefold(): row.on for row in rows}


def day_for(when: When, events: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The ISO day that it leads to; empty where none is known yet. `others`: the days of other commitments, by id."""
    if when.how == "within":
        on = events.get(when.event.casefold(), "")
        return day_after(on, when.days) if on else ""
    return when.on if when.how == "on" else others.get(when.of, "") if when.how == "simultaneous_with" else ""


def due_day(seat: Seat, audience: Audience, line: str) -> str:
    """The same for a line, by the events and the other commitments of its room."""
    when = read(line) or When()
    rows = Commitment.objects.seen_by(seat).filter(in_audience(audience), id=when.of) if when.of else ()
    return day_for(when, events_in(seat, audience), {row.id: row.due_on for row in rows})


def days_by_event(rows: Iterable[Commitment], event: str, on: str) -> dict[str, str]:
    """By id, the new days of those of these commitments that are counted from an event, or happen together with one."""
    rows, found = list(rows), {}
    for row in rows:
        day = day_for(read(row.due) or When(), {event.casefold(): on}, {})
        if day and day != row.due_on and row.due.startswith("within "):
            found[row.id] = day
    return together(rows, found)


def together(rows: Iterable[Commitment], moved: Mapping[str, str]) -> dict[str, str]:
    """The same days, and those of everything that happens together with one of these commitments, and so on."""
    rows, found, todo = list(rows), dict(moved), list(moved)
    while todo:
        of = todo.pop()
        for row in rows:
            if row.due == f"simultaneous_with {of}" and row.id not in found and row.due_on != found[of]:
                found[row.id] = found[of]
                todo.append(row.id)
    return found


def move(entry: Entry, commitment: str, day: str) -> None:
    """Its day is another now."""
    Commitment.change(entry, commitment, due_on=day, missed=False)
    set_due(entry, commitment)


def set_due(entry: Entry, commitment: str) -> None:
    """Let the clock note, once the day is over, that nobody reported it done."""
    row = Commitment.objects.of(entry).get(id=commitment)
    waits = row.state == "in_force" and row.due_on and row.reported != "done" and row.found != "met" and not row.missed
    if waits:
        reset_alarm(entry, commitment, Miss(commitment=commitment), end_of(entry, row.due_on))
    else:
        stop_alarm(entry, commitment)


def end_of(entry: Entry, day: str) -> str:
    """The moment at which a day of the process is over; not before this entry, since a book's times never go back."""
    return max(end_of_day(date.fromisoformat(day), process_of(entry).zone), entry.at)
