"""What `goodoffices impact` does, without its options and exit codes: read a matrix, answer what was asked, write it down."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from goodoffices.engines.crossimpact import ENGINE, formats
from goodoffices.engines.crossimpact.formats.source import MOST_BYTES
from goodoffices.engines.crossimpact.model import Matrix, Unusable, choice
from goodoffices.engines.crossimpact.model.matrix import exact
from goodoffices.engines.crossimpact.reports.answer import Answer
from goodoffices.engines.crossimpact.search import running
from goodoffices.engines.crossimpact.search.clock import BROKEN_OFF, TIME_IS_UP, Progress
from goodoffices.engines.crossimpact.search.solving import in_units, solve

# What only some answers need is imported where it is needed, so that the others come sooner.

#: Without a budget all of it together gets so many seconds.
DEFAULT_BUDGET = 60.0
#: What is asked once the budget is spent gets a moment of its own.
MOMENT = 0.2

#: What is to be read about what is at work, how many scenarios there are so far, and which share of it is settled.
Say = Callable[[str, int, float | None], None]


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


def answer(request: Request, say: Say = lambda _words, _found, _share: None) -> Answer:
    """Read the matrix and answer. Raises `Unusable`, before any search where the request itself is wrong. The budget is for all of it
    together, without the time that reading, loading or compiling takes. Ctrl-C breaks off the question that is being answered; those
    behind it get a moment each."""
    matrix = read_file(request.file)
    questions = list(_questions(request, matrix))
    running.load(matrix)
    begun = time.perf_counter()
    left = _Left(request.budget if request.budget is not None else DEFAULT_BUDGET, begun)
    result = solve(matrix, near=request.near, fix=request.fix, budget=left(), progress=_told(say, "Searching"))
    left.heed(result.proven)
    found = Answer(matrix, result, ENGINE, wish=choice(matrix, request.wish), sentences=list(matrix.notes))
    for name, words, ask in questions:
        try:
            told = ask(fix=request.fix, budget=left(), progress=_told(say, words))
        except KeyboardInterrupt:
            found.sentences.append("Broken off: not all that was asked is answered.")
            break
        setattr(found, name, told)
        left.heed(told.proven)
    found.seconds = time.perf_counter() - begun
    if request.budget is None and TIME_IS_UP in result.proven:
        found.sentences.append(
            f"No budget was named, so {DEFAULT_BUDGET:g} seconds were allowed; --budget SECONDS allows more."
        )
    return found


def _questions(request: Request, matrix: Matrix) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """What else is asked: the field of the answer, what is to be read meanwhile, and the question, with its compiled code loaded.
    Raises `Unusable` for what cannot be asked."""
    fixed, wished = choice(matrix, request.fix), choice(matrix, request.wish)
    in_units(matrix, request.near)
    exact(request.spread, "The spread")
    if request.attractors or request.flip:
        from goodoffices.engines.crossimpact.questions.attractors import attractors, load

        load()
        if request.attractors:
            yield "attractors", "Following successions", partial(attractors, matrix, rule=request.succession)
    if request.flip:
        from goodoffices.engines.crossimpact.questions.flips import flips

        yield "flips", "Looking at measures", partial(flips, matrix)
    if request.wish:
        from goodoffices.engines.crossimpact.questions.least_flips import demand_possible, least_flips

        demand_possible(wished, fixed)
        yield "least", "Looking for least measures", partial(least_flips, matrix, request.wish)
    if request.robust or request.judges:
        from goodoffices.engines.crossimpact.questions.robust import demand_spread, robust

        spread = [read_file(path) for path in request.judges] or request.spread
        demand_spread(matrix, spread)
        yield "robust", "Moving judgements", partial(robust, matrix, spread)


def as_text(found: Answer) -> str:
    from goodoffices.engines.crossimpact.reports import text

    return text.as_text(found)


def as_json(found: Answer) -> str:
    return json.dumps(found.object(), ensure_ascii=False)


def as_svg(found: Answer) -> str:
    from goodoffices.engines.crossimpact.reports import svg

    return svg.draw(found.matrix, found.result.consistent or found.result.near, found.result.count)


def convert(found: Path, format: str, budget: float | None = None) -> bytes:
    """The matrix in another format; with `sl`, its consistent scenarios, for which the budget is. Raises `Unusable`."""
    from goodoffices.engines.crossimpact.formats import sl
    from goodoffices.engines.crossimpact.questions.attractors import attractors

    matrix = read_file(found)
    if format != "sl":
        return formats.write(matrix, format)
    budget = DEFAULT_BUDGET if budget is None else budget
    result = solve(matrix, budget=budget)
    if not result.complete:
        raise Unusable(f"Not every consistent scenario can be listed. {result.proven}")
    weights = {each.scenarios[0]: each.basin for each in attractors(matrix, budget=budget).attractors}
    return sl.write(
        matrix,
        ((each.variants, weights.get(each.variants) or 0, each.consistency, each.impact) for each in result.consistent),
    )


def read_file(path: Path) -> Matrix:
    try:
        if not (path.is_file() or path.is_fifo()):  # a pipe: what another program writes
            raise Unusable(f"{path} is not a file. Name a .scw, CSV or XLSX file.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be read: {problem.strerror or problem}. Look at its name and its rights."
        ) from None
    except ValueError:
        raise Unusable("The name of the file holds a sign that no name can have. Name another file.") from None
    if len(content) > MOST_BYTES:
        raise Unusable(f"{path.name} is larger than {MOST_BYTES // 2**20} MB. Judge parts of the system apart.")
    return formats.read(content, path.name)


def _told(say: Say, words: str) -> Progress:
    return lambda _seconds, found, share: say(words, found, share)


class _Left:
    """How much of the budget is left; a moment at least."""

    def __init__(self, budget: float, begun: float) -> None:
        self.budget, self.most, self.begun = budget, budget, begun

    def heed(self, proven: str) -> None:
        """Whoever breaks off one question wants an end."""
        if BROKEN_OFF in proven:
            self.budget = 0.0

    def __call__(self) -> float:
        spent = time.perf_counter() - self.begun
        return max(min(MOMENT, self.most), self.budget - spent)
