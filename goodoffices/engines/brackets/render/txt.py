"""Plain text: the draft's own text, byte for byte. Stances kept beside the text are not in it, so they are not here."""

from __future__ import annotations

from goodoffices.engines.brackets.parsing import encode
from goodoffices.engines.brackets.render.wishes import Wishes
from goodoffices.engines.brackets.tree import Draft, write


def render(draft: Draft, wishes: Wishes) -> bytes:
    """The text in UTF-8; bytes that were none when read are what they were."""
    return encode(write(draft))
