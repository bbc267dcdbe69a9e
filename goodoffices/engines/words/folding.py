"""Make letters comparable: case, width, accents, points and tails of Arabic letters."""

import re
import unicodedata

DOTLESS = frozenset({"tr", "az"})
"""Languages in which I is the capital of ı, and İ that of i."""

_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}
)
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_ACCENTS = re.compile("(?<![иИ])[\u0300-\u036f]|(?<=[иИ])[\u0300-\u0305\u0307-\u036f]")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ"})


def lowered(word: str, language: str) -> str:
    """The word in compatibility form and small letters, its accents kept.

    >>> lowered("İSTANBUL'DA", "tr"), lowered("ISPARTA", "tr"), lowered("ISPARTA", "en"), lowered("İzmir", "en")
    ("istanbul'da", 'ısparta', 'isparta', 'izmir')
    """
    word = unicodedata.normalize("NFKC", word)
    if language in DOTLESS:
        word = word.replace("I", "ı")
    return word.replace("İ", "i").replace("’", "'").replace("ʼ", "'").lower()


def without_points(word: str) -> str:
    """Arabic (and Hebrew) without vowel points and tatweel; one alef, yeh and heh for their variants.

    >>> without_points("مُفَاوَضَةٌ") == without_points("مفاوضه"), without_points("إلـى")
    (True, 'الي')
    """
    return _POINTS.sub("", word).translate(_ARABIC)


def folded(word: str) -> str:
    """A lowered word without accents, in letters and digits alone. й stays apart from и; ё is е, ı is i, ٣ is 3.

    >>> [folded(word) for word in ("müzakere", "négociation", "самолёт", "район", "قضيّة", "٢٠٢٥")]
    ['muzakere', 'negociation', 'самолет', 'район', 'قضيه', '2025']
    """
    if word.isascii():
        return word if word.isalnum() else "".join(filter(str.isalnum, word))
    apart = without_points(_ACCENTS.sub("", unicodedata.normalize("NFKD", word)))
    whole = unicodedata.normalize("NFC", apart).translate(_LETTERS)
    return "".join(_plain(letter) for letter in whole if letter.isalnum() or unicodedata.category(letter)[0] == "M")


def _plain(letter: str) -> str:
    """A digit of any script as 0 to 9; everything else as it is."""
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
