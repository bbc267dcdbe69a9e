"""Light stemming of Turkish: endings of number, possession and case come off; six letters stay.

That the first letters find as well as a full analysis does is the finding of F. Can et al., “Information Retrieval on
Turkish Texts” (2008). The price: what is derived stays with what it is derived from, so arabulucu (mediator) and
arabuluculuk (mediation) are one.
"""

import re

KEPT = 6
_TAIL = re.compile(r"'.*$", re.DOTALL)
_HARMONY = (("ı", "a"), ("i", "e"), ("u", "a"), ("ü", "e"))
_OPEN = ("lar", "ndan", "dan", "tan", "nda", "da", "ta", "yla", "la", "ya", "na", "a")
_CLOSE = ("nın", "ının", "ın", "yı", "nı", "sı", "ı", "mız", "ımız", "nız", "ınız")
_FINAL = {"b": "p", "d": "t", "g": "k", "ğ": "k", "c": "ç"}


def _endings() -> tuple[str, ...]:
    """Each ending with the vowels that harmony gives it, longest first."""
    found = {"m", "ları", "leri", "ların", "lerin"}
    for close, open_ in _HARMONY:
        found |= {ending.replace("a", open_) for ending in _OPEN}
        found |= {ending.replace("ı", close) for ending in _CLOSE}
    return tuple(sorted(found, key=lambda ending: (-len(ending), ending)))


ENDINGS = _endings()


def stemmed(word: str) -> str:
    """A lowered Turkish word without what follows an apostrophe and without endings; a soft last letter hardens.

    >>> [stemmed(word) for word in ("müzakerelerin", "taahhüdü", "taahhütler", "istanbul'daki", "sınırlarına")]
    ['müzake', 'taahhü', 'taahhü', 'istanp', 'sınır']
    """
    word = _TAIL.sub("", word) or word
    for _each in range(4):
        ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), "")
        word = word.removesuffix(ending)
    word = word[:KEPT]
    return word[:-1] + _FINAL.get(word[-1:], word[-1:])
