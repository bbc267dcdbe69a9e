"""A table as a file, for spreadsheets: every cell is text, and none is read as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language_bidi

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
#: How a cell begins that a spreadsheet would compute.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """XLSX. A cell that begins with `=` stays the words that it is, and is marked as text for whoever edits it."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = _tab(title), "A2"
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for at, row in enumerate([header, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column)
            _write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=at == 1)
    for column, cells in enumerate(sheet.columns, 1):
        widest = max(len(line) for cell in cells for line in str(cell.value or "").split("\n"))
        sheet.column_dimensions[_letter(column)].width = min(max(widest + 2, 10), _WIDEST)
    return _same_bytes(book)


def _write(cell: Any, value: str) -> None:
    cell.value = _harmless(value)
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.quotePrefix = value.startswith(_COMPUTED)


def comma_separated(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8, with its mark. What a spreadsheet would compute gets an apostrophe before it."""
    text = StringIO()
    writer = csv.writer(text)
    for row in [header, *rows]:
        writer.writerow([f"'{value}" if value.startswith(_COMPUTED) else value for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def download_table(name: str, content: bytes, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _harmless(value: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

    return str(ILLEGAL_CHARACTERS_RE.sub("", value))


def _tab(title: str) -> str:
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in title)[:31] or "1"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    return str(get_column_letter(column))


def _same_bytes(book: Any) -> bytes:
    """The bytes of the file, which say nothing of when they were made."""
    from datetime import datetime

    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 (openpyxl takes no zone)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
