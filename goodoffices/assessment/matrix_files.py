"""A diagram's judgements as a file of the engine's formats, and such a file as a diagram, or as judgements into one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import ValidationError

from goodoffices.assessment import judged
from goodoffices.assessment.acts.drawing import MOST_DESCRIPTORS, MOST_GIVEN, MOST_OF_ONE, MOST_VARIANTS, DrawInfluences
from goodoffices.assessment.acts.influencing import MOST_CELLS
from goodoffices.assessment.acts.strength import DECIMALS, MOST
from goodoffices.assessment.engine_words import in_words
from goodoffices.assessment.files import file_name
from goodoffices.assessment.models import Influences, Section, SectionAdoption, Variant
from goodoffices.assessment.uploads import Unread, Uploaded
from goodoffices.engines.crossimpact import formats
from goodoffices.engines.crossimpact.model import Matrix, Unusable
from goodoffices.engines.crossimpact.model.matrix import written
from goodoffices.process.models import Seat
from goodoffices.process.posting import sentences
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.fields import looks_like

JOINT, MINE = "joint", "mine"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "scw": "text/plain; charset=utf-8",
}
DIVISORS = (2, 4, 5, 10, 20, 25, 50, 100)


def matrix_of(seat: Seat, influences: Influences, whose: str) -> judged.Matrix:
    """What this seat reads of one judge's judgements, or the joint ones. Raises NotThere where it reads none of a judge's."""
    if whose == JOINT:
        return judged.joint(seat, influences)
    own = whose in (MINE, seat.id)
    rows = Section.objects.seen_by(seat).current().filter(influences=influences.id).select_related("book")
    rows = rows.filter(seat=seat.id) if own else rows.filter(seat=whose, named="seat")
    found = judged.as_read(seat, rows)
    if not (found or own):
        raise NotThere
    return judged.merged(judged.own(found, seat)) if own else judged.named_matrix(found, whose)


def withdrawn_of(seat: Seat, influences: Influences, whose: str) -> list[judged.Pair]:
    """The pairs that were withdrawn and are not in that matrix, as far as this seat reads that."""
    model: Any = SectionAdoption if whose == JOINT else Section
    rows = model.objects.seen_by(seat).filter(influences=influences.id, withdrawn__isnull=False)
    if whose in (MINE, seat.id):
        rows = rows.filter(seat=seat.id)
    elif whose != JOINT:
        rows = rows.filter(seat=whose, named="seat")
    gone = {(source, target) for row in rows for source, target in row.withdrawn}
    return sorted(gone - matrix_of(seat, influences, whose).cells.keys()) if gone else []


def matrix_as(seat: Seat, influences: Influences, whose: str, form: str) -> HttpResponse:
    """Raises NotThere; Unread where the format cannot hold a name."""
    try:
        content = formats.write(_with_gaps(judged.drawn(seat, influences), matrix_of(seat, influences, whose)), form)
    except Unusable as problem:
        raise Unread(
            _("This format cannot hold one of the names. Choose another format; XLSX holds nearly every name."),
            problem.sentence,
        ) from None
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(influences)}.{form}"'
    return answer


def _with_gaps(drawn: judged.Drawn, matrix: judged.Matrix) -> Matrix:
    """The engine’s matrix, in which what nobody judged is empty rather than 0."""
    every = drawn.all_variants
    rows = [[0 if a.descriptor_id == b.descriptor_id else matrix.cells.get((a.id, b.id)) for b in every] for a in every]
    names = {each.name: [variant.name for variant in drawn.variants[each.id]] for each in drawn.descriptors}
    return Matrix.of(names, rows)


# ---- read ------------------------------------------------------------------------------------------------------------


@dataclass
class MatrixRead:
    """A matrix as it was read, within what judgements may be.

    judgements   [from, to, value]: variants counted from 0 through all descriptors; 0 where the file says so
    gaps         whether a file of this format leaves out what was not judged
    divided      by how much every judgement was divided; 1 for none
    """

    matrix: Matrix
    judgements: list[tuple[int, int, str]]
    notes: list[str]
    gaps: bool = True
    divided: int = 1

    @property
    def names(self) -> list[tuple[str, str]]:
        return [(each.name, variant) for each in self.matrix.descriptors for variant in each.variants]

    @property
    def pairs(self) -> int:
        """How many judgements there could be."""
        size = sum(self.matrix.sizes)
        return size * size - sum(own * own for own in self.matrix.sizes)

    @property
    def told(self) -> int:
        """How many judgements the file tells: a 0 in a format that has a number everywhere is none."""
        return sum(self.gaps or value != "0" for _a, _b, value in self.judgements)

    @property
    def descriptors(self) -> list[dict[str, Any]]:
        return [{"name": each.name, "variants": list(each.variants)} for each in self.matrix.descriptors]

    @property
    def in_lines(self) -> str:
        """For the act that draws the diagram: `source target value`, counted from 1."""
        return "\n".join(f"{a + 1} {b + 1} {value}" for a, b, value in self.judgements)


def read_matrix(file: Uploaded, divide: bool = False) -> MatrixRead:
    """Raises Unread or Refused. `divide`: whether judgements beyond 3 are to be brought within it, all by one number."""
    try:
        matrix = formats.read(file.content, file.name)
    except Unusable as problem:
        raise Unread(
            _("This file cannot be read as a matrix of influences. Correct it, and choose it again."), problem.sentence
        ) from None
    if sum(matrix.sizes) > MOST_VARIANTS:
        raise Refused(
            _("There are more than %(most)s ways in all. Leave some out, or draw parts of it apart.")
            % {"most": MOST_VARIANTS}
        )
    by = (_divisor(matrix) or 1) if divide else 1
    gaps = formats.tells_gaps(file.content, file.name)
    found = MatrixRead(matrix, [], [in_words(note) for note in matrix.notes], gaps, by)
    found.judgements = list(_judgements(found))
    return found


def to_draw(read: MatrixRead) -> MatrixRead:
    """As judgements of a new diagram: without the zeros of a file that has a number everywhere, and without any where there are more than
    a drawing takes."""
    few = len(read.judgements) <= MOST_GIVEN
    if read.gaps and few:
        return read
    read.judgements = [each for each in read.judgements if each[2] != "0"]
    read.notes.append(
        _("This format has a number everywhere. What is 0 is taken for not judged, and counts as 0 anyway.")
        if few
        else _("There are so many judgements that those of 0 are left out. They count as 0 anyway.")
    )
    return read


def _judgements(read: MatrixRead) -> Iterator[tuple[int, int, str]]:
    """All that the file judges between two descriptors."""
    matrix = read.matrix
    of = [at for at, size in enumerate(matrix.sizes) for _v in range(size)]
    for a, row in enumerate(matrix.rows):
        for b, cell in enumerate(row):
            if of[a] != of[b] and (cell or matrix.judged(a, b)):
                value = Fraction(cell, matrix.scale) / read.divided
                _demand_within(read, a, b, value)
                yield a, b, written(value)


def _divisor(matrix: Matrix) -> int | None:
    """One number by which all judgements may be divided so that they fit, the least; None where there is none."""
    values = {Fraction(cell, matrix.scale) for row in matrix.rows for cell in row}
    return next((by for by in (1, *DIVISORS) if all(_fits(value / by) for value in values)), None)


def _fits(value: Fraction) -> bool:
    return abs(value) <= MOST and (value * 10**DECIMALS).denominator == 1


def _demand_within(read: MatrixRead, a: int, b: int, value: Fraction) -> None:
    if _fits(value):
        return
    names = read.names
    told = {"source": ": ".join(names[a]), "target": ": ".join(names[b]), "value": written(value).replace("-", "−")}
    if _divisor(read.matrix) is not None:
        raise Refused(
            _(
                "“%(source)s” on “%(target)s” is judged %(value)s: judgements go from −3 to 3, with two decimals at most. "
                "Correct the file, or tick that all are to be divided by one number: that changes no scenario."
            )
            % told
        )
    raise Refused(
        _(
            "“%(source)s” on “%(target)s” is judged %(value)s: judgements go from −3 to 3, with two decimals at most. "
            "Correct the file: no one number divides all of its judgements so that they fit."
        )
        % told
    )


def demand_drawable(seat: Seat, found: MatrixRead) -> None:
    """What the act itself demands of a drawing, before anything is sent."""
    if len(found.judgements) > MOST_GIVEN:
        raise Refused(
            _("There are more than %(most)s judgements other than 0. Draw parts of it apart.") % {"most": MOST_GIVEN}
        )
    if not 2 <= len(found.descriptors) <= MOST_DESCRIPTORS or max(found.matrix.sizes) > MOST_OF_ONE:
        raise Refused(
            _(
                "A diagram has from 2 to %(most)s things that may turn out, in %(ways)s ways each at most. Change the file so."
            )
            % {"most": MOST_DESCRIPTORS, "ways": MOST_OF_ONE}
        )
    try:
        act = DrawInfluences.model_validate({"title": "-", "descriptors": found.descriptors})
    except ValidationError as problem:
        raise Refused(" ".join(sentences(problem, DrawInfluences))) from None
    act.check(seat)


@dataclass
class CellsRead:
    """Judgements that are offered for a diagram: from, to (variants of it), the value, and what the reader said before."""

    cells: list[tuple[Variant, Variant, str, str]] = field(default_factory=list)
    unchanged: int = 0
    private: int = 0  # of the cells, those that say what the reader judged in a narrower room alone
    missing: list[str] = field(default_factory=list)  # ways of the diagram that are not in the file

    @property
    def in_lines(self) -> str:
        return "\n".join(f"{a.id} {b.id} {value}" for a, b, value, _before in self.cells)

    @property
    def zeros(self) -> int:
        return sum(value == "0" for _a, _b, value, _before in self.cells)


def matched(seat: Seat, influences: Influences, found: MatrixRead) -> CellsRead:
    """The file's judgements by the variants of the diagram, whatever their order. Raises Refused for names that are not there."""
    drawn = judged.drawn(seat, influences).all_variants
    known = {(looks_like(each.descriptor.name), looks_like(each.name)): each for each in drawn}
    at = [known.get((looks_like(name), looks_like(variant))) for name, variant in found.names]
    strange = [": ".join(names) for names, each in zip(found.names, at, strict=True) if each is None]
    if strange:
        raise Refused(
            _("The diagram has nothing called %(names)s. Call everything in the file as the diagram does.")
            % {"names": listed(strange)}
        )
    read = CellsRead(missing=[each.title for each in drawn if each not in at])
    given = {(a, b): value for a, b, value in found.judgements}
    own = _Own.of(seat, influences, says_0=found.gaps)
    for (a, b), value in given.items():
        source, target = at[a], at[b]
        if source and target:
            own.compare(read, source, target, value)
    if len(read.cells) > MOST_CELLS:
        raise Refused(
            _("More than %(most)s judgements would change. Send the file in parts, with some of the descriptors each.")
            % {"most": MOST_CELLS}
        )
    return read


