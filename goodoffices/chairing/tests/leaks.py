"""Leaks of the floor, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from goodoffices.chairing import models as chairing_models
from goodoffices.chairing import queries as chairing_reading
from goodoffices.record import perform as performing
from goodoffices.record.acts import Refused
from tests.noninterference.leaks import seed


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
