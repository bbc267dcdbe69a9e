"""What the caller wants of an export. The engine has no clock and knows no names but those in the draft."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goodoffices.engines.brackets.tree import Draft

if TYPE_CHECKING:
    from goodoffices.engines.brackets.render.remarks import Remark

LANGUAGES = ("en", "fr", "ru", "tr", "ar")
_ENOUGH = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = {
    "en": {"the", "of", "and", "to", "shall", "in", "by", "that", "is", "for"},
    "fr": {"le", "la", "les", "des", "et", "du", "une", "aux", "dans", "que"},
    "tr": {"ve", "bir", "ile", "bu", "için", "taraf", "taraflar", "olarak", "eder", "madde"},
}


@dataclass(frozen=True)
class Wishes:
    """title: of the document, else its first heading. language: of LANGUAGES, else guessed from the words.

    dated     the day written into the file where its format has a place for one; nothing is dated otherwise
    remarks   said beside the draft without a stance, as Word's comments are
    reasons   say beside each bracket without a partner why it is taken for one
    """

    title: str = ""
    language: str = ""
    dated: date | None = None
    reasons: bool = False
    remarks: tuple[Remark, ...] = ()


def language(draft: Draft, wishes: Wishes) -> str:
    """The wished language, or the one of LANGUAGES that the first words look most like; English where nothing tells."""
    if wishes.language:
        return wishes.language
    words = [word.lower() for word in _WORD.findall(draft.text[:_ENOUGH])]
    scores = Counter({code: sum(word in frequent for word in words) for code, frequent in _FREQUENT.items()})
    scores["ar"] = sum("\u0600" <= word[0] <= "\u06ff" for word in words)
    scores["ru"] = sum("\u0400" <= word[0] <= "\u04ff" for word in words)
    best, most = max(scores.items(), key=lambda item: item[1])
    return best if most else "en"
