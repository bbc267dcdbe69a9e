"""Judgements read from a sheet's file that somebody filled in: the reader's own, and nobody else's."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from goodoffices.assessment.acts.judging import JudgementLine
from goodoffices.assessment.labels import LIKELIHOOD
from goodoffices.assessment.models import Implication, Judgement, Sheet
from goodoffices.assessment.sheet_files import implications_of, judge_of
from goodoffices.assessment.sheet_words import COLUMNS, SAID, SCALES, Spoken
from goodoffices.assessment.uploads import Uploaded, table_in
from goodoffices.process.audience import is_room
from goodoffices.process.audience_in_words import names_in_all_languages
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Book

MOST_LINES = 20  # that one remark counts up

Named = tuple[str, str]  # a kind or a scope, and what the name looks like, which may be empty


@dataclass
class LineRead:
    """A judgement that is offered: of what, what it says, and what it would revise."""

    line: int
    implication: Implication
    said: dict[str, str]  # by field, as an act has it; what is empty stays out
    earlier: Judgement | None

    @property
    def shown(self) -> list[str]:
        said, scales = self.said, {**SCALES, "likelihood": LIKELIHOOD}
        return [str(scales.get(name, {}).get(said.get(name, ""), said.get(name, ""))) for name in SAID]

    @property
    def as_row(self) -> dict[str, str]:
        return {"cell": self.implication.id, **self.said}


@dataclass
class Group:
    """What goes into one book: the reader's choice, or the narrower room from which the file has it."""

    book: Book | None
    lines: list[LineRead] = field(default_factory=list)

    @property
    def as_text(self) -> str:
        return json.dumps([line.as_row for line in self.lines], ensure_ascii=False)


@dataclass
class JudgementsRead:
    groups: list[Group]
    remarks: list[str]
    unchanged: int = 0  # lines that say what stands on record
    of_others: int = 0

    @property
    def headings(self) -> list[str]:
        return [str(COLUMNS[name]) for name in SAID]


def read_judgements(seat: Seat, sheet: Sheet, file: Uploaded) -> JudgementsRead:
    """Raises Unread, or Refused where the table has no column that is needed."""
    table, spoken = table_in(file), Spoken.now()
    head = [spoken.columns.get(looks_like(cell), "") for cell in table[0][1]]
    for name in ("row", "column", "likelihood", "severity"):
        if name not in head:
            raise Refused(
                _("The table has no column “%(name)s”. Fill in the file that this sheet’s page offers.")
                % {"name": COLUMNS[name]}
            )
    reader = _Reader(seat, sheet, spoken)
    for line, cells in table[1:]:
        reader.take(line, {name: _plain(cell) for name, cell in zip(head, cells, strict=False) if name})
    return reader.result()


@dataclass(frozen=True)
class Called:
    """The rows of a sheet, or its columns, by what a file calls them: the name alone would take one for another."""

    spoken: Spoken
    scale: str
    known: frozenset[Named]

    def kind(self, word: str) -> str:
        return self.spoken.key(self.scale, word)

    def meant(self, kind: str, name: str) -> list[Named]:
        """Those that are called so, and are of that kind where it is told. What has no name is called what it is."""
        word = looks_like(name)
        found = {each for each in self.known if word and each[1] == word}
        found |= self.known & {(self.kind(name or kind), "")}
        return sorted(each for each in found if not kind or each[0] == self.kind(kind))


