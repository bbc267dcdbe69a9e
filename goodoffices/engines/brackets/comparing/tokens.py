"""The tokens of a draft that are compared: words, punctuation, bracket characters, and labels."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model import Draft, Provision

TokenKind = Literal["word", "point", "bracket", "label"]


class Token(NamedTuple):
    """A word, a punctuation mark, a bracket character, or part of a label, at `start`…`end`. Its `key` is compared."""

    start: int
    end: int
    kind: TokenKind
    key: str


# Punctuation. A hyphen, an apostrophe or a point between letters belongs to the word.
_POINT = "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u060c\u061b\u061f\u06d4\u2010-\u205e\u3001-\u3011\uff01-\uff0f\uff1a-\uff20"
_HAN = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # written without spaces: each a word
)
WORDS = rf"[{_HAN}]|[^\s{_POINT}{_HAN}]+(?:[’'.,\-‐‑][^\s{_POINT}{_HAN}]+)*"
"""A word, as a pattern; hyphens, apostrophes and points between letters belong to it."""

_WORD = re.compile(WORDS)
_TOKEN = re.compile(rf"(?P<word>{WORDS})|(?P<point>[^\s])")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_MARKUP = frozenset("*_#`")


def words_of(text: str) -> list[str]:
    """The words of a text, without punctuation. Each Chinese or Japanese character is a word.

    >>> words_of("[shall], if any: 3.5 館長")
    ['shall', 'if', 'any', '3.5', '館', '長']
    """
    return _WORD.findall(text)


def tokens(draft: Draft, provision: Provision, offset: int = 0, plain: bool = False) -> list[Token]:
    """The tokens of a provision's own text, in order. Their offsets count from its beginning, plus `offset`.

    plain   leave Markdown out and straighten quotes, to compare a Markdown draft with a plain one
    """
    found: list[Token] = []
    text, shift = draft.text, offset - provision.start
    for piece in draft.pieces_of(provision):
        if piece.kind in {"text", "label"}:
            for match in _TOKEN.finditer(text, piece.start, piece.end):
                key = match[0]
                if plain:
                    if key in _MARKUP:
                        continue
                    key = key.translate(_PLAIN)
                kind: TokenKind = "word" if match.lastgroup == "word" else "point"
                if piece.kind == "label":
                    kind = "label"
                found.append(Token(match.start() + shift, match.end() + shift, kind, key))
        elif piece.kind == "mark":
            if draft.marks[piece.ref].kind == "furniture":
                continue
            found.append(Token(piece.start + shift, piece.end + shift, "word", text[piece.start : piece.end]))
        else:
            found.append(Token(piece.start + shift, piece.end + shift, "bracket", text[piece.start]))
    return found
