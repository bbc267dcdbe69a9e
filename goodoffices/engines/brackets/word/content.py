"""What is read from a Word document: words with the authors who changed them, and comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Segment(NamedTuple):
    """Words of one paragraph that the same authors inserted and deleted; "" for nobody. `paragraph` is its number."""

    paragraph: int
    inserted: str
    deleted: str
    words: str = ""


class WordComment(NamedTuple):
    """An author's comment on the characters `start`…`end` of the document's words."""

    start: int
    end: int
    author: str
    words: str


@dataclass
class Document:
    """The segments, whose words, joined, are the document's words. Each paragraph ends with an empty line.

    bookmarks   for each: where its paragraph begins, its name, and where it stands itself
    titles      where paragraphs in the style of a document's title begin
    notices     sentences on what was made plain or left out
    """

    segments: list[Segment] = field(default_factory=list)
    comments: list[WordComment] = field(default_factory=list)
    bookmarks: list[tuple[int, str, int]] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)
    notices: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All words, inserted and deleted ones included."""
        return "".join(segment.words for segment in self.segments)


def author_of(attributes: dict[str, str]) -> str:
    """The author that an element names, without characters that would end a name in a bracket; “Unknown” for none.

    >>> author_of({WORD + "author": "Lena [North]"})
    'Lena North'
    """
    name = "".join(" " if c in "[]:;,()\n" else c for c in attributes.get(WORD + "author", ""))
    return " ".join(name.split())[:80] or "Unknown"


def is_nameless(author: str) -> bool:
    """Does an author's name say nobody? Word writes “Author” where names are taken out, LibreOffice “Unknown Author”.

    >>> is_nameless("Unknown Author"), is_nameless("Lena Berg")
    (True, False)
    """
    return author in {"", "Author", "Unknown", "Unknown Author"}
