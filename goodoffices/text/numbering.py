"""How a provision is cited once it, or one beside it, has a number: “Art. 10 (4)” becomes “Art. 10 (2)”, then “Art. 14 (2)”."""

import re

from django.utils.translation import gettext as _

ARTICLE = "Art. "  # how the record cites an article; in words, `in_this_language`

_NUMBER = re.compile(r"\(?\w{1,8}([ .-]\w{1,12}){0,4}[.)]?")


def is_number(words: str) -> bool:
    """
    >>> [is_number(each) for each in ("5", "5 bis", "(a)", "3.2 alt", "[1", "1. The Parties shall pay")]
    [True, True, True, True, False, False]
    """
    return len(words) <= 24 and bool(_NUMBER.fullmatch(words))


def in_this_language(cited: str) -> str:
    """A citation as its reader writes it: the record's own is in no reader's language."""
    if cited.startswith(ARTICLE):
        return _("Art. %(number)s") % {"number": cited.removeprefix(ARTICLE)}
    return cited


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
