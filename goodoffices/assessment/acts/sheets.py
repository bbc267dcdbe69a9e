"""A sheet is opened, gets further rows and columns, says in words what its implications are, and is closed."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import Field

from goodoffices.assessment.acts.references import (
    Assessing,
    ImplicationId,
    SheetId,
    by_whom,
    called_by,
    decides_there,
    demand_room,
    signed,
)
from goodoffices.assessment.acts.standing import (
    FROM_A_FILE,
    Judges,
    called_implication,
    demand_apart,
    demand_judges,
    demand_open,
    implication_at,
    implication_seen_by,
    make_implication,
    make_row,
    places,
)
from goodoffices.assessment.labels import ROWS, SCOPES
from goodoffices.assessment.models import Implication, Sheet, SheetColumn, SheetRow
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import InBook, Line, Note, Refused, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived

MOST_ROWS, MOST_COLUMNS = 40, 12

RowKind = Literal["measure", "trend", "process", "no_agreement"]
Scope = Literal["regional", "global", "affected"]


class RowLine(Row):
    """A row of a sheet."""

    field_labels: ClassVar = {"name": gettext_lazy("Measure or trend"), "kind": gettext_lazy("What it is")}
    choice_labels: ClassVar = {"kind": ROWS}
    blank: ClassVar = ({"kind": "trend"},)

    name: Line | None = None
    kind: RowKind = "measure"


class ColumnLine(Row):
    """A column of a sheet: a region, the world, or those affected."""

    field_labels: ClassVar = {"name": gettext_lazy("Which region, or who"), "scope": gettext_lazy("For whom")}
    choice_labels: ClassVar = {"scope": SCOPES}
    blank: ClassVar = ({"scope": "affected"},)

    scope: Scope = "regional"
    name: Line | None = None


class ImplicationLine(Row):
    """Words for where a row meets a column, both counted from 1."""

    field_labels: ClassVar = {
        "row": gettext_lazy("Row"),
        "column": gettext_lazy("Column"),
        "words": gettext_lazy("Implication"),
    }

    row: Annotated[int, Field(ge=1, le=MOST_ROWS)]
    column: Annotated[int, Field(ge=1, le=MOST_COLUMNS)]
    words: Words


class OpenSheet(Assessing, InBook):
    """Set measures and trends, and no agreement, against regions, the world and those affected who are not at the table."""

    kind: ClassVar[str] = "assessment.open_sheet"
    says: ClassVar = gettext_lazy("%(by)s opened the assessment sheet “%(title)s”.")
    label: ClassVar = gettext_lazy("Open the sheet")
    field_labels: ClassVar = {
        "title": gettext_lazy("What is assessed"),
        "purpose": gettext_lazy("What the sheet is for"),
        "rows": gettext_lazy("Measures and trends"),
        "columns": gettext_lazy("For whom"),
        "implications": gettext_lazy("What is known of implications"),
        "judges": gettext_lazy("Who is asked to judge: nobody ticked means everybody who takes part"),
    }

    title: Line
    purpose: Note = ""
    rows: Annotated[list[RowLine], Field(min_length=1, max_length=MOST_ROWS), *FROM_A_FILE]
    columns: Annotated[list[ColumnLine], Field(min_length=1, max_length=MOST_COLUMNS), *FROM_A_FILE]
    implications: Annotated[list[ImplicationLine], Field(max_length=MOST_ROWS * MOST_COLUMNS), *FROM_A_FILE] = []
    judges: Judges = []

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        demand_judges(seat, self.audience(seat), self.judges)
        demand_apart([(row.kind, row.name) for row in self.rows], "rows")
        demand_apart([(column.scope, column.name) for column in self.columns], "columns")
        if all(row.kind == "no_agreement" for row in self.rows):  # house: audience: a row of a sheet
            raise Refused(
                _("There is nothing to compare with no agreement. Name at least one measure or trend."), "rows"
            )
        if len(self.all_rows()) > MOST_ROWS:
            raise Refused(_("A sheet has %(most)s rows at most. Open another one.") % {"most": MOST_ROWS}, "rows")
        places = [(each.row, each.column) for each in self.implications]
        if len(set(places)) < len(places):
            raise Refused(_("Two of these implications stand in the same place. Put them into one."), "implications")
        if any(row > len(self.all_rows()) or column > len(self.columns) for row, column in places):
            raise Refused(
                _("One of these implications stands outside the sheet. Correct its row or column."), "implications"
            )

    def all_rows(self) -> list[RowLine]:
        """Every sheet says what no agreement would mean; where no row does, one is added."""
        missing = not any(row.kind == "no_agreement" for row in self.rows)  # house: audience: a row of a sheet
        return [*self.rows, *([RowLine(kind="no_agreement")] if missing else [])]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        Sheet.make(
            entry,
            title=self.title,
            purpose=self.purpose,
            judges=list(dict.fromkeys(self.judges)),
            at=entry.at,
            **by_whom(entry),
        )
        words = {(each.row, each.column): each.words for each in self.implications}
        columns = [
            SheetColumn.make(
                entry,
                derived(entry.id, "column", n),
                sheet_id=entry.id,
                place=n,
                name=each.name or "",
                scope=each.scope,
            )
            for n, each in enumerate(self.columns, 1)
        ]
        for n, each in enumerate(self.all_rows(), 1):
            row = make_row(entry, entry.id, n, each.kind, each.name or "")
            for column in columns:
                make_implication(entry, entry.id, row, column, words.get((n, column.place), ""))

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """What stands in it, from the first row on."""
        sheet, rows, columns = facts["id"], len(self.all_rows()), len(self.columns)
        return {"implication": [implication_at(sheet, r, c) for r, c in places(rows, columns)]}


class OnSheet(Assessing):
    sheet: SheetId

    def found(self, seat: Seat) -> Sheet:
        sheet: Sheet = found_once(Sheet, seat, self.sheet)
        return sheet

    def audience(self, seat: Seat) -> Audience:
        """The sheet’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_open(self.found(seat))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.sheet

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Sheet, self.sheet)}


