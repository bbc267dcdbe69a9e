"""The language of a draft: what the caller named, or a guess from its first words."""

from __future__ import annotations

import re
from collections import Counter

from goodoffices.engines.brackets.model import Draft
from goodoffices.engines.brackets.rendering.render_options import RenderOptions

_ENOUGH = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = {
    "en": {"the", "of", "and", "to", "shall", "in", "by", "that", "is", "for"},
    "fr": {"le", "la", "les", "des", "et", "du", "une", "aux", "dans", "que"},
    "tr": {"ve", "bir", "ile", "bu", "için", "taraf", "taraflar", "olarak", "eder", "madde"},
}


def language(draft: Draft, options: RenderOptions) -> str:
    """The code of the language: the one in the options, else the one of `LANGUAGES` that fits the first words best.

    English if no word tells. Looks at the first 20,000 characters.
    """
    if options.language:
        return options.language
    words = [word.lower() for word in _WORD.findall(draft.text[:_ENOUGH])]
    scores = Counter({code: sum(word in frequent for word in words) for code, frequent in _FREQUENT.items()})
    scores["ar"] = sum("\u0600" <= word[0] <= "\u06ff" for word in words)
    scores["ru"] = sum("\u0400" <= word[0] <= "\u04ff" for word in words)
    best, most = max(scores.items(), key=lambda item: item[1])
    return best if most else "en"
