"""What pages of influences read: who judged what of a diagram, whose matrix is shown, and what is still to be judged."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from goodoffices.assessment.agreed import told
from goodoffices.assessment.commentary import signed, strength
from goodoffices.assessment.judged import (
    Drawn,
    Matrix,
    Pair,
    adopted,
    as_read,
    drawn,
    judges_there,
    matrices_of,
    merged,
    reworded_since,
)
from goodoffices.assessment.judged import joint as joint_of
from goodoffices.assessment.models import Descriptor, Influences, Link, Run, Section, SectionAdoption, Variant
from goodoffices.process.audience import is_room, named_how
from goodoffices.process.models import Seat
from goodoffices.record.acts import books_read_by
from goodoffices.record.models import Book
from goodoffices.record.scope import seen_by
from goodoffices.record.things import nouns_of

MOST_EARLIER = 20  # judgements of a section that a page shows beside those that stand


@dataclass
class Judged:
    """What one judge says, as far as its reader is told who that is: those who are not named are taken together."""

    row: Section  # says how the judge is named
    mine: bool
    matrix: Matrix = field(default_factory=Matrix)

    @property
    def count(self) -> int:
        return len(self.matrix.cells)


def sections_read(seat: Seat, influences: Influences) -> list[Section]:
    """What judges say now, as far as this seat reads it: the diagram's own book first, narrower ones after."""
    return _ordered(as_read(seat, _current(seat).filter(influences=influences.id)))


def between(seat: Seat, source: Descriptor, target: Descriptor) -> list[Section]:
    return _ordered(as_read(seat, _current(seat).filter(source=source.id, target=target.id)))


def withdrawable(
    seat: Seat, model: type[Section] | type[SectionAdoption], source: Descriptor, target: Descriptor, book: Book
) -> dict[Pair, str]:
    """What this seat says there now of a section, as far as it is named as it would be now: what was said under other ground rules
    stays, for that it went would tell whose it was."""
    rows = model.objects.seen_by(seat).current().filter(source=source.id, target=target.id, seat=seat.id, book=book.id)
    return merged(rows.filter(named=named_how(seat, book.audience)).select_related("book")).cells


def overtaken(
    seat: Seat, model: type[Section] | type[SectionAdoption], source: Descriptor, target: Descriptor
) -> list[Any]:
    """What judges said of a section, or adopted, before they did otherwise, and what they withdrew: the latest first."""
    rows = model.objects.seen_by(seat).filter(source=source.id, target=target.id)
    rows = rows.filter(Q(current=False) | Q(withdrawn__isnull=False)).select_related("book", "seat", "party")
    return as_read(seat, rows.order_by("-at", "-number", "id")[:MOST_EARLIER])


def _current(seat: Seat) -> Any:
    return Section.objects.seen_by(seat).current().select_related("book", "seat", "party")


def _ordered(rows: Iterable[Section]) -> list[Section]:
    return sorted(rows, key=lambda row: (row.audience.narrowness, row.book_id, row.number))


def runs_read(seat: Seat) -> Any:
    """Without what the engine was given and said: lists of runs show neither."""
    rows = _without_matrices(seat).filter(influences__in=Influences.objects.seen_by(seat).values("id"))
    return rows.select_related("influences")


def _without_matrices(seat: Seat) -> Any:
    return Run.objects.seen_by(seat).select_related("book", "seat", "party").defer("matrix", "answer", "asked")


def tips_of(seat: Seat, run: Run) -> list[Run]:
    """What was asked after a run, the newest first."""
    return list(_without_matrices(seat).filter(after=run.id).order_by("-at", "-number"))


def runs_of(seat: Seat, influences: Influences) -> list[Run]:
    return list(runs_read(seat).filter(influences=influences.id).order_by("at", "number"))


def answered_runs(seat: Seat, influences: Influences) -> list[Run]:
    """The same with the answers, which say how many futures there are and which."""
    rows = Run.objects.seen_by(seat).filter(influences=influences.id).defer("matrix", "asked")
    return list(rows.select_related("book", "influences", "seat", "party").order_by("at", "number"))


def by_judge(seat: Seat, rows: Iterable[Section]) -> list[Judged]:
    """Oneself first, then those who are named, by name. Who is not named is not told apart, either."""
    found: dict[tuple[str, ...], list[Section]] = {}
    for row in rows:
        open = row.seat_id == seat.id or row.named == "seat"
        found.setdefault(("seat", row.seat_id) if open else (row.named, row.party_id or ""), []).append(row)
    judges = [Judged(theirs[0], theirs[0].seat_id == seat.id, merged(theirs)) for theirs in found.values()]
    return sorted(judges, key=in_order)


def in_order(judge: Any) -> tuple[bool, bool, str]:
    """What to sort judges by who have a `row` and know whether they are `mine`; those who are not named stay in their order."""
    named = judge.row.named == "seat"
    return not judge.mine, not named, judge.row.seat.name if named else ""


@dataclass(frozen=True)
class Whose:
    """A matrix that may be chosen: `joint`, `mine`, or the id of a judge who is named."""

    key: str
    judged: Judged | None


def choices(seat: Seat, influences: Influences, judges: Iterable[Judged]) -> list[Whose]:
    named = [
        Whose("mine" if each.mine else each.row.seat_id, each)
        for each in judges
        if each.mine or each.row.named == "seat"
    ]
    return [*named, *([Whose("joint", None)] if influences.judges else [])]


def matrix_of(seat: Seat, influences: Influences, chosen: Whose | None) -> Matrix:
    if chosen is None:
        return Matrix()
    return chosen.judged.matrix if chosen.judged else joint_of(seat, influences)


