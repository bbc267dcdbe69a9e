"""Terms from a table: a column for each language, called by its code; beside it, if there is one, `fr_attested` says
where the word was found. A word whose cell there is empty is marked as not attested. All rows are proposed, or none.
"""

import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from pydantic import ValidationError

from goodoffices.interpretation.acts import ProposeTerm
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.process.posting import sentences
from goodoffices.record.acts import Refused
from goodoffices.record.perform import perform
from goodoffices.record.writing import one_writer

SHIPPED = Path(__file__).parent / "stock" / "diplomatic-terms.csv"
MOST_BYTES, MOST_ROWS = 1_000_000, 1_000
PLAIN = ("meaning", "note")


class BadStock(Exception):
    """The table was not taken in; the text says why, and in which line."""


class Row(NamedTuple):
    line: int
    data: dict[str, Any]


def read(raw: bytes) -> list[Row]:
    """The rows of a table in UTF-8, with the line on which each ends."""
    if len(raw) > MOST_BYTES:
        raise BadStock(_("The file is longer than 1 MB. Send it in parts."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadStock(_("The file is not in UTF-8. Save it as CSV in UTF-8, and send it again.")) from None
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [name.strip() for name in table.fieldnames or []]
        table.fieldnames = head
        if not any(name in LANGUAGES for name in head):
            raise BadStock(_("Line 1 names no language. Call each column by a code, such as en or ar."))
        rows = [Row(table.line_num, _data(row)) for row in table if any((row.get(name) or "").strip() for name in head)]
    except csv.Error:
        raise BadStock(
            _("Line %(line)s cannot be read as CSV. Look for a stray quotation mark there.")
            % {"line": table.reader.line_num}
        ) from None
    if not rows:
        raise BadStock(_("There is no term in the file. Write a line for each below the first one."))
    if len(rows) > MOST_ROWS:
        raise BadStock(_("The file holds more than 1,000 terms. Send it in parts."))
    return rows


def take_in(rows: list[Row], seat: Seat, book: str, key: str) -> int:
    """Propose every row, in one transaction; the first that cannot be is named by its line, and nothing is kept."""
    more = {"book": book} if book else {}
    with one_writer():
        for number, row in enumerate(rows):
            try:
                perform(ProposeTerm(**row.data, **more), seat, key=f"{key}:{number}" if key else None)
            except ValidationError as problem:
                raise BadStock(_at(row.line, " ".join(sentences(problem, ProposeTerm)))) from None
            except Refused as refusal:
                raise BadStock(_at(row.line, str(refusal))) from None
    return len(rows)


def _data(row: dict[str, Any]) -> dict[str, Any]:
    called = {code: row[code].strip() for code in LANGUAGES if (row.get(code) or "").strip()}
    attested = {code: (row[f"{code}_attested"] or "").strip() for code in called if f"{code}_attested" in row}
    data: dict[str, Any] = {"called": called}
    if attested:
        data["attested"] = attested
    return data | {name: row[name].strip() for name in PLAIN if (row.get(name) or "").strip()}


def _at(line: int, sentence: str) -> str:
    return _("Line %(line)s: %(sentence)s Nothing has been taken in.") % {"line": line, "sentence": sentence}
