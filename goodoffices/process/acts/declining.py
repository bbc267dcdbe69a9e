"""Saying no to proposed ground rules, with reasons, and what one's party would have instead."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.rules import RulesId, demand_not_accepted, demand_that_stand
from goodoffices.process.models import RulesDeclined, Seat
from goodoffices.record.acts import Act, Note, Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class DeclineGroundRules(Act):
    """A head declines proposed ground rules and says why; it may say in words what the party would have instead."""

    kind: ClassVar[str] = "process.decline_ground_rules"
    says: ClassVar = gettext_lazy("%(by)s declined the ground rules.")
    label: ClassVar = gettext_lazy("Decline for our party")
    field_labels: ClassVar = {
        "words": gettext_lazy("Why not"),
        "instead": gettext_lazy("What you propose instead"),
    }

    rules: RulesId
    words: Words
    instead: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        if demand_that_stand(seat, self.rules).state == "in_force":
            raise Refused(_("These ground rules are in force. To stop being bound by them, withdraw your consent."))
        demand_not_accepted(seat, self.rules)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        RulesDeclined.end(entry, self.rules, party)
        RulesDeclined.make(
            entry,
            rules_id=self.rules,
            party_id=party,
            seat_id=entry.actor,
            at=entry.at,
            words=self.words,
            instead=self.instead,
        )

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.rules
