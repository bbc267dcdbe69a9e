"""Word documents as drafts: tracked changes become brackets that name their authors, comments become stances or comments.

    inserted by A              [A: words]
    deleted by A               [A oppose: words]
    deleted and inserted by A  [words][A: other words]
    inserted by A, deleted by B   [A propose; B oppose: words]

Words in a bracket that says the same already (as `rendering.docx` writes them) stay as they are, so writing a draft to Word and
reading it back gives the same brackets. Deleted words, moved words and hidden words are all read, so that no words get lost.
Numbers that Word counts are written out; footnotes follow at the end as “[^1]: words”.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Comment, Note, Stance
from goodoffices.engines.brackets.reading.parsing import parse
from goodoffices.engines.brackets.rendering.bookmarks import id_of_bookmark
from goodoffices.engines.brackets.rendering.phrases import stance_in
from goodoffices.engines.brackets.word.body import document
from goodoffices.engines.brackets.word.content import Document
from goodoffices.engines.brackets.word.package import Refused, opened
from goodoffices.engines.brackets.word.tracked_changes import Rewritten, party_names, rewritten

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
    """A document's draft. `comments` take no stance; `notices` are sentences on what was made plain or left out."""

    draft: Draft
    comments: tuple[Comment, ...]
    notices: tuple[str, ...]


def read_word(data: bytes) -> WordDraft:
    """The draft in the bytes of a .docx. `Refused`, with a sentence, if it is none or could do harm. O(n log n)."""
    found = document(opened(data))
    made = rewritten(found)
    notes, comments = _comments(found, made)
    draft = parse(made.text, parties=party_names(found), notes=notes, ids=_ids(found, made))
    return WordDraft(draft, tuple(comments), tuple(found.notices))


def _comments(found: Document, made: Rewritten) -> tuple[list[Note], list[Comment]]:
    """The comments as notes where they take a stance, else as comments. One without words of its own is on the word before it."""
    places = [place for place, _ in made.places]
    notes: list[Note] = []
    comments: list[Comment] = []
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
            comments.append(Comment(start, end, comment.author, "", words))
    return notes, comments


def _ids(found: Document, made: Rewritten) -> list[tuple[int, str]]:
    """The ids that our own exports wrote as bookmarks, each with the beginning of the line where its bookmark is now."""
    places = [place for place, _ in made.places]
    ids = []
    for at, name in found.bookmarks:
        if id := id_of_bookmark(name):
            ids.append((made.text.rfind("\n", 0, _moved(at, made.places, places)) + 1, id))
    return ids


def _moved(at: int, pairs: list[tuple[int, int]], places: list[int]) -> int:
    """An offset in the document's words, as an offset in the text. `pairs` are known (before, after); `places` their firsts."""
    before, after = pairs[max(0, bisect_right(places, at) - 1)]
    return after + at - before


def _stance(author: str, words: str) -> tuple[Stance | None, str]:
    """The stance that a comment begins with, in the words of our own exports or in English, and the rest of its words."""
    stance, rest = stance_in(words, author)
    if stance:
        return stance, rest
    if said := _SAID.match(words.strip()):
        return next(one for _, one in _STANCES if said[one]), said["words"].strip()
    return None, words


__all__ = ["Refused", "WordDraft", "read_word"]
