"""Texts that were tabled, or worked on, since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.text.models import Draft, Provision


def texts(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    new = list(Draft.objects.seen_by(seat).changed_after(heads).select_related("book", "party"))
    rows = Provision.objects.seen_by(seat).changed_after(heads).select_related("draft", "draft__book", "draft__party")
    found = {each.id: each for each in new}
    for each in rows:
        if seat.books()[each.book_id] <= each.draft.number:  # who reads only from later on, is not told of the text
            found.setdefault(each.draft_id, each.draft)
    yield Change(sorted(found.values(), key=lambda each: (each.book_id, each.number)))
