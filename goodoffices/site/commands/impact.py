"""`goodoffices impact FILE…`: the scenarios of a cross-impact matrix. Needs no data folder, and wakes no Django."""

import sys
from pathlib import Path
from typing import Any

from goodoffices.engines.crossimpact.model.matrix import Unusable
from goodoffices.engines.settlement.reports.legible import legible
from goodoffices.site.commands import say, tell
from goodoffices.site.commands.breaking import between_steps
from goodoffices.site.commands.settle import Bar
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    try:
        _demand_one_thing(options)
        bar = _Bar(shown=sys.stderr.isatty())
        with between_steps(), bar:
            return _convert(options) if options.to else _answer(options, bar)
    except Unusable as problem:
        raise Failed(legible(str(problem))) from None


def _answer(options: Any, bar: "_Bar") -> int:
    from goodoffices.engines.crossimpact import cli

    request = cli.Request(
        options.file,
        options.near,
        options.fix or (),
        options.flip,
        options.attractors,
        options.succession,
        options.wish or (),
        options.robust,
        options.spread,
        options.judges or (),
        options.budget,
    )
    found = cli.answer(request, bar.found)
    if options.svg:
        _write(options.svg, cli.as_svg(found).encode())
    bar.wipe()
    for sentence in found.sentences:
        say(legible(sentence))
    tell(cli.as_json(found) if options.json else cli.as_text(found))
    return 0


def _convert(options: Any) -> int:
    """`--to FORMAT --out FILE`: the same matrix in another format, or its solutions."""
    import json

    from goodoffices.engines.crossimpact import cli

    _write(options.out, cli.convert(options.file, options.to, options.budget))
    tell(json.dumps({"files": [str(options.out)]}) if options.json else f"Written: {options.out}")
    return 0


#: What is asked of a matrix, and means nothing where it is only written in another format.
_ASKED = ("near", "fix", "flip", "attractors", "wish", "robust", "judges", "svg")


def _demand_one_thing(options: Any) -> None:
    """Whatever is named is done: nothing is passed over in silence, and no matrix that is read is written over."""
    if options.to is None:
        if options.out is not None:
            raise Failed("Nothing says in which format to write. Name one with --to, or leave out --out.")
    elif options.out is None:
        raise Failed("Nothing says where to write. Name a file with --out.")
    elif asked := [f"--{name}" for name in _ASKED if getattr(options, name) not in (None, False, "0")]:
        raise Failed(f"--to writes the matrix as it is, and asks nothing of it. Leave out {', '.join(asked)}, or --to.")
    for written in (options.out, options.svg):
        if written is not None and written.exists() and options.file.exists() and written.samefile(options.file):
            raise Failed(f"{written} is the matrix that is read, and would be written over. Name another file.")


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as problem:
        raise Failed(f"{file} cannot be written: {problem.strerror}. Name another file.") from None


class _Bar(Bar):
    """What is at work, how many scenarios there are so far, and which share of it is settled."""

    def found(self, words: str, scenarios: int, share: float | None) -> None:
        self.words = f"{words}, {scenarios:,} found" if scenarios else words
        self.part = -1.0 if share is None else share

    def wipe(self) -> None:
        """Before anything else is written."""
        self.__exit__()
        self.shown = False
