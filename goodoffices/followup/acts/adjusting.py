"""A commitment changes only by the consent of all that are bound: the new term takes the old one's place, which stays."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from goodoffices.followup import terms
from goodoffices.followup.acts.base import (
    CHOICE_LABELS,
    FIELD_LABELS,
    EvidenceKinds,
    OnCommitment,
    Publicity,
    demand_following,
)
from goodoffices.followup.acts.publishing import copy_of_next_term, public_copy
from goodoffices.followup.clocks import due_day, move, set_due, together
from goodoffices.followup.due import DueLine
from goodoffices.followup.in_words import changes_in_words
from goodoffices.followup.labels import FOR_ALL
from goodoffices.followup.models import Adjustment, AdjustmentConsent, Commitment
from goodoffices.followup.sides import Sides, acts_for, here, still_there
from goodoffices.followup.states import why_not
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import in_audience
from goodoffices.process.form_rows import Parts
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Note, Refused, Words
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PUBLIC, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

AdjustmentId = Annotated[Id, Names("followup.Adjustment")]


def _parts_of_due(value: Any) -> Any:
    """A form sends `due_kind`, `due_on` … beside the other fields."""
    if not isinstance(value, Mapping):
        return value
    due = {name.removeprefix("due_"): part for name, part in value.items() if name.startswith("due_")}
    rest = {name: part for name, part in value.items() if not name.startswith("due_")}
    if "evidence_kinds" in rest and isinstance(rest["evidence_kinds"], str):
        rest["evidence_kinds"] = [line.strip() for line in rest["evidence_kinds"].splitlines() if line.strip()]
    return {**rest, "due": due} if due.get("kind") or due.get("on") else rest


class Change(BaseModel):
    """The fields that change; what is left out stays as it is. `ends`: it is over, and not because it is met."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    who: Sides | None = None
    to: Sides | None = None
    what: Words | None = None
    objective: Note | None = None
    due: DueLine | None = None
    verifier: Annotated[str, Field(max_length=80)] | None = None
    method: Note | None = None
    evidence_kinds: EvidenceKinds | None = None
    indicator: Note | None = None
    baseline: Note | None = None
    publicity: Publicity | None = None
    ends: Literal["overtaken", "replaced"] | None = None

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


class AdjustCommitment(OnCommitment):
    """Propose what changes in a commitment, and why."""

    kind: ClassVar[str] = "followup.adjust"
    says: ClassVar = gettext_lazy("%(by)s proposed to adjust a commitment: “%(title)s”.")
    label: ClassVar = gettext_lazy("Propose the adjustment")
    field_labels: ClassVar = {**FIELD_LABELS, "change": gettext_lazy("What changes"), "why": gettext_lazy("Why")}
    choice_labels: ClassVar = CHOICE_LABELS
    states: ClassVar = ("proposed", "in_force")

    change: Annotated[Change, Parts(), BeforeValidator(_parts_of_due)]
    why: Words

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a side that is bound, and who leads the third party."""
        return seat.leads or bool(acts_for(seat, self.found(seat).bound))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if Adjustment.objects.seen_by(seat).filter(commitment=self.commitment, state="proposed").exists():
            raise Refused(_("An adjustment of this is open. Consent to it, or have it withdrawn first."))

    def check(self, seat: Seat) -> None:
        found, given = self.found(seat), self.change.given()
        before = terms.terms_of(found)
        if not any(before.get(name) != value for name, value in given.items()):
            raise Refused(_("Nothing changes by this. Say what is to be otherwise."), "change")
        if not self.change.ends:
            terms.demand_sound(seat, found.audience, {**before, **self._of_terms()}, changes=found)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        if self.change.due is not None:
            terms.demand_in_time(seat, found.audience, self.change.due, draw.now())
        sides = list(dict.fromkeys([*found.bound, *(self.change.who or []), *(self.change.to or [])]))
        return {"id": draw.id(), "sides": sides}

    def apply(self, entry: Entry) -> None:
        Adjustment.make(
            entry,
            commitment_id=self.commitment,
            seat_id=entry.actor,
            terms=self.change.given(),
            why=self.why,
            sides=entry.facts["sides"],
            at=entry.at,
        )
        Commitment.change(entry, self.commitment)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": Commitment.objects.of(entry).get(id=self.commitment).title}

    def _of_terms(self) -> dict[str, Any]:
        return {name: value for name, value in self.change.given().items() if name in terms.TERMS}


class OnAdjustment(Attributed):
    """An act about one adjustment, in its own book."""

    adjustment: AdjustmentId

    def audience(self, seat: Seat) -> Audience:
        """The commitment’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        found = self.found(seat)
        demand_following(seat, found.audience)
        if found.state != "proposed":
            raise Refused(_("This adjustment is not open any more. Read what became of it on the commitment’s page."))

    def found(self, seat: Seat) -> Adjustment:
        adjustment: Adjustment = visible_or_404(Adjustment, seat, self.adjustment, "commitment", "commitment__book")
        return adjustment

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.adjustment

    def end(self, entry: Entry, state: str) -> Adjustment:
        """It came to this; the commitment that it is about shows so."""
        found: Adjustment = Adjustment.objects.of(entry).get(id=self.adjustment)
        Adjustment.change(entry, self.adjustment, state=state, ended=entry.number)
        Commitment.change(entry, found.commitment_id)
        return found