@dataclass(frozen=True)
class Ordered:
    """A section of the diagram: what one descriptor does to another, and how much of it is judged."""

    source: Descriptor
    target: Descriptor
    judged: int
    pairs: int

    @property
    def missing(self) -> int:
        return self.pairs - self.judged


def sections_of(found: Drawn, matrix: Matrix, sources: Iterable[Descriptor]) -> list[Ordered]:
    owner = {each.id: each.descriptor_id for each in found.all_variants}
    counted = Counter((owner[a], owner[b]) for a, b in matrix.cells if a in owner and b in owner)
    sizes = {id: len(variants) for id, variants in found.variants.items()}
    return [
        Ordered(source, target, counted[source.id, target.id], sizes[source.id] * sizes[target.id])
        for source in sources
        for target in found.descriptors
        if source.id != target.id
    ]


def rooms_for(seat: Seat, influences: Influences) -> list[Book]:
    """Where the seat may judge: the diagram's own book first, then those whose readers all read the diagram, in the order of the
    house."""
    own = influences.audience
    books = [
        book
        for book in books_read_by(seat)
        if book.audience == own or (is_room(book.audience) and seat.may_cite(own, within=book.audience))
    ]
    return sorted(books, key=lambda book: book.audience != own)


def links_of(seat: Seat, influences: Influences) -> list[Link]:
    """What variants come true with; each with its `subject` and its `standing`, and none whose subject the seat does not read."""
    rows = Link.objects.seen_by(seat).filter(current=True, variant__influences=influences.id)
    found = list(
        rows.select_related("book", "about", "seat", "party", "variant__descriptor").order_by(
            "variant__place", "number"
        )
    )
    nouns = nouns_of([row.about for row in found], seen_by(seat))
    words = told(seat, nouns.values())
    for row in found:
        row.subject, row.standing = nouns.get(row.about_id), words.get(row.about_id, "")
    return [row for row in found if row.subject is not None]


@dataclass(frozen=True)
class JointCell:
    """A pair that some judge has adopted. `state`: joint, differs or waits; `values`: each with those who adopted it."""

    source: Variant
    target: Variant
    state: str
    values: tuple[tuple[str, tuple[Seat, ...]], ...]
    missing: tuple[Seat, ...]
    earlier: bool = False  # whether any of these was adopted of earlier words

    @property
    def told(self) -> list[tuple[str, str, list[str]]]:
        """In words, as a number, and by whom."""
        return [(strength(value), signed(value), [judge.name for judge in by]) for value, by in self.values]

    @property
    def names(self) -> list[str]:
        return [judge.name for judge in self.missing]


@dataclass
class Joint:
    """The joint matrix on its way: what stands, what differs, what is still waited for. `named`: whether judges are."""

    judges: list[Seat]
    named: bool
    cells: list[JointCell]
    agreed: list[tuple[Pair, str]]  # judged alike by all, and not yet adopted so by the reader
    mine: list[tuple[Pair, str]]  # judged by the reader, and not yet adopted so


def joint_state(seat: Seat, influences: Influences) -> tuple[Drawn, Joint]:
    found, by_judge_id = drawn(seat, influences), adopted(seat, influences)
    judges = sorted(judges_there(seat, influences), key=lambda judge: judge.name)
    variants = {each.id: each for each in found.all_variants}
    theirs = {judge.id: by_judge_id.get(judge.id, Matrix()) for judge in judges}
    pairs = sorted(
        {pair for each in theirs.values() for pair in each.cells if set(pair) <= variants.keys()},
        key=lambda pair: (variants[pair[0]].place, variants[pair[1]].place),
    )
    cells = [_joint_cell(variants[a], variants[b], judges, theirs) for a, b in pairs]
    said = judged_openly(seat, influences)
    ours, mine = theirs.get(seat.id, Matrix()).cells, said.get(seat.id, Matrix()).cells
    alike = {
        pair: value
        for pair, value in mine.items()
        if all(said.get(judge.id, Matrix()).cells.get(pair) == value for judge in judges)
    }
    return found, Joint(
        judges,
        _named(seat, influences),
        cells,
        [(pair, value) for pair, value in sorted(alike.items()) if ours.get(pair) != value],
        [(pair, value) for pair, value in sorted(mine.items()) if ours.get(pair) != value],
    )


def _named(seat: Seat, influences: Influences) -> bool:
    """Whether it may be told who has adopted what: who is missing tells who is not."""
    rows = SectionAdoption.objects.seen_by(seat).current().filter(influences=influences.id)
    return named_how(seat, influences.audience) == "seat" and not rows.exclude(named="seat").exists()


def _joint_cell(source: Variant, target: Variant, judges: list[Seat], theirs: dict[str, Matrix]) -> JointCell:
    adopted_by = {judge.id: theirs[judge.id].cells.get((source.id, target.id)) for judge in judges}
    missing = tuple(judge for judge in judges if adopted_by[judge.id] is None)
    told = sorted({value for value in adopted_by.values() if value is not None}, key=float)
    values = tuple((value, tuple(judge for judge in judges if adopted_by[judge.id] == value)) for value in told)
    state = "differs" if len(told) > 1 else "waits" if missing else "joint"
    pair, known = (source.id, target.id), {source.id: source, target.id: target}
    adopting = [each for each in theirs.values() if pair in each.cells]
    earlier = any(reworded_since(pair, each.made.get(pair, 0), known) for each in adopting)
    return JointCell(source, target, state, values, missing, earlier)


def judged_openly(seat: Seat, influences: Influences) -> dict[str, Matrix]:
    """By judge, what is said in the diagram's own book: what is judged privately is never adopted by a button. Of others, what
    names them: that two judge alike would tell whose an unnamed judgement is."""
    rows = [row for row in sections_read(seat, influences) if row.audience == influences.audience]
    return matrices_of([row for row in rows if row.named == "seat" or row.seat_id == seat.id])
