"""Ids of provisions as names of Word bookmarks, which move with the words: an id comes back even if its label changes.

A name has at most forty letters, digits and “_” (ECMA-376 part 1, 17.13.6.2). An id that cannot be written in these gets no
bookmark; its provision is named by its labels when it is read, as in any other draft.
"""

from __future__ import annotations

import re

_FITS = re.compile(r"go_[A-Za-z0-9_]{1,37}")
_SIGNS = {"/": "__", ".": "_d_", "#": "_n_", "-": "_"}
_ESCAPED = re.compile(r"_d_|_n_|__|_")
_ORIGINAL = {escaped: sign for sign, escaped in _SIGNS.items()}


def bookmark_name(id: str) -> str:
    """The name of the bookmark for an id; "" if it cannot have one.

    >>> bookmark_name("article-3/8/option-1/a"), bookmark_name("article-qq.a.6"), bookmark_name("article-3/8#2")
    ('go_article_3__8__option_1__a', 'go_article_qq_d_a_d_6', 'go_article_3__8_n_2')
    """
    name = "go_" + "".join(_SIGNS.get(sign, sign) for sign in id)
    return name if _FITS.fullmatch(name) and id_of_bookmark(name) == id else ""


def id_of_bookmark(name: str) -> str:
    """The id that a bookmark stands for; "" if the bookmark is not one of ours.

    >>> id_of_bookmark("go_article_3__8__option_1__a"), id_of_bookmark("_Toc123")
    ('article-3/8/option-1/a', '')
    """
    return _ESCAPED.sub(lambda found: _ORIGINAL[found[0]], name[3:]) if _FITS.fullmatch(name) else ""
