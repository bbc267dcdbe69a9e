"""Explanations of position: how a party reads what it helped to adopt."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import OnDecision
from goodoffices.decisions.models import Explanation
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class ExplainPosition(Attributed, OnDecision):
    """Attach an explanation of position, or an interpretative statement, to what was adopted."""

    kind: ClassVar[str] = "decisions.explain"
    says: ClassVar = gettext_lazy("%(by)s explained its position on what was adopted.")
    label: ClassVar = gettext_lazy("Explain our position")
    field_labels: ClassVar = {"words": gettext_lazy("Explanation of position")}

    words: Words

    def possible(self, seat: Seat) -> None:
        if not self.found(seat).adopted:
            raise Refused(_("Only what was adopted is explained. Wait for the outcome, or make a statement."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        Explanation.make(
            entry,
            decision_id=self.decision,
            seat_id=entry.actor,
            party_id=entry.facts["party"],
            words=self.words,
            at=entry.at,
        )
