"""A table as a file, for spreadsheets: every cell is text, and none is read as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from django.utils.translation import get_language_bidi

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
#: How a cell begins that a spreadsheet would compute.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
#: When a workbook was made and changed, as its properties have it.
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NEVER = rb"\g<1>2000-01-01T00:00:00Z"


class Table(NamedTuple):
    """A sheet of a workbook: its name, the head of each column, and the cells below."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


def workbook(*tables: Table) -> bytes:
    """XLSX. A cell that begins with `=` stays the words that it is, and is marked as text for whoever edits it."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(_tab(table.title)), table)
    return _same_bytes(book)


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for at, row in enumerate([table.header, *table.rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column)
            _write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=at == 1)
    for column, cells in enumerate(sheet.columns, 1):
        widest = max(len(line) for cell in cells for line in str(cell.value or "").split("\n"))
        sheet.column_dimensions[_letter(column)].width = min(max(widest + 2, 10), _WIDEST)


def _write(cell: Any, value: str) -> None:
    cell.value = _harmless(value)
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.quotePrefix = value.startswith(_COMPUTED)


def comma_separated(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8, with its mark. What a spreadsheet would compute gets an apostrophe before it; and what begins so behind
    apostrophes gets one more, so that whoever takes one away has the words again (`engines.spreadsheets.rows_in`)."""
    text = StringIO()
    writer = csv.writer(text)
    for row in [header, *rows]:
        writer.writerow([f"'{value}" if value.lstrip("'").startswith(_COMPUTED) else value for value in row])
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
    """The bytes of the file, which say nothing of when they were made.

    The library writes the clock into the properties and beside each part of the archive, so the parts are packed once more.
    """
    written, out = BytesIO(), BytesIO()
    book.save(written)
    with ZipFile(written) as parts, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK.sub(_NEVER, content)
            part = ZipInfo(name)  # of 1 January 1980
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            packed.writestr(part, content)
    return out.getvalue()
