"""What the caller of an export can choose. The engine has no clock, and knows no names but those in the draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goodoffices.engines.brackets.model import Comment

LANGUAGES = ("en", "fr", "ru", "tr", "ar")


@dataclass(frozen=True)
class RenderOptions:
    """How to render a draft.

    title      of the document; by default its first heading
    language   one of `LANGUAGES`; by default guessed from the words
    dated      the day to write into the file, if its format has a place for one; by default none
    reasons    add a comment to each bracket without a partner that says why it has none?
    comments   comments to show beside the draft that take no stance, such as those of a Word document
    alternatives   in HTML, for pages: name each alternative by its permanent id and say who stands on it, instead of comments
    """

    title: str = ""
    language: str = ""
    dated: date | None = None
    reasons: bool = False
    comments: tuple[Comment, ...] = ()
    alternatives: bool = False
