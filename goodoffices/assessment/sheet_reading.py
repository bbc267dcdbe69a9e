"""A new sheet read from a table: in the shape in which sheets go out, or measures down, regions across, and words between."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from goodoffices.assessment.acts.sheets import MOST_COLUMNS, MOST_ROWS, OpenSheet
from goodoffices.assessment.labels import ROWS, SCOPES
from goodoffices.assessment.sheet_words import SAID, Spoken
from goodoffices.assessment.uploads import Uploaded, table_in
from goodoffices.engines.spreadsheets import Line
from goodoffices.process.models import Seat
from goodoffices.process.posting import sentences
from goodoffices.record.acts import Refused
from goodoffices.record.fields import looks_like

Named = tuple[str, str]  # a kind or a scope, and a name, which may be empty


@dataclass
class SheetRead:
    """A sheet as it was read: the rows and columns in their order, and the words where two of them meet, by both."""

    title: str
    rows: list[Named] = field(default_factory=list)
    columns: list[Named] = field(default_factory=list)
    words: dict[tuple[int, int], str] = field(default_factory=dict)  # row and column from 0
    remarks: list[str] = field(default_factory=list)

    @property
    def as_rows(self) -> list[dict[str, str]]:
        return [_plain("kind", "measure", kind, name) for kind, name in self.rows]

    @property
    def as_columns(self) -> list[dict[str, str]]:
        return [_plain("scope", "regional", scope, name) for scope, name in self.columns]

    @property
    def implications(self) -> list[dict[str, Any]]:
        return [{"row": r + 1, "column": c + 1, "words": words} for (r, c), words in sorted(self.words.items())]

    @property
    def as_text(self) -> dict[str, str]:
        """What the form of the act sends unseen, by field."""
        given = {"rows": self.as_rows, "columns": self.as_columns, "implications": self.implications}
        return {name: json.dumps(rows, ensure_ascii=False) for name, rows in given.items() if rows}

    @property
    def headings(self) -> list[str]:
        return [name or str(SCOPES[scope]) for scope, name in self.columns]

    @property
    def table(self) -> list[tuple[str, str, list[str]]]:
        """By row: what it is, its name, and the words below each heading."""
        across = range(len(self.columns))
        return [
            (str(ROWS[kind]), name or str(ROWS[kind]), [self.words.get((r, c), "") for c in across])
            for r, (kind, name) in enumerate(self.rows)
        ]

    def remark(self, line: int, sentence: str) -> None:
        self.remarks.append(_("Line %(line)s: %(remark)s") % {"line": line, "remark": sentence})

    def put(self, line: int, row: Named, column: Named, words: str) -> None:
        """Words for where two meet; both come after those that were there before, unless they are among them."""
        place = _place(self.rows, row), _place(self.columns, column)
        known = self.words.get(place, "")
        if words and known and known != words:
            self.remark(line, _("This implication has other words further up. Those are taken; join them if you wish."))
        elif words:
            self.words[place] = words


def read_sheet(seat: Seat, file: Uploaded) -> SheetRead:
    """Raises Unread or Refused: what could not be opened as a sheet is said here, before anything is sent."""
    table, spoken = table_in(file), Spoken.now()
    head = [spoken.columns.get(looks_like(cell), "") for cell in table[0][1]]
    found = SheetRead(file.title)
    if {"row", "column"} <= set(head):
        _read_lines(found, spoken, head, table[1:])
    else:
        _read_matrix(found, spoken, table)
    _demand_fit(seat, found)
    if not any(kind == "no_agreement" for kind, _name in found.rows):
        found.remarks.append(_("No row says what no agreement would mean. Such a row is added as the last one."))
    return found


def _read_lines(found: SheetRead, spoken: Spoken, head: list[str], table: list[Line]) -> None:
    judged = 0
    for line, cells in table:
        given = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
        row = _named(found, line, spoken, "row_kind", given.get("row_kind", ""), given.get("row", ""))
        column = _named(found, line, spoken, "scope", given.get("scope", ""), given.get("column", ""))
        judged += any(given.get(name) for name in SAID)
        if row and column:
            found.put(line, row, column, given.get("implication", ""))
    if judged:
        found.remarks.append(
            ngettext(
                "%(count)s line holds a judgement. It is not taken here: send the file in on the sheet’s page.",
                "%(count)s lines hold judgements. They are not taken here: send the file in on the sheet’s page.",
                judged,
            )
            % {"count": judged}
        )


def _named(found: SheetRead, line: int, spoken: Spoken, scale: str, kind: str, name: str) -> Named | None:
    key, usual = spoken.key(scale, kind), "measure" if scale == "row_kind" else "regional"
    if kind and not key:
        found.remark(line, _("“%(word)s” is no word of this column. The line is left out.") % {"word": kind})
        return None
    if name and spoken.key(scale, name) == (key or spoken.key(scale, name)):
        return spoken.key(scale, name), ""  # it is called what it is
    if not (name or key):
        found.remark(line, _("This line has no row or no column. It is left out."))
        return None
    return key or usual, name


def _read_matrix(found: SheetRead, spoken: Spoken, table: list[Line]) -> None:
    headings = table[0][1][1:]
    found.columns = [_kind_of(spoken, "scope", "regional", each) for each in headings]
    for line, cells in table[1:]:
        row = _kind_of(spoken, "row_kind", "measure", cells[0])
        if row in found.rows:
            found.remark(line, _("“%(name)s” stands further up. The line is left out.") % {"name": cells[0]})
            continue
        found.rows.append(row)
        if len(cells) > len(headings) + 1:
            found.remark(line, _("There are more cells than headings. What stands to their side is left out."))
        for c, words in enumerate(cells[1 : len(headings) + 1]):
            if words.strip():
                found.words[len(found.rows) - 1, c] = words.strip()


def _kind_of(spoken: Spoken, scale: str, usual: str, text: str) -> Named:
    kind, name = spoken.of_kind(scale, text)
    return kind or usual, name


def _demand_fit(seat: Seat, found: SheetRead) -> None:
    """What the act itself demands of a sheet, with the counts first: a table of something else is often far too large."""
    if len(found.rows) > MOST_ROWS or len(found.columns) > MOST_COLUMNS:
        raise Refused(
            _("A sheet has %(rows)s rows and %(columns)s columns at most. Make two sheets of this one.")
            % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        )
    data = {"title": "-", "rows": found.as_rows, "columns": found.as_columns, "implications": found.implications}
    try:
        act = OpenSheet.model_validate(data)
    except ValidationError as problem:
        raise Refused(" ".join(sentences(problem, OpenSheet))) from None
    act.check(seat)


def _place(among: list[Named], one: Named) -> int:
    """Where it stands; at the end, where it did not stand before."""
    key = one[0], looks_like(one[1])
    for place, (kind, name) in enumerate(among):
        if (kind, looks_like(name)) == key:
            return place
    among.append(one)
    return len(among) - 1


def _plain(field: str, usual: str, kind: str, name: str) -> dict[str, str]:
    """As an act has it: what is usual stays out."""
    return {**({"name": name} if name else {}), **({field: kind} if kind != usual else {})}
