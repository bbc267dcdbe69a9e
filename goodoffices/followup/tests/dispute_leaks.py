"""Leaks of concerns and disputes, put back on purpose; `leaks.py` brings them."""

from collections.abc import Iterator, Mapping
from typing import Any
from unittest.mock import patch

from goodoffices.followup import disputes, queries
from goodoffices.followup.models import Commitment, Concern, Dispute
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "commitments/disputes/$", also=("process",))
def a_quiet_concern_of_the_other_side() -> Iterator[None]:
    """The page lists the concerns of every caucus."""
    with unscoped(Concern):
        yield


@seed("amara", "commitments/disputes/[^/]+/$", also=("process",))
def a_dispute_for_whoever_knows_its_address() -> Iterator[None]:
    """The page of a dispute does not ask whether its reader is on the commission."""

    def visible(model: Any, seat: Any, id: str, *related: str) -> Any:
        return Dispute._base_manager.select_related("book", *related).get(id=id)

    with patch.object(disputes, "visible_or_404", visible):
        yield


@seed("nils", "commitments/$", also=("process",))
def that_a_commitment_is_disputed() -> Iterator[None]:
    """The matrix says to everybody that a commission has a dispute about a commitment."""

    def disputed_among(seat: Any, all_of: Mapping[str, Commitment]) -> set[str]:
        rows = Dispute._base_manager.filter(commitment__in=list(all_of), closed_at="")
        return set(rows.values_list("commitment_id", flat=True))

    with patch.object(queries, "disputed_among", disputed_among):
        yield


@seed("nils", "commitments/disputes/$", also=("process",))
def disputes_before_every_commission() -> Iterator[None]:
    """The list shows disputes whose commission one is not on, and where their clocks stand."""
    with unscoped(Dispute):
        yield
