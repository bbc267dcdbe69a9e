"""CSV as people and spreadsheets write it: commas, semicolons or tabs; a byte order mark; `sep=;`; CRLF; decimal commas."""

import csv
import io

from goodoffices.engines.crossimpact.formats import table
from goodoffices.engines.crossimpact.formats.source import Source
from goodoffices.engines.crossimpact.model import Matrix, Unusable
from goodoffices.engines.spreadsheets import NotRead, csv_rows
from goodoffices.engines.told import Told

DELIMITERS = (",", ";", "\t")


def read(source: Source) -> Matrix:
    text = source.text
    if text[:4].casefold() == "sep=":
        text = "\n" + text.split("\n", 1)[-1]  # the lines keep their numbers
    head = next((line for line in text.split("\n") if line.strip(" ,;\t\"'\r")), "")
    delimiter = max(DELIMITERS, key=head.count)
    if delimiter not in head:
        said = "this is neither a .scw file nor a table. Choose a cross-impact matrix."
        raise source.refusal(Told("neither", said), 1)
    try:
        rows = csv_rows(text, delimiter)
    except NotRead as problem:
        raise source.refusal(problem.sentence, problem.line) from None
    return table.read(rows, source.refusal, source.name.rsplit(".", 1)[0])


def write(matrix: Matrix) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets know the letters. Refuses names that one would run as a formula."""
    for each in matrix.descriptors:
        for name in (each.name, *each.variants):
            if name.startswith(("=", "@", "+", "-", "\t")):
                said = "A spreadsheet would take “%(name)s” for a formula. Write XLSX, which can say that it is text."
                raise Unusable(Told("formula", said, name=name[:60]))
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(table.rows(matrix))
    return file.getvalue().encode("utf-8-sig")
