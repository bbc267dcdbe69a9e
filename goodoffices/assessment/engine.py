"""The office's questions to the engine of cross-impact balances, and its answers as facts: plain, exact, without sentences.

Whatever a reader needs to understand an answer without the engine stands in it; variants are counted from 1, as in files, where they
are those of a whole future, and from 0 in pairs of a descriptor and a variant.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from goodoffices.engines.crossimpact import ENGINE
from goodoffices.engines.crossimpact.model import Matrix
from goodoffices.engines.crossimpact.model.matrix import written

if TYPE_CHECKING:
    from goodoffices.engines.crossimpact.api import Found, Result
    from goodoffices.engines.crossimpact.questions.robust import Change

MOST_CONSISTENT = 200  # scenarios that are put on record; how many there are is told
MOST_NEAR = 100
MOST_MOVED = 24  # scenarios from which moves are told
MOST_HELD = 40  # tied variants of which moves are told
MOST_FREE = 8  # scenarios from which is told what variants move that are tied to nothing
MOST_FRAGILE = 40
MOST_ENDS = 24  # where successions end
MOST_OF_A_CYCLE = 8  # scenarios of one that goes round
MOST_FOLLOWED = 4_000_000  # configurations of which each is followed; of more, a sample is

Cancel = Callable[[], bool]
Progress = Callable[
    [str, int, float | None], None
]  # what is looked at (`how_far.STAGES`), futures so far, share that is settled
Plain = Mapping[str, Any]
Pair = tuple[int, int]  # descriptor and variant, both from 0

__all__ = ["ENGINE", "Cancel", "Progress", "answer_scenarios", "answer_tip", "hash_of", "matrix_from"]


def matrix_from(plain: Plain, judgements: Iterable[Any] | None = None) -> Matrix:
    """The engine's matrix. `judgements`: others than those of `plain`, between the same variants."""
    descriptors = {each["name"]: each["variants"] for each in plain["descriptors"]}
    size = sum(len(variants) for variants in descriptors.values())
    rows: list[list[Any]] = [[0] * size for _row in range(size)]
    for source, target, value in plain["judgements"] if judgements is None else judgements:
        rows[source][target] = value
    return Matrix.of(descriptors, rows)


def hash_of(plain: Plain) -> str:
    return matrix_from(plain).hash


class _Watch:
    """One budget for the whole answer: what one part leaves is there for the next, and a quarter of it at least."""

    def __init__(self, budget: float, cancel: Cancel, progress: Progress) -> None:
        from goodoffices.engines.crossimpact.search.clock import Clock

        self.budget, self.cancel = budget, cancel
        self._clock, self._progress, self._futures = Clock(budget, cancel), progress, 0

    def stop(self) -> bool:
        return self._clock.stop()

    def given(self, stage: str) -> dict[str, Any]:
        """What a call of the engine is given."""
        left = max(self.budget / 4, self.budget - self._clock.seconds())
        return {"budget": left, "cancel": self.cancel, "progress": partial(self._told, stage)}

    def tell(self, stage: str, share: float) -> None:
        self._progress(stage, self._futures, share)

    def _told(self, stage: str, _seconds: float, found: int, share: float | None) -> None:
        """What later questions find are no futures: how many these are stays."""
        if stage == "search":
            self._futures = found
        self._progress(stage, self._futures, share)


