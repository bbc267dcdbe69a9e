"""Leaks of commitments, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.followup import files, queries
from goodoffices.followup.models import Commitment
from goodoffices.followup.tests.dispute_leaks import (
    a_dispute_for_whoever_knows_its_address as a_dispute_for_whoever_knows_its_address,
)
from goodoffices.followup.tests.dispute_leaks import (
    a_quiet_concern_of_the_other_side as a_quiet_concern_of_the_other_side,
)
from goodoffices.followup.tests.dispute_leaks import (
    disputes_before_every_commission as disputes_before_every_commission,
)
from goodoffices.followup.tests.dispute_leaks import that_a_commitment_is_disputed as that_a_commitment_is_disputed
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "commitments/$", also=("process",))
def commitments_of_every_room() -> Iterator[None]:
    """The matrix asks the table, and not what this seat reads."""
    with unscoped(Commitment):
        yield


@seed("idris", "commitments/matrix.csv", also=("process",))
def a_number_that_counts_what_others_owe() -> Iterator[None]:
    """The file numbers its lines among all commitments there are."""
    honest = files._rows

    def rows(seat: Any, lines: Any) -> Iterator[list[str]]:
        behind = Commitment._base_manager.filter(book__register=seat.process_id).count()
        for row in honest(seat, lines):
            yield [f"{row[0]} of {behind}", *row[1:]]

    with patch.object(files, "_rows", rows):
        yield


@seed("idris", "commitments/measures/$", also=("process",))
def what_is_done_anywhere() -> Iterator[None]:
    """Under its objective stands what is owed in rooms that one does not read."""

    def commitments_seen_by(seat: Any) -> list[Commitment]:
        return list(Commitment._base_manager.filter(book__register=seat.process_id).select_related("book", "source"))

    with patch.object(queries, "commitments_seen_by", commitments_seen_by):
        yield
