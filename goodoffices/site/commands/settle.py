"""`goodoffices settle PATH…`: the efficient packages of a case in a file. Needs no data folder, and wakes no Django."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodoffices.engines.settlement.model import Unusable
from goodoffices.site.command import Failed
from goodoffices.site.commands import say, tell

if TYPE_CHECKING:
    from goodoffices.engines.settlement.command import Answer


def run(options: Any) -> int:
    try:
        return _convert(options) if options.to else _settle(options)
    except Unusable as problem:
        raise Failed(str(problem)) from None


def _settle(options: Any) -> int:
    from goodoffices.engines.settlement.command import Asked, settle
    from goodoffices.engines.settlement.formats.objects import dump

    with Bar(shown=sys.stderr.isatty()) as bar:
        answer = settle(
            Asked(options.paths, options.frontier, options.solutions or (), options.audit, options.budget), bar
        )
    if options.svg:
        _draw(answer, options.svg)
    for sentence in answer.sentences:
        say(sentence)
    if options.json:
        tell(dump(answer.object(), indent=None))
    else:
        from goodoffices.engines.settlement.telling import told

        tell(told(answer, listed=options.frontier))
    return 0


def _convert(options: Any) -> int:
    """`--to FORMAT --out PATH`: the same case in another format."""
    from goodoffices.engines.settlement import formats
    from goodoffices.engines.settlement.formats.objects import dump

    if options.out is None:
        raise Failed("Say with --out where the case shall be written.")
    case = formats.read(options.paths)
    files = [str(path) for path in formats.write(case, options.to, options.out)]
    for note in case.notes:
        say(note)
    tell(dump({"files": files}, indent=None) if options.json else "Written: " + ", ".join(files))
    return 0


def _draw(answer: "Answer", file: Path) -> None:
    from goodoffices.engines.settlement.picture import draw

    case = answer.case
    points = answer.frontier.utilities if answer.frontier is not None else ()
    draft = case.utilities(answer.draft) if answer.draft is not None else None
    floors = [mandate.floor for mandate in case.mandates]
    svg = draw(case.parties, floors, points, answer.solutions or {}, case.name, draft)
    try:
        file.write_text(svg, encoding="utf-8")
    except OSError as problem:
        raise Failed(f"{file} cannot be written: {problem.strerror}.") from None


class Bar:
    """A progress bar on standard error. Nothing is shown before a second has passed: short work needs none."""

    def __init__(self, shown: bool) -> None:
        self.shown, self.begun, self.drawn = shown, time.perf_counter(), False

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self.drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def __call__(self, done: int, of: int, points: int) -> None:
        if not self.shown or time.perf_counter() - self.begun < 1:
            return
        filled = 30 * done // max(of, 1)
        words = f"{done} of {of} issues, {points:,} points. Ctrl-C gives what there is."
        print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {words}\033[K", end="", file=sys.stderr, flush=True)
        self.drawn = True
