"""Leaks of the floor, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from goodoffices.chairing import api as chairing_api
from goodoffices.chairing import changes as chairing_changes
from goodoffices.chairing import models as chairing_models
from goodoffices.chairing import partials as chairing_partials
from goodoffices.chairing import queries as chairing_reading
from goodoffices.chairing import views as chairing_views
from goodoffices.process.extensions import Change
from goodoffices.record import perform as performing
from goodoffices.record.acts import Refused
from goodoffices.record.models import Book
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "chairing/rooms|rooms/.*room.*/$")
def a_hand_that_is_seen_in_another_room() -> Iterator[None]:
    """A hand raised in a caucus stands on the plenary's list, too, without a name."""
    honest = chairing_reading.chairing_of

    def chairing_of(scope: Any, book: str) -> Any:
        elsewhere = chairing_models.Hand._base_manager.exclude(book_id=book).filter(state="waiting")
        unnamed = [replace_named(hand, book) for hand in elsewhere]
        return replace(now := honest(scope, book), hands=(*now.hands, *unnamed))

    def replace_named(hand: Any, book: str) -> Any:
        hand.named, hand.words, hand.book_id = "nobody", "", book
        return hand

    with patch.object(chairing_reading, "chairing_of", chairing_of):
        yield


@seed("idris", "chairing/rooms|floor$")
def a_time_that_counts_every_room() -> Iterator[None]:
    """How long the other side has had the floor, caucuses with the mediator taken in."""

    def floors_in(seat: Any, book: str) -> Any:
        return list(chairing_models.Floor._base_manager.select_related("seat", "party", "book"))

    with patch.object(chairing_reading, "floors_in", floors_in):
        yield


@seed("idris", "make_statement")
def a_turn_that_binds_the_whole_house() -> Iterator[None]:
    """While turns are taken in a caucus, nobody speaks without the floor in the plenary either."""

    honest = performing.demand_conditions

    def demand_conditions(seat: Any, act: Any) -> None:
        honest(seat, act)
        bound = chairing_models.Turns._base_manager.filter(ended__isnull=True).exists()
        if bound and not seat.leads and act.kind == "consultation.make_statement":
            raise Refused("Speakers take turns somewhere. Wait.")

    with patch.object(performing, "demand_conditions", demand_conditions):
        yield


@seed("idris", "meetings$")
def meetings_of_every_room() -> Iterator[None]:
    """The list of meetings is read without asking who may read the room."""
    with unscoped(chairing_models.Meeting):
        patched = chairing_reading.meetings_in

        def meetings_in(seat: Any, rooms: Any) -> Any:
            every = Book.objects.filter(register_id=seat.process_id).values_list("id", flat=True)
            return patched(seat, every)

        with patch.object(chairing_api, "meetings_in", meetings_in):
            yield


@seed("idris", "/meetings/$|/meetings$|rooms/.*room.*/$")
def a_link_that_is_shown_in_every_room() -> Iterator[None]:
    """Where a caucus meets by video stands in the plenary, too."""
    honest = chairing_reading.meeting_link

    def meeting_link(scope: Any, room: str) -> Any:
        rows = chairing_models.MeetingLink._base_manager.filter(ended__isnull=True)
        return rows.first() or honest(scope, room)

    with ExitStack() as exits:
        for module in (chairing_api, chairing_views, chairing_partials):
            exits.enter_context(patch.object(module, "meeting_link", meeting_link))
        yield


@seed("idris", "brief$|briefing/")
def a_brief_that_tells_of_every_meeting() -> Iterator[None]:
    """What was put on record since is found without asking in which room."""

    def meetings(seat: Any, heads: Any) -> Iterator[Change]:
        yield Change(list(chairing_models.Meeting._base_manager.select_related("book")))

    with patch.object(chairing_changes, "meetings", meetings):
        yield