class AddRow(OnSheet):
    """Put a further measure or trend on a sheet."""

    kind: ClassVar[str] = "assessment.add_row"
    says: ClassVar = gettext_lazy("%(by)s added a row to “%(title)s”.")
    label: ClassVar = gettext_lazy("Add the row")
    field_labels: ClassVar = {"name": gettext_lazy("Measure or trend"), "sort": gettext_lazy("What it is")}
    choice_labels: ClassVar = {"sort": ROWS}

    name: Line | None = None
    sort: RowKind = "measure"

    def check(self, seat: Seat) -> None:
        rows = SheetRow.objects.seen_by(seat).filter(sheet=self.sheet)
        known = list(rows.values_list("kind", "name"))
        if len(known) >= MOST_ROWS:
            raise Refused(_("A sheet has %(most)s rows at most. Open another one.") % {"most": MOST_ROWS}, "name")
        demand_apart([(self.sort, self.name)], "name", known)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        place = 1 + SheetRow.objects.seen_by(seat).filter(sheet=self.sheet).count()
        return {"place": place, **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        row = make_row(entry, self.sheet, entry.facts["place"], self.sort, self.name or "")
        for column in SheetColumn.objects.of(entry).filter(sheet=self.sheet).order_by("place"):
            make_implication(entry, self.sheet, row, column, "")
        Sheet.change(entry, self.sheet)


class AddColumn(OnSheet):
    """Put a further region, or others who are affected, on a sheet."""

    kind: ClassVar[str] = "assessment.add_column"
    says: ClassVar = gettext_lazy("%(by)s added a column to “%(title)s”.")
    label: ClassVar = gettext_lazy("Add the column")
    field_labels: ClassVar = {"name": gettext_lazy("Which region, or who"), "scope": gettext_lazy("For whom")}
    choice_labels: ClassVar = {"scope": SCOPES}

    scope: Scope = "regional"
    name: Line | None = None

    def check(self, seat: Seat) -> None:
        known = list(SheetColumn.objects.seen_by(seat).filter(sheet=self.sheet).values_list("scope", "name"))
        if len(known) >= MOST_COLUMNS:
            raise Refused(_("A sheet has %(most)s columns at most. Open another one.") % {"most": MOST_COLUMNS}, "name")
        demand_apart([(self.scope, self.name)], "name", known)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        place = 1 + SheetColumn.objects.seen_by(seat).filter(sheet=self.sheet).count()
        return {"place": place, **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        n = entry.facts["place"]
        id = derived(self.sheet, "column", n)
        column = SheetColumn.make(entry, id, sheet_id=self.sheet, place=n, name=self.name or "", scope=self.scope)
        for row in SheetRow.objects.of(entry).filter(sheet=self.sheet).order_by("place"):
            make_implication(entry, self.sheet, row, column, "")
        Sheet.change(entry, self.sheet)


class DescribeImplication(Assessing):
    """Say in words what a row of a sheet means for a column of it."""

    kind: ClassVar[str] = "assessment.describe"
    says: ClassVar = gettext_lazy("%(by)s described an implication: %(title)s.")
    label: ClassVar = gettext_lazy("Write the implication")
    field_labels: ClassVar = {"words": pgettext_lazy("an implication", "What it means")}

    cell: ImplicationId
    words: Words

    def found(self, seat: Seat) -> Implication:
        return implication_seen_by(seat, self.cell)

    def audience(self, seat: Seat) -> Audience:
        """The sheet’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_open(self.found(seat).sheet)

    def check(self, seat: Seat) -> None:
        if self.found(seat).words == self.words:
            raise Refused(_("It says this already. Change its words, or leave it as it is."), "words")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return signed(seat, self.audience(seat))

    def apply(self, entry: Entry) -> None:
        Implication.change(entry, self.cell, words=self.words, at=entry.at)
        Implication.reword(entry, self.cell)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.cell

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_implication(self.cell)}


class _EndsSheet(OnSheet):
    def allowed(self, seat: Seat) -> bool:
        """Who opened it, or leads the third party; in a room that the third party does not read, who decides there, too."""
        found = self.found(seat)
        return seat.speaks and (seat.leads or found.seat_id == seat.id or decides_there(seat, found.audience))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return signed(seat, self.audience(seat))


class CloseSheet(_EndsSheet):
    """Close a sheet: what was judged stays, and nothing more is."""

    kind: ClassVar[str] = "assessment.close_sheet"
    says: ClassVar = gettext_lazy("%(by)s closed the assessment sheet “%(title)s”.")
    label: ClassVar = gettext_lazy("Close the sheet")

    def apply(self, entry: Entry) -> None:
        Sheet.change(entry, self.sheet, state="closed")


class ReopenSheet(_EndsSheet):
    """Open a closed sheet for further judgements."""

    kind: ClassVar[str] = "assessment.reopen_sheet"
    says: ClassVar = gettext_lazy("%(by)s reopened the assessment sheet “%(title)s”.")
    label: ClassVar = gettext_lazy("Reopen the sheet")

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        if self.found(seat).stands:
            raise Refused(_("This sheet is open. Judge what stands on it."))

    def apply(self, entry: Entry) -> None:
        Sheet.change(entry, self.sheet, state="open")
