"""Cut a word down to what its inflected forms have in common. Rules only; a word never met is treated like any other.

English, French and Russian: the Snowball stemmers. Turkish and Arabic: rules of our own, which found more
(docs/reference/words.md).
"""

import re
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Protocol, cast

from goodoffices.engines.words import arabic, turkish

LANGUAGES = ("en", "ru", "tr", "fr", "ar")
"""Languages that are stemmed. In others words are folded only."""

RULES = f"1+snowball-{version('snowballstemmer')}"
"""Changes when words may get other forms: an index made under other rules has to be made again."""

_SNOWBALL = {"en": "english", "ru": "russian", "fr": "french"}
_ELISION = re.compile(r"^(?:[ldjnsctm]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)'(?=.)", re.DOTALL)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of a lowered word, accents kept; the word itself for a language that is not in `LANGUAGES`.

    >>> stem("negotiations", "en"), stem("переговорами", "ru"), stem("l'accord", "fr"), stem("kararları", "tr")
    ('negoti', 'переговор', 'accord', 'karar')
    """
    if language == "ar":
        return arabic.stemmed(word)
    if language == "tr":
        return turkish.stemmed(word)
    if language == "fr":
        word = _ELISION.sub("", word)
    return _stemmer(language).stemWord(word) if language in _SNOWBALL else word


@cache
def _stemmer(language: str) -> _Stemmer:
    import snowballstemmer  # all its languages at once, a tenth of a second: not before a word is looked at

    return cast(_Stemmer, snowballstemmer.stemmer(_SNOWBALL[language]))
