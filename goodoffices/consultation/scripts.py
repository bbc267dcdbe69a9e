"""How much was said, by script: words of one language cannot be weighed against words of another.

The same sentence has more words in English than in Russian, and none that are parted by spaces in Chinese. So what was said
is counted script by script, Chinese and Japanese by characters, and sides are not compared by it.
"""

import re
import unicodedata
from collections import Counter
from functools import cache

from django.utils.translation import gettext_lazy as _

LATIN, CYRILLIC, ARABIC, HAN, OTHER = "latin", "cyrillic", "arabic", "han", "other"
SCRIPTS = {
    LATIN: _("Words in the plenary, in Latin script"),
    CYRILLIC: _("Words in the plenary, in Cyrillic script"),
    ARABIC: _("Words in the plenary, in Arabic script"),
    HAN: _("Characters in the plenary, in Chinese or Japanese"),
    OTHER: _("Words in the plenary, in other scripts"),
}
_NAMES = {"LATIN": LATIN, "CYRILLIC": CYRILLIC, "ARABIC": ARABIC, "CJK": HAN, "HIRAGANA": HAN, "KATAKANA": HAN}
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def counted(text: str) -> Counter[str]:
    """By script, how many words there are in a text; of Chinese and Japanese, how many characters."""
    found = Counter[str]()
    for word in _WORD.findall(text):
        scripts = [script_of(letter) for letter in word if letter.isalpha()]
        if characters := scripts.count(HAN):
            found[HAN] += characters
        elif scripts:
            found[scripts[0]] += 1
    return found


# house: kept between requests: which script a letter is of never changes
@cache
def script_of(letter: str) -> str:
    return _NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], OTHER)
