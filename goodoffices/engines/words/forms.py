"""From a word as written to the form under which it is found, and from a text to its forms in order."""

import re
from collections.abc import Iterator
from functools import lru_cache

from goodoffices.engines.words.arabic import without_article
from goodoffices.engines.words.cutting import Word, words
from goodoffices.engines.words.folding import folded, lowered
from goodoffices.engines.words.stemming import LANGUAGES, stem

LONGEST = 48
"""Letters of a form; what is longer is found by its beginning."""

MOST = 60_000
"""Words of a text that are found; what stands after them is not."""

_CYRILLIC = re.compile("[\u0400-\u052f]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def terms(text: str, language: str) -> list[str]:
    """The forms under which a text is found, one for each of its words, in order: phrases are runs of neighbours. O(n).

    language   a language tag, such as en or fr-CA; words of another script are stemmed in a language of that script

    >>> terms("The delegations’ talks in İstanbul", "en")
    ['the', 'deleg', 'talk', 'in', 'istanbul']
    """
    return [form for form, _word in formed(text, language)]


def formed(text: str, language: str) -> Iterator[tuple[str, Word]]:
    """Each word of a text that has a form, after its form; at most `MOST`."""
    language = base(language)
    left = MOST
    for word in words(text):
        if form := form_of(word.written, language):
            yield form, word
            left -= 1
            if not left:
                return


@lru_cache(maxsize=50_000)
def form_of(word: str, language: str) -> str:
    """The form of one word: stemmed and folded; empty if nothing is left of it (a tatweel alone).

    >>> form_of("ПЕРЕГОВОРАМИ", "ru"), form_of("négociées", "fr"), form_of("والوفود", "ar")
    ('переговор', 'negoci', 'وفود')
    """
    low = lowered(word, language)
    stemmed = stem(low, stemmed_in(low, language))
    return (folded(stemmed) or folded(low))[:LONGEST]


def beginning(word: str, language: str) -> str:
    """The beginning of a word, folded and not stemmed; in Arabic without the article."""
    low = folded(lowered(word, base(language)))
    return (without_article(low) if _ARABIC.match(low) else low)[:LONGEST]


def stemmed_in(word: str, language: str) -> str:
    """The language whose rules apply to a word in a text of some language; empty for none."""
    if _CYRILLIC.search(word):
        return "ru" if language in LANGUAGES else ""
    if _ARABIC.search(word):
        return "ar" if language in LANGUAGES else ""
    return "en" if language in ("ru", "ar") else language if language in LANGUAGES else ""


def base(tag: str) -> str:
    """The language of a tag: `fr` of `fr-CA`.

    >>> base("fr-CA"), base("TR"), base("")
    ('fr', 'tr', '')
    """
    return re.split("[-_]", tag)[0].lower()
