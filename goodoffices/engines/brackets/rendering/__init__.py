"""A draft for reading, as HTML, plain text, Word, PDF or Akoma Ntoso. The same draft and options give the same bytes.

>>> from goodoffices.engines.brackets import parse
>>> from goodoffices.engines.brackets.rendering import rendered
>>> rendered(parse("1. We [shall][should] go.\\n"), "txt")
b'1. We [shall][should] go.\\n'

Every format shows each bracket as it is written, so that words nobody has agreed never look agreed. What a format adds
(colour, tracked changes, labels for screen readers) comes on top of that. `flow` is what all formats but plain text share;
`comments`, `labels` and `phrases` hold the words that exports add.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from goodoffices.engines.brackets.model import Draft
from goodoffices.engines.brackets.rendering.render_options import Base, RenderOptions

FORMATS = ("html", "txt", "docx", "pdf", "akn")


class _Format(Protocol):
    """A module of this package, named after its format."""

    def render(self, draft: Draft, options: RenderOptions) -> bytes: ...


def rendered(draft: Draft, to: str, options: RenderOptions | None = None) -> bytes:
    """The bytes of a file with the draft, in one of `FORMATS`; ValueError for another name.

    A format's libraries are loaded when it is first asked for.
    """
    if to not in FORMATS:
        raise ValueError(f"“{to}” is not a format that drafts are rendered to. Choose one of {', '.join(FORMATS)}.")
    made = cast(_Format, import_module(f"{__name__}.{to}"))
    return made.render(draft, options or RenderOptions())


__all__ = ["FORMATS", "Base", "RenderOptions", "rendered"]
