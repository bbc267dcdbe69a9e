"""The programme of a day: set by the secretariat, and set again as the day goes."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.process.acts.rounds import RoundId, SessionId, round_seen_by
from goodoffices.process.audience import is_table
from goodoffices.process.days import day_of
from goodoffices.process.models import AgendaItem, Programme, ProgrammeItem, Round, Seat, Session
from goodoffices.process.moments import HostHour, hour_on
from goodoffices.record.acts import Act, Line, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, thing_seen_by

MOST = 40  # items of a day


class ProgrammeLine(Row):
    """One item: from when until when, what, and in which room."""

    # `from` is a word of Python: it is `since` in our code and in forms.
    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    field_labels: ClassVar = {
        "since": gettext_lazy("From"),
        "to": gettext_lazy("Until"),
        "item": gettext_lazy("Item"),
        "room": gettext_lazy("Where"),
    }

    since: Annotated[HostHour, Field(alias="from")]
    to: HostHour
    item: Line
    room: Line | None = None


class SetProgramme(Act):
    """Set what comes when on a day: of a session on its own day, or of a round on a day of it. Without items it is called off."""

    kind: ClassVar[str] = "process.set_programme"
    says: ClassVar = gettext_lazy("%(by)s set the programme of %(day)s.")
    label: ClassVar = gettext_lazy("Set the programme")
    field_labels: ClassVar = {
        "items": gettext_lazy("Programme"),
        "day": gettext_lazy("Day"),
    }

    session: SessionId | None = None
    round: RoundId | None = None
    day: date | None = None
    items: Annotated[list[ProgrammeLine], Field(max_length=MOST)] = []

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        if (self.round or self.session) and self._round(seat).state == "concluded":
            raise Refused(_("This round is concluded. Plan a day of the next one."))

    def check(self, seat: Seat) -> None:
        day = self._day(seat)
        times = [(hour_on(seat.process, day, each.since), hour_on(seat.process, day, each.to)) for each in self.items]
        for begins, ends in times:
            if not begins or not ends:
                raise Refused(_("The clocks go forward that night, and skip this time. Choose another one."), "items")
            if ends < begins:
                raise Refused(_("An item ends before it begins. Check its times."), "items")
            if {day_of(seat.process, begins), day_of(seat.process, ends)} != {day}:
                raise Refused(_("An item lies outside the day of this programme. Check its times."), "items")
        if any(about and not is_table(about.audience) for about in [_named(seat, each.item) for each in self.items]):
            raise Refused(_("Not everyone who reads a programme may read that. Write the item in words."), "items")
        if not self.items and not self._items_now(seat):
            raise Refused(_("The programme has no item. Enter at least one."), "items")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        day, round, found = self._day(seat), self._round(seat), self._found(seat)
        agenda = {looks_like(item.text): item for item in AgendaItem.objects.seen_by(seat).filter(round=round)}
        return {
            "id": found.id if found else draw.id(),
            "round": round.id,
            "day": day.isoformat(),
            "new": found is None,
            "lines": [self._line(seat, day, each, agenda) for each in self.items],
        }

    def apply(self, entry: Entry) -> None:
        if entry.facts["new"]:
            Programme.make(entry, round_id=entry.facts["round"], session_id=self.session, day=entry.facts["day"])
        elif self.session:
            Programme.change(entry, entry.id, session_id=self.session)
        else:
            Programme.change(entry, entry.id)
        ProgrammeItem.set(entry, entry.id, entry.facts["lines"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"day": formats.date_format(date.fromisoformat(entry.facts["day"]), "j F Y")}

    def _session(self, seat: Seat) -> Session:
        found: Session = visible_or_404(Session, seat, str(self.session), "round")
        return found

    def _round(self, seat: Seat) -> Round:
        return self._session(seat).round if self.session else round_seen_by(seat, str(self.round))

    def _day(self, seat: Seat) -> date:
        """That of the session, or the one that is named."""
        if self.session and not self.round:
            day = day_of(seat.process, self._session(seat).opened_at)
            if self.day in (None, day):
                return day
            raise Refused(_("The session is held on another day. Leave the day out, or name the round."), "day")
        if self.session or not (self.round and self.day):
            raise Refused(_("It is not clear which day is meant. Name a session, or a round and a day of it."), "day")
        round = self._round(seat)
        if (round.begins and self.day.isoformat() < round.begins) or (round.ends and self.day.isoformat() > round.ends):
            raise Refused(_("The round is not held on that day. Choose one of its days, or change its plan."), "day")
        return self.day

    def _found(self, seat: Seat) -> Programme | None:
        """The programme that is set again: the session’s own, or the one that its day had before it was opened."""
        rows = Programme.objects.seen_by(seat).filter(round=self._round(seat), day=self._day(seat).isoformat())
        if self.session:
            return rows.filter(session=self.session).first() or rows.filter(session=None).first()
        return rows.filter(session=None).first() or rows.first()

    def _items_now(self, seat: Seat) -> bool:
        found = self._found(seat)
        return found is not None and ProgrammeItem.objects.seen_by(seat).filter(programme=found, current=True).exists()

    def _line(self, seat: Seat, day: date, line: ProgrammeLine, agenda: dict[str, AgendaItem]) -> dict[str, Any]:
        """Its columns. It is about the item of the agenda that reads the same, or the thing at the table whose id it is."""
        about = _named(seat, line.item)
        text = next(_first_lines(about.in_words()), line.item) if about else line.item
        about = about or agenda.get(looks_like(line.item))
        return {
            "text": text[:300],
            "begins": hour_on(seat.process, day, line.since),
            "ends": hour_on(seat.process, day, line.to),
            "room": line.room or "",
            "about_id": about.id if about else None,
        }


def _named(seat: Seat, item: str) -> Noun | None:
    """The thing whose id this line is, as far as this seat sees it."""
    return thing_seen_by(seat, item) if item.isascii() and " " not in item else None


def _first_lines(words: str) -> Iterator[str]:
    return (line.strip() for line in words.splitlines() if line.strip())
