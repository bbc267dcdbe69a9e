"""What the pages of decisions ask."""

from collections.abc import Iterable
from typing import Any

from goodoffices.decisions.models import Answer, Consent, Decision, Explanation, Objection, Receipt
from goodoffices.process.audience import table_first
from goodoffices.process.extensions import Place
from goodoffices.process.models import Party, Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.record.things import nouns_of

RELATED = ("book", "subject", "subject__book")


def decisions_seen_by(seat: Seat) -> list[Decision]:
    """Every decision that this seat reads: what is open first, then the latest."""
    rows = list(Decision.objects.seen_by(seat).select_related(*RELATED))
    rows.sort(key=lambda each: each.at, reverse=True)
    return with_all(seat, sorted(rows, key=lambda each: not each.open))


def adopted_by_book(seat: Seat) -> list[tuple[Any, list[Decision]]]:
    """The record of decisions: what was adopted, book by book, in the order of its adoption."""
    rows = Decision.objects.seen_by(seat).adopted().select_related(*RELATED).order_by("book__name", "ended")
    found: dict[str, list[Decision]] = {}
    for each in with_all(seat, rows):
        found.setdefault(each.book_id, []).append(each)
    books = [(theirs[0].book, theirs) for theirs in found.values()]
    return sorted(books, key=lambda pair: table_first(pair[0].audience, pair[0].name))


def decision_seen_by(seat: Seat, id: str) -> Decision:
    return with_all(seat, [visible_or_404(Decision, seat, id, "subject", "subject__book")])[0]


def with_all(seat: Seat, decisions: Iterable[Decision]) -> list[Decision]:
    """The same decisions, each with what it is about and what parties said to it, as far as this seat reads that."""
    found = list(decisions)
    by_id = {each.id: each for each in found}
    nouns = nouns_of([each.subject for each in found if each.subject], seen_by(seat))
    for each in found:
        each.about = nouns.get(each.subject_id or "")
        each.consents, each.explanations, each.objection = [], [], None
    for consent in _said(Consent, seat, by_id).filter(withdrawn=False):
        by_id[consent.decision_id].consents.append(consent)
    for explanation in _said(Explanation, seat, by_id):
        by_id[explanation.decision_id].explanations.append(explanation)
    for objection in _said(Objection, seat, by_id):
        by_id[objection.decision_id].objection = objection
    return found


def asked_parties(seat: Seat, decision: Decision) -> list[tuple[Party, Consent | None]]:
    """The parties that decide, each with its consent."""
    said = {consent.party_id: consent for consent in decision.consents}
    parties = Party.objects.seen_by(seat).filter(id__in=decision.parties).order_by("mark")
    return [(party, said.get(party.id)) for party in parties]


def our_receipt(seat: Seat, decision: Decision) -> Receipt | None:
    found: Receipt | None = Receipt.objects.seen_by(seat).filter(decision=decision).select_related("book").first()
    return found


def our_answer(seat: Seat, decision: Decision) -> Answer | None:
    rows = Answer.objects.seen_by(seat).filter(decision=decision, current=True)
    found: Answer | None = rows.select_related("book").first()
    return found


@cached
def places(seat: Seat) -> tuple[Place, ...]:
    from django.utils.translation import gettext as _

    rows = Decision.objects.seen_by(seat).select_related("book").order_by("-at")
    return tuple([Place(_("Decisions"), each.title, each.page(), each.state_name) for each in rows])


def _said(model: Any, seat: Seat, decisions: Iterable[str]) -> Any:
    rows = model.objects.seen_by(seat).filter(decision__in=list(decisions))
    return rows.select_related("book", "party").order_by("number")
