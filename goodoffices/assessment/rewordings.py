"""What sheets and diagrams, and what stands on them, were called before they were reworded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodoffices.assessment.acts import AddColumn, AddRow, DrawInfluences, OpenSheet
from goodoffices.assessment.models import Descriptor, Influences, Rewording, Sheet, SheetColumn, SheetRow, Variant
from goodoffices.process.models import Seat
from goodoffices.record.models import Book, Entry
from goodoffices.record.sources import steadfast

TITLE, PURPOSE = "title", "purpose"
Named = SheetRow | SheetColumn | Descriptor | Variant

WHAT: dict[type | str, str | Promise] = {
    TITLE: _("Title"),
    PURPOSE: _("What it is for"),
    SheetRow: _("Row"),
    SheetColumn: _("Column"),
    Descriptor: _("Descriptor"),
    Variant: _("Variant"),
}


@dataclass
class Put:
    """Words, and the entry from which on they held. `by`: who reworded; None of what was there first."""

    words: str
    book: Book
    number: int
    by: Rewording | None = None


@dataclass
class Reworded:
    """One thing that was called otherwise: all that it was called, from the first on."""

    what: str | Promise
    puts: list[Put] = field(default_factory=list)


@dataclass
class History:
    """By the id of what stands on a sheet or a diagram, “title” or “purpose”: how it was put, as far as it was ever reworded."""

    reworded: dict[str, Reworded] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Reworded]:
        return iter(self.reworded.values())

    def __bool__(self) -> bool:
        return bool(self.reworded)

    def called(self, one: Named, number: int) -> str:
        """What it was called at an entry of its book; what it is called, where it always was."""
        found = self.reworded.get(one.id)
        if found is None:
            return one.name
        return [put.words for put in found.puts if put.number <= number or put.by is None][-1]


def history(seat: Seat, of: Sheet | Influences) -> History:
    """In the order of the sheet or the diagram. Nothing is asked of what was never reworded but that; of what was, two statements
    more."""
    rows = list(_rewordings(seat, of))
    if not rows:
        return History()
    known = {each.id: each for each in _standing(seat, of) if any(each.id in row.names for row in rows)}
    first = _first_words(seat, of, known.values())
    found = History(
        {id: Reworded(WHAT[id if id in (TITLE, PURPOSE) else type(known[id])], [put]) for id, put in first.items()}
    )
    for row in rows:
        said = {TITLE: row.title or None, PURPOSE: row.purpose, **row.names}
        for id, words in said.items():
            if words is not None and id in found.reworded:
                found.reworded[id].puts.append(Put(words, row.book, row.number, row))
    return History({id: each for id, each in found.reworded.items() if len(each.puts) > 1})


def _rewordings(seat: Seat, of: Sheet | Influences) -> Iterable[Rewording]:
    found: Iterable[Rewording] = Rewording.objects.seen_by(seat).filter(**_about(of)).select_related(*Rewording.related)
    return found


def _about(of: Sheet | Influences) -> dict[str, str]:
    return {"sheet": of.id} if isinstance(of, Sheet) else {"influences": of.id}


def _standing(seat: Seat, of: Sheet | Influences) -> list[Named]:
    models: tuple[type[Named], ...] = (SheetRow, SheetColumn) if isinstance(of, Sheet) else (Descriptor, Variant)
    return [each for model in models for each in model.objects.seen_by(seat).filter(**_about(of)).order_by("place")]


def _first_words(seat: Seat, of: Sheet | Influences, named: Iterable[Named]) -> dict[str, Put]:
    """As it was put when it was opened, added or drawn: entries never change. Who reads a sheet reads all that was ever put on record
    of it: it stands in one book, and began before."""
    with steadfast():
        rows = of.book.entries.filter(number__in={of.number, *(each.number for each in named)})
        entries = {entry.number: entry for entry in rows if entry.number >= seat.books()[of.book_id]}
    made = entries[of.number]
    found = {TITLE: Put(str(made.data["title"]), of.book, of.number)}
    if isinstance(of, Sheet):
        found[PURPOSE] = Put(str(made.data.get("purpose", "")), of.book, of.number)
    for each in named:
        found[each.id] = Put(_name_in(entries[each.number], each), of.book, each.number)
    return found


def _name_in(entry: Entry, named: Named) -> str:
    data: dict[str, Any] = entry.data
    if entry.kind in (AddRow.kind, AddColumn.kind):
        return str(data.get("name") or "")
    if entry.kind == OpenSheet.kind:
        lines = data["rows" if isinstance(named, SheetRow) else "columns"]
        # Where no row said what no agreement would mean, one without a name was added as the last.
        return str(lines[named.place - 1].get("name") or "") if named.place <= len(lines) else ""
    assert entry.kind == DrawInfluences.kind
    if isinstance(named, Descriptor):
        return str(data["descriptors"][named.place - 1]["name"])
    return str([way for each in data["descriptors"] for way in each["variants"]][named.place - 1])
