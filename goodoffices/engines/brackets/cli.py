"""Where `goodoffices text inspect | outline | trend | diff | remaining | render` enters the engine.

Each command has a function here that takes paths and returns what was found; `Unreadable` says in a sentence why a file cannot
be read or written. What was found has `as_json()`; the functions that put it into words are in `reports` and `comparing`, and are
passed on from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from goodoffices.engines.brackets.comparing import Diff, diff
from goodoffices.engines.brackets.comparing.redline import in_words as diff_in_words
from goodoffices.engines.brackets.comparing.redline_html import page as diff_page
from goodoffices.engines.brackets.counting import Remaining, TrendRow, metrics
from goodoffices.engines.brackets.counting import remaining as what_remains
from goodoffices.engines.brackets.counting.trend import svg as trend_svg
from goodoffices.engines.brackets.inspection import Inspection, inspected
from goodoffices.engines.brackets.loading import Loaded, Unreadable, is_markdown, load
from goodoffices.engines.brackets.model import Draft
from goodoffices.engines.brackets.outlining import Outlined, outlined
from goodoffices.engines.brackets.reading import parse
from goodoffices.engines.brackets.rendering import FORMATS, RenderOptions, rendered
from goodoffices.engines.brackets.rendering.letters import lacking
from goodoffices.engines.brackets.reports import (
    inspection_in_words,
    outline_in_words,
    remaining_in_words,
    trend_in_words,
)
from goodoffices.engines.brackets.terminal import on_one_line

# A draft of 55,000 words has some 350,000 characters and 2,500 brackets. Nobody reads pages beyond these.
MOST_CHARACTERS = {"pdf": 8_000_000}
MOST_BRACKETS = {"pdf": 100_000, "docx": 500_000, "akn": 500_000, "html": 500_000}


def inspect(path: Path) -> Inspection:
    """The figures of the draft in a file."""
    return inspected(load(path))


def outline(path: Path) -> Outlined:
    """The units, options, alternatives and attributions of the draft in a file."""
    return outlined(load(path).draft)


def trend(paths: Sequence[Path]) -> list[TrendRow]:
    """The figures of each draft, in the order given."""
    return [TrendRow(on_one_line(path.name), metrics.whole(load(path).draft)) for path in paths]


def compare(before: Path, after: Path) -> Diff:
    """What changed between the drafts in two files."""
    return diff(load(before).draft, load(after).draft)


def remaining(path: Path, parties: Sequence[str] | None) -> Remaining:
    """The open points of the draft in a file between these parties, or between all that it names."""
    draft = load(path).draft
    if parties is not None:  # read anew, so that their names count as parties' in parentheses, too
        draft = parse(draft.text, markdown=draft.markdown, parties=parties, notes=draft.notes)
    return what_remains(draft, parties)


class Written(NamedTuple):
    """A file that was written: its path, format and size, and how many brackets the draft has."""

    out: str
    to: str
    bytes: int
    brackets: int

    def as_json(self) -> dict[str, object]:
        """The object that `text render --json` prints."""
        return self._asdict()


def render(source: Path, to: str, out: Path, options: RenderOptions) -> Written:
    """Write the draft in a file to another file, in one of `FORMATS`. The draft itself is never overwritten."""
    if out.exists() and out.resolve() == source.resolve():
        raise Unreadable(f"{out} is the draft itself, which is never written over. Name another file.")
    loaded = load(source)
    draft = loaded.draft
    _check_size(draft, to)
    made = rendered(draft, to, replace(options, comments=loaded.comments))
    try:
        out.write_bytes(made)
    except OSError as problem:
        raise Unreadable(f"{out} cannot be written: {problem.strerror}. Name another file.") from None
    return Written(str(out), to, len(made), len(draft.brackets))


def _check_size(draft: Draft, to: str) -> None:
    """`Unreadable` if the draft is too large for the format, or has letters that it cannot show."""
    brackets = len(draft.brackets) + len(draft.loose)
    if brackets > MOST_BRACKETS.get(to, brackets) or len(draft.text) > MOST_CHARACTERS.get(to, len(draft.text)):
        raise Unreadable(
            f"The draft has {len(draft.text):,} characters and {brackets:,} brackets: too many for {to}. "
            "Cut it into parts, or render it to txt."
        )
    if to != "pdf":
        return
    found = lacking(draft.text)
    if 2 * len(found) > sum(map(str.isalpha, draft.text)):
        few = ", ".join(list(dict.fromkeys(found))[:5])
        raise Unreadable(
            f"Most letters of this draft cannot be set in the fonts for pdf ({few} …). Render it to html or docx, "
            "which are shown in the reader's own fonts."
        )


__all__ = [
    "FORMATS",
    "Diff",
    "Inspection",
    "Loaded",
    "Outlined",
    "Remaining",
    "RenderOptions",
    "TrendRow",
    "Unreadable",
    "Written",
    "compare",
    "diff_in_words",
    "diff_page",
    "inspect",
    "inspected",
    "inspection_in_words",
    "is_markdown",
    "load",
    "outline",
    "outline_in_words",
    "outlined",
    "remaining",
    "remaining_in_words",
    "render",
    "rendered",
    "trend",
    "trend_in_words",
    "trend_svg",
]
