"""Word documents as drafts: tracked changes become brackets that name their authors, comments become stances or comments.

    inserted by A              [A: words]
    deleted by A               [A oppose: words]
    deleted and inserted by A  [words][A: other words]
    inserted by A, deleted by B   [A propose; B oppose: words]

Words in a bracket that says the same already (as `rendering.docx` writes them) stay as they are, so writing a draft to Word and
reading it back gives the same brackets. In a document written here, an insertion or deletion of exactly a bracket is a stance
beside the text (`stances`). Deleted words, moved words and hidden words are all read, so that no words get lost.
Numbers that Word counts are written out; footnotes follow at the end as “[^1]: words”.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Comment, Note, Stance
from goodoffices.engines.brackets.reading.parsing import parse
from goodoffices.engines.brackets.rendering.bookmarks import id_of_bookmark
from goodoffices.engines.brackets.rendering.phrases import stance_in
from goodoffices.engines.brackets.rendering.render_options import Base
from goodoffices.engines.brackets.word.base import stamp
from goodoffices.engines.brackets.word.body import document
from goodoffices.engines.brackets.word.content import Document
from goodoffices.engines.brackets.word.package import Refused, opened
from goodoffices.engines.brackets.word.stances import stances_in_changes
from goodoffices.engines.brackets.word.tracked_changes import Moved, Rewritten, party_names, rewritten

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


class WordDraft(NamedTuple):
    """A document's draft. `comments` take no stance; `notices` are sentences on what was made plain or left out.

    `base` is the text that the document says it was made from, if it does.
    """

    draft: Draft
    comments: tuple[Comment, ...]
    notices: tuple[str, ...]
    base: Base | None = None


def read_word(data: bytes) -> WordDraft:
    """The draft in the bytes of a .docx. `Refused`, with a sentence, if it is none or could do harm. O(n log n)."""
    package = opened(data)
    stamped = stamp(package)
    found = document(package)
    parties = party_names(found)
    known = parse(found.words, parties=parties)
    notes, comments = _comments(found)
    known = replace(known, notes=tuple(notes))
    if stamped.ours:
        notes += stances_in_changes(known, found.segments)
        known = replace(known, notes=tuple(notes))
    made = rewritten(found, known)
    moved = Moved(made)
    draft = parse(made.text, parties=parties, ids=_ids(found, moved, made.text, stamped.ids))
    notes = [note._replace(**moved.span(note.start, note.end)._asdict()) for note in notes if _kept(note, made)]
    notes += stamped.notes_in(draft)
    draft = replace(draft, notes=tuple(sorted(set(notes)) if stamped.ours else notes))
    said = tuple(one._replace(**moved.span(one.start, one.end)._asdict()) for one in comments if _kept(one, made))
    return WordDraft(draft, said, tuple(found.notices), stamped.base)


def _comments(found: Document) -> tuple[list[Note], list[Comment]]:
    """The comments as notes where they take a stance, else as comments. One without words of its own is on the word before it.

    Their offsets are those of the document's words.
    """
    words = found.words
    notes: list[Note] = []
    comments: list[Comment] = []
    for comment in found.comments:
        start, end = comment.start, comment.end
        if start >= end:
            start = words.rfind(" ", 0, max(end - 1, 0)) + 1
        end = max(end, start + 1)
        if start >= len(words):
            continue
        stance, said = stance_of(comment.author, comment.words)
        if stance:
            notes.append(Note(start, end, comment.author, stance, said))
        else:
            comments.append(Comment(start, end, comment.author, "", said))
    return notes, comments


def _kept(one: Note | Comment, made: Rewritten) -> bool:
    """Does it stand on words that are in the text? Blank lines at the end of a document are not."""
    return one.start < made.places[-1][0] + len(made.text) - made.places[-1][1]


def _ids(found: Document, moved: Moved, text: str, ids: dict[str, str]) -> list[tuple[int, str]]:
    """The ids that our own exports wrote as bookmarks, each with the beginning of the line where its bookmark is now."""
    listed = []
    for at, name, _ in found.bookmarks:
        if id := ids.get(name) or id_of_bookmark(name):
            listed.append((text.rfind("\n", 0, moved(at)) + 1, id))
    return listed


def stance_of(author: str, words: str) -> tuple[Stance | None, str]:
    """The stance that a comment begins with, in the words of our own exports or in English, and the rest of its words."""
    stance, rest = stance_in(words, author)
    if stance:
        return stance, rest
    if said := _SAID.match(words.strip()):
        return next(one for _, one in _STANCES if said[one]), said["words"].strip()
    return None, words


__all__ = ["Refused", "WordDraft", "read_word"]
