"""Leaks of decisions, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.decisions import queries
from goodoffices.decisions.models import Answer, Receipt
from tests.noninterference.leaks import seed


@seed("idris", "decisions/[^/]+/$")
def the_answer_of_the_other_side() -> Iterator[None]:
    """The page of a decision shows what another party answered."""

    def our_answer(seat: Any, decision: Any) -> Any:
        rows = Answer._base_manager.filter(decision=decision, current=True).exclude(party=seat.party_id)
        return rows.select_related("book").first()

    with patch.object(queries, "our_answer", our_answer):
        yield


@seed("amara", "decisions/[^/]+/$")
def a_count_of_receipts_before_the_time() -> Iterator[None]:
    """The page tells how many have noted receipt while the silence runs: a race to be last."""
    honest = queries.decision_seen_by

    def decision_seen_by(seat: Any, id: str) -> Any:
        found = honest(seat, id)
        if found.receipts is None:
            found.receipts = Receipt._base_manager.filter(decision=found).count()
        return found

    with patch.object(queries, "decision_seen_by", decision_seen_by):
        yield
