"""What stands on a sheet: its rows and columns, their names, where they meet, and who is asked to judge."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field

from goodoffices.assessment.acts.references import SeatId
from goodoffices.assessment.labels import ROWS, SCOPES
from goodoffices.assessment.models import Implication, Sheet, SheetColumn, SheetRow
from goodoffices.assessment.sheet_words import keys_of
from goodoffices.process.audience import readers_of
from goodoffices.process.finding import found_once
from goodoffices.process.form_rows import AsText, rows_from_json
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.source import derived

#: For rows that a page has read from a file.
FROM_A_FILE = (AsText(), BeforeValidator(rows_from_json))
Judges = Annotated[list[SeatId], Field(max_length=50)]

Named = Iterable[tuple[str, str | None]]  # rows or columns: a kind, and a name


def demand_open(sheet: Sheet) -> None:
    if not sheet.stands:
        raise Refused(_("This sheet is closed. Have it reopened, or open another one."))


def demand_judges(seat: Seat, audience: Audience, judges: list[str]) -> None:
    """Those who are asked take part, and read the room."""
    if not judges:
        return
    book = seat.shelf().of(audience)
    seated = Seat.objects.seen_by(seat).seated().filter(id__in=judges).select_related("party", "process")
    known = {other.id for other in (readers_of(book.id, list(seated)) if book else []) if other.speaks}
    if set(judges) - known:
        raise Refused(_("One of these judges does not take part in this room. Choose among those who do."), "judges")


def demand_apart(named: Named, field: str, known: Named = ()) -> None:
    """Rows and columns have names of their own, and none is called by the word for another kind of them; what says by itself what it
    is needs none. By kind and name: `named` come, `known` stand there."""
    kinds = {scale: keys_of(scale) for scale in ("row_kind", "scope")}
    seen = {_called(kinds, kind, name) for kind, name in known}
    for kind, name in named:
        word = _called(kinds, kind, name)
        if word == (kind, "") and kind in ("measure", "trend"):
            raise Refused(_("One of these has no name. Name each measure and each trend."), field)
        if word == (kind, "") and kind == "affected":
            raise Refused(
                _("One of these does not say who is affected. Name each group that is not at the table."), field
            )
        if name and looks_like(name) in kinds[_scale(kind)] and word != (kind, ""):
            raise Refused(
                _("“%(name)s” is the word for another kind of row or column. Give it a name of its own.")
                % {"name": name},
                field,
            )
        if word in seen:
            raise Refused(
                _("Two of these are called the same: “%(name)s”. Name them apart.")
                % {"name": name or {**ROWS, **SCOPES}[kind]},
                field,
            )
        seen.add(word)


def _scale(kind: str) -> str:
    return "row_kind" if kind in ROWS else "scope"


def _called(kinds: Mapping[str, Mapping[str, str]], kind: str, name: str | None) -> tuple[str, str]:
    """What tells it from others: its name; its kind where it has none, or is called by the word for its own."""
    word = looks_like(name or "")
    return ("", word) if word and kinds[_scale(kind)].get(word) != kind else (kind, "")


def implication_seen_by(seat: Seat, id: str) -> Implication:
    found: Implication = found_once(Implication, seat, id, *Implication.related)
    return found


def called_implication(id: str) -> Any:
    # house: read for nobody: words for an entry whose reader was asked before; it names what the entry names
    rows = Implication._base_manager.select_related(*Implication.related).filter(id=id)
    found = rows.first()
    return Called(found.book_id, found.number, found.title, found.citation) if found else ""


def implication_at(sheet: str, row: int, column: int) -> str:
    return derived(sheet, "implication", row, column)


def places(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(1, rows + 1) for column in range(1, columns + 1))


def make_row(entry: Entry, sheet: str, place: int, kind: str, name: str) -> SheetRow:
    id = derived(sheet, "row", place)
    return SheetRow.make(entry, id, sheet_id=sheet, place=place, kind=kind, name=name)


def make_implication(entry: Entry, sheet: str, row: SheetRow, column: SheetColumn, words: str) -> None:
    id = implication_at(sheet, row.place, column.place)
    Implication.make(entry, id, sheet_id=sheet, row_id=row.id, column_id=column.id, words=words, at=entry.at)