@dataclass
class _Own:
    """What the reader has judged: in the diagram's own book, and in each narrower one. `says_0`: whether a 0 in the file is a judgement
    where none is on record, and no mere filling."""

    wide: dict[judged.Pair, str]
    narrow: list[dict[judged.Pair, str]]
    says_0: bool

    @classmethod
    def of(cls, seat: Seat, influences: Influences, says_0: bool) -> "_Own":
        own = Section.objects.seen_by(seat).current().filter(influences=influences.id, seat=seat.id)
        by_book: dict[str, list[Section]] = {influences.book_id: []}
        for row in own.select_related("book"):
            by_book.setdefault(row.book_id, []).append(row)
        wide = judged.merged(by_book.pop(influences.book_id))
        return cls(wide.cells, [judged.merged(rows).cells for rows in by_book.values()], says_0)

    def compare(self, read: CellsRead, source: Variant, target: Variant, value: str) -> None:
        """A cell is offered unless it stands so wherever the reader has judged it."""
        pair = source.id, target.id
        before = [each[pair] for each in self.narrow if pair in each]
        if value == self.wide.get(pair, None if self.says_0 else "0") and all(each == value for each in before):
            read.unchanged += bool(before or pair in self.wide)
            return
        read.private += value in before and value != self.wide.get(pair)
        read.cells.append((source, target, value, "; ".join([*filter(None, [self.wide.get(pair)]), *before])))


def listed(names: Iterable[str]) -> str:
    first = list(names)
    shown = "; ".join(f"“{name}”" for name in first[:5])
    return f"{shown} …" if len(first) > 5 else shown