class ConsentToAdjustment(OnAdjustment):
    """A side that is bound consents; with the last consent the new term is in force."""

    kind: ClassVar[str] = "followup.consent_adjustment"
    says: ClassVar = gettext_lazy("%(by)s consented to the adjustment of a commitment.")
    label: ClassVar = gettext_lazy("Consent to it")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, consent to the adjustment")
    consequence: ClassVar = gettext_lazy(
        "With the last consent the new term is in force. The old one stays on record, superseded."
    )

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a side that is bound."""
        return bool(acts_for(seat, self.found(seat).sides))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found, said = self.found(seat), self._said(seat)
        if not found.commitment.stands:
            raise Refused(why_not(seat, found.commitment))
        if acts_for(seat, found.sides) in said and here(seat, found.sides) - said:
            raise Refused(_("Your side has consented. It is waiting for the others."))

    def check(self, seat: Seat) -> None:
        """What else was agreed since may have made a circle of it."""
        found = self.found(seat)
        if "ends" not in found.terms:
            terms.demand_sound(seat, found.audience, _next_terms(found), changes=found.commitment)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """What changes, and why."""
        found = self.found(seat)
        arrow = "←" if get_language_bidi() else "→"
        changed = [(label, f"{before} {arrow} {now}") for label, before, now in changes_in_words(seat, found)]
        told = [(_("For the public"), self._told(found))] if found.commitment.public else []
        return [(_("Commitment"), found.commitment.what), *changed, (_("Why"), found.why), *told]

    def _told(self, found: Adjustment) -> str:
        if _stays_public(found):
            return _("Anyone reads the new term in place of the old one.")
        return _("Anyone reads that it is not kept up any more, and nothing of the new term.")

    def reaches(self, seat: Seat) -> Audience:
        """The public book, where the last consent changes what stands there."""
        return PUBLIC if self.tables(seat) else self.audience(seat)

    def tables(self, seat: Seat) -> list[Act]:
        """With the last consent, what the public reads from now on of this, and of what happens together with it."""
        found = self.found(seat)
        if here(seat, found.sides) - {*self._said(seat), acts_for(seat, found.sides)}:
            return []
        old, rows = found.commitment, Commitment.objects.seen_by(seat).standing().exclude(public="")
        if not _stays_public(found):
            how = found.terms.get("ends", "changed")
            return [public_copy(seat, old, ended=how)] if old.public else []
        day = self._day(seat, found)
        days = together(rows.filter(in_audience(found.audience)), {old.id: day})
        others = [public_copy(seat, row, due=days[row.id]) for row in rows if row.id in days and row.id != old.id]
        return [*([copy_of_next_term(seat, old, _next_terms(found), day)] if old.public else []), *others]

    def _day(self, seat: Seat, found: Adjustment) -> str:
        line = found.terms.get("due")
        return found.commitment.due_on if line is None else due_day(seat, found.audience, line)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        if "due" in found.terms:
            terms.demand_in_time(seat, found.audience, found.terms["due"], draw.now())
        day = self._day(seat, found)
        ours = acts_for(seat, found.sides)
        return {"consent": draw.id("consent"), "side": ours, "term": draw.id("term"), "due_on": day}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        AdjustmentConsent.make(
            entry,
            id=facts["consent"],
            adjustment_id=self.adjustment,
            seat_id=entry.actor,
            side=facts["side"],
            at=entry.at,
        )
        found = Adjustment.objects.of(entry).get(id=self.adjustment)
        said = AdjustmentConsent.objects.of(entry).filter(adjustment=self.adjustment).values_list("side", flat=True)
        if still_there(entry, found.sides) <= set(said):
            self._put_in_force(entry)
        else:
            Adjustment.change(entry, self.adjustment)
            Commitment.change(entry, found.commitment_id)

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """The new term, which is there once it is the last consent."""
        return {"term": [facts["term"]]}

    def _put_in_force(self, entry: Entry) -> None:
        found, facts = self.end(entry, "agreed"), entry.facts
        old = Commitment.objects.of(entry).get(id=found.commitment_id)
        stop_alarm(entry, old.id)
        if how := found.terms.get("ends"):
            Commitment.change(entry, old.id, state="closed", closed_how=how)
            return
        values = _next_terms(found)
        Commitment.change(entry, old.id, state="superseded", superseded_by=facts["term"])
        terms.make_term(
            entry,
            facts["term"],
            values,
            seat_id=old.seat_id,
            source_id=old.source_id,
            state="in_force",
            in_force_at=entry.at,
            term=old.term + 1,
            supersedes=old.id,
            public=old.public if _stays_public(found) else "",
        )
        days = together(Commitment.objects.of(entry).standing(), {old.id: facts["due_on"]})
        self._bring_along(entry, old, facts["term"])
        set_due(entry, facts["term"])
        for id, day in days.items():
            if id != old.id:
                move(entry, id, day)

    def _bring_along(self, entry: Entry, old: Commitment, term: str) -> None:
        """What waits for the old term waits for the new one."""
        for link in ("after", "simultaneous_with"):
            rows = Commitment.objects.of(entry).standing().filter(due=f"{link} {old.id}")
            for id in list(rows.values_list("id", flat=True)):
                Commitment.change(entry, id, due=f"{link} {term}")
            for row in Adjustment.objects.of(entry).filter(state="proposed"):
                if row.terms.get("due") == f"{link} {old.id}":
                    Adjustment.change(entry, row.id, terms={**row.terms, "due": f"{link} {term}"})

    def _said(self, seat: Seat) -> set[str]:
        rows = AdjustmentConsent.objects.seen_by(seat).filter(adjustment=self.adjustment)
        return set(rows.values_list("side", flat=True))


def _next_terms(found: Adjustment) -> dict[str, Any]:
    """The whole term that an adjustment makes of its commitment."""
    changed = {name: value for name, value in found.terms.items() if name in terms.TERMS}
    return {**terms.terms_of(found.commitment), **changed}


def _stays_public(found: Adjustment) -> bool:
    """Whether the next term is meant for the public, too; who consents to it consents to that."""
    meant = _next_terms(found)["publicity"] == FOR_ALL  # house: audience: how far it is told, not a book
    return meant and "ends" not in found.terms


class WithdrawAdjustment(OnAdjustment):
    """Whoever proposed an adjustment takes it back, before all have consented; so may the third party."""

    kind: ClassVar[str] = "followup.withdraw_adjustment"
    says: ClassVar = gettext_lazy("%(by)s withdrew the adjustment of a commitment.")
    label: ClassVar = gettext_lazy("Withdraw the adjustment")

    def allowed(self, seat: Seat) -> bool:
        """Who proposed it, and who leads the third party."""
        return seat.leads or self.found(seat).seat_id == seat.id

    def apply(self, entry: Entry) -> None:
        self.end(entry, "withdrawn")
