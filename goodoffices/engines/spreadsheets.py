"""What every engine asks that reads a table: workbooks that are none or unpack to too much, and rows of CSV with their lines."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from goodoffices.engines.told import Told

Line: TypeAlias = tuple[int, list[str]]  # where it begins, from 1, and its cells
Row: TypeAlias = tuple[str, list[str]]  # where it stands, such as “line 4”, and its cells


class NotRead(Exception):
    """Why a table cannot be read, as a sentence, mostly `Told`, and the line."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.line = sentence, line


@contextmanager
def sheets_of(content: bytes, most: int, own: type[Exception], formulas: bool = False) -> Iterator[list[Any]]:
    """The sheets of a workbook, while they are read; NotRead for whatever a broken one makes the library stumble over.

    most       how many bytes it may unpack to
    own        what the reader itself raises, which passes
    formulas   whether a cell with a formula holds that, or the value that the file holds of it
    """
    _demand_workbook(content, most)
    import openpyxl  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=not formulas, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a file may claim a million rows
        yield book.worksheets
    except own:
        raise
    except Exception as problem:
        said = "this workbook cannot be read (%(why)s). Save it again as XLSX."
        raise NotRead(Told("unreadable_workbook", said, why=type(problem).__name__)) from None


def _demand_workbook(content: bytes, most: int) -> None:
    """A zip says what it unpacks to, and Python unpacks no more than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        said = "this workbook is damaged (%(why)s). Save it again as XLSX."
        raise NotRead(Told("damaged_workbook", said, why=problem)) from None
    if size > most:
        said = "this workbook unpacks to %(size)s MB, far more than it could need. Choose another file."
        raise NotRead(Told("swollen_workbook", said, size=size // 2**20))
    if not any(name.casefold().startswith("xl/") for name in names):
        raise NotRead(Told("archive", "this is an archive, not a workbook. Choose an XLSX file."))


def csv_rows(text: str, delimiter: str) -> list[Row]:
    """Every row with the line on which it begins; a cell may hold several lines.

    >>> csv_rows('a,"b\\nc"\\nd,e\\n', ",")
    [('line 1', ['a', 'b\\nc']), ('line 3', ['d', 'e'])]
    """
    return [(Told("line", "line %(number)s", number=line), cells) for line, cells in _csv_lines(text, delimiter)]


def rows_in(content: bytes, most: int, rows: int, columns: int) -> list[Line]:
    """The rows of a file that people filled in, whatever it is: the first sheet of a workbook that is not empty, or CSV.

    CSV is in UTF-8 or UTF-16 with its mark, or in Windows-1252; with commas, semicolons or tabs. There one apostrophe before a sign
    with which formulas begin is taken away, also where several stand there: whoever wrote the file put it there so that none would
    be.

    most            how many bytes a workbook may unpack to
    rows, columns   how many there may be

    >>> rows_in(b"\\xef\\xbb\\xbfa;'=b\\r\\n1,5;2\\r\\n", 1000, 10, 10)
    [(1, ['a', '=b']), (2, ['1,5', '2'])]
    """
    if content.startswith(b"PK"):
        found = _rows_of_workbook(content, most, rows, columns)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotRead(Told("old_workbook", "this is a workbook of an old kind (XLS). Save it as XLSX or CSV."))
    else:
        text = _decoded(content)
        found = [(line, _trimmed(map(_bare, cells))) for line, cells in _csv_lines(text, _delimiter(text))]
    found = [(line, cells) for line, cells in found if any(cell.strip() for cell in cells)]
    if len(found) > rows or any(len(cells) > columns for _line, cells in found):
        said = "this table has more than %(rows)s rows or %(columns)s columns. Leave out what does not belong to it."
        raise NotRead(Told("large_table", said, rows=rows, columns=columns))
    return found


def _rows_of_workbook(content: bytes, most: int, rows: int, columns: int) -> list[Line]:
    with sheets_of(content, most, NotRead) as sheets:
        for sheet in sheets:
            found: list[Line] = []
            for line, values in enumerate(sheet.iter_rows(values_only=True, max_col=columns + 1), 1):
                if any(value is not None for value in values):
                    found.append((line, _trimmed(values)))
                if len(found) > rows or line > 20 * rows:
                    break
            if found:
                return found
    return []


def _trimmed(values: Iterable[object]) -> list[str]:
    """Without the empty cells at the end, which spreadsheets leave behind."""
    cells = ["" if value is None else str(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _without_hint(content.decode(encoding, "replace"))
    if b"\0" in content:
        raise NotRead(Told("no_table", "this is not text. Choose a CSV or XLSX file."))
    try:
        return _without_hint(content.decode())
    except UnicodeDecodeError:
        return _without_hint(content.decode("cp1252", "replace"))


def _without_hint(text: str) -> str:
    """Some spreadsheets say first which sign parts cells (`sep=;`). The lines keep their numbers."""
    return "\n" + text.split("\n", 1)[-1] if text[:4].casefold() == "sep=" else text


def _delimiter(text: str) -> str:
    """What parts the first row that is not empty into the most cells."""
    head = next((line for line in text.splitlines() if line.strip(" ,;\t\"'")), "")
    try:
        return max((",", ";", "\t"), key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))
    except csv.Error as problem:
        said = "its first row cannot be read: %(why)s. Save the table again as CSV."
        raise NotRead(Told("first_row", said, why=problem)) from None


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(tuple("=+-@\t\r")) else cell


def _csv_lines(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Line] = []
    begins = 1
    try:
        for cells in reader:
            found.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as problem:
        said = "this row cannot be read: %(why)s. Save the table again as CSV."
        raise NotRead(Told("unreadable_row", said, why=problem), begins) from None
    return found
