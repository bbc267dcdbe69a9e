"""Citations in minutes, such as “Plenary 41”: each has to lead to an entry that every reader of the room may read."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.process.audience_in_words import names_in_all_languages
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Book


def demand_citations(seat: Seat, audience: Audience, text: str, field: str) -> None:
    """Refused where a citation names an entry that is not there, or one that some readers of the room may not read."""
    for written, number, books in citations_in(seat, text):
        citable = [book for book in books if seat.may_cite(book.audience, within=audience)]
        if not citable:
            raise Refused(
                _("“%(citation)s” cannot be read by everyone here. Leave it out, or cite what this room reads.")
                % {"citation": written},
                field,
            )
        if not any(seat.books()[book.id] <= number <= book.head for book in citable):
            raise Refused(
                _("“%(citation)s” is not in the record. Check the number, or leave the citation out.")
                % {"citation": written},
                field,
            )


def citations_in(seat: Seat, text: str) -> Iterator[tuple[str, int, list[Book]]]:
    """Each citation of a book that this seat reads: as it is written, its number, and the books of that name."""
    called: dict[str, list[Book]] = {}
    for book in seat.shelf().values():
        for name in names_in_all_languages(book.kind, book.name):
            called.setdefault(name, []).append(book)
    names = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    for found in re.finditer(rf"\b(?P<name>{names}) (?P<number>[1-9]\d{{0,8}})\b", text):
        yield found[0], int(found["number"]), called[found["name"]]
