"""The framework of regular follow-ups that the heads adopt, and the strategies that are reviewed at its checks."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.decisions.deciding import is_lead
from goodoffices.followup.acts.base import demand_following
from goodoffices.followup.checking import (
    everyone,
    last_days,
    make_checks,
    missing,
)
from goodoffices.followup.due import is_day
from goodoffices.followup.labels import INDICATORS, RHYTHMS, VENUE_RULES
from goodoffices.followup.models import (
    Check,
    Framework,
    FrameworkAdoption,
    Strategy,
)
from goodoffices.process.attribution import Attributed
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Line, Names, Note, Refused
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

FrameworkId = Annotated[Id, Names("followup.Framework")]
Lines = Annotated[list[Line], Field(max_length=40)]


class FrameChecks(Attributed):
    """Propose how the sides follow up: how often, at what level, where in turn, and about what each time."""

    kind: ClassVar[str] = "followup.frame_checks"
    says: ClassVar = gettext_lazy("%(by)s proposed regular follow-ups: %(outcome)s.")
    label: ClassVar = gettext_lazy("Propose it to the heads")
    field_labels: ClassVar = {
        "every": gettext_lazy("How often"),
        "first": gettext_lazy("First check"),
        "times": gettext_lazy("How many checks"),
        "level": gettext_lazy("At what level"),
        "venue_rule": gettext_lazy("Where"),
        "venues": gettext_lazy("Venues (a line each)"),
        "standing_items": gettext_lazy("Standing items (a line each)"),
    }
    choice_labels: ClassVar = {"every": RHYTHMS, "venue_rule": VENUE_RULES}

    every: Literal["week", "fortnight", "month", "quarter"] = "month"
    first: date
    times: Annotated[int, Field(ge=1, le=60)] = 6
    level: Line
    venue_rule: Literal["alternating", "fixed"] = "alternating"
    venues: Lines = []
    standing_items: Lines = []

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads

    def possible(self, seat: Seat) -> None:
        demand_following(seat, PLENARY)

    def check(self, seat: Seat) -> None:
        if not is_day(self.first.isoformat()):
            raise Refused(_("This is no day that people mean. Choose one between 1900 and 2200."), "first")
        if self.venue_rule == "alternating" and len(self.venues) == 1:
            raise Refused(
                _("Venues take turns only if there are two. Add another, or choose one venue for all."), "venues"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.first < day_of(seat.process, draw.now()):
            raise Refused(_("The first check would be in the past. Choose a day that is still to come."), "first")
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        open_ones = Framework.objects.of(entry).filter(state="proposed")
        open_ones.update(state="replaced", changed=entry.number)
        values = {**self.model_dump(), "first": self.first.isoformat()}
        Framework.make(entry, seat_id=entry.actor, **values, at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": RHYTHMS[self.every]}


class AdoptChecks(Attributed):
    """A head adopts the framework; with the last, its checks are dated."""

    kind: ClassVar[str] = "followup.adopt_checks"
    says: ClassVar = gettext_lazy("%(by)s adopted the framework of regular follow-ups.")
    label: ClassVar = gettext_lazy("Adopt it for our party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, adopt it for our party")
    consequence: ClassVar = gettext_lazy(
        "Once every head has adopted it, its checks are dated. One that is not held within five working days is noted as missed, by the clock."
    )

    framework: FrameworkId

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party."""
        return seat.decides

    def possible(self, seat: Seat) -> None:
        found = self._found(seat)
        demand_following(seat, PLENARY)
        if found.state != "proposed":
            raise Refused(_("This framework is not open any more. Read which one stands."))
        said = set(FrameworkAdoption.objects.seen_by(seat).filter(framework=found).values_list("side", flat=True))
        # Once a party has left, and nobody else is missing, whoever stays adopts it again.
        if seat.party_key in said and missing(seat, said):
            raise Refused(_("Your party has adopted it. It is waiting for the others."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """How often, from when, at what level, where, and about what."""
        found, called = self._found(seat), FrameChecks.field_labels
        lines = [
            (called["every"], found.every_name),
            (called["first"], found.first),
            (called["times"], str(found.times)),
            (called["level"], found.level),
            (called["venues"], "\n".join(found.venues)),
            (called["standing_items"], "\n".join(found.standing_items)),
        ]
        return [(label, words) for label, words in lines if words]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self._found(seat)
        if found.first < day_of(seat.process, draw.now()).isoformat():
            raise Refused(_("The day of its first check has passed. Ask for a new framework with a later first check."))
        return {"adoption": draw.id("adoption"), "side": seat.party_key, "last": last_days(seat, found)}

    def apply(self, entry: Entry) -> None:
        FrameworkAdoption.make(
            entry,
            id=entry.facts["adoption"],
            framework_id=self.framework,
            seat_id=entry.actor,
            side=entry.facts["side"],
            at=entry.at,
        )
        said = FrameworkAdoption.objects.of(entry).filter(framework=self.framework).values_list("side", flat=True)
        if not everyone(entry) <= set(said):
            Framework.change(entry, self.framework)
            return
        _replace(entry, self.framework)
        Framework.change(entry, self.framework, state="adopted")
        make_checks(entry, Framework.objects.of(entry).get(id=self.framework))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.framework

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        return {"check": [derived(self.framework, "check", place) for place in range(1, 61)]}

    def _found(self, seat: Seat) -> Framework:
        framework: Framework = visible_or_404(Framework, seat, self.framework)
        return framework


def _replace(entry: Entry, but: str) -> None:
    """Another framework took the place of the one before: what it had planned, and nobody held, is not planned any more."""
    rows = Framework.objects.of(entry).filter(state="adopted").exclude(id=but)
    for check in Check.objects.of(entry).filter(framework__in=rows, state__in=("planned", "drafted")):
        stop_alarm(entry, check.id)
        Check.change(entry, check.id, state="replaced")
    rows.update(state="replaced", changed=entry.number)


class DeclareStrategy(Attributed):
    """Declare a way of working, such as active listening: it is reviewed at every check."""

    kind: ClassVar[str] = "followup.declare_strategy"
    says: ClassVar = gettext_lazy("%(by)s declared a strategy: “%(name)s”.")
    label: ClassVar = gettext_lazy("Declare it")
    field_labels: ClassVar = {
        "name": gettext_lazy("Strategy"),
        "description": gettext_lazy("What it means in practice"),
        "indicator": gettext_lazy("What is counted"),
    }
    choice_labels: ClassVar = {"indicator": INDICATORS}

    name: Line
    description: Note = ""
    indicator: Literal["loops", "modules", "checks", "meetings", "none"] = "none"

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, and who decides for a party."""
        return is_lead(seat) or seat.decides

    def possible(self, seat: Seat) -> None:
        demand_following(seat, PLENARY)

    def check(self, seat: Seat) -> None:
        names = Strategy.objects.seen_by(seat).values_list("name", flat=True)
        if self.name.casefold() in {name.casefold() for name in names}:
            raise Refused(_("A strategy of this name has been declared. Choose another name."), "name")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Strategy.make(entry, seat_id=entry.actor, **self.model_dump(), at=entry.at)
