"""XLSX: the same table on the first sheet that has it.

A workbook keeps numbers in binary floating point; what is read is the shortest decimal that means the same, which is the
one that was typed. Numbers that a float would not give back are written as text, and read as text. A percentage in an
option's name is spelled as the sheet shows it. Formulas count as their last result; dates are refused, for a spreadsheet
makes them of “1-2” unasked.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

from goodoffices.engines.settlement.formats import table
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.model.numbers import decimal, terminates
from goodoffices.engines.spreadsheets import NotRead, sheets_of

#: openpyxl comes without types.
Sheet: TypeAlias = Any
Cell: TypeAlias = Any

MOST_UNPACKED = 128 * 2**20
MOST_ROWS, MOST_COLUMNS = 200_000, 1_000


def read(source: Source) -> Case:
    try:
        with sheets_of(source.content, MOST_UNPACKED, Unusable) as sheets:
            for sheet in sheets:
                rows = list(_rows(sheet, source))
                header = next((cells for _, cells in rows if any(cells)), [])
                if table.is_header(header):
                    return table.read(rows, source.refusal, commas=False, name=source.path.stem)
    except NotRead as problem:
        raise source.refusal(problem.sentence) from None
    raise source.refusal("no sheet begins with a row “issue, option” and the parties’ names.")


def _rows(sheet: Sheet, source: Source) -> Iterator[table.Row]:
    for at, row in enumerate(sheet.iter_rows(), 1):
        if at > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise source.refusal(f"the sheet is larger than {MOST_ROWS} rows and {MOST_COLUMNS} columns.", f"row {at}")
        yield f"row {at}", [_text(cell, place < 2, at, source) for place, cell in enumerate(row)]


def _text(cell: Cell, name: bool, row: int, source: Source) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            raise source.refusal("a cell holds no number to negotiate with.", f"row {row}")
        exact = Fraction(repr(value))
        if name and "%" in (cell.number_format or ""):
            return f"{decimal(exact * 100)}%"
        return decimal(exact)
    if isinstance(value, str):
        return value
    raise source.refusal(
        "a cell holds a date or a time. Spreadsheets make them of “1-2”; format the cell as text.", f"row {row}"
    )


def write(case: Case, path: Path) -> list[Path]:
    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import IllegalCharacterError  # type: ignore[import-untyped]

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("case")
    try:
        for row in table.rows(case):
            cells = []
            for value in row:
                kept = isinstance(value, Fraction) and _is_a_float(value)
                cell = WriteOnlyCell(sheet, float(value) if kept else table.spelled(value))
                if not kept:
                    cell.data_type = "s"  # a name that begins with “=” is a name
                cells.append(cell)
            sheet.append(cells)
        book.save(path)
    except IllegalCharacterError:
        raise Unusable("A name holds a sign that a workbook cannot keep.") from None
    return [path]


def _is_a_float(value: Fraction) -> bool:
    """Does the number come back from a workbook as it is? Written are 16 digits, of which 15 are sure."""
    return abs(value) < 10**15 and terminates(value) and Fraction(f"{float(value):.15g}") == value
