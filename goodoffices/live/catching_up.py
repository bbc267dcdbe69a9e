"""What a listener missed since its cursor, read from the record under its books."""

from typing import NamedTuple

from django.db.models import Q

from goodoffices.live import sse
from goodoffices.live.authentication import CLIENT, Subscriber
from goodoffices.live.cursor import encode
from goodoffices.live.rendering import Rendering, read_from
from goodoffices.record.models import Book, Entry

# Beyond this a client had better read its books again, and a page itself (what it shows has to be made).
MOST_FOR_CLIENTS, MOST_FOR_PAGES = 1_000, 200


class Missed(NamedTuple):
    """The bytes to send first, and the heads they lead up to."""

    block: bytes
    heads: dict[str, int]


def missed_by(subscriber: Subscriber, cursor: dict[str, int], rendering: Rendering) -> Missed:
    heads = dict(Book.objects.filter(id__in=[book for book, _first in subscriber.books]).values_list("id", "head"))
    # A book that the cursor does not know was opened to this reader later: all that may be read there is news.
    told = {book: max(cursor.get(book, 0), first - 1) for book, first in subscriber.books}
    if any(cursor.get(book, 0) > head for book, head in heads.items()):
        return Missed(sse.resync(encode(heads)), heads)  # from before the data was put back to an older state

    most = MOST_FOR_CLIENTS if subscriber.channel == CLIENT else MOST_FOR_PAGES
    entries = _entries(told, heads, most + 1)
    if len(entries) > most:
        return Missed(sse.resync(encode(heads)), heads)
    return Missed(b"".join([_block(entry, told, subscriber, rendering) for entry in entries]), told)


def _entries(told: dict[str, int], heads: dict[str, int], most: int) -> list[Entry]:
    later = Q()
    for book, number in told.items():
        if heads[book] > number:
            later |= Q(book_id=book, number__gt=number)
    if not later:
        return []
    return list(Entry.objects.filter(later).select_related("book").order_by("position")[:most])


def _block(entry: Entry, told: dict[str, int], subscriber: Subscriber, rendering: Rendering) -> bytes:
    told[entry.book_id] = entry.number
    if subscriber.channel == CLIENT:
        return sse.entry(entry.book_id, entry.number, encode(told))
    shown = read_from(entry.book_id, dict(subscriber.books), rendering.shown(entry, subscriber.channel))
    return sse.grew(entry.book_id, entry.number, entry.kind, encode(told), shown)
