"""A head that accepts a solution on the agenda consents with it to a decision on that solution; one that reserves or merely
supports it takes that consent back."""

from collections.abc import Iterator

from goodoffices.decisions.acts import ConsentToDecision, WithdrawConsentToDecision
from goodoffices.decisions.models import Consent, Decision
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry


def counts_as_consent(seat: Seat, entry: Entry) -> Iterator[ConsentToDecision]:
    for decision in _open_on(entry):
        if seat.party_id in decision.parties and not _consented(seat, entry, decision):
            yield ConsentToDecision(decision=decision.id)


def takes_consent_back(seat: Seat, entry: Entry) -> Iterator[WithdrawConsentToDecision]:
    for decision in _open_on(entry):
        if seat.decides and _consented(seat, entry, decision):
            yield WithdrawConsentToDecision(decision=decision.id)


def _open_on(entry: Entry) -> Iterator[Decision]:
    rows = Decision.objects.of(entry).open().filter(subject=entry.data["solution"], method="consent")
    yield from rows.order_by("number")


def _consented(seat: Seat, entry: Entry, decision: Decision) -> bool:
    rows = Consent.objects.of(entry).filter(decision=decision, party=seat.party_id, withdrawn=False)
    return bool(rows.exists())
