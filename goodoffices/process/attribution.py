"""How a speaker is named to an audience, under the ground rules in force."""

from collections.abc import Mapping
from typing import Any

from goodoffices.process.audience import named_how
from goodoffices.process.models import Seat, sides_of_seats
from goodoffices.record.acts import Act
from goodoffices.record.things import Noun


def side_of(seat: Seat, noun: Noun) -> str | None:
    """The party that a thing is from, as far as its readers are told; None for the third party’s, or where none is named."""
    return side_among(noun, sides_of_seats(seat))


def side_among(noun: Noun, sides: Mapping[str, tuple[str | None, bool]]) -> str | None:
    """The same, where the side of each seat is known (`sides_of_seats`)."""
    if hasattr(noun, "party_id"):
        party: str | None = noun.party_id
        return party
    if noun.anonymous:
        return None
    return sides.get(noun.author, (None, False))[0]


class Attributed(Act):
    """An act whose author is told only as far as the ground rules let contributions be attributed."""

    def hides_author(self, seat: Any) -> bool:
        return named_how(seat, self.audience(seat)) != "seat"
