"""A leak of commitments, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator

from goodoffices.followup.models import Commitment
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "followup/$")
def commitments_of_every_room() -> Iterator[None]:
    """The page of commitments forgets to say for whom it reads."""
    with unscoped(Commitment):
        yield
