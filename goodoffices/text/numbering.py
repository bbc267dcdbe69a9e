"""How a provision is cited once it, or one beside it, has a number: “Art. 10 (4)” becomes “Art. 10 (2)”, then “Art. 14 (2)”."""

import re

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

ARTICLE = "Art. "  # how the record cites an article, and an option; in words, `in_this_language`
OPTION = "Option "

# Digits with parts and a letter, a Roman number, or one or two letters; then bis, alt and the like.
_ROMAN = "(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_FIRST = rf"(?:\d{{1,5}}(?:[.-]\d{{1,4}}){{0,5}}[a-z]?|{_ROMAN}|[^\W\d_]{{1,2}})"
_BIS = "bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt|pre|مكرر|مكررا"
_NUMBER = re.compile(rf"\(?{_FIRST}(?:[ .-]?(?:{_BIS})|[ .-]\d{{1,3}}){{0,3}}[.)]?", re.IGNORECASE)


def is_number(words: str) -> bool:
    """
    >>> [is_number(each) for each in ("5", "5 bis", "(a)", "3.2 alt", "xiv", "7b", "٣ مكرر", "12 bis alt 2")]
    [True, True, True, True, True, True, True, True]
    >>> [is_number(each) for each in ("[1", "1. The Parties shall pay", "hello", "annex", "")]
    [False, False, False, False, False]
    """
    return len(words) <= 24 and bool(_NUMBER.fullmatch(words))


def in_this_language(cited: str) -> str:
    """A citation as its reader writes it: the record's own is in no reader's language."""
    place, option, label = cited.rpartition(OPTION)
    if option:
        said = _("Option %(label)s") % {"label": label}
        return f"{in_this_language(place.removesuffix(', '))}, {said}" if place else said
    if cited.startswith(ARTICLE):
        return _("Art. %(number)s") % {"number": isolated(cited.removeprefix(ARTICLE))}
    return cited


def isolated(number: str) -> str:
    """A number as one piece among words from right to left: “7 bis (2)” would fall apart there."""
    return f"\u2066{number}\u2069" if get_language_bidi() else number


def renumbered(cited: str, old: str, new: str) -> str:
    """The citation with another last number; of one that does not end with the old number, the new number alone."""
    if old and cited.endswith(f"({_bare(old)})"):
        return f"{cited[: -len(_bare(old)) - 2]}({_bare(new)})"
    if old and cited.endswith(f" {old}"):
        return f"{cited[: -len(old)]}{new}"
    return new


def cited_after(cited: str, old: str, new: str) -> str:
    """The citation of a provision put in behind one that is cited so: “(a)” goes below “2”, any other number beside it."""
    if new.startswith("(") and not old.startswith("(") and cited:
        return f"{cited} {new}"
    return renumbered(cited, old, new)


def _bare(number: str) -> str:
    return number.strip("().")
