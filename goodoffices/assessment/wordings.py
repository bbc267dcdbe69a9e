"""What an implication said and was called before it was reworded, and who reworded it: judgements stay with the words of which they
were made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.assessment.acts import AmendSheet, DescribeImplication, OpenSheet
from goodoffices.assessment.models import Implication, Judgement, SheetColumn, SheetRow
from goodoffices.assessment.rewordings import History, history
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Book, Entry
from goodoffices.record.sources import steadfast


@dataclass
class Wording:
    """Words that an implication has, or had: since which entry, and who wrote them, as far as that is told."""

    book: Book
    number: int
    at: str
    words: str
    named: str
    seat: Seat | None
    party: Party | None


def mark_earlier(cell: Implication, judgements: Iterable[Judgement]) -> None:
    """Say of each judgement whether the implication was reworded since. Nothing but other words changes an implication, so
    its row says as much as its thing does."""
    for row in judgements:
        row.outdated_words = cell.changed > row.of_words


def of_earlier_words(judgements: Iterable[Judgement]) -> str:
    """How many of these were made of earlier words; nothing where none was."""
    rows = list(judgements)
    return earlier_in_words(sum(row.outdated_words for row in rows), len(rows))


def earlier_in_words(count: int, of: int) -> str:
    """That so many of so many judgements are of earlier words; nothing where none is."""
    if count == of:
        return _("of earlier words") if count else ""
    return (
        ngettext("%(count)s of them of earlier words", "%(count)s of them of earlier words", count) % {"count": count}
        if count
        else ""
    )


def put_words_then(seat: Seat, cell: Implication, judgements: Iterable[Judgement]) -> Wording | None:
    """Give each judgement of earlier words those words; who wrote the present ones. None where no judgement is of earlier ones.
    Who reads an implication reads all that was ever put on record of it: it stands in one book, and began before."""
    earlier = [row for row in judgements if row.outdated_words]
    if not earlier:
        return None
    found = _entries(seat, cell, {cell.changed, *(row.of_words for row in earlier)})
    described = {number: _described_in(entry, cell) for number, entry in found.items()}
    found |= _entries(seat, cell, set(described.values()) - found.keys())
    names = history(seat, cell.sheet)
    for row in earlier:
        row.words_then = _words_in(found.get(described.get(row.of_words, 0)), cell)
        row.title_then = _title_at(names, cell, row.of_words)
    return _written_by(seat, cell, found[cell.changed])


def _entries(seat: Seat, cell: Implication, numbers: set[int]) -> dict[int, Entry]:
    if not numbers - {0}:
        return {}
    with steadfast():  # entries never change
        rows = cell.book.entries.filter(number__in=numbers)
        return {entry.number: entry for entry in rows if entry.number >= seat.books()[cell.book_id]}


def _described_in(entry: Entry, cell: Implication) -> int:
    """The number of the entry with the words that an implication had at this one: other names leave its words; 0 where it had none."""
    return int(entry.facts["described"].get(cell.id, 0)) if entry.kind == AmendSheet.kind else entry.number


def _title_at(names: History, cell: Implication, number: int) -> str:
    """What it was called then; empty where that is what it is called."""
    row = SheetRow(name=names.called(cell.row, number), kind=cell.row.kind)
    column = SheetColumn(name=names.called(cell.column, number), scope=cell.column.scope)
    then = Implication(row=row, column=column).title
    return "" if then == cell.title else then


def _words_in(entry: Entry | None, cell: Implication) -> str:
    """Empty where it was made without words, as further rows and columns are."""
    if entry is None or entry.kind not in (OpenSheet.kind, DescribeImplication.kind):
        return ""
    if entry.kind == DescribeImplication.kind:
        return str(entry.data["words"])
    place = cell.row.place, cell.column.place
    lines: list[dict[str, Any]] = entry.data.get("implications", [])
    return next((str(line["words"]) for line in lines if (line["row"], line["column"]) == place), "")


def _written_by(seat: Seat, cell: Implication, entry: Entry) -> Wording:
    named, party = entry.facts["named"], entry.facts.get("party")
    return Wording(
        book=cell.book,
        number=entry.number,
        at=entry.at,
        words=cell.words,
        named=named,
        seat=Seat.objects.seen_by(seat).filter(id=entry.actor).first() if named == "seat" else None,
        party=Party.objects.seen_by(seat).filter(id=party).first() if party else None,
    )
