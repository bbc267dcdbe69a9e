"""`goodoffices text inspect | trend`. Needs neither settings nor database."""

from pathlib import Path
from typing import Any

from goodoffices.engines.brackets import command
from goodoffices.site.command import Failed
from goodoffices.site.commands import answer


def run(options: Any) -> int:
    try:
        return int(_WHAT[options.what](options))
    except command.Unreadable as problem:
        raise Failed(str(problem)) from None


def _inspect(options: Any) -> int:
    loaded = command.load(options.file)
    found = command.inspected(loaded) if options.json else {}
    answer(options, found, "" if options.json else command.in_words(options.file.name, loaded))
    return 0


def _trend(options: Any) -> int:
    rows = command.counted(options.files)
    if options.svg:
        from goodoffices.engines.brackets.trend import svg

        _write(options.svg, svg(rows))
    answer(options, {"drafts": rows}, command.trend_in_words(rows))
    return 0


def _write(path: Path, words: str) -> None:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as problem:
        raise Failed(f"{path} cannot be written: {problem.strerror}. Name another file.") from None


_WHAT = {"inspect": _inspect, "trend": _trend}
