"""What the offices above add to the pages and acts of the offices below, which do not know them.

An office adds itself when Django starts, in its `AppConfig.ready`: something to show beside a thing (a loop beside a
statement), a panel on a room's page, a line in the rail, a condition on what is said, a warning before it is sent. The
order is that of INSTALLED_APPS.
"""

# house: kept between requests: which offices there are: the code itself, filled once when Django starts

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Fragment, NotThere
from goodoffices.record.models import Entry


class Part(NamedTuple):
    """A piece of a page: a template, and what it knows as `it`."""

    template: str
    it: Any


class Link(NamedTuple):
    """A line in the rail: its name, and the page of the process that it leads to; `waiting` counts what waits for this
    seat there."""

    name: str
    view: str
    waiting: int = 0


class Warning(NamedTuple):
    """What to think of before something is sent: a sentence, and what each of those concerned says about it."""

    sentence: str
    said: tuple[tuple[str, str], ...] = ()  # who, and what


#: Given a seat, a sort of things (statement, solution, position) and ids of such on its page: by id, what stands beside
#: the thing. Nothing in it depends on the seat beyond what it may read, as the same piece is pushed to everyone.
things: list[Callable[[Seat, str, list[str]], Mapping[str, Part]]] = []
#: Given a seat and one thing: what this seat may do about it, on the thing's own page.
deeds: list[Callable[[Seat, Any], Iterable[Part]]] = []
#: Given a seat and a room: panels above what was said there.
rooms: list[Callable[[Seat, Any], Iterable[Part]]] = []
#: Given a seat: lines in the rail.
rail: list[Callable[[Seat], Iterable[Link]]] = []
#: Given a seat and a statement that it is about to make: raises Refused where an office forbids it now.
conditions: list[Callable[[Seat, Any], None]] = []
#: Given the entry that changed a thing, and the thing's id: pieces beside it that are now to be shown otherwise.
touched: list[Callable[[Entry, str], list[Fragment]]] = []
#: Given a seat and an act that it is about to send from a page: what it should know first. Sent again, it goes through.
warnings: list[Callable[[Seat, Act], Iterable[Warning]]] = []


def things_beside(seat: Seat, sort: str, ids: Iterable[str]) -> dict[str, list[Part]]:
    """By id, what stands beside each of these things, all of one sort."""
    wanted, found = list(ids), dict[str, list[Part]]()
    for office in things if wanted else ():
        for id, part in office(seat, sort, wanted).items():
            found.setdefault(id, []).append(part)
    return found


def deeds_on(seat: Seat, thing: Any) -> list[Part]:
    return [part for office in deeds for part in office(seat, thing)]


def panels_of(seat: Seat, room: Any) -> list[Part]:
    return [part for office in rooms for part in office(seat, room)]


def links_for(seat: Seat) -> list[Link]:
    return [link for office in rail for link in office(seat)]


def demand_conditions(seat: Seat, statement: Any) -> None:
    """Every office's condition on a statement, in the order of the offices."""
    for condition in conditions:
        condition(seat, statement)


def beside_touched(entry: Entry, thing: str) -> list[Fragment]:
    return [piece for office in touched for piece in office(entry, thing)]


def warnings_of(seat: Seat, act: Act) -> list[Warning]:
    """What to say before an act is sent from a page; nothing, where there is nothing for this seat to do anyway."""
    found = [each for office in warnings for each in office(seat, act)]
    if found and not (act.audience(seat) and act.allowed(seat)):
        raise NotThere
    return found
