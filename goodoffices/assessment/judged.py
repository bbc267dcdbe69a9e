"""What of a diagram of influences is judged, by whom, as read in one room: what a run is asked of, and what pages show.

A judge's judgement in a narrower room goes before the same judge's in the diagram's own book, for those who read both.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from goodoffices.assessment.models import Descriptor, Influences, Section, SectionAdoption, Variant
from goodoffices.assessment.models.influences import OfSection
from goodoffices.process.audience import books_of_each, named_how
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience

Pair = tuple[str, str]  # ids of variants: from, to
Cell = dict[str, Any]  # of a row: see `models.influences.OfSection`
R = TypeVar("R", bound=OfSection)
NEVER = sys.maxsize  # from which entry on somebody reads a book that is not theirs


@dataclass
class Drawn:
    """A diagram as it was drawn, in order."""

    influences: Influences
    descriptors: list[Descriptor]
    variants: dict[str, list[Variant]]  # by descriptor

    @property
    def all_variants(self) -> list[Variant]:
        return [each for descriptor in self.descriptors for each in self.variants[descriptor.id]]

    @property
    def pairs(self) -> int:
        """How many judgements there could be."""
        every = [each.descriptor_id for each in self.all_variants]
        return sum(a != b for a in every for b in every)


@dataclass
class Matrix:
    """The judgements of one judge, or the joint ones: by pair of variants, a decimal as text."""

    cells: dict[Pair, str] = field(default_factory=dict)
    reasons: dict[Pair, str] = field(default_factory=dict)
    made: dict[Pair, int] = field(default_factory=dict)  # of which names, as far as any had been reworded

    def of_earlier_words(self, variants: Mapping[str, Variant]) -> list[Pair]:
        """The pairs of which a variant, or its descriptor, was reworded since. `variants`: by id."""
        return [pair for pair in self.cells if reworded_since(pair, self.made.get(pair, 0), variants)]


def drawn(seat: Seat, influences: Influences) -> Drawn:
    rows = Variant.objects.seen_by(seat).filter(influences=influences.id).select_related("book", "descriptor")
    variants: dict[str, list[Variant]] = {}
    descriptors: dict[str, Descriptor] = {}
    for row in rows.order_by("place"):
        descriptors.setdefault(row.descriptor_id, row.descriptor)
        variants.setdefault(row.descriptor_id, []).append(row)
    return Drawn(influences, list(descriptors.values()), variants)


def sections_within(seat: Seat, influences: Influences, audience: Audience) -> list[Section]:
    """What judges have said, as far as every reader of a room may read it: the diagram's own book first, narrower ones after."""
    rows = (
        Section.objects.seen_by(seat).current().filter(influences=influences.id).select_related("book", "seat", "party")
    )
    found = [
        row for row in as_read(seat, rows) if row.audience == audience or seat.may_cite(row.audience, within=audience)
    ]
    return sorted(found, key=lambda row: (row.audience.narrowness, row.book_id, row.number))


def said(rows: Iterable[R]) -> list[tuple[R, Cell]]:
    """Every cell of these rows with its row, what goes before last: of one book what was said later, and then a narrower book's.

    A judge who was named in several ways has a row for each: a row that came later also holds what was said before the others.
    """
    every = [(row, cell) for row in rows for cell in row.cells]
    return sorted(every, key=lambda each: (each[0].audience.narrowness, each[0].book_id, said_in(*each)))


def said_in(row: OfSection, cell: Cell) -> int:
    """The number of the entry that said it."""
    return int(cell.get("number", row.number))


def merged(rows: Iterable[OfSection]) -> Matrix:
    """What these rows of one judge come to."""
    found = Matrix()
    for _row, cell in said(rows):
        pair = cell["from"], cell["to"]
        found.cells[pair], found.reasons[pair] = cell["value"], cell["reason"]
        found.made[pair] = int(cell.get("of_words", 0))
    return found


def matrices_of(rows: Iterable[OfSection]) -> dict[str, Matrix]:
    """By the id of the judge's seat, what that judge says. For the host alone, unless every row names its judge."""
    found: dict[str, list[OfSection]] = {}
    for row in rows:
        found.setdefault(row.seat_id, []).append(row)
    return {judge: merged(theirs) for judge, theirs in found.items()}


def own(rows: Iterable[Section], seat: Seat) -> list[Section]:
    return [row for row in rows if row.seat_id == seat.id]


def named_otherwise(rows: Iterable[Section], seat: Seat, audience: Audience) -> list[Section]:
    """What this seat said when it was not named as it is in this room now. Put beside the rest there, it would tell whose it was."""
    named = named_how(seat, audience)
    return [row for row in own(rows, seat) if row.named != named]


