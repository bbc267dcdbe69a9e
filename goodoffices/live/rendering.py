"""What open pages show of an entry, rendered once per language and cached: an entry never changes."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils import translation
from django.utils.html import format_html

from goodoffices.live import sse
from goodoffices.process.fragments import Fragment, fragments_of
from goodoffices.record.models import Entry

log = logging.getLogger(__name__)
MAX_CACHED = 1_000

Key = tuple[str, int, str]


class Piece(NamedTuple):
    """The message that swaps a piece into a page, for those who read its book from `since` or earlier on, and who may
    read all that it calls by name (or, if it is what is shown `instead`, may not)."""

    since: int
    block: bytes
    names: tuple[tuple[str, int], ...] = ()
    instead: bool = False

    def fits(self, book: str, firsts: Mapping[str, int]) -> bool:
        """Whether it is shown to those who read these books, each from this number on."""
        known = all(name in firsts and firsts[name] <= number for name, number in self.names)
        return self.since >= firsts[book] and known is not self.instead


Pieces = tuple[Piece, ...]


def read_from(book: str, firsts: Mapping[str, int], pieces: Iterable[Piece]) -> bytes:
    """What is shown of an entry of this book to those who read from these numbers on: nothing that draws from before."""
    return b"".join([piece.block for piece in pieces if piece.fits(book, firsts)])


class Rendering:
    def __init__(self) -> None:
        self._cached: OrderedDict[Key, Pieces] = OrderedDict()

    def shown(self, entry: Entry, language: str) -> Pieces:
        """The entry's pieces; none if it shows none."""
        key = (entry.book_id, entry.number, language)
        pieces = self._cached.get(key)
        if pieces is None:
            pieces = self._cached[key] = _rendered(entry, language)
            if len(self._cached) > MAX_CACHED:
                self._cached.popitem(last=False)
        return pieces


def _rendered(entry: Entry, language: str) -> Pieces:
    try:
        with translation.override(language):
            return tuple(
                [
                    Piece(each.since, sse.message(_partial(each)), each.names, each.instead)
                    for each in fragments_of(entry)
                ]
            )
    except Exception as problem:
        # The page is still told that the book grew. A log may not contain anything of the entry.
        log.error("entry %s %s cannot be shown: %s", entry.book_id, entry.number, type(problem).__name__)
        return ()


def _partial(fragment: Fragment) -> str:
    opening = format_html('<hx-partial hx-target="{}" hx-swap="{}">', fragment.target, fragment.swap)
    return opening + fragment.html + "</hx-partial>"
