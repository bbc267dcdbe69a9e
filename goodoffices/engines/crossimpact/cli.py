"""What `goodoffices impact` does, without its options and exit codes: read a matrix, answer what was asked, write it down."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.engines.crossimpact import ENGINE, formats
from goodoffices.engines.crossimpact.formats.source import MOST_BYTES
from goodoffices.engines.crossimpact.model import Matrix, Unusable, choice
from goodoffices.engines.crossimpact.model.matrix import exact
from goodoffices.engines.crossimpact.reports.answer import Answer
from goodoffices.engines.crossimpact.search import running
from goodoffices.engines.crossimpact.search.solving import solve

# What only some answers need is imported where it is needed, so that the others come sooner.

#: Without a budget all of it together gets so many seconds.
DEFAULT_BUDGET = 60.0
#: What is asked once the budget is spent gets a moment of its own.
MOMENT = 0.2

#: What is to be read about to what is under way, and how many scenarios there are so far.
Say = Callable[[str, int], None]


@dataclass(frozen=True)
class Request:
    """What was asked for."""

    file: Path
    near: str = "0"
    fix: Sequence[str] = ()
    flip: bool = False
    attractors: bool = False
    succession: str = "global"
    wish: Sequence[str] = ()
    robust: bool = False
    spread: str = "1"
    judges: Sequence[Path] = ()
    budget: float | None = None


def answer(request: Request, say: Say = lambda _words, _found: None) -> Answer:
    """Read the matrix and answer. Raises `Unusable`, before any search where the request itself is wrong. The budget is for all of it
    together, without the time that loading or compiling takes."""
    matrix = read_file(request.file)
    judges = [read_file(path) for path in request.judges]
    wish = choice(matrix, request.wish)
    choice(matrix, request.fix)
    exact(request.spread, "The spread")
    running.load()
    begun = time.perf_counter()
    left = _Left(request.budget if request.budget is not None else DEFAULT_BUDGET, begun)
    result = solve(matrix, near=request.near, fix=request.fix, budget=left(), progress=_told(say, "Searching"))
    found = Answer(matrix, result, ENGINE, wish=wish, sentences=list(matrix.notes))
    if request.attractors:
        from goodoffices.engines.crossimpact.questions.attractors import attractors

        found.attractors = attractors(
            matrix,
            rule=request.succession,
            fix=request.fix,
            budget=left(),
            progress=_told(say, "Following successions"),
        )
    if request.flip:
        from goodoffices.engines.crossimpact.questions.flips import flips

        found.flips = flips(matrix, fix=request.fix, budget=left(), progress=_told(say, "Looking at measures"))
    if request.wish:
        from goodoffices.engines.crossimpact.questions.least_flips import least_flips

        found.least = least_flips(
            matrix, request.wish, fix=request.fix, budget=left(), progress=_told(say, "Looking for least measures")
        )
    if request.robust or judges:
        from goodoffices.engines.crossimpact.questions.robust import robust

        found.robust = robust(
            matrix, judges or request.spread, fix=request.fix, budget=left(), progress=_told(say, "Moving judgements")
        )
    found.seconds = time.perf_counter() - begun
    if request.budget is None and "time allowed" in result.proven:
        found.sentences.append(
            f"No budget was named, so {DEFAULT_BUDGET:g} seconds were allowed; --budget SECONDS allows more."
        )
    return found


def as_text(found: Answer) -> str:
    from goodoffices.engines.crossimpact.reports import text

    return text.as_text(found)


def as_json(found: Answer) -> str:
    return json.dumps(found.object(), ensure_ascii=False)


def as_svg(found: Answer) -> str:
    from goodoffices.engines.crossimpact.reports import svg

    return svg.draw(found.matrix, found.result.consistent or found.result.near, found.result.count)


def convert(found: Path, format: str) -> bytes:
    """The matrix in another format; with `sl`, its consistent scenarios. Raises `Unusable`."""
    from goodoffices.engines.crossimpact.formats import sl
    from goodoffices.engines.crossimpact.questions.attractors import attractors

    matrix = read_file(found)
    if format != "sl":
        return formats.write(matrix, format)
    result = solve(matrix, budget=DEFAULT_BUDGET)
    if not result.complete:
        raise Unusable(f"Not every consistent scenario can be listed. {result.proven}")
    weights = {each.scenarios[0]: each.basin for each in attractors(matrix, budget=DEFAULT_BUDGET).attractors}
    return sl.write(
        matrix,
        ((each.variants, weights.get(each.variants) or 0, each.consistency, each.impact) for each in result.consistent),
    )


def read_file(path: Path) -> Matrix:
    try:
        if not path.is_file():
            raise Unusable(f"{path} is not a file. Name a .scw, CSV or XLSX file.")
        if path.stat().st_size > MOST_BYTES:
            raise Unusable(f"{path.name} is larger than {MOST_BYTES // 2**20} MB. Judge parts of the system apart.")
        content = path.read_bytes()
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be read: {problem.strerror or problem}. Look at its name and its rights."
        ) from None
    except ValueError:
        raise Unusable("The name of the file holds a sign that no name can have. Name another file.") from None
    return formats.read(content, path.name)


def _told(say: Say, words: str) -> Callable[[float, int], None]:
    return lambda _seconds, found: say(words, found)


class _Left:
    """How much of the budget is left; a moment at least."""

    def __init__(self, budget: float, begun: float) -> None:
        self.budget, self.begun = budget, begun

    def __call__(self) -> float:
        spent = time.perf_counter() - self.begun
        return max(min(MOMENT, self.budget), self.budget - spent)