class _Reader:
    """Takes lines one after the other; whatever does not fit becomes a remark, and the rest is offered."""

    def __init__(self, seat: Seat, sheet: Sheet, spoken: Spoken) -> None:
        self.seat, self.sheet, self.spoken = seat, sheet, spoken
        cells = list(implications_of(seat, sheet))
        self.cells = {(row_of(cell), column_of(cell)): cell for cell in cells}
        self.rows = Called(spoken, "row_kind", frozenset(map(row_of, cells)))
        self.columns = Called(spoken, "scope", frozenset(map(column_of, cells)))
        ours = _own(seat, sheet)
        self.own = {(row.implication_id, row.book_id): row for row in ours if row.current}
        self.rooms = {
            looks_like(name): book
            for book in seat.shelf().values()
            if is_room(book.audience)
            for name in names_in_all_languages(book.kind, book.name)
        }
        self.signatures = _signatures(seat, ours)
        self.groups: dict[str, Group] = {}
        self.found = JudgementsRead([], [])

    def result(self) -> JudgementsRead:
        lines = [str(each.line) for group in self.groups.values() for each in group.lines if "effect" not in each.said]
        if lines:
            said = ngettext(
                "Line %(lines)s does not say whether it is harm or benefit. Fill in “%(name)s”, or leave it open.",
                "Lines %(lines)s do not say whether it is harm or benefit. Fill in “%(name)s”, or leave it open.",
                len(lines),
            )
            shown = _("%(lines)s and more") if len(lines) > MOST_LINES else "%(lines)s"
            listed = shown % {"lines": ", ".join(lines[:MOST_LINES])}
            self.found.remarks.append(said % {"lines": listed, "name": COLUMNS["effect"]})
        self.found.groups = sorted(self.groups.values(), key=lambda each: each.book is not None)
        return self.found

    def take(self, line: int, given: dict[str, str]) -> None:
        said = {name: given[name] for name in SAID if given.get(name)}
        if not said or said.keys() == {"effect"}:
            return
        if not self._ours(given):
            self.found.of_others += 1
            return
        cell, keys = self._cell(line, given), self._keys(line, said)
        book, known = self._room(line, given.get("room", ""))
        if cell is None or keys is None or not known:
            return
        where = book.id if book else self.sheet.book_id
        earlier = self.own.get((cell.id, where))
        if earlier and all(getattr(earlier, name).strip() == keys.get(name, "") for name in SAID):
            self.found.unchanged += 1
            return
        group = self.groups.setdefault(book.id if book else "", Group(book))
        if any(each.implication.id == cell.id for each in group.lines):
            self._remark(line, _("This is judged further up. The line is left out."))
            return
        group.lines.append(LineRead(line, cell, keys, earlier))

    def _ours(self, given: dict[str, str]) -> bool:
        """Nobody's yet, or the reader's: by name, or by the citation where judges are not named."""
        citation, judge = given.get("citation", ""), looks_like(given.get("judge", ""))
        if citation:
            return citation in self.signatures
        return not judge or judge in self.signatures

    def _cell(self, line: int, given: dict[str, str]) -> Implication | None:
        row = self._meant(line, self.rows, given, ("row_kind", "row"))
        column = self._meant(line, self.columns, given, ("scope", "column")) if row else None
        if row is None or column is None:
            return None
        if (row, column) not in self.cells:  # one of them came before this reader was admitted, and the other after
            self._remark(line, _("You do not read this implication. The line is left out."))
        return self.cells.get((row, column))

    def _meant(self, line: int, among: Called, given: dict[str, str], names: tuple[str, str]) -> Named | None:
        """The row or the column that a line is of, by the two columns of the file that say so."""
        kind, name = (given.get(each, "") for each in names)
        said = {"word": (name or kind)[:80], "kind": kind[:80], "name": COLUMNS[names[0]]}
        found = among.meant(kind, name)
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _(
                "“%(word)s” may be two things on this sheet, and the line is left out. Fill in “%(name)s”, or judge it on the page."
            )
        elif kind and not among.kind(kind):
            sentence = _("“%(kind)s” is no word for “%(name)s”. The line is left out.")
        elif kind and among.meant("", name):
            sentence = _("“%(word)s” stands on the sheet, and not as “%(kind)s”. The line is left out.")
        elif among is self.rows:
            sentence = _("The sheet has no row called “%(word)s”. The line is left out.")
        else:
            sentence = _("The sheet has no column called “%(word)s”. The line is left out.")
        self._remark(line, sentence % said)
        return None

    def _keys(self, line: int, said: dict[str, str]) -> dict[str, str] | None:
        """What is said, each word of a scale by its key; None where something does not fit."""
        found = {name: self.spoken.key(name, value) if name in SCALES else value for name, value in said.items()}
        for name in ("likelihood", "severity"):
            if name not in said:
                self._remark(
                    line,
                    _("“%(name)s” is empty. Say how likely and how severe it is; the line is left out.")
                    % {"name": COLUMNS[name]},
                )
                return None
        for name, key in found.items():
            if not key:
                self._remark(
                    line,
                    _("“%(word)s” is no word for “%(name)s”, and the line is left out. Write one of: %(words)s.")
                    % {"word": said[name][:80], "name": COLUMNS[name], "words": words_of(name)},
                )
                return None
        return found if self._fits(line, found) else None

    def _fits(self, line: int, said: dict[str, str]) -> bool:
        try:
            JudgementLine.model_validate({"cell": "-", **said})
        except ValidationError as problem:
            name = str(problem.errors()[0]["loc"][0])
            self._remark(
                line,
                _("“%(name)s” is too long or holds hidden characters. The line is left out.") % {"name": COLUMNS[name]},
            )
            return False
        return True

    def _room(self, line: int, name: str) -> tuple[Book | None, bool]:
        """The narrower room, None for the sheet's own or the reader's choice; and whether it is known."""
        if not name:
            return None, True
        book = self.rooms.get(looks_like(name))
        if book is None:
            self._remark(line, _("You read no room called “%(name)s”. The line is left out.") % {"name": name[:80]})
            return None, False
        return (None if book.id == self.sheet.book_id else book), True

    def _remark(self, line: int, sentence: str) -> None:
        self.found.remarks.append(_("Line %(line)s: %(remark)s") % {"line": line, "remark": sentence})


def words_of(scale: str) -> str:
    """What may be written in a column, in the reader's language: of likelihood the words without their shares."""
    words = LIKELIHOOD if scale == "likelihood" else SCALES[scale]
    return ", ".join(str(word) for word in words.values())


def _plain(cell: str) -> str:
    return cell.replace("\r\n", "\n").strip()


def row_of(cell: Implication) -> Named:
    return cell.row.kind, looks_like(cell.row.name)


def column_of(cell: Implication) -> Named:
    return cell.column.scope, looks_like(cell.column.name)


def _own(seat: Seat, sheet: Sheet) -> list[Judgement]:
    """The reader's judgements on the sheet, also those that were revised since: a file may be older."""
    rows = Judgement.objects.seen_by(seat).filter(seat=seat.id, implication__sheet=sheet.id)
    return list(rows.select_related("book", "seat", "party"))


def _signatures(seat: Seat, own: Iterable[Judgement]) -> set[str]:
    """By what a file says that a judgement is the reader's."""
    names: dict[str, Any] = {judge_of(row): row for row in own if row.named == "seat"}
    return {looks_like(seat.name), *map(looks_like, names), *(row.citation for row in own)}
