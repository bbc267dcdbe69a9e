"""The rail: its groups of lines, which of them is the page that is shown, and what waits for the reader where."""

from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from goodoffices.briefing.todo import asks_of
from goodoffices.process.extensions import GROUPS, Link, links_for
from goodoffices.process.models import Seat

UNPLACED = "table"  # the group of what waits on no page that has a line of its own: a question in a room, a raised hand


class Here(NamedTuple):
    """Which page it is, as far as the rail marks its own line."""

    app_name: str
    view_name: str
    room: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Here":
        match = request.resolver_match
        return cls(match.app_name, match.view_name, match.kwargs.get("room", "")) if match else cls("", "", "")

    def is_line(self, link: Link, links: list[Link]) -> bool:
        """Whether this is its page: the line of an office stands for those of its pages that have none of their own."""
        if self.view_name in (link.view, *link.pages):
            return True
        return link.whole and self.app_name == link.view.partition(":")[0] and not self._has_its_own(links)

    def _has_its_own(self, links: list[Link]) -> bool:
        return any(self.view_name in (link.view, *link.pages) for link in links)


class Line(NamedTuple):
    name: str
    view: str
    address: str
    waiting: int
    here: bool


class Group(NamedTuple):
    """Lines under a heading. `waiting` counts each thing that waits for the reader in one group only."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    waiting: int

    @property
    def here(self) -> bool:
        return any(line.here for line in self.lines)


def groups_for(seat: Seat, here: Here) -> tuple[Group, ...]:
    """The groups that have lines, from top to bottom."""
    links = links_for(seat)
    addresses = {link.view: reverse(link.view, args=[seat.process_id]) for link in links}
    waits = _waits(seat, addresses)
    found = []
    for key, title in GROUPS.items():
        of_group = [link for link in links if link.group == key]
        lines = tuple(
            [
                Line(
                    link.name,
                    link.view,
                    addresses[link.view],
                    link.waiting or waits[link.view],
                    here.is_line(link, links),
                )
                for link in of_group
            ]
        )
        waiting = sum(waits[link.view] for link in of_group) + (waits[""] if key == UNPLACED else 0)
        if lines:
            found.append(Group(key, str(title), lines, waiting))
    return tuple(found)


def counts_for(seat: Seat) -> dict[str, int]:
    """What waits, by the view of each line and the key of each group; under "" all of it."""
    groups = groups_for(seat, Here("", "", ""))
    lines = {line.view: line.waiting for group in groups for line in group.lines}
    return {**lines, **{group.key: group.waiting for group in groups}, "": sum(group.waiting for group in groups)}


def _waits(seat: Seat, addresses: dict[str, str]) -> Counter[str]:
    """How many things wait on the page of each line, and below it; under "" those on none."""
    found = Counter[str]()
    for wait in asks_of(seat):
        at = [view for view, address in addresses.items() if wait.address.startswith(address)]
        nearest = max(at, key=lambda view: len(addresses[view]), default="")
        root = addresses.get(nearest, "").endswith(f"/{seat.process_id}/")  # everything is below the talks' first page
        found["" if root else nearest] += 1
    return found
