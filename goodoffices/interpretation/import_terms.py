"""Terms from a table: a column for each language, called by its code; beside it, if there is one, `fr_attested` says
where the word was found. A word whose cell there is empty is marked as not attested. All rows are proposed, or none.
"""

import csv
import io
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from pydantic import ValidationError

from goodoffices.interpretation.acts import ProposeTerm
from goodoffices.interpretation.models import Term
from goodoffices.process.audience import in_audience
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.process.posting import sentences
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Retry
from goodoffices.record.perform import perform
from goodoffices.record.writing import one_writer

SHIPPED = Path(__file__).parent / "stock" / "diplomatic-terms.csv"
MOST_BYTES, MOST_ROWS = 1_000_000, 1_000
TURN = 0.02  # seconds for which nobody else on the host writes
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
    """Propose every row. All are looked at before the first is proposed: of a file with a fault nothing is taken in.

    They are written piece by piece, since nobody else on the host writes meanwhile. If the talks are suspended between
    two pieces, the rest is refused with the line from which on it is missing; sending the same form again goes on there.
    """
    acts = [(row.line, _proposal(row, {"book": book} if book else {})) for row in rows]
    keys = [f"{key}:{number}" if key else None for number in range(len(acts))]
    if keys[0] is None or not _sent_before(seat, keys[0]):
        _demand_all(acts, seat)
    waiting = list(zip(acts, keys, strict=True))
    while waiting:
        waiting = waiting[_piece(waiting, seat) :]
        time.sleep(0.001)  # lets whoever waits have a turn
    return len(acts)


def _proposal(row: Row, more: dict[str, str]) -> ProposeTerm:
    try:
        return ProposeTerm(**row.data, **more)
    except ValidationError as problem:
        raise BadStock(_at(row.line, " ".join(sentences(problem, ProposeTerm)))) from None


def _sent_before(seat: Seat, key: str) -> bool:
    # house: record read: whether this seat's own form has been sent before
    return Retry.objects.filter(seat=seat.id, key=key).exists()


def _demand_all(acts: list[tuple[int, ProposeTerm]], seat: Seat) -> None:
    """What is asked of each row before anything is written; of the glossary as it is now, which is read once."""
    first_line, first = acts[0]
    audience = first.audience(seat)
    if not first.allowed(seat):
        raise NotThere
    terms = Term.objects.seen_by(seat).filter(in_audience(audience))
    there = {_as_one(called) for called in terms.values_list("called", flat=True)}
    try:
        first.possible(seat)
    except Refused as refusal:
        raise BadStock(_at(first_line, str(refusal))) from None
    for line, act in acts:
        if _as_one(act.called) in there:
            already = _("“%(title)s” is already in this glossary. Look at it there.") % {"title": act.title}
            raise BadStock(_at(line, already))
        there.add(_as_one(act.called))


def _as_one(called: Mapping[Any, str]) -> frozenset[tuple[str, str]]:
    return frozenset(called.items())


def _piece(waiting: list[tuple[tuple[int, ProposeTerm], str | None]], seat: Seat) -> int:
    """Propose as many as a short turn allows; how many that were."""
    # house: clock or chance: how long a turn lasts; drawn into nothing
    until = time.monotonic() + TURN
    (first_line, _act), _key = waiting[0]
    try:
        with one_writer():
            for done, ((_line, act), key) in enumerate(waiting, 1):
                perform(act, seat, key=key)
                # house: clock or chance: how long a turn lasts; drawn into nothing
                if time.monotonic() > until:
                    return done
    except Refused as refusal:
        rest = _("%(sentence)s The terms from line %(line)s on are missing. Send the file again without what is there.")
        raise BadStock(rest % {"sentence": refusal, "line": first_line}) from None
    return len(waiting)


def _data(row: dict[str, Any]) -> dict[str, Any]:
    called = {code: row[code].strip() for code in LANGUAGES if (row.get(code) or "").strip()}
    attested = {code: (row[f"{code}_attested"] or "").strip() for code in called if f"{code}_attested" in row}
    data: dict[str, Any] = {"called": called}
    if attested:
        data["attested"] = attested
    return data | {name: row[name].strip() for name in PLAIN if (row.get(name) or "").strip()}


def _at(line: int, sentence: str) -> str:
    return _("Line %(line)s: %(sentence)s Nothing has been imported.") % {"line": line, "sentence": sentence}
