"""What the caller of an export can choose. The engine has no clock, and knows no names but those in the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from goodoffices.engines.brackets.model import Comment, Note

LANGUAGES = ("en", "fr", "ru", "tr", "ar")


class Base(NamedTuple):
    """Which text a document was made from.

    draft, revision   the caller's names for the text and its state
    hash              the caller's hash of that state
    reader            for whom the document was made
    provisions        id and hash of the words of each provision; found when the document is read, not given
    """

    draft: str
    revision: str
    hash: str = ""
    reader: str = ""
    provisions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RenderOptions:
    """How to render a draft.

    title      of the document; by default its first heading
    language   one of `LANGUAGES`; by default guessed from the words
    dated      the day to write into the file, if its format has a place for one; by default none
    reasons    add a comment to each bracket without a partner that says why it has none?
    comments   comments to show beside the draft that take no stance, such as those of a Word document
    alternatives   in HTML, for pages: name each alternative by its permanent id and say who stands on it, instead of comments
    days       the day on which a party took the stance of a note; in Word its tracked change or comment carries it
    base       which text this is, so that a Word document can be compared with it when it comes back; by default unsaid
    """

    title: str = ""
    language: str = ""
    dated: date | None = None
    reasons: bool = False
    comments: tuple[Comment, ...] = ()
    alternatives: bool = False
    days: Mapping[Note, date] = field(default_factory=dict, hash=False)
    base: Base | None = None
