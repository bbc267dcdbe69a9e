"""Ids of provisions as names of Word's bookmarks, which move with the words: so an id comes back whatever happens to labels.

Word takes letters, digits and “_”, forty at most. An id that cannot be said in these has no bookmark, and is found by its
labels as in any other draft.
"""

from __future__ import annotations

import re

_FITS = re.compile(r"go_[A-Za-z0-9_]{1,37}")
_SIGNS = {"/": "__", ".": "_d_", "#": "_n_", "-": "_"}
_SAID = re.compile(r"_d_|_n_|__|_")
_MEANT = {said: sign for sign, said in _SIGNS.items()}


def named(id: str) -> str:
    """The bookmark of an id, or "".

    >>> named("article-3/8/option-1/a"), named("article-qq.a.6"), named("article-3/8#2")
    ('go_article_3__8__option_1__a', 'go_article_qq_d_a_d_6', 'go_article_3__8_n_2')
    """
    name = "go_" + "".join(_SIGNS.get(sign, sign) for sign in id)
    return name if _FITS.fullmatch(name) and meant(name) == id else ""


def meant(name: str) -> str:
    """The id that a bookmark stands for, "" if it is another's.

    >>> meant("go_article_3__8__option_1__a"), meant("_Toc123")
    ('article-3/8/option-1/a', '')
    """
    return _SAID.sub(lambda said: _MEANT[said[0]], name[3:]) if _FITS.fullmatch(name) else ""
