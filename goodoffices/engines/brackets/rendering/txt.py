"""Plain text: the draft's own text, byte for byte. Stances kept beside the text are not in it."""

from __future__ import annotations

from goodoffices.engines.brackets.model.draft import Draft, write
from goodoffices.engines.brackets.reading.parsing import encode
from goodoffices.engines.brackets.rendering.render_options import RenderOptions


def render(draft: Draft, options: RenderOptions) -> bytes:
    """The text in UTF-8; bytes that were not UTF-8 when read are written back as they were."""
    return encode(write(draft))
