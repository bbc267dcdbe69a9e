"""What the publisher reads for one feed: the entries that have come, and who still reads which books.

Runs in the publisher's thread, whose database connection only reads.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from goodoffices.live.authentication import revoked_among
from goodoffices.live.feed import Feed, PublishedEntry
from goodoffices.live.listener import MAX_PENDING
from goodoffices.live.readers import memberships_of, readers
from goodoffices.live.rendering import Pieces, Rendering
from goodoffices.live.subscriber import Books, Credential, Memberships
from goodoffices.record.appending import POSITION, Row, entries_after, entry_from
from goodoffices.record.models import Entry, Register

MAX_ENTRIES = 1_000  # in one update


@dataclass(frozen=True)
class Update:
    """What was found for one feed. `readers` is None if nobody's books can have changed; else `asked` are the seats that
    it was asked for."""

    feed: Feed
    entries: list[PublishedEntry]
    memberships: Memberships
    readers: dict[str, Books] | None
    asked: frozenset[str] = frozenset()


def update_for(feed: Feed, rendering: Rendering, full_check: bool) -> Update:
    found = _handed_over(feed) or entries_after(feed.process, feed.read_to, MAX_ENTRIES)
    # After the entries: whoever is shown one of them was a reader when all of them had been written.
    memberships = memberships_of(feed.process)
    entries = _rendered(feed, found, rendering)
    now_reading, asked = None, frozenset[str]()
    if memberships != feed.memberships or full_check:
        # Of a sidebar's change only its own members are asked: it holds up nobody else.
        everyone = full_check or memberships.table != feed.memberships.table
        listening = {listener.subscriber.seat for listener in feed.listeners()}
        asked = frozenset(s for s in listening if everyone or memberships.of(s) != feed.memberships.of(s))
        now_reading = readers(feed.process, asked)
    if found:
        feed.read_to = found[-1].position  # last: if anything above fails, they are read from the record next time
    return Update(feed, entries, memberships, now_reading, asked)


def behind(feeds: list[Feed]) -> list[Feed]:
    """Those whose processes the record has grown for, whether or not anybody announced it."""
    positions = dict(Register.objects.filter(process__in=[f.process for f in feeds]).values_list("process", "position"))
    return [feed for feed in feeds if positions.get(feed.process, 0) > feed.read_to]


def revoked_credentials(feeds: list[Feed]) -> set[Credential]:
    """The credentials of listeners that no longer hold."""
    return revoked_among({listener.subscriber.credential for feed in feeds for listener in feed.listeners()})


class DatabaseWatch:
    """Whether anybody wrote to the database, also from another program on this machine."""

    def __init__(self) -> None:
        self._version = -1

    def changed(self) -> bool:
        # Changes with every commit by another connection than this one, and this one only reads.
        # house: sql: SQLite's own counter of versions
        with connection.cursor() as cursor:
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
        before, self._version = self._version, version
        return bool(version != before)


def _handed_over(feed: Feed) -> list[Entry]:
    """The entries that writers handed over, if they follow without a gap on what was read before. If not, none.

    What is dropped here was committed before, so it is in the record when that is read next.
    """
    rows: list[Row] = []
    while feed.handed:
        row = feed.handed.popleft()
        expected = feed.read_to + len(rows) + 1
        if row[POSITION] == expected:
            rows.append(row)
        elif row[POSITION] > expected:
            feed.handed.clear()
            return []
    return [entry_from(row) for row in rows]


def _rendered(feed: Feed, entries: list[Entry], rendering: Rendering) -> list[PublishedEntry]:
    # If a book has grown by so much, its readers are sent a resync instead, and need no fragments. Counted by
    # book: what the readers of one book are shown must not depend on how busy another one was.
    grown = Counter(entry.book_id for entry in entries)
    return [
        PublishedEntry(
            entry.book_id,
            entry.number,
            entry.kind,
            entry.position,
            _shown(feed, entry, rendering) if grown[entry.book_id] <= MAX_PENDING else {},
        )
        for entry in entries
    ]


def _shown(feed: Feed, entry: Entry, rendering: Rendering) -> dict[str, Pieces]:
    return {channel: rendering.shown(entry, channel) for channel in feed.channels(entry.book_id)}
