"""Word documents as drafts: tracked changes become brackets with their authors, comments become stances or remarks.

    inserted by A              [A: words]
    deleted by A               [A oppose: words]
    deleted and inserted by A  [words][A: other words]
    inserted by A, deleted by B   [A propose; B oppose: words]

Words that already stand in a bracket which says the same (as in what `render.docx` writes) are left as they are, so writing
and reading back gives the same brackets. Deleted words, moved words and words formatted as hidden are all read: a draft must
not lose in one file what another shows. Numbers that Word counts are written out; footnotes stand at the end as “[^1]: words”.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from goodoffices.engines.brackets.parsing import parse
from goodoffices.engines.brackets.read_docx_body import document
from goodoffices.engines.brackets.read_docx_package import Refused, opened
from goodoffices.engines.brackets.read_docx_tracked import Rewritten, party_names, rewritten
from goodoffices.engines.brackets.read_docx_words import Document
from goodoffices.engines.brackets.render.bookmarks import meant
from goodoffices.engines.brackets.render.phrases import stance_in
from goodoffices.engines.brackets.render.remarks import Remark
from goodoffices.engines.brackets.spans import Note, Stance
from goodoffices.engines.brackets.tree import Draft

_STANCES: tuple[tuple[str, Stance], ...] = (
    (r"propos\w+", "proposed"),
    (r"support\w*", "supported"),
    (r"oppos\w+|object\w*", "opposed"),
    (r"reserv\w+", "reserved"),
    (r"withdr[ae]w\w*", "withdrawn"),
)
_SAID = re.compile(
    r"(?:we\s+|the\s+)?(?:" + "|".join(f"(?P<{stance}>{words})" for words, stance in _STANCES) + r")\b\W*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


class Read(NamedTuple):
    """A document's draft. `remarks` are comments that take no stance; `notices` say what was made plain or left out."""

    draft: Draft
    remarks: tuple[Remark, ...]
    notices: tuple[str, ...]


def read(data: bytes) -> Read:
    """The draft in a .docx; `Refused`, with a sentence, where the file is none or is built to do harm. O(n)."""
    found = document(opened(data))
    made = rewritten(found)
    notes, remarks = _comments(found, made)
    draft = parse(made.text, parties=party_names(found), notes=notes, ids=_ids(found, made))
    return Read(draft, tuple(remarks), tuple(found.notices))


def _comments(found: Document, made: Rewritten) -> tuple[list[Note], list[Remark]]:
    """Each comment on the words it was put to; on the word before it where it was put to none."""
    places = [place for place, _ in made.places]
    notes: list[Note] = []
    remarks: list[Remark] = []
    for comment in found.comments:
        start, end = (_moved(at, made.places, places) for at in (comment.start, comment.end))
        if start >= end:
            start = made.text.rfind(" ", 0, max(end - 1, 0)) + 1
        end = max(end, start + 1)
        if start >= len(made.text):
            continue
        stance, words = _stance(comment.author, comment.words)
        if stance:
            notes.append(Note(start, end, comment.author, stance, words))
        else:
            remarks.append(Remark(start, end, comment.author, "", words))
    return notes, remarks


def _ids(found: Document, made: Rewritten) -> list[tuple[int, str]]:
    """What our own exports call the provisions that begin on the lines where their bookmarks stand now."""
    places = [place for place, _ in made.places]
    ids = []
    for at, name in found.bookmarks:
        if id := meant(name):
            ids.append((made.text.rfind("\n", 0, _moved(at, made.places, places)) + 1, id))
    return ids


def _moved(at: int, pairs: list[tuple[int, int]], places: list[int]) -> int:
    """Where an offset of the document's words went: `pairs` are known ones, (before, after), ascending."""
    before, after = pairs[max(0, bisect_right(places, at) - 1)]
    return after + at - before


def _stance(author: str, words: str) -> tuple[Stance | None, str]:
    """What a comment says its author's stance is, in the words of our own exports or in plain English; and the rest."""
    stance, rest = stance_in(words, author)
    if stance:
        return stance, rest  # type: ignore[return-value]
    if said := _SAID.match(words.strip()):
        return next(one for _, one in _STANCES if said[one]), said["words"].strip()
    return None, words


__all__ = ["Read", "Refused", "read"]
