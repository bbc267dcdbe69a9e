"""Server-sent events, as bytes."""

import json
import re
from typing import Any

from goodoffices.record.kinds import KINDS

HEARTBEAT = b": \n\n"  # a comment
# Between two tags a line break and the blanks around it are one blank to a browser, except in these elements.
_INDENTATION = re.compile(r">\s*\n\s*<")
_KEEPS_BLANKS = ("<pre", "<textarea")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")  # what ends a line of a stream; str.splitlines() knows more


def event(name: str, data: Any, id: str = "") -> bytes:
    """A named event with JSON in it."""
    id_line = f"id: {id}\n" if id else ""
    return f"event: {name}\n{id_line}data: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def entry(book: str, number: int, id: str) -> bytes:
    """For clients of the API, as the contract has it."""
    return event("entry", {"book": book, "number": number}, id)


def grew(book: str, number: int, kind: str, id: str, shown: bytes) -> bytes:
    """For pages: what they show of the entry, that its book grew, and whether this is something to read there.

    The cursor comes last: a page that is cut off between the two gets the fragments again instead of missing the news.
    """
    unread = {"unread": True} if KINDS[kind].counts_as_unread else {}
    return shown + event("grew", {"book": book, "number": number, "kind": kind, **unread}, id)


def message(html: str) -> bytes:
    """An unnamed message, which the page swaps into itself. A template's indentation is left out: it is sent a thousand times."""
    if not any(tag in html for tag in _KEEPS_BLANKS):
        html = _INDENTATION.sub("> <", html)
    return ("".join([f"data: {line}\n" for line in _LINE_BREAK.split(html)]) + "\n").encode()


def resync(id: str) -> bytes:
    """So much has happened that the listener has to read everything again; from `id` on it will be sent entries."""
    return event("resync", {}, id)  # with data: a browser does not dispatch an event that has none
