"""How far a reader has come, in one word: its books with their heads. Opaque to others, and safe in an address."""

import re
from collections.abc import Mapping

MOST = 8_000  # characters; no header or address may be longer anyway
_PLACE = re.compile(r"([a-z0-9]{1,40})\.(0|[1-9][0-9]{0,14})")


class BadCursor(ValueError):
    """It was not made here, or it was changed on the way."""


def encode(heads: Mapping[str, int]) -> str:
    """
    >>> encode({"south": 2, "north": 41})
    'north.41~south.2'
    """
    return "~".join([f"{book}.{heads[book]}" for book in sorted(heads)])


def decode(text: str) -> dict[str, int]:
    """
    >>> decode("north.41~south.2")
    {'north': 41, 'south': 2}
    >>> decode("north.041")
    Traceback (most recent call last):
    goodoffices.live.cursor.BadCursor: This is no cursor.
    """
    places = [_PLACE.fullmatch(place) for place in text.split("~")] if len(text) <= MOST else []
    heads = {place[1]: int(place[2]) for place in places if place}
    if not heads or len(heads) != len(places):
        raise BadCursor("This is no cursor.")
    return heads
