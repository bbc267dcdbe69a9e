"""A progress check: what its report holds of commitments and strategies, and the consents of the heads."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.followup.acts.base import demand_following
from goodoffices.followup.checking import (
    counted,
    everyone,
    missing,
)
from goodoffices.followup.clocks import AboutCheck, CheckId, CommitmentId
from goodoffices.followup.labels import LEVELS, WORKS
from goodoffices.followup.models import (
    Assessment,
    Check,
    CheckConsent,
    Commitment,
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

StrategyId = Annotated[Id, Names("followup.Strategy")]


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
