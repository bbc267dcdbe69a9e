"""What the pages of sheets ask: matrices, judgements side by side and over the rounds, what implications are linked to.

A judgement may stand in a narrower book than its sheet. Each row is read by its own book, and shown only beside a sheet that
its reader reads, too: who was admitted later reads some judgements, and nothing of older sheets.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from goodoffices.assessment.agreed import told
from goodoffices.assessment.labels import SCOPES
from goodoffices.assessment.models import (
    Implication,
    Judgement,
    Link,
    Sheet,
    SheetColumn,
    SheetRow,
    StakeholderView,
)
from goodoffices.assessment.order import compares, place_shown, row_shown
from goodoffices.assessment.spreads import spread
from goodoffices.assessment.wordings import Wording, mark_earlier, of_earlier_words, put_words_then
from goodoffices.process.audience import table_first
from goodoffices.process.models import Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.models import Book
from goodoffices.record.scope import seen_by
from goodoffices.record.things import nouns_of

BY_WHOM = ("book", "seat", "party")


@dataclass
class Card:
    """A sheet in the list of all."""

    sheet: Sheet
    implications: int
    judged: int


@dataclass
class Spread:
    """What the judgements of one book say, from the least to the most."""

    book: Book
    words: str
    earlier: str  # how many of them are of earlier words of the implication


@dataclass
class Cell:
    """An implication with the judgements that stand: the sheet’s own first, then what is read in narrower rooms."""

    implication: Implication
    judgements: list[Judgement] = field(default_factory=list)

    @property
    def own_book(self) -> list[Judgement]:
        return [each for each in self.judgements if each.book_id == self.implication.book_id]

    @property
    def spread(self) -> str:
        return spread(self.own_book)

    @property
    def earlier(self) -> str:
        """How many of these were made of earlier words of the implication."""
        return of_earlier_words(self.own_book)

    @property
    def private(self) -> list[Spread]:
        """Apart for each room: who judged in two of them is not counted together."""
        by_book: dict[str, list[Judgement]] = {}
        for each in self.judgements:
            if each.book_id != self.implication.book_id:
                by_book.setdefault(each.book_id, []).append(each)
        return [Spread(rows[0].book, spread(rows), of_earlier_words(rows)) for rows in by_book.values()]


@dataclass
class Line:
    row: SheetRow
    cells: list[Cell]

    @property
    def compares(self) -> bool:
        """Whether it is what the others are compared with: no agreement."""
        return compares(self.row)


@dataclass
class Group:
    """Columns that belong together: regions, the world, or those who are affected and not at the table."""

    name: str
    columns: list[SheetColumn]


@dataclass
class Grid:
    groups: list[Group]
    lines: list[Line]

    @property
    def cells(self) -> list[Cell]:
        return [cell for line in self.lines for cell in line.cells]

    @property
    def private(self) -> bool:
        """Whether its reader reads more of it than all readers of the sheet do."""
        return any(cell.private for cell in self.cells)

    @property
    def judged(self) -> int:
        return sum(1 for cell in self.cells if cell.judgements)


@cached
def cards(seat: Seat) -> list[Card]:
    """Every sheet, those that are open and of the whole table first."""
    sheets = Sheet.objects.seen_by(seat).select_related(*BY_WHOM)
    cells = Implication.objects.seen_by(seat).order_by().values_list("sheet_id").annotate(Count("id"))
    stand = Judgement.objects.seen_by(seat).current().order_by()
    judged = stand.values_list("implication__sheet_id").annotate(Count("implication_id", distinct=True))
    of_sheet, of_judged = Counter(dict(cells)), Counter(dict(judged))
    found = [Card(sheet, of_sheet[sheet.id], of_judged[sheet.id]) for sheet in sheets]
    return sorted(
        found,
        key=lambda card: (
            not card.sheet.stands,
            *table_first(card.sheet.audience, card.sheet.book.name, -card.sheet.number),
        ),
    )


@cached
def grid(seat: Seat, sheet: str) -> Grid:
    """Raises NotThere for a sheet that this seat does not read."""
    visible_or_404(Sheet, seat, sheet)
    implications = list(Implication.objects.seen_by(seat).filter(sheet=sheet).select_related(*Implication.related))
    by_cell = judgements_of(seat, [each.id for each in implications])
    for each in implications:
        mark_earlier(each, by_cell.get(each.id, ()))
    rows = {each.row_id: each.row for each in implications}
    columns = {each.column_id: each.column for each in implications}
    order = [
        column
        for scope in SCOPES
        for column in sorted(columns.values(), key=lambda column: column.place)
        if column.scope == scope
    ]
    cells = {(each.row_id, each.column_id): Cell(each, by_cell.get(each.id, [])) for each in implications}
    lines = [
        Line(row, [cells[row.id, column.id] for column in order if (row.id, column.id) in cells])
        for row in sorted(rows.values(), key=row_shown)
    ]
    return Grid(_grouped(order), lines)


def _grouped(columns: list[SheetColumn]) -> list[Group]:
    groups = [Group(str(name), [each for each in columns if each.scope == scope]) for scope, name in SCOPES.items()]
    return [group for group in groups if group.columns]


def judgements_of(seat: Seat, cells: Iterable[str], current: bool = True) -> dict[str, list[Judgement]]:
    """By implication, what judges say of these: of the widest book first, in the order in which they said it."""
    rows = Judgement.objects.seen_by(seat).filter(implication__in=list(cells)).select_related(*BY_WHOM)
    found: dict[str, list[Judgement]] = {}
    for each in sorted(rows.current() if current else rows, key=_widest_first):
        found.setdefault(each.implication_id, []).append(each)
    return found


def _widest_first(row: Judgement) -> tuple[int, str, int]:
    return row.audience.narrowness, row.book_id, row.number


def judges_asked(seat: Seat, sheet: Sheet) -> list[str]:
    """The names of those whom the sheet names, in a neutral order."""
    if not sheet.judges:
        return []
    return sorted(Seat.objects.seen_by(seat).filter(id__in=sheet.judges).values_list("name", flat=True))


@cached
def possible_judges(seat: Seat) -> list[tuple[str, str]]:
    """Who takes part, by id, in the order of names."""
    rows = Seat.objects.seen_by(seat).seated().select_related("party", "process")
    return sorted([(other.id, other.name) for other in rows if other.speaks], key=lambda each: each[1])


# ---- one implication -------------------------------------------------------------------------------------------------


@dataclass
class Judged:
    """An implication with all that was ever said of it."""

    implication: Implication
    sheet: Sheet
    now: list[Judgement]
    earlier: list[Judgement]
    reworded: Wording | None  # since when it has its present words, where any of these is of earlier ones


@cached
def judged(seat: Seat, cell: str) -> Judged:
    """Raises NotThere where this seat does not read the implication, or the sheet on which it stands."""
    implication: Implication = visible_or_404(Implication, seat, cell, *Implication.related)
    sheet: Sheet = visible_or_404(Sheet, seat, implication.sheet_id)
    rows = judgements_of(seat, [cell], current=False).get(cell, [])
    for row in rows:
        row.implication = implication
    mark_earlier(implication, rows)
    reworded = put_words_then(seat, implication, rows)
    now, earlier = [row for row in rows if row.current], [row for row in rows if not row.current]
    return Judged(implication, sheet, now, earlier[::-1], reworded)


@cached
def order_of(seat: Seat, sheet: str) -> tuple[str, ...]:
    """The implications of a sheet, row by row."""
    rows = Implication.objects.seen_by(seat).filter(sheet=sheet).select_related("row", "column")
    return tuple(row.id for row in sorted(rows, key=place_shown))


@cached(per="seat")
def judged_by_me(seat: Seat, sheet: str) -> frozenset[str]:
    rows = Judgement.objects.seen_by(seat).current().filter(seat=seat.id, implication__sheet=sheet)
    return frozenset(rows.values_list("implication_id", flat=True))


def next_to_judge(seat: Seat, sheet: Sheet, cell: str) -> str:
    """The id of the next implication that this seat has not judged, after `cell` and then from the top; empty if none."""
    if not (seat.speaks and sheet.stands):
        return ""
    order, own = order_of(seat, sheet.id), judged_by_me(seat, sheet.id)
    at = order.index(cell) if cell in order else -1
    return next((id for id in (*order[at + 1 :], *order[: max(at, 0)]) if id not in own), "")


@cached
def links_of(seat: Seat, cell: str) -> list[Link]:
    """What the implication follows from, as far as this seat reads both the link and the thing."""
    rows = list(Link.objects.seen_by(seat).filter(implication=cell, current=True).select_related("about", *BY_WHOM))
    nouns = nouns_of([row.about for row in rows], seen_by(seat)) if rows else {}
    words = told(seat, nouns.values())
    for row in rows:
        row.subject, row.standing = nouns.get(row.about_id), words.get(row.about_id, "")
    return [row for row in rows if row.subject is not None]


@cached
def views_about(seat: Seat, thing: str) -> list[StakeholderView]:
    """Those that stand."""
    rows = StakeholderView.objects.seen_by(seat).filter(about=thing).exclude(words="").select_related("book")
    return list(rows.order_by("-at", "-number"))
