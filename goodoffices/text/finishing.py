"""What the pages of a text, a provision and a revision show beside the brackets: the single text, and how it ends."""

from typing import Any

from goodoffices.process.audience import is_third_party
from goodoffices.process.models import Seat
from goodoffices.text import single
from goodoffices.text.models import Draft, Provision


def of_draft(seat: Seat, draft: Draft) -> dict[str, Any]:
    """For the page of a text."""
    one = single.single_of(seat, draft.id) if draft.single else None
    return {
        "one": one,
        "series": single.series_of(seat, one) if one else [],
        "singles": single.latest_singles(seat) if is_third_party(draft.audience) else [],
        "next_of": single.taken_from(seat, draft.id) if is_third_party(draft.audience) else None,
    }


def of_provision(seat: Seat, provision: Provision) -> dict[str, Any]:
    """For the page of a provision."""
    said = single.criticism_on(seat, provision.draft_id).get(provision.id, []) if provision.draft.single else []
    return {
        "criticism": single.sides_apart(said),
        "positions": single.own_positions(seat) if provision.draft.single else [],
    }
