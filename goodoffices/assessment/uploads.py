"""A file that somebody sends to be read: bounded, and nothing of it kept."""

from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodoffices.assessment.engine_words import in_words
from goodoffices.engines.spreadsheets import Line, NotRead, rows_in
from goodoffices.engines.told import Told
from goodoffices.record.acts import Refused
from goodoffices.record.requests import SeatedRequest

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20 * 2**20
MOST_LINES, MOST_WIDE = 5_000, 60


class Uploaded(NamedTuple):
    name: str
    content: bytes

    @property
    def title(self) -> str:
        """What it is called without its ending, as a line of words."""
        words = Path(self.name).stem.replace("_", " ").strip()
        return "".join(sign for sign in words if sign.isprintable())[:300]


class Unread(Exception):
    """It cannot be read: a sentence in the reader's language, and what an engine found."""

    def __init__(self, sentence: str, found: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.found = sentence, in_words(found)


def uploaded(request: SeatedRequest) -> Uploaded:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("There is no file yet. Choose one."))
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 1 MB. Send it in parts."))
    return Uploaded(Path(file.name or "").name, content)


def _placed(problem: NotRead) -> str:
    if problem.line is None:
        return problem.sentence
    place = Told("line", "line %(number)s", number=problem.line)
    return Told("in_line", "%(place)s: %(sentence)s", place=place, sentence=problem.sentence)


def table_in(file: Uploaded) -> list[Line]:
    """The rows of a table, which may come as XLSX or as CSV."""
    try:
        rows = rows_in(file.content, MOST_UNPACKED, MOST_LINES, MOST_WIDE)
    except NotRead as problem:
        raise Unread(
            _("This file cannot be read as a table. Save it as XLSX or CSV, and choose it again."), _placed(problem)
        ) from None
    if len(rows) < 2:
        raise Refused(_("There is no table in this file. It needs a line of headings and a line for each row."))
    return rows
