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

MOST_UNPACKED = 256 * 2**20


def read(source: Source) -> Matrix:
    _not_a_bomb(source)
    import openpyxl  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(BytesIO(source.content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a file may claim a million rows
            rows = _rows(sheet, source)
            if any(any(cells) for _, cells in rows):
                return table.read(rows, source.refusal, source.name.rsplit(".", 1)[0])
    except Unusable:
        raise
    except Exception as problem:  # whatever a broken workbook makes the library stumble over
        raise source.refusal(
            f"this workbook cannot be read ({type(problem).__name__}). Save it again as XLSX."
        ) from None
    raise source.refusal("there is no sheet with a matrix in it. Choose another workbook.")


def _not_a_bomb(source: Source) -> None:
    """A zip says what it unpacks to, and Python unpacks no more than it says."""
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise source.refusal(f"this workbook is damaged ({problem}). Save it again as XLSX.") from None
    if size > MOST_UNPACKED:
        raise source.refusal(f"this workbook unpacks to {size // 2**20} MB. No matrix needs that; choose another file.")
    if not any(name.casefold().startswith("xl/") for name in names):
        raise source.refusal("this is an archive, not a workbook. Choose an XLSX file.")


def _rows(sheet: Any, source: Source) -> list[table.Row]:
    found: list[table.Row] = []
    for at, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if at > MOST_VARIANTS + 100 or len(cells) > MOST_VARIANTS + 100:
            raise source.refusal(
                f"the sheet is larger than {MOST_VARIANTS} rows and columns. Leave out what is no matrix.", f"row {at}"
            )
        found.append(
            (
                f"row {at}",
                [_text(value, f"cell {table.column(place)}{at}", source) for place, value in enumerate(cells)],
            )
        )
    return found


def _text(value: object, cell: str, source: Source) -> str:
    """A float is the shortest decimal that means the same, which is the one that was typed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        raise source.refusal(f"“{value}” is neither a name nor a judgement. Write it as text or as a number.", cell)
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def write(matrix: Matrix) -> bytes:
    """Numbers as numbers where a workbook gives them back, else as text."""
    import openpyxl
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
                cell = WriteOnlyCell(sheet, value=text)
                cell.data_type = "s"  # a name that begins with “=” is a name
                cells.append(cell)
            sheet.append(cells)
        packed = BytesIO()
        book.save(packed)
    except IllegalCharacterError:
        raise Unusable("A name has a sign in it that a workbook cannot hold. Change the name, or write .scw.") from None
    return packed.getvalue()


def _comes_back(text: str) -> bool:
    return "/" not in text and Fraction(repr(float(text))) == Fraction(text) and len(text) < 16
