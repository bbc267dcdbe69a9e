"""What is read of a Word document: words with the hands that wrote them, and comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Segment(NamedTuple):
    """Words of one pair of hands in one paragraph; `inserted` and `deleted` are names or ""."""

    paragraph: int
    inserted: str
    deleted: str
    words: str = ""


class Comment(NamedTuple):
    """What an author says of the characters `start`…`end` of the document's words."""

    start: int
    end: int
    author: str
    words: str


@dataclass
class Document:
    """The segments in order; joined, their words are the document's. Paragraphs end with an empty line."""

    segments: list[Segment] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    bookmarks: list[tuple[int, str]] = field(default_factory=list)  # where their paragraphs begin, and their names
    notices: list[str] = field(default_factory=list)


def name(attributes: dict[str, str]) -> str:
    """An author's name, fit to stand in a bracket before a colon."""
    name = "".join(" " if c in "[]:;,()\n" else c for c in attributes.get(WORD + "author", ""))
    return " ".join(name.split())[:80] or "Unknown"
