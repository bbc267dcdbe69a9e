"""Where terms occur in a text: whole words, whatever their case, the longest first.

Letters are compared as readers take them: no case, one Turkish i, no Arabic vowel signs, one alef; in Arabic the article
and what is written together with it may stand before a term. `static/interpretation/terms.js` does the same in a page.
"""

import re
from collections.abc import Iterable

_ALIKE = str.maketrans({"İ": "i", "I": "i", "ı": "i", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "’": "'"})
_UNWRITTEN = re.compile("[\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200f]")
_ARABIC = re.compile("[\u0620-\u06ff]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # written without spaces between words
_BEFORE = "(?:[وف]?(?:[بك]?ال|لل|[بكل])?)"


def folded(text: str) -> str:
    """The text as it is compared.

    >>> folded("Good\\nOffices"), folded("İSTANBUL"), folded("أَجَل")
    ('good offices', 'istanbul', 'اجل')
    """
    return re.sub(r"\s", " ", _UNWRITTEN.sub("", text).translate(_ALIKE).lower())


def found_in(text: str, words: Iterable[str]) -> list[str]:
    """Which of these words occur in the text, as they are folded, in the order of the text; none inside a longer one.

    >>> found_in("Good offices, and a good office.", ["offices", "good offices", "office"])
    ['good offices', 'office']
    >>> found_in("نطلب الوساطة الآن", ["وساطة"])
    ['وساطة']
    """
    text = folded(text)
    parts = {" ".join(each.split()): each.split() for each in map(folded, words) if each.strip()}
    # Trying a hundred alternatives at every letter is slow, so search only for words whose parts all occur.
    there = [word for word in parts if all(part in text for part in parts[word])]
    wanted = sorted(there, key=lambda word: (-len(word), word))
    if not wanted:
        return []
    pattern = re.compile("|".join(f"({_pattern(word)})" for word in wanted))
    return list(dict.fromkeys(wanted[found.lastindex - 1] for found in pattern.finditer(text) if found.lastindex))


def _pattern(word: str) -> str:
    parts = [re.escape(part) for part in word.split()]
    if _UNSPACED.search(word):
        return " *".join(parts)
    if _ARABIC.search(word):
        return rf"(?<!\w){_BEFORE}{' +(?:ال)?'.join(parts)}(?!\w)"
    return rf"(?<!\w){' +'.join(parts)}(?!\w)"
