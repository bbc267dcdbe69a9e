"""What every engine asks that reads a table: workbooks that are none or unpack to too much, and rows of CSV with their lines."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

Row: TypeAlias = tuple[str, list[str]]  # where it stands, such as “line 4”, and its cells


class NotRead(Exception):
    """Why a table cannot be read, as a sentence, and the line."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.line = sentence, line


@contextmanager
def sheets_of(content: bytes, most: int, own: type[Exception]) -> Iterator[list[Any]]:
    """The sheets of a workbook, while they are read; NotRead for whatever a broken one makes the library stumble over.

    most   how many bytes it may unpack to
    own    what the reader itself raises, which passes
    """
    _demand_workbook(content, most)
    import openpyxl  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a file may claim a million rows
        yield book.worksheets
    except own:
        raise
    except Exception as problem:
        raise NotRead(f"this workbook cannot be read ({type(problem).__name__}). Save it again as XLSX.") from None


def _demand_workbook(content: bytes, most: int) -> None:
    """A zip says what it unpacks to, and Python unpacks no more than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise NotRead(f"this workbook is damaged ({problem}). Save it again as XLSX.") from None
    if size > most:
        raise NotRead(f"this workbook unpacks to {size // 2**20} MB, far more than it could need. Choose another file.")
    if not any(name.casefold().startswith("xl/") for name in names):
        raise NotRead("this is an archive, not a workbook. Choose an XLSX file.")


def csv_rows(text: str, delimiter: str) -> list[Row]:
    """Every row with the line on which it begins; a cell may hold several lines.

    >>> csv_rows('a,"b\\nc"\\nd,e\\n', ",")
    [('line 1', ['a', 'b\\nc']), ('line 3', ['d', 'e'])]
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            found.append((f"line {begins}", cells))
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise NotRead(f"this row cannot be read: {problem}. Save the table again as CSV.", begins) from None
    return found
