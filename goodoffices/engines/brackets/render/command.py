"""What `goodoffices text render` does: a draft in a file, of text or Word, to a file of one of the formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from goodoffices.engines.brackets.command import Unreadable, load
from goodoffices.engines.brackets.render import FORMATS, Wishes, rendered
from goodoffices.engines.brackets.tree import Draft

# A draft of 55,000 words has some 350,000 characters and 2,500 brackets. Pages beyond these are no one's to read.
MOST_CHARACTERS = {"pdf": 8_000_000}
MOST_BRACKETS = {"pdf": 100_000, "docx": 500_000, "akn": 500_000, "html": 500_000}


def render(source: Path, to: str, out: Path, wishes: Wishes) -> dict[str, Any]:
    """Write the file, and say what was written. `Unreadable` for what cannot be read, written or set within reason."""
    if out.exists() and out.resolve() == source.resolve():
        raise Unreadable(f"{out} is the draft itself, which is never written over. Name another file.")
    loaded = load(source)
    draft = loaded.draft
    _within_reason(draft, to)
    made = rendered(draft, to, replace(wishes, remarks=loaded.remarks))
    try:
        out.write_bytes(made)
    except OSError as problem:
        raise Unreadable(f"{out} cannot be written: {problem.strerror}. Name another file.") from None
    return {"out": str(out), "to": to, "bytes": len(made), "brackets": len(draft.brackets)}


def _within_reason(draft: Draft, to: str) -> None:
    brackets = len(draft.brackets) + len(draft.loose)
    if brackets > MOST_BRACKETS.get(to, brackets) or len(draft.text) > MOST_CHARACTERS.get(to, len(draft.text)):
        raise Unreadable(
            f"The draft has {len(draft.text):,} characters and {brackets:,} brackets: too many for {to}. "
            "Cut it into parts, or render it to txt."
        )
    if to == "pdf":
        _within_the_fonts(draft)


def _within_the_fonts(draft: Draft) -> None:
    from goodoffices.engines.brackets.render.pdf import lacking  # brings the typesetter with it

    found = lacking(draft.text)
    if 2 * len(found) > sum(map(str.isalpha, draft.text)):
        few = ", ".join(list(dict.fromkeys(found))[:5])
        raise Unreadable(
            f"Most letters of this draft cannot be set in the fonts for pdf ({few} …). Render it to html or docx, "
            "which are shown in the reader's own fonts."
        )


__all__ = ["FORMATS", "render"]
