"""`goodoffices text diff`: what changed between two drafts. Needs neither settings nor database."""

import os
import sys
from pathlib import Path
from typing import Any

from goodoffices.engines.brackets import cli
from goodoffices.site.commands import answer
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    try:
        found = cli.compare(options.before, options.after)
    except cli.Unreadable as problem:
        raise Failed(str(problem)) from None
    if options.html:
        write(options.html, cli.diff_page(found, options.before.name, options.after.name))
    if options.json:
        answer(options, found.as_json(), "")
    elif not options.html:
        answer(options, {}, cli.diff_in_words(found, colours=_colours()))
    return 0


def _colours() -> bool:
    """On a terminal, unless the reader asked for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write(path: Path, words: str) -> None:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as problem:
        raise Failed(f"{path} cannot be written: {problem.strerror}. Name another file.") from None
