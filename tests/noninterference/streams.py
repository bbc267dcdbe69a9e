"""What is told live: the streams of both worlds, byte for byte, through the server's own application.

Streams are opened from the beginning and again at the end (replay), and stay open while the history goes on (delivery).
Who is here and that somebody writes is sorted apart: its place between the entries is a matter of milliseconds.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from goodoffices.live import attendance, hub, presence
from goodoffices.live.cursor import encode
from goodoffices.live.tests.house import Answer, House, eventually
from goodoffices.record.models import Book, Register
from tests.noninterference.laying import Stage
from tests.noninterference.pairs import Pair
from tests.noninterference.worlds import World

ENDED = b"event: ended\ndata: {}\n\n"
AT_THE_TABLE = ("amara", "lena", "salma")  # whose pages are open all the while
APART = re.compile(rb"event: (presence|typing)\n(?:.+\n)*\n")


class Told(NamedTuple):
    """One stream as it came."""

    about: str
    status: int
    headers: dict[str, str]
    entries: bytes  # in their order
    typing: tuple[bytes, ...]  # in theirs
    presence: dict[str, Any]  # what the page knows in the end: arrivals are told together when they come close together
    ended: bool

    def same(self, other: "Told") -> bool:
        if not (self.ended and other.ended):
            return self == other
        # Whose books have changed is shown out within a second; how much was said in it is a matter of milliseconds.
        shorter, longer = sorted((self.entries.replace(ENDED, b""), other.entries.replace(ENDED, b"")), key=len)
        return longer.startswith(shorter) and self[:3] == other[:3]


def streams_differ(pair: Pair, stage: Stage) -> tuple[Told, Told] | None:
    """The first stream that differs between the two worlds of this pair."""
    worlds = stage.world(pair.setting), stage.world(pair.setting)
    cursors = _cursors(worlds[0], pair.member)
    heard = []
    for place, (world, order) in enumerate(zip(worlds, pair.orders(), strict=True)):
        with world, _without_clocks():
            heard.append(_listen(world, pair, place, order, cursors))
    stage.drop(*worlds)
    return next(((a, b) for a, b in zip(*heard, strict=True) if not a.same(b)), None)


@contextmanager
def _without_clocks() -> Iterator[None]:
    """Nothing is sent because time has passed.

    A sign of life comes every fifteen seconds of the server's clock. On a busy machine a history takes longer than that,
    and where the sign stands among the entries says how fast the machine was, not what others did. With the clock
    stopped, any further byte is a difference.
    """
    with (
        patch.object(hub, "HEARTBEAT_INTERVAL", 3_600.0),
        patch.object(presence, "TYPING_INTERVAL", 0.0),
        patch.object(attendance, "GRACE_PERIOD", 3_600.0),
    ):
        yield


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
    credentials, others = (
        world.sign_in(pair.member),
        [world.sign_in(name) for name in AT_THE_TABLE if name != pair.member],
    )
    with House() as house:
        company = [
            house.get(f"/processes/{world.process}/live?after=", {"cookie": other["cookie"]}).opened()
            for other in others
        ]
        at_first = _open(house, world, credentials, cursors[:2])
        for n in order:
            world.play(pair.steps[n].deed, pair.steps[n].ways[place])
            _goes_on_writing(world, pair, n)
            _settle(world)  # a piece shows what stands when it is made: the next deed waits until it has been
        told = _told_and_left(at_first)  # a seat has so many streams and no more
        late = _open(house, world, credentials, cursors[1:4])
        _settle(world)
        told += _told_and_left(late)
        late = _open(house, world, credentials, cursors[4:])
        _settle(world)
        told += _told_and_left(late)
        _told_and_left([("", answer) for answer in company])
    return told


def _told_and_left(answers: list[tuple[str, Answer]]) -> list[Told]:
    told = [_told(about, answer) for about, answer in answers]
    for _about, answer in answers:
        if not answer.done:
            answer.hang_up()
    return told


def _open(
    house: House, world: World, credentials: dict[str, str], cursors: list[tuple[str, str]]
) -> list[tuple[str, Answer]]:
    answers = []
    for address, key in (
        (f"/api/processes/{world.process}/stream", "authorization"),
        (f"/processes/{world.process}/live", "cookie"),
    ):
        for about, cursor in cursors:
            headers = {key: credentials[key]} if key in credentials else {}
            answer = house.get(f"{address}?after={cursor}", headers)
            if answer.status == 200:
                answer.opened()
            else:
                eventually(lambda answer=answer: answer.done)
            answers.append((f"{address} {about}", answer))
    return answers


def _goes_on_writing(world: World, pair: Pair, n: int) -> None:
    """Whoever did something in a room goes on to write there."""
    deed = pair.steps[n].deed
    room = deed.data.get("room")
    seat = world.seat(deed.by)
    if seat is None or room is None or room.audience not in deed.told:
        return
    book = world.book(room.audience)
    if book is not None and book.id in seat.books():
        presence.typing(book, seat)


def _settle(world: World) -> None:
    """Todo until everything recorded has been published, and everything published has been sent."""
    current = hub.current()
    assert current is not None
    position = Register.objects.get(process=world.process).position

    async def settled() -> bool:  # asked in the loop itself, so never in the middle of telling
        feeds = [feed for process, feed in current._feeds.items() if process == world.process]
        return all(feed.position >= position and all(each.idle for each in feed.listeners()) for feed in feeds)

    eventually(lambda: asyncio.run_coroutine_threadsafe(settled(), current.loop).result())


def _told(about: str, answer: Answer) -> Told:
    body = answer.bytes
    apart = [(match[1], match[0]) for match in APART.finditer(body)]
    typing = tuple(block for name, block in apart if name == b"typing")
    presence: dict[str, Any] = {}
    for name, block in apart:
        if name == b"presence":
            for key, value in json.loads(block.partition(b"data: ")[2]).items():
                presence[key] = {**presence.get(key, {}), **value} if isinstance(value, dict) else value
    return Told(
        about,
        answer.status,
        answer.headers,
        APART.sub(b"", body),
        typing,
        presence,
        answer.status == 200 and answer.done,
    )