def answer_scenarios(plain: Plain, asked: Mapping[str, Any], cancel: Cancel, progress: Progress) -> dict[str, Any]:
    """Which futures hold together, how near others come, where everything drifts, what measures move, what judges divide."""
    from goodoffices.engines.crossimpact import api  # compiled code: half a second, which no page waits for

    matrix, watch = matrix_from(plain), _Watch(asked["budget"], cancel, progress)
    found = api.solve(matrix, near=asked["near"], **watch.given("search"))
    answer = {**_solved(matrix, found), "weights": [], "moves": [], "moves_left": 0, "disagreement": None}
    if cancel() or not found.consistent:
        return answer
    answer["weights"] = _weights(matrix, watch)
    origins = [each.variants for each in found.consistent[:MOST_MOVED]]
    measures = asked["measures"][:MOST_HELD]
    for done, (descriptor, variant) in enumerate(measures):
        watch.tell("measures", done / len(measures))
        others = [each for each in origins if each[descriptor] != variant]
        answer["moves_left"] += len(others)
        answer["moves"] += _moved(matrix, others, [(descriptor, variant)], watch)
    answer["moves_left"] -= len(answer["moves"])
    if asked["others"]["matrices"] and not cancel():
        answer["disagreement"] = _disagreement(matrix, plain, asked["others"], found, watch)
    if not cancel():
        answer["free"] = _free(matrix, asked["measures"], origins[:MOST_FREE], watch)
    return answer


def answer_tip(plain: Plain, asked: Mapping[str, Any], cancel: Cancel, progress: Progress) -> dict[str, Any]:
    """What holds together while variants are held, where each scenario goes, and the fewest measures for a wish."""
    from goodoffices.engines.crossimpact import api

    matrix, watch = matrix_from(plain), _Watch(asked["budget"], cancel, progress)
    held: list[Pair] = [(descriptor, variant) for descriptor, variant in asked["fix"]]
    found = api.solve(matrix, fix=_named(matrix, held), **watch.given("search"))
    answer = {**_solved(matrix, found), "moves": [], "moves_left": 0, "least": None}
    if held:
        answer["moves"] = list(_moved(matrix, [tuple(v - 1 for v in each) for each in asked["from"]], held, watch))
        answer["moves_left"] = len(asked["from"]) - len(answer["moves"])
    if asked["wish"] and not cancel():
        answer["least"] = _least(matrix, asked, watch)
    return answer


def _named(matrix: Matrix, held: Iterable[Pair]) -> dict[str, str]:
    return {matrix.descriptors[at].name: matrix.descriptors[at].variants[v] for at, v in held}


def _solved(matrix: Matrix, found: "Result") -> dict[str, Any]:
    return {
        "status": found.status,
        "configurations": str(matrix.configurations),
        "count": None if found.count is None else str(found.count),
        "undecided": str(found.undecided),
        "listed": len(found.consistent),
        "consistent": [_scenario(matrix, each) for each in found.consistent[:MOST_CONSISTENT]],
        "near": [_scenario(matrix, each) for each in found.near[:MOST_NEAR]],
    }


def _scenario(matrix: Matrix, found: "Found") -> dict[str, Any]:
    told: dict[str, Any] = {
        "variants": _counted(found.variants),
        "consistency": None if found.consistency is None else _value(matrix, found.consistency),
        "impact": _value(matrix, found.impact),
    }
    if found.against:
        told["against"] = [[at, _value(matrix, margin)] for at, margin in found.against]
    return told


def _value(matrix: Matrix, scaled: int) -> str:
    return written(matrix.value(scaled))


def _counted(variants: Iterable[int]) -> list[int]:
    return [v + 1 for v in variants]


def _weights(matrix: Matrix, watch: _Watch) -> list[dict[str, Any]]:
    """Where successions end, with the share of all configurations that drift there; `exact`, or from a sample."""
    from goodoffices.engines.crossimpact import api

    found = api.attractors(matrix, exact=MOST_FOLLOWED, **watch.given("drift"))
    return [
        {
            "scenarios": [_counted(each) for each in one.scenarios[:MOST_OF_A_CYCLE]],
            "length": one.length,
            "share": f"{one.share:.4f}",
            "exact": one.basin is not None,
        }
        for one in found.attractors[:MOST_ENDS]
    ]


def _moved(matrix: Matrix, origins: list[tuple[int, ...]], held: list[Pair], watch: _Watch) -> Iterator[dict[str, Any]]:
    """From each scenario: where it goes while variants are held, and where from there once they are let go."""
    from goodoffices.engines.crossimpact import api

    for origin in origins:
        if watch.stop():
            return
        for move in api.moved(matrix, [origin], _named(matrix, held)):
            yield {
                "from": _counted(move.origin),
                "held": [[at, v] for at, v in held],
                "to": _counted(move.held),
                "cycle": move.held_length > 1,
                "after": _counted(move.released),
                "lasts": move.lasts,
                "falls_back": move.falls_back,
            }


