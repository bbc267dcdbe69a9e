"""A head that accepts a solution on the agenda consents with it to a decision on that solution."""

from collections.abc import Iterator

from goodoffices.decisions.acts import ConsentToDecision
from goodoffices.decisions.models import Consent, Decision
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry


def counts_as_consent(seat: Seat, entry: Entry) -> Iterator[ConsentToDecision]:
    rows = Decision.objects.of(entry).open().filter(subject=entry.data["solution"], method="consent")
    for decision in rows.order_by("number"):
        said = Consent.objects.of(entry).filter(decision=decision, party=seat.party_id, withdrawn=False)
        if seat.party_id in decision.parties and not said.exists():
            yield ConsentToDecision(decision=decision.id)
