"""Consent: every head says yes, one after another, and may take it back until the last has."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import OnDecision, all_consent, demand_same_words, demand_time, end
from goodoffices.decisions.models import Consent
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class _Consenting(Attributed, OnDecision):
    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        seat.process.demand_open(self.audience(seat))
        if self.found(seat).method != "consent":
            raise Refused(_("This is not decided by consent. Read on its page how it is decided."))

    def ours(self, seat: Seat) -> bool:
        """Whether our party has consented."""
        rows = Consent.objects.seen_by(seat).filter(decision=self.decision, party=seat.party_id, withdrawn=False)
        return bool(rows.exists())

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        demand_time(self.found(seat), draw.now())
        return {"consent": draw.id("consent"), "party": seat.party_id}


class ConsentToDecision(_Consenting):
    """A head consents for its party; with the last consent it is adopted."""

    kind: ClassVar[str] = "decisions.consent"
    says: ClassVar = gettext_lazy("%(by)s consented to what had been put to a decision.")
    label: ClassVar = gettext_lazy("Consent for our party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, consent for our party")
    consequence: ClassVar = gettext_lazy(
        "You may take your consent back until the last head has consented. Then it is adopted."
    )

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.ours(seat):
            raise Refused(_("Your party has already consented. It is waiting for the other parties."))

    def check(self, seat: Seat) -> None:
        demand_same_words(self.found(seat), seat)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The frozen wording."""
        return [(_("What is put"), self.found(seat).frozen)]

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Consent.make(
            entry,
            id=facts["consent"],
            decision_id=self.decision,
            seat_id=entry.actor,
            party_id=facts["party"],
            at=entry.at,
        )
        if all_consent(entry, self.decision):
            end(entry, self.decision, "adopted")


class WithdrawConsentToDecision(_Consenting):
    """A head takes its consent back, while others are still to consent."""

    kind: ClassVar[str] = "decisions.withdraw_consent"
    says: ClassVar = gettext_lazy("%(by)s took back consent to what had been put to a decision.")
    label: ClassVar = gettext_lazy("Take our consent back")

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.ours(seat):
            raise Refused(_("Your party has not consented. There is nothing to take back."))

    def apply(self, entry: Entry) -> None:
        rows = Consent.objects.of(entry).filter(decision_id=self.decision, party_id=entry.facts["party"])
        rows.filter(withdrawn=False).update(withdrawn=True, changed=entry.number)