def _free(
    matrix: Matrix, tied: Iterable[Sequence[int]], origins: list[tuple[int, ...]], watch: _Watch
) -> dict[str, Any]:
    """What variants move that are tied to nothing: from `origins` scenarios; `left`: how many of these variants were not followed."""
    known = {(descriptor, variant) for descriptor, variant in tied}
    every = [(at, v) for at, size in enumerate(matrix.sizes) for v in range(size) if (at, v) not in known]
    moves: list[dict[str, Any]] = []
    for n, (at, v) in enumerate(every):
        if n >= MOST_HELD - len(known) or watch.stop():
            return {"origins": len(origins), "left": len(every) - n, "moves": moves}
        moves += _moved(matrix, [each for each in origins if each[at] != v], [(at, v)], watch)
    return {"origins": len(origins), "left": 0, "moves": moves}


def _disagreement(
    matrix: Matrix, plain: Plain, others: Mapping[str, Any], result: "Result", watch: _Watch
) -> dict[str, Any]:
    """`alike`: the futures on record that hold together by each judge's own judgements; None where judges are not told apart, so
    that this cannot be said. `certain`: those that do whatever mixture of their judgements is right."""
    from goodoffices.engines.crossimpact import api

    apart = [matrix_from(plain, each) for each in others["matrices"]]
    found = api.robust(matrix, apart, **watch.given("judges"))
    futures = [each.variants for each in result.consistent[:MOST_CONSISTENT]]
    certain = set(found.certain)
    return {
        "status": found.status,
        "judges": len(apart) if others["apart"] else None,
        "alike": [_counted(each) for each in futures if all(_holds(one, each) for one in apart)]
        if others["apart"]
        else None,
        "certain": [_counted(each) for each in futures if each in certain],
        "possible": None if found.possible_count is None else str(found.possible_count),
        "fragile": [
            {
                "from": each.source,
                "to": each.target,
                "by": written(Fraction(each.least, found.scale)),
                "lowered": _change(each.lowered, found.scale, futures),
                "raised": _change(each.raised, found.scale, futures),
            }
            for each in found.fragile[:MOST_FRAGILE]
        ],
    }


def _change(change: "Change | None", scale: int, futures: Sequence[tuple[int, ...]]) -> dict[str, Any] | None:
    """What moving a judgement one way does: how far, or farther than that; the futures that go, by their place from 1 among those on
    record, and how many go and come in all."""
    if change is None:
        return None
    return {
        "by": written(Fraction(change.by, scale)),
        "beyond": change.beyond,
        "goes": [futures.index(each) + 1 for each in change.lost if each in futures],
        "lost": len(change.lost),
        "gained": len(change.gained),
    }


def _holds(matrix: Matrix, chosen: tuple[int, ...]) -> bool:
    """Whether a future holds together by these judgements."""
    from goodoffices.engines.crossimpact import api

    return all(each.margin is None or each.margin >= 0 for each in api.balances(matrix, chosen))


def _least(matrix: Matrix, asked: Mapping[str, Any], watch: _Watch) -> dict[str, Any]:
    """The fewest measures that make a wish consistent beside what is held; among those that are offered, where some are."""
    from goodoffices.engines.crossimpact import api

    measures = [next(iter(_named(matrix, [(at, v)]).items())) for at, v in asked["measures"]] or None
    fix = _named(matrix, asked["fix"])
    found = api.least_flips(matrix, _named(matrix, asked["wish"]), fix=fix, measures=measures, **watch.given("least"))
    return {
        "status": found.status,
        "size": found.size,
        "at_least": found.at_least,
        "answers": [
            {"held": [[at, v] for at, v in each.measures], "scenario": _counted(each.scenario)}
            for each in found.answers[:MOST_NEAR]
        ],
    }
