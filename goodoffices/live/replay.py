"""What a listener missed since its cursor, read from the record under its books."""

from typing import NamedTuple

from django.db.models import Q

from goodoffices.live import sse
from goodoffices.live.cursor import encode
from goodoffices.live.rendering import Rendering, read_from
from goodoffices.live.subscriber import CLIENT, Subscriber
from goodoffices.record.models import Book, Entry

# Beyond this, a client should read its books again and a page should reload: rendering takes time.
MAX_FOR_CLIENTS, MAX_FOR_PAGES = 1_000, 200


class Replay(NamedTuple):
    """The bytes to send first, and the heads they lead up to."""

    bytes: bytes
    heads: dict[str, int]


def replay_for(subscriber: Subscriber, cursor: dict[str, int], rendering: Rendering) -> Replay:
    heads = dict(Book.objects.filter(id__in=[book for book, _first in subscriber.books]).values_list("id", "head"))
    # The cursor lacks books that were opened to this reader later: everything in them is new.
    sent = {book: max(cursor.get(book, 0), first - 1) for book, first in subscriber.books}
    if any(cursor.get(book, 0) > head for book, head in heads.items()):
        return Replay(sse.resync(encode(heads)), heads)  # the data has been restored from an older backup

    most = MAX_FOR_CLIENTS if subscriber.channel == CLIENT else MAX_FOR_PAGES
    entries = _entries_after(sent, heads, most + 1)
    if len(entries) > most:
        return Replay(sse.resync(encode(heads)), heads)
    return Replay(b"".join([_bytes(entry, sent, subscriber, rendering) for entry in entries]), sent)


def _entries_after(sent: dict[str, int], heads: dict[str, int], most: int) -> list[Entry]:
    later = Q()
    for book, number in sent.items():
        if heads[book] > number:
            later |= Q(book_id=book, number__gt=number)
    if not later:
        return []
    return list(Entry.objects.filter(later).select_related("book").order_by("position")[:most])


def _bytes(entry: Entry, sent: dict[str, int], subscriber: Subscriber, rendering: Rendering) -> bytes:
    sent[entry.book_id] = entry.number
    if subscriber.channel == CLIENT:
        return sse.entry(entry.book_id, entry.number, encode(sent))
    shown = read_from(entry.book_id, dict(subscriber.books), rendering.shown(entry, subscriber.channel))
    return sse.grew(entry.book_id, entry.number, entry.kind, encode(sent), shown)
