"""A draft for reading: HTML, plain text, Word, PDF, Akoma Ntoso. Pure: the same draft and wishes give the same bytes.

>>> from goodoffices.engines.brackets import parse
>>> from goodoffices.engines.brackets.render import rendered
>>> rendered(parse("1. We [shall][should] go.\\n"), "txt")
b'1. We [shall][should] go.\\n'

Every format shows each bracket as it is written, so that words which nobody agreed never look agreed, in whatever view;
what a format adds (colour, tracked changes, labels that are read aloud) comes on top. `flow` is what all but text share.
"""

from __future__ import annotations

from importlib import import_module

from goodoffices.engines.brackets.render.wishes import Wishes
from goodoffices.engines.brackets.tree import Draft

FORMATS = ("html", "txt", "docx", "pdf", "akn")


def rendered(draft: Draft, to: str, wishes: Wishes | None = None) -> bytes:
    """The draft as a file of one of FORMATS; ValueError for another name. A format's libraries load when it is asked for."""
    if to not in FORMATS:
        raise ValueError(f"“{to}” is not a format that drafts are rendered to. Choose one of {', '.join(FORMATS)}.")
    made: bytes = import_module(f"{__name__}.{to}").render(draft, wishes or Wishes())
    return made


__all__ = ["FORMATS", "Wishes", "rendered"]
