"""Blind acceptance: each head answers in its own delegation's book; at expiry all read one bit."""

from typing import Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import DecisionId, OnDecision, demand_time, end, touched_by
from goodoffices.decisions.labels import ANSWERS
from goodoffices.decisions.models import Answer
from goodoffices.decisions.outcome import is_match
from goodoffices.process.audience import delegation_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Note, Refused, Touched
from goodoffices.record.alarms import ByTheClock, Clock
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class AnswerDecision(OnDecision):
    """Answer a mediator’s proposal, in one’s own delegation’s book; changeable until the time runs out."""

    kind: ClassVar[str] = "decisions.answer"
    says: ClassVar = gettext_lazy("%(by)s answered a blind decision: %(outcome)s")
    label: ClassVar = gettext_lazy("Answer")
    field_labels: ClassVar = {
        "answer": gettext_lazy("Your answer"),
        "condition": gettext_lazy("Your condition (it counts as no, and stays in your book)"),
    }
    choice_labels: ClassVar = {"answer": ANSWERS}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, this is our answer")
    consequence: ClassVar = gettext_lazy(
        "Nobody outside your delegation reads it, the mediator neither. You may change it until the time runs out; then a yes binds you if everyone said yes."
    )

    answer: Literal["yes", "yes_if", "no"]
    condition: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The delegation’s own book."""
        return delegation_of(seat.party_key)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).method != "blind":
            raise Refused(_("This is not decided by blind acceptance. Read on its page how it is decided."))

    def check(self, seat: Seat) -> None:
        if self.answer == "yes_if" and not self.condition:
            raise Refused(_("You have not named a condition. Write it down, or answer yes or no."), "condition")
        if self.answer != "yes_if" and self.condition:
            raise Refused(
                _("A condition goes with “Yes, if …” only. Choose that answer, or leave it empty."), "condition"
            )

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The frozen wording, and the answer."""
        condition = [(_("Your condition"), self.condition)] if self.condition else []
        said = [(_("What is put"), self.found(seat).frozen), (_("Your answer"), str(ANSWERS[self.answer]))]
        return [*said, *condition]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        demand_time(self.found(seat), draw.now())
        return {"answer": draw.id("answer"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        rows = Answer.objects.of(entry).filter(decision_id=self.decision, current=True)
        rows.update(current=False, changed=entry.number)
        Answer.make(
            entry,
            id=entry.facts["answer"],
            decision_id=self.decision,
            seat_id=entry.actor,
            party_id=entry.facts["party"],
            answer=self.answer,
            condition=self.condition,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": ANSWERS[self.answer]}


class RevealDecision(ByTheClock):
    """The time of a blind acceptance has run out: match, or no match, and nothing else."""

    kind: ClassVar[str] = "decisions.reveal"
    says: ClassVar = gettext_lazy("The answers to a blind decision were compared: %(outcome)s.")

    decision: DecisionId

    def draw(self, draw: Draw, seat: Clock) -> dict[str, Any]:
        return {"match": is_match(self.decision)}

    def apply(self, entry: Entry) -> None:
        end(entry, self.decision, "match" if entry.facts["match"] else "no_match")

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.decision

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry, self.decision)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": _("match") if entry.facts["match"] else _("no match")}
