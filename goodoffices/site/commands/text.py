"""`goodoffices text inspect | outline | trend`. Needs neither settings nor database."""

from pathlib import Path
from typing import Any

from goodoffices.engines.brackets import cli
from goodoffices.site.commands import answer
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    try:
        return int(_WHAT[options.what](options))
    except cli.Unreadable as problem:
        raise Failed(str(problem)) from None


def _inspect(options: Any) -> int:
    found = cli.inspect(options.file)
    words = "" if options.json else cli.inspection_in_words(options.file.name, found)
    answer(options, found.as_json() if options.json else {}, words)
    return 0


def _outline(options: Any) -> int:
    found = cli.outline(options.file)
    answer(options, found.as_json(), "" if options.json else cli.outline_in_words(found))
    return 0


def _trend(options: Any) -> int:
    rows = cli.trend(options.files)
    if options.svg:
        _write(options.svg, cli.trend_svg(rows))
    answer(options, {"drafts": [row.as_json() for row in rows]}, cli.trend_in_words(rows))
    return 0


def _write(path: Path, words: str) -> None:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as problem:
        raise Failed(f"{path} cannot be written: {problem.strerror}. Name another file.") from None


_WHAT = {"inspect": _inspect, "outline": _outline, "trend": _trend}
