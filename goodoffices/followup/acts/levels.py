"""The levels of a dispute: referred on, lapsed by the clock, or given more days by all of its sides."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.followup.disputing import (
    DisputeId,
    OnDispute,
    begin_level,
    clock_of,
    end_level,
    go_on,
    sides_at_the_table,
    steers,
    zone_of,
)
from goodoffices.followup.models import Dispute, ExtensionAsked
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Line, Refused
from goodoffices.record.alarms import ByTheClock, Clock
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class ReferDispute(OnDispute):
    """Refer a dispute to a later level before the time of the present one has run out."""

    kind: ClassVar[str] = "followup.refer"
    says: ClassVar = gettext_lazy("%(by)s referred the dispute to “%(name)s”.")
    label: ClassVar = gettext_lazy("Refer it on")
    field_labels: ClassVar = {"level": gettext_lazy("To the level")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, refer it on")
    consequence: ClassVar = gettext_lazy("The present level ends, and the days of the other begin to run.")

    # Its place in the ladder, or its name.
    level: Annotated[Annotated[int, Field(ge=2, le=10)] | Line, Field(union_mode="left_to_right")]

    def allowed(self, seat: Seat) -> bool:
        """The commission’s rapporteur, or who leads the third party in it; where neither is in it, its co-chairs."""
        return steers(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self.found(seat)
        if not found.levels:
            raise Refused(_("This dispute runs on no ladder. Close it, or go on in the commission’s room."))
        if found.level >= len(found.levels):
            raise Refused(_("This is the last level. What follows is for the sides to decide."))

    def check(self, seat: Seat) -> None:
        found = self.found(seat)
        if not found.level < self._place(found) <= len(found.levels):
            raise Refused(_("A dispute is referred to a later level of its ladder. Choose one."), "level")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        today = day_of(seat.process, draw.now())
        place = self._place(found)
        level = found.levels[place - 1]
        return {"name": level["name"], "level": place, **clock_of(level, found.places, today, zone_of(seat.process_id))}

    def apply(self, entry: Entry) -> None:
        clock = {"lapses": entry.facts["lapses"], "last_day": entry.facts["last_day"]}
        end_level(entry, Dispute.objects.of(entry).get(id=self.dispute), "referred")
        begin_level(entry, self.dispute, entry.facts.get("level", self.level), clock, LapseLevel(dispute=self.dispute))

    def _place(self, found: Dispute) -> int:
        """Of the level that is meant, from 1; 0 if none is called that."""
        names = [level["name"].casefold() for level in found.levels]
        meant = str(self.level).strip().casefold()
        return names.index(meant) + 1 if meant in names else int(meant) if meant.isdecimal() else 0

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": entry.facts["name"]}


class LapseLevel(ByTheClock):
    """The time of a level has run out: the next begins. After the last, nothing follows by itself."""

    kind: ClassVar[str] = "followup.lapse_level"
    says: ClassVar = gettext_lazy("The time of the level “%(name)s” ran out.")

    dispute: DisputeId

    def draw(self, draw: Draw, seat: Clock) -> dict[str, Any]:
        # house: read for nobody: the clock, about a dispute in its own book
        found = Dispute._base_manager.get(id=self.dispute)
        facts = {"name": found.present_level["name"], "level": found.level}
        if not (further := found.next_level):
            return facts
        # The next level begins when this one ends, however late the clock came to write that down.
        ended = date.fromisoformat(found.last_day)
        return {
            **facts,
            "next": found.level + 1,
            **clock_of(dict(further), found.places, ended, zone_of(seat.process_id)),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        end_level(entry, Dispute.objects.of(entry).get(id=self.dispute), "lapsed")
        if "next" in facts:
            clock = {"lapses": facts["lapses"], "last_day": facts["last_day"]}
            begin_level(entry, self.dispute, facts["next"], clock, LapseLevel(dispute=self.dispute))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.dispute

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": entry.facts["name"]}


class ExtendLevel(OnDispute):
    """Ask for further days at the present level. They are given when every side of the dispute has asked for as many."""

    kind: ClassVar[str] = "followup.extend"
    says: ClassVar = gettext_lazy("%(by)s asked for the level to be extended, by days: %(days)s.")
    label: ClassVar = gettext_lazy("Ask for more days")
    field_labels: ClassVar = {"days": gettext_lazy("Further days, counted as those of the level are")}

    days: Annotated[int, Field(ge=1, le=365)]

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.found(seat).lapses:
            raise Refused(_("No time is running in this dispute. Close it, or go on in the commission’s room."))

    def check(self, seat: Seat) -> None:
        found = self.found(seat)
        asked = set(_asked(seat, found).filter(days=self.days).values_list("side", flat=True))
        # Once a side has left the talks, and no other is missing, whoever stays asks again.
        if self.side(seat) in asked and not sides_at_the_table(seat, found) <= asked:
            raise Refused(_("Your side has asked for as many days. It is waiting for the other side."), "days")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found, side = self.found(seat), self.side(seat)
        facts = {"asked": draw.id(), "side": side, "level": found.level}
        agreed = {side, *_asked(seat, found).filter(days=self.days).values_list("side", flat=True)}
        if not sides_at_the_table(seat, found) <= agreed:
            return facts
        longer = {**found.present_level, "days": self.days}
        last = date.fromisoformat(found.last_day)
        return {**facts, **clock_of(longer, found.places, last, zone_of(seat.process_id))}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        rows = ExtensionAsked.objects.of(entry).filter(dispute_id=self.dispute, level=facts["level"], state="asked")
        rows.filter(side=facts["side"]).update(state="replaced", changed=entry.number)
        ExtensionAsked.make(
            entry,
            facts["asked"],
            dispute_id=self.dispute,
            level=facts["level"],
            side=facts["side"],
            days=self.days,
            at=entry.at,
        )
        if "lapses" in facts:
            rows.filter(days=self.days).update(state="granted", changed=entry.number)
            rows.filter(state="asked").update(state="replaced", changed=entry.number)
            clock = {"lapses": facts["lapses"], "last_day": facts["last_day"]}
            go_on(entry, Dispute.objects.of(entry).get(id=self.dispute), clock, LapseLevel(dispute=self.dispute))


def _asked(seat: Seat, dispute: Dispute) -> Any:
    return ExtensionAsked.objects.seen_by(seat).filter(dispute=dispute, level=dispute.level, state="asked")
