"""CSV, as people and spreadsheets write it: commas, semicolons or tabs; a byte order mark; `sep=;`; CRLF."""

import csv
import re
from pathlib import Path

from goodoffices.engines.settlement.formats import table
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.spreadsheets import NotRead, csv_rows

DELIMITERS = (",", ";", "\t")
# What a spreadsheet would run rather than show.
_FORMULA = re.compile(r"[=@]|[+-].*[|(!]")


def recognise(source: Source) -> bool:
    return _delimiter(source.text()) is not None


def read(source: Source) -> Case:
    text = source.text()
    if "\0" in text:
        raise source.refusal("this is not text.", text[: text.index("\0")].count("\n") + 1)
    delimiter = _delimiter(text)
    if delimiter is None:
        raise source.refusal("the first row is “issue, option” and the parties’ names.", 1)
    return table.read(_rows(source, text, delimiter), source.refusal, commas=delimiter != ",", name=source.path.stem)


def _rows(source: Source, text: str, delimiter: str) -> "list[table.Row]":
    try:
        found = csv_rows(text, delimiter)
    except NotRead as problem:
        raise source.refusal(problem.sentence, problem.line) from None
    return found[1:] if text[:4].casefold() == "sep=" else found


def _delimiter(text: str) -> str | None:
    """The separator of the cells, by the header; None where this is no table of ours."""
    lines = (line for line in text[:100_000].splitlines() if line.strip(' ,;\t"'))
    header = next(lines, "")
    if header.casefold().startswith("sep=") and len(header) == 5:
        header = next(lines, "")
    for delimiter in DELIMITERS:
        if table.is_header(next(csv.reader([header], delimiter=delimiter), [])):
            return delimiter
    return None


def write(case: Case, path: Path) -> list[Path]:
    """UTF-8 with a byte order mark, so that spreadsheets know the letters. Refuses names that one would run as a formula."""
    rows = [[table.spelled(cell) for cell in row] for row in table.rows(case)]
    for row in rows:
        for cell in row:
            if _FORMULA.match(cell):
                raise Unusable(
                    f"A spreadsheet would take “{cell[:60]}” for a formula. Write XLSX, which can say that it is text."
                )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return [path]
