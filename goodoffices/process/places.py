"""Where one may go by name: the people at the table; and what is meant by a citation such as “Plenary 41”."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.extensions import Place
from goodoffices.process.models import Seat, seats_by_number
from goodoffices.record.acts import NotThere
from goodoffices.record.ended import all_readable, entry_read_by
from goodoffices.record.models import Book
from goodoffices.record.things import made_by

AROUND = ' \t\n.,;:()[]«»“”"'  # what a citation that was copied from a sentence may bring along
CITATION = re.compile(r"(?P<book>.*\D)(?P<number>\d{1,15})", re.S)


def people(seat: Seat) -> Iterator[Place]:
    """Who sits at the table, each on the page of seats."""
    page = reverse("process:seats", args=[seat.process_id])
    for other in seats_by_number(seat):
        if other.left is None:
            yield Place(_("People"), other.name, f"{page}#seat-{other.id}", _office(other))


def cited(seat: Seat, words: str) -> Iterator[Place]:
    """The entries that these words cite, each where it is read: several, where a name is short for several books."""
    if not (said := CITATION.fullmatch(words.strip(AROUND))):
        return
    number = int(said["number"])
    for book in _books_called(seat, said["book"]):
        try:
            entry = entry_read_by(seat, book.id, number)
        except NotThere:
            continue
        thing = made_by(entry, seat)
        address = thing.read_at(seat) if thing else reverse("record:entry", args=[seat.process_id, book.id, number])
        yield Place(_("Entries"), f"{_name(seat, book)} {number}", address)


def plain(words: str) -> str:
    """Words as they are compared: without case, accents, vowel signs or further spaces."""
    decomposed = unicodedata.normalize("NFKD", words)
    return " ".join("".join([each for each in decomposed if not unicodedata.combining(each)]).casefold().split())


def _books_called(seat: Seat, words: str) -> list[Book]:
    """The books of this name, in the reader's language or as their copies bear it; else those whose name contains it."""
    wanted = plain(words)
    names = {book: {plain(book.name), plain(_name(seat, book))} for book in all_readable(seat)}
    if not wanted:
        return []
    if exactly := [book for book, called in names.items() if wanted in called]:
        return exactly
    return [book for book, called in names.items() if any(f" {wanted} " in f" {name} " for name in called)]


def _name(seat: Seat, book: Book) -> str:
    return book_in_words(book.kind, book.name, seat.process.field)


def _office(other: Seat) -> str:
    if not other.party:
        return other.title
    # Translators: a role and a party, such as “Head of delegation, North”.
    return _("%(role)s, %(party)s") % {"role": other.title, "party": other.party.name}


def matching(places: Iterable[Place], words: str) -> list[Place]:
    """Those whose name, heading or detail holds every one of these words."""
    wanted = plain(words).split()
    told = [(place, plain(f"{place.heading} {place.name} {place.detail}")) for place in places]
    return [place for place, text in told if all(word in text for word in wanted)]
