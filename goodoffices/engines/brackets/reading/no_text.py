"""“No text”: words of an option that say nothing shall stand here, in the languages that options are read in."""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"[\W_]*(?:no[ \t]+(?:text|provisions?|article|paragraph)|pas[ \t]+de[ \t]+texte|aucun[ \t]+texte|sin[ \t]+texto"
    r"|(?:article|paragraph|provision|text)[ \t]+(?:to[ \t]+be[ \t]+)?deleted|delete[ \t]+(?:this[ \t]+)?(?:article|paragraph|provision|text)"
    r"|无(?:案文|文本|条款)|沒有案文|(?:без|нет)[ \t]+текста|metin[ \t]+yok|(?:لا|بدون|لا[ \t]+يوجد)[ \t]+نص)(?![^\W\d_])(?P<about>[^\n\[\]]{0,100})[\W_]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"[\W_]*|[ \t]+(?:on|for|about|additional[ \t]+to)[ \t][^(){}\[\];:]*")
_BY_WORD = {"Вариант": "Без текста", "Seçenek": "Metin yok", "الخيار": "لا نص"}


def says_nothing(words: str) -> bool:
    """Do these words say that nothing shall stand here, and nothing more?

    >>> [says_nothing(words) for words in ("No text", "[No text.]", "*No provisions on land use*", "No text (see Article 9)")]
    [True, True, True, False]
    """
    found = _NOTHING.fullmatch(words)
    return bool(found and _ABOUT.fullmatch(found["about"].rstrip("]*_ \t.")))


def seems_to_say_nothing(words: str) -> bool:
    """Do they begin that way but say more, such as “No text (see Article 9)”?"""
    return bool(_NOTHING.match(words)) and not says_nothing(words)


def nothing(word: str) -> str:
    """“No text” in the language of this word for option.

    >>> nothing("Option"), nothing("Вариант")
    ('No text', 'Без текста')
    """
    return _BY_WORD.get(word, "No text")
