"""XLSX: the same table on the first sheet that is not empty. Formulas count as their last result."""

import zipfile
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from goodoffices.engines.crossimpact.formats import table
from goodoffices.engines.crossimpact.formats.source import Source
from goodoffices.engines.crossimpact.model import Matrix, Unusable
from goodoffices.engines.crossimpact.model.matrix import MOST_VARIANTS
from goodoffices.engines.spreadsheets import NotRead, sheets_of
from goodoffices.engines.told import Told

MOST_UNPACKED = 256 * 2**20


def read(source: Source) -> Matrix:
    try:
        with sheets_of(source.content, MOST_UNPACKED, Unusable) as sheets:
            for number, sheet in enumerate(sheets):
                rows = _rows(sheet, source)
                if any(any(cells) for _, cells in rows):
                    _demand_values(source, number, rows)
                    return table.read(rows, source.refusal, source.name.rsplit(".", 1)[0])
    except NotRead as problem:
        raise source.refusal(problem.sentence) from None
    raise source.refusal(Told("no_sheet", "there is no sheet with a matrix in it. Choose another workbook."))


def _rows(sheet: Any, source: Source) -> list[table.Row]:
    found: list[table.Row] = []
    for at, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if at > MOST_VARIANTS + 100 or len(cells) > MOST_VARIANTS + 100:
            said = "the sheet is larger than %(most)s rows and columns. Leave out what is no matrix."
            raise source.refusal(Told("large_sheet", said, most=MOST_VARIANTS), _row(at))
        found.append(
            (
                _row(at),
                [_text(value, f"{table.column(place)}{at}", source) for place, value in enumerate(cells)],
            )
        )
    return found


def _demand_values(source: Source, number: int, rows: list[table.Row]) -> None:
    """Programs that calculate nothing write formulas without their values: such a cell is not empty."""
    with zipfile.ZipFile(BytesIO(source.content)) as packed:
        files = [name for name in packed.namelist() if name.casefold().startswith("xl/worksheets/")]
        if not any(b"<f" in packed.read(name) for name in files):
            return
    with sheets_of(source.content, MOST_UNPACKED, Unusable, formulas=True) as sheets:
        written = sheets[number].iter_rows(values_only=True)
        for at, ((_, cells), held) in enumerate(zip(rows, written, strict=False), 1):
            for place, (cell, value) in enumerate(zip(cells, held, strict=False)):
                if value not in (None, "") and not cell:
                    said = "here is a formula, and the file holds no value of it. Save it again in a spreadsheet, write the number, or empty the cell."
                    raise source.refusal(Told("no_value", said), _cell(f"{table.column(place)}{at}"))


def _cell(cell: str) -> Told:
    return Told("cell", "cell %(cell)s", cell=cell)


def _row(at: int) -> Told:
    return Told("row", "row %(number)s", number=at)


def _text(value: object, cell: str, source: Source) -> str:
    """A float is the shortest decimal that means the same, which is the one that was typed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        said = "“%(value)s” is neither a name nor a judgement. Write it as text or as a number."
        raise source.refusal(Told("neither_name", said, value=value), _cell(cell))
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def write(matrix: Matrix) -> bytes:
    """Numbers as numbers where a workbook gives them back, else as text."""
    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import IllegalCharacterError  # type: ignore[import-untyped]

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("impacts")
    sheet.freeze_panes = "C3"
    try:
        for at, row in enumerate(table.rows(matrix)):
            cells = []
            for place, text in enumerate(row):
                if at > 1 and place > 1 and _comes_back(text):
                    cells.append(WriteOnlyCell(sheet, value=float(text)))
                    continue
                if not text:
                    cells.append(None)
                    continue
                cell = WriteOnlyCell(sheet, value=text)
                cell.data_type = "s"  # a name that begins with “=” is a name
                cells.append(cell)
            sheet.append(cells)
        packed = BytesIO()
        book.save(packed)
    except IllegalCharacterError:
        said = "A name has a sign in it that a workbook cannot hold. Change the name, or write .scw."
        raise Unusable(Told("illegal_sign", said)) from None
    return packed.getvalue()


def _comes_back(text: str) -> bool:
    return bool(text) and "/" not in text and Fraction(repr(float(text))) == Fraction(text) and len(text) < 16
