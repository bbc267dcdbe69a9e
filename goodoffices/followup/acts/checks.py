"""Regular follow-ups: the framework that the heads adopt, the checks that it dates, and the strategies reviewed there."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.decisions.deciding import is_lead
from goodoffices.followup.acts.base import demand_following
from goodoffices.followup.checking import (
    counted,
    everyone,
    last_days,
    make_checks,
    missing,
)
from goodoffices.followup.clocks import AboutCheck, CheckId, CommitmentId
from goodoffices.followup.due import is_day
from goodoffices.followup.labels import INDICATORS, LEVELS, RHYTHMS, VENUE_RULES, WORKS
from goodoffices.followup.models import (
    Assessment,
    Check,
    CheckConsent,
    Commitment,
    Framework,
    FrameworkAdoption,
    Review,
    Strategy,
)
from goodoffices.followup.sides import side_of
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_table
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Line, Names, Note, NotThere, Refused, Words
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived

FrameworkId = Annotated[Id, Names("followup.Framework")]
StrategyId = Annotated[Id, Names("followup.Strategy")]
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


class AssessmentRow(Row):
    """What a check says of a commitment, and how far an observer would say that it has been carried out."""

    field_labels: ClassVar = {
        "commitment": gettext_lazy("Commitment"),
        "words": gettext_lazy("Assessment"),
        "level": gettext_lazy("How far, to an observer"),
    }
    choice_labels: ClassVar = {"level": {"": gettext_lazy("not said"), **LEVELS}}

    commitment: CommitmentId
    words: Words
    level: Literal["", "not_begun", "minimal", "intermediate", "complete"] = ""


class ReviewRow(Row):
    """Whether a strategy works, and what changes and why."""

    field_labels: ClassVar = {
        "strategy": gettext_lazy("Strategy"),
        "works": gettext_lazy("Does it work?"),
        "adjustment": gettext_lazy("What changes"),
        "why": gettext_lazy("Why"),
    }
    choice_labels: ClassVar = {"works": WORKS}

    strategy: StrategyId
    works: Literal["works", "partly", "not"]
    adjustment: Note = ""
    why: Note = ""


class OnCheck(Attributed, AboutCheck):
    check_: Annotated[CheckId, Field(alias="check")]

    def possible(self, seat: Seat) -> None:
        demand_following(seat, PLENARY)
        if not self.found(seat).open:
            raise Refused(_("This check has been held, or is not planned any more. Go on with the next one."))

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """What it lets choose beside its subject may be newer than that."""
        return isinstance(thing, Check) and super().overtaken(thing, number)

    def found(self, seat: Seat) -> Check:
        check: Check = visible_or_404(Check, seat, self.check_, "framework")
        return check

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.check_


class HoldCheck(OnCheck):
    """The secretariat drafts the report of a check: who was there, where each commitment stands, what is adjusted and why."""

    kind: ClassVar[str] = "followup.hold_check"
    says: ClassVar = gettext_lazy("%(by)s drafted the report of a progress check.")
    label: ClassVar = gettext_lazy("Put the report before the heads")
    field_labels: ClassVar = {
        "present": gettext_lazy("Who was present (a line each)"),
        "assessments": gettext_lazy("Where each commitment stands"),
        "strategies": gettext_lazy("Strategies, and what changes"),
        "next": gettext_lazy("Next steps"),
    }

    present: Annotated[list[Line], Field(max_length=100)]
    assessments: Annotated[list[AssessmentRow], Field(max_length=200)] = []
    strategies: Annotated[list[ReviewRow], Field(max_length=40)] = []
    next: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        self._demand_sound(seat)
        if self.found(seat).day > day_of(seat.process, draw.now()).isoformat():
            raise Refused(_("This check is still to come. Draft its report on its day, or after it."))
        rows = Commitment.objects.seen_by(seat).filter(id__in=[each.commitment for each in self.assessments])
        stands = {row.id: {"reported": row.reported, "found": row.found} for row in rows}
        wanted = Strategy.objects.seen_by(seat).filter(id__in=[each.strategy for each in self.strategies])
        return {"stands": stands, "counted": {row.id: counted(seat, row.indicator) for row in wanted}}

    def _demand_sound(self, seat: Seat) -> None:
        for name, ids in (
            ("assessments", [each.commitment for each in self.assessments]),
            ("strategies", [each.strategy for each in self.strategies]),
        ):
            if len(set(ids)) != len(ids):
                raise Refused(_("Something stands there twice. Name each once."), name)
        if any(each.adjustment and not each.why for each in self.strategies):
            raise Refused(_("An adjustment has no reason yet. Say why it is made."), "strategies")
        books = Commitment.objects.seen_by(seat).filter(id__in=[each.commitment for each in self.assessments])
        if any(not is_table(row.audience) for row in books.select_related("book")):
            raise NotThere

    def apply(self, entry: Entry) -> None:
        for model in (Assessment, Review, CheckConsent):
            rows = model.objects.of(entry).filter(check_of=self.check_, current=True)
            rows.update(current=False, changed=entry.number)
        for place, each in enumerate(self.assessments):
            id = derived(entry.book_id, entry.number, "assessment", place)
            stands = entry.facts["stands"].get(each.commitment, {})
            Assessment.make(
                entry,
                id=id,
                check_of_id=self.check_,
                commitment_id=each.commitment,
                words=each.words,
                level=each.level,
                **stands,
            )
        for place, line in enumerate(self.strategies):
            id = derived(entry.book_id, entry.number, "review", place)
            Review.make(
                entry,
                id=id,
                check_of_id=self.check_,
                strategy_id=line.strategy,
                works=line.works,
                adjustment=line.adjustment,
                why=line.why,
                counted=entry.facts["counted"].get(line.strategy),
            )
        Check.change(entry, self.check_, state="drafted", present=self.present, next=self.next, drafted=entry.number)
        Check.reword(entry, self.check_)


class ConsentToCheck(OnCheck):
    """A head consents to the report as it stands; with the last consent the check is held."""

    kind: ClassVar[str] = "followup.consent_check"
    says: ClassVar = gettext_lazy("%(by)s consented to the report of a progress check.")
    label: ClassVar = gettext_lazy("Consent to the report")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, consent to the report")
    consequence: ClassVar = gettext_lazy("Once every head has consented, the check is held and its report stands.")

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party."""
        return seat.decides

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).state != "drafted":
            raise Refused(_("No report of this check has been drafted. Wait for the secretariat’s draft."))
        said = set(self._consents(seat).values_list("side", flat=True))
        if side_of(seat) in said and missing(seat, said):
            raise Refused(_("Your party has consented. It is waiting for the others."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """What the report says."""
        check = self.found(seat)
        rows = {"check_of": self.check_, "current": True}
        said = Assessment.objects.seen_by(seat).filter(**rows).select_related("commitment")
        reviewed = Review.objects.seen_by(seat).filter(**rows).select_related("strategy")
        return [
            *[(each.commitment.title, each.words) for each in said],
            *[(each.strategy.name, _review_in_words(each)) for each in reviewed],
            *([(HoldCheck.field_labels["next"], check.next)] if check.next else []),
        ]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"consent": draw.id("consent"), "side": side_of(seat)}

    def apply(self, entry: Entry) -> None:
        CheckConsent.make(
            entry,
            id=entry.facts["consent"],
            check_of_id=self.check_,
            seat_id=entry.actor,
            side=entry.facts["side"],
            at=entry.at,
        )
        said = CheckConsent.objects.of(entry).filter(check_of=self.check_, current=True).values_list("side", flat=True)
        if everyone(entry) <= set(said):
            stop_alarm(entry, self.check_)
            Check.change(entry, self.check_, state="held", held_on=entry.at)
        else:
            Check.change(entry, self.check_)

    def _consents(self, seat: Seat) -> Any:
        return CheckConsent.objects.seen_by(seat).filter(check_of=self.check_, current=True)


def _review_in_words(review: Review) -> str:
    return ". ".join(part for part in (review.works_name, review.adjustment, review.why) if part)
