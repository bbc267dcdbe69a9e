"""What is told live: the streams of both worlds, byte for byte, through the server's own application.

Streams are opened from the beginning and again at the end (replay), and stay open while the history goes on (delivery).
Who is here and that somebody writes is sorted apart: its place between the entries is a matter of milliseconds.
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from unittest.mock import patch

from goodoffices.live import desk, presence
from goodoffices.live.cursor import encode
from goodoffices.live.tests.house import Answer, House, eventually
from goodoffices.record.models import Book, Register
from tests.noninterference.members import MEMBERS
from tests.noninterference.pairs import Pair
from tests.noninterference.worlds import Stage, World

APART = re.compile(rb"event: (presence|typing)\n(?:.+\n)*\n")


class Told(NamedTuple):
    """One stream as it came."""

    about: str
    status: int
    headers: dict[str, str]
    entries: bytes  # in their order
    apart: tuple[bytes, ...]  # presence and typing, in theirs


def streams_differ(pair: Pair, stage: Stage, typing: Callable[[World, int], None] | None = None) -> tuple[Told, Told] | None:
    """The first stream that differs between the two worlds of this pair."""
    heard = []
    worlds = stage.world(pair.setting), stage.world(pair.setting)
    cursors = _cursors(worlds[0], pair.member)
    for place, (world, order) in enumerate(zip(worlds, pair.orders(), strict=True)):
        with world:
            heard.append(_listen(world, pair, place, order, cursors))
    stage.drop(*worlds)
    return next(((a, b) for a, b in zip(*heard, strict=True) if a != b), None)


def _cursors(world: World, member: str) -> list[tuple[str, str]]:
    """Where to begin: nowhere, at the first entry, in books one does not read, too far, and with nonsense."""
    with world:
        seat = world.seat(member)
        books = sorted(seat.books()) if seat else []
        others = sorted(set(Book.objects.values_list("id", flat=True)) - set(books))
    start = encode(dict.fromkeys(books or ["none"], 0))
    return [
        ("from now", ""),
        ("from the beginning", start),
        ("with others' books", encode({**dict.fromkeys(books, 1), **dict.fromkeys(others, 3)})),
        ("others' books alone", encode(dict.fromkeys(others, 0))),
        ("too far in others' books", encode({**dict.fromkeys(books, 0), **dict.fromkeys(others, 999)})),
        ("too far", encode(dict.fromkeys(books or ["none"], 999))),
        ("nonsense", "x"),
    ]


def _listen(world: World, pair: Pair, place: int, order: list[int], cursors: list[tuple[str, str]]) -> list[Told]:
    credentials = world.sign_in(pair.member)
    presence._told.clear()
    with House() as house:
        open_ones = _open(house, world, credentials, cursors[:2])
        for n in order:
            world.play(pair.steps[n].deed, pair.steps[n].ways[place])
            _somebody_types(world, pair, n)
        _settle(world)
        late = _open(house, world, credentials, cursors[1:])
        _settle(world)
        told = [_told(about, answer) for about, answer in [*open_ones, *late]]
        for _about, answer in [*open_ones, *late]:
            if not answer.done:
                answer.hang_up()
    return told


def _open(house: House, world: World, credentials: dict[str, str], cursors: list[tuple[str, str]]) -> list[tuple[str, Answer]]:
    answers = []
    for address, key in ((f"/api/processes/{world.process}/stream", "authorization"), (f"/processes/{world.process}/live", "cookie")):
        for about, cursor in cursors:
            headers = {key: credentials[key]} if key in credentials else {}
            answer = house.get(f"{address}?after={cursor}", headers)
            if answer.status == 200:
                answer.opened()
            else:
                eventually(lambda answer=answer: answer.done)
            answers.append((f"{address} {about}", answer))
    return answers


def _somebody_types(world: World, pair: Pair, n: int) -> None:
    """Whoever did something in a room goes on to write there."""
    deed = pair.steps[n].deed
    room = deed.data.get("room")
    seat = world.seat(deed.by)
    if seat is None or room is None or MEMBERS[deed.by].name == pair.member:
        return
    book = world.book(room.audience)
    if book is not None and book.id in seat.books():
        presence.typing(book, seat)


def _settle(world: World) -> None:
    """Wait until everything recorded has been published, and everything published has been sent."""
    current = desk.current()
    assert current is not None

    def settled() -> bool:
        position = Register.objects.get(process=world.process).position
        feeds = [feed for process, feed in list(current._feeds.items()) if process == world.process]
        return all(feed.position >= position and all(listener.idle for listener in feed.listeners()) for feed in feeds)

    eventually(settled)
    assert current.loop.call_soon_threadsafe(lambda: None)
    eventually(settled)


def _told(about: str, answer: Answer) -> Told:
    body = answer.bytes
    apart = tuple(match[0] for match in APART.finditer(body))
    return Told(about, answer.status, answer.headers, APART.sub(b"", body), apart)


calm = patch.object(presence, "QUIET", 0.0)
