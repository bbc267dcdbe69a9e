"""Reading the record for those who listen: what has come, who still reads it, and whether anybody wrote at all.

Runs in a thread of its own, whose connection only reads.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from goodoffices.live.authentication import Credential, still_good
from goodoffices.live.feed import Feed, Grew
from goodoffices.live.listener import MOST_WAITING
from goodoffices.live.readers import Books, Membership, membership_of, readers
from goodoffices.live.rendering import Pieces, Rendering
from goodoffices.record.appending import entries_after
from goodoffices.record.models import Entry, Register

MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class News:
    """What was found for one feed. `readers` is None if nobody's books can have changed."""

    feed: Feed
    grew: list[Grew]
    membership: Membership
    readers: dict[str, Books] | None
    asked: frozenset[str] = frozenset()


def news_for(feed: Feed, rendering: Rendering, thorough: bool) -> News:
    grew = _grown(feed, rendering)
    # After the entries: whoever is shown one of them was a reader when all of them had been written.
    membership = membership_of(feed.process)
    if membership == feed.membership and not thorough:
        return News(feed, grew, membership, None)
    seats = {listener.subscriber.seat for listener in feed.listeners()}
    return News(feed, grew, membership, readers(feed.process, seats), frozenset(seats))


def behind(feeds: list[Feed]) -> list[Feed]:
    """Those whose processes the record has grown for, whether or not anybody announced it."""
    positions = dict(Register.objects.filter(process__in=[f.process for f in feeds]).values_list("process", "position"))
    return [feed for feed in feeds if positions.get(feed.process, 0) > feed.position]


def lost_credentials(feeds: list[Feed]) -> set[Credential]:
    given = {listener.subscriber.credential for feed in feeds for listener in feed.listeners()}
    return given - still_good(given)


class Watch:
    """Whether anybody wrote to the data, also from another program on this machine."""

    def __init__(self) -> None:
        self._version = -1

    def noticed(self) -> bool:
        # Changes with every commit by another connection than this one, and this one only reads.
        # house: sql: SQLite's own counter of versions
        with connection.cursor() as cursor:
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
        before, self._version = self._version, version
        return bool(version != before)


def _grown(feed: Feed, rendering: Rendering) -> list[Grew]:
    entries = entries_after(feed.process, feed.position, MOST_AT_ONCE)
    # Whoever reads a book that has grown by so much will be told to read again: there is no use in making what nobody will
    # be shown. Counted by book, since what one book's readers are shown must not hang on how busy another was.
    grown = Counter(entry.book_id for entry in entries)
    return [
        _grew(entry, _shown(feed, entry, rendering) if grown[entry.book_id] <= MOST_WAITING else {})
        for entry in entries
    ]


def _grew(entry: Entry, shown: dict[str, Pieces]) -> Grew:
    return Grew(entry.book_id, entry.number, entry.kind, entry.position, shown)


def _shown(feed: Feed, entry: Entry, rendering: Rendering) -> dict[str, Pieces]:
    return {channel: rendering.shown(entry, channel) for channel in feed.channels(entry.book_id)}
