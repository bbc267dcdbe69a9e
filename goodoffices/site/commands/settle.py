"""`goodoffices settle PATH…`: the efficient packages of a case in a file. Needs no data folder, and wakes no Django."""

import sys
import threading
import time
from pathlib import Path
from typing import Any

from goodoffices.engines.settlement.model import Unusable
from goodoffices.engines.settlement.reports.legible import legible
from goodoffices.site.commands import say, tell
from goodoffices.site.commands.breaking import between_steps
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    try:
        if options.warm:
            return _warm()
        if not options.paths:
            raise Failed("Name a table, a folder, or a domain and profiles.")
        return _convert(options) if options.to else _settle(options)
    except Unusable as problem:
        raise Failed(legible(str(problem))) from None


def _settle(options: Any) -> int:
    from goodoffices.engines.settlement import cli
    from goodoffices.engines.settlement.reports.further import Further

    request = cli.Request(
        options.paths,
        options.frontier,
        options.solutions or (),
        options.audit,
        options.budget,
        bool(options.certificate),
        Further(
            options.stability,
            options.why_not,
            options.improve,
            options.measures,
            options.payments or (),
            options.imprecise,
        ),
    )
    with between_steps(), Bar(shown=sys.stderr.isatty()) as bar:
        answer = cli.settle(request, bar.step, bar.stage)
    if options.svg:
        _write(options.svg, cli.as_svg(answer))
    if options.certificate:
        _write(options.certificate, cli.as_certificates(answer))
    for sentence in answer.sentences:
        say(legible(sentence))
    tell(cli.as_json(answer) if options.json else cli.as_text(answer, listed=options.frontier))
    return 0


def _warm() -> int:
    """`--warm`: compile ahead what larger cases need."""
    from goodoffices.engines.settlement import cli

    say(cli.warm())
    return 0


def _convert(options: Any) -> int:
    """`--to FORMAT --out PATH`: the same case in another format."""
    from goodoffices.engines.settlement import cli
    from goodoffices.engines.settlement.formats.json_tree import dump

    if options.out is None:
        raise Failed("Say with --out where the case shall be written.")
    files, notes = cli.convert(options.paths, options.to, options.out)
    for note in notes:
        say(legible(note))
    tell(dump({"files": files}, indent=None) if options.json else "Written: " + ", ".join(files))
    return 0


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise Failed(f"{file} cannot be written: {problem.strerror}.") from None


class Bar:
    """A progress bar on standard error, drawn by a thread of its own, so that it moves while a step takes long.

    Nothing is shown before a second has passed: short work needs none.
    """

    FIRST, EACH, LONG = 1.0, 0.5, 3.0  # seconds

    def __init__(self, shown: bool) -> None:
        self.shown, self.begun, self.drawn = shown, time.perf_counter(), False
        self.words, self.part = "", -1.0
        self.ended = threading.Event()
        self.drawing = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> "Bar":
        if self.shown:
            self.drawing.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        if self.shown:
            self.drawing.join()
        if self.drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def stage(self, words: str) -> None:
        self.words, self.part = words, -1.0

    def step(self, done: int, of: int, points: int) -> None:
        self.words, self.part = f"{done} of {of} issues, {points:,} points", done / max(of, 1)

    def _draw(self) -> None:
        pause = self.FIRST
        while not self.ended.wait(pause):
            pause = self.EACH
            print(f"\r{self.line()}\033[K", end="", file=sys.stderr, flush=True)
            self.drawn = True

    def line(self) -> str:
        """What it looks like now; 79 signs at most, so that it can be drawn over."""
        seconds = time.perf_counter() - self.begun
        words = f"{self.words}, {seconds:.0f} s. "
        if self.part >= 0:
            words = f"[{'#' * int(20 * self.part):.<20}] {words}"
        elif seconds > self.LONG:
            words += "The first run compiles its code. "
        return f"{words}Ctrl-C gives what there is."[:79]
