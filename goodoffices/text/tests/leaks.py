"""A leak of drafts, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator

from goodoffices.text.models import Draft
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "text/$")
def drafts_of_every_room() -> Iterator[None]:
    """The page of drafts forgets to say for whom it reads."""
    with unscoped(Draft):
        yield
