"""Server-sent events, as bytes."""

import json
import re
from typing import Any

BEAT = b": \n\n"
_BREAKS = re.compile(r"\r\n|\r|\n")  # what ends a line of a stream; str.splitlines() knows more


def event(name: str, data: Any, id: str = "") -> bytes:
    """A named event with JSON in it."""
    place = f"id: {id}\n" if id else ""
    return f"event: {name}\n{place}data: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def message(html: str) -> bytes:
    """An unnamed message, which the page swaps into itself."""
    return ("".join([f"data: {line}\n" for line in _BREAKS.split(html)]) + "\n").encode()


def resync(id: str) -> bytes:
    """So much has happened that the listener had better read everything again; from `id` on it will be told."""
    return event("resync", {}, id)  # with data: a browser does not dispatch an event that has none
