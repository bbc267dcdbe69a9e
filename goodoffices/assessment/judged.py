"""What of a diagram of influences is judged, by whom, as read in one room: what a run is asked of, and what pages show.

A judge's judgement in a narrower room goes before the same judge's in the diagram's own book, for those who read both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from goodoffices.assessment.models import Descriptor, Influences, Section, SectionAdoption, Variant
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience

Pair = tuple[str, str]  # ids of variants: from, to


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
    found = [row for row in rows if row.audience == audience or seat.may_cite(row.audience, within=audience)]
    return sorted(found, key=lambda row: (row.audience.narrowness, row.book_id, row.number))


def matrices_of(rows: Iterable[Section]) -> dict[str, Matrix]:
    """By the id of the judge's seat, what that judge says. For the host alone, unless every row names its judge."""
    found: dict[str, Matrix] = {}
    for row in rows:
        put(found.setdefault(row.seat_id, Matrix()), row.cells)
    return found


def own_matrix(rows: Iterable[Section], seat: Seat) -> Matrix:
    """What this seat says itself, however it was named."""
    return matrices_of([row for row in rows if row.seat_id == seat.id]).get(seat.id, Matrix())


def named_matrix(rows: Iterable[Section], judge: str) -> Matrix:
    """What another judge says as far as readers are told that it is that judge."""
    return matrices_of([row for row in rows if row.seat_id == judge and row.named == "seat"]).get(judge, Matrix())


def ends(every: Iterable[Matrix]) -> tuple[Matrix, Matrix]:
    """Of each pair the least and the most that any of these says."""
    said: dict[Pair, list[str]] = {}
    for matrix in every:
        for pair, value in matrix.cells.items():
            said.setdefault(pair, []).append(value)
    least, most = ({pair: by(values, key=Fraction) for pair, values in said.items()} for by in (min, max))
    return Matrix(least), Matrix(most)


def put(matrix: Matrix, cells: Iterable[Mapping[str, str]]) -> None:
    for cell in cells:
        pair = cell["from"], cell["to"]
        matrix.cells[pair] = cell["value"]
        matrix.reasons[pair] = cell["reason"]


def adopted(seat: Seat, influences: Influences) -> dict[str, Matrix]:
    """By the id of the judge's seat, what that judge would have in the joint matrix."""
    rows = SectionAdoption.objects.seen_by(seat).current().filter(influences=influences.id).order_by("number")
    found: dict[str, Matrix] = {}
    for row in rows:
        put(found.setdefault(row.seat_id, Matrix()), row.cells)
    return found


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