def named_matrix(rows: Iterable[Section], judge: str) -> Matrix:
    """What another judge says as far as readers are told that it is that judge."""
    return merged([row for row in rows if row.seat_id == judge and row.named == "seat"])


def since(rows: Iterable[R], first: Callable[[str], int]) -> list[R]:
    """What of these rows was said from an entry on, by the id of the book: a row also holds what was said before it."""
    found = []
    for row in rows:
        cells = [cell for cell in row.cells if said_in(row, cell) >= first(row.book_id)]
        found += [row] if cells or not row.cells else []  # one without any withdraws the last that was said
        row.cells, row.count = cells, len(cells)
    return found


def as_read(seat: Seat, rows: Iterable[R]) -> list[R]:
    """Without what was said in a book before this seat was admitted to it."""
    first = seat.books()
    return since(rows, lambda book: first.get(book, NEVER))


def read_by_all(seat: Seat, rows: Iterable[Section], audience: Audience) -> list[Section]:
    """As everybody who reads this room now may read them: who was admitted later reads from then on."""
    there = _reading(seat, audience).values()
    return since(rows, lambda book: max((each.get(book, NEVER) for each in there), default=1))


def late_readers(seat: Seat, influences: Influences) -> list[Seat]:
    """Those who read the diagram's room and were admitted after it was drawn: what is run there shows them what it says."""
    reading = _reading(seat, influences.audience)
    return [other for other, first in reading.items() if first.get(influences.book_id, NEVER) > influences.number]


def _reading(seat: Seat, audience: Audience) -> dict[Seat, dict[str, int]]:
    """Who reads a room now: by seat, the books that it reads, each with the number from which on."""
    book = seat.shelf().of(audience)
    seats = {other.id: other for other in Seat.objects.seen_by(seat).seated().select_related("process", "party")}
    reads = {id: {row.id: first for row, first in each} for id, each in books_of_each(list(seats.values())).items()}
    return {seats[id]: each for id, each in reads.items() if book is not None and book.id in each}


def ends(every: Iterable[Matrix]) -> tuple[Matrix, Matrix]:
    """Of each pair the least and the most that any of these says."""
    said: dict[Pair, list[str]] = {}
    for matrix in every:
        for pair, value in matrix.cells.items():
            said.setdefault(pair, []).append(value)
    least, most = ({pair: by(values, key=Fraction) for pair, values in said.items()} for by in (min, max))
    return Matrix(least), Matrix(most)


def of_earlier_words(cell: Mapping[str, Any], variants: Mapping[str, Variant]) -> bool:
    """Whether a variant of this pair, or its descriptor, was reworded since it was judged, or adopted. `variants`: by id."""
    return reworded_since((cell["from"], cell["to"]), int(cell.get("of_words", 0)), variants)


def reworded_since(pair: Pair, made: int, variants: Mapping[str, Variant]) -> bool:
    ends = [variants[id] for id in pair if id in variants]
    return any(each.changed > max(each.number, made) for each in ends)


def adopted(seat: Seat, influences: Influences) -> dict[str, Matrix]:
    """By the id of the judge's seat, what that judge would have in the joint matrix."""
    rows = SectionAdoption.objects.seen_by(seat).current().filter(influences=influences.id)
    return matrices_of(as_read(seat, rows.select_related("book")))


def judges_there(seat: Seat, influences: Influences) -> list[Seat]:
    """Those of its judges that still sit: who has left, alone or with its party, is not waited for."""
    rows = Seat.objects.seen_by(seat).seated().filter(id__in=influences.judges).select_related("party", "process")
    return [other for other in rows.order_by("number", "id") if other.party is None or other.party.left is None]


def joint(seat: Seat, influences: Influences) -> Matrix:
    """What every judge has adopted alike. Nothing, where no judge was named."""
    by_judge = adopted(seat, influences)
    theirs = [by_judge.get(other.id, Matrix()) for other in judges_there(seat, influences)]
    if not theirs:
        return Matrix()
    first, *others = theirs
    alike = {
        pair: value for pair, value in first.cells.items() if all(each.cells.get(pair) == value for each in others)
    }
    return Matrix(alike, dict.fromkeys(alike, ""))


def plain(found: Drawn, matrix: Matrix) -> dict[str, Any]:
    """What the engine is given: names, and judgements other than 0 by places from 0."""
    at = {variant.id: n for n, variant in enumerate(found.all_variants)}
    judgements = [
        [at[a], at[b], value] for (a, b), value in matrix.cells.items() if a in at and b in at and value.strip("-0.")
    ]
    return {
        "descriptors": [
            {"name": each.name, "variants": [variant.name for variant in found.variants[each.id]]}
            for each in found.descriptors
        ],
        "judgements": sorted(judgements),
    }
