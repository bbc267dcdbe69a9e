"""What `goodoffices text diff` answers: one JSON object, a redline in words, or a page."""

from __future__ import annotations

from pathlib import Path

from goodoffices.engines.brackets import redline, redline_html
from goodoffices.engines.brackets.command import load
from goodoffices.engines.brackets.diff import Diff, diff


def compare(before: Path, after: Path) -> Diff:
    """Two files, compared; `command.Unreadable` where one is not read."""
    return diff(load(before).draft, load(after).draft)


def in_words(found: Diff, colours: bool) -> str:
    return redline.in_words(found, colours)


def page(found: Diff, before: Path, after: Path) -> str:
    return redline_html.page(found, before.name, after.name)
