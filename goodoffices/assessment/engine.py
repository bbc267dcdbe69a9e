"""The office's questions to the engine of cross-impact balances, and its answers as facts: plain, exact, without sentences.

Whatever a reader needs to understand an answer without the engine stands in it; variants are counted from 1, as in files.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from goodoffices.engines.crossimpact import ENGINE
from goodoffices.engines.crossimpact.model import Matrix
from goodoffices.engines.crossimpact.model.matrix import written

if TYPE_CHECKING:
    from goodoffices.engines.crossimpact.api import Found, Result

MOST_CONSISTENT = 200  # scenarios that are put on record; how many there are is told
MOST_NEAR = 100
MOST_MOVED = 24  # scenarios from which moves are told
MOST_FRAGILE = 40
MOST_ENDS = 24  # where successions end
MOST_FOLLOWED = 4_000_000  # configurations of which each is followed; of more, a sample is

Cancel = Callable[[], bool]
Progress = Callable[[float, int], None]
Plain = Mapping[str, Any]

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


def answer_scenarios(plain: Plain, asked: Mapping[str, Any], cancel: Cancel, progress: Progress) -> dict[str, Any]:
    """Which futures hold together, how near others come, where everything drifts, what measures move, what judges divide. The
    budget is that of finding them; drift and disagreement may take a quarter of it each."""
    from goodoffices.engines.crossimpact import api  # compiled code: half a second, which no page waits for

    matrix = matrix_from(plain)
    watch = {"budget": asked["budget"], "cancel": cancel, "progress": progress}
    less = {**watch, "budget": asked["budget"] / 4}
    found = api.solve(matrix, near=asked["near"], **watch)
    answer = {**_solved(matrix, found), "weights": [], "moves": [], "disagreement": None}
    if cancel() or not found.consistent:
        return answer
    if not found.near_asked or found.complete:
        answer["weights"] = _weights(matrix, less)
    origins = [each.variants for each in found.consistent[:MOST_MOVED]]
    held = [(descriptor, variant) for descriptor, variant in asked["measures"]]
    answer["moves"] = [_moved(matrix, each, [one]) for one in held for each in origins if each[one[0]] != one[1]]
    if asked["others"]:
        answer["disagreement"] = _disagreement(matrix, [matrix_from(plain, each) for each in asked["others"]], less)
    return answer


def answer_tip(plain: Plain, asked: Mapping[str, Any], cancel: Cancel, progress: Progress) -> dict[str, Any]:
    """What holds together while variants are held, where each scenario goes, and the fewest measures for a wish."""
    from goodoffices.engines.crossimpact import api  # compiled code: half a second, which no page waits for

    matrix = matrix_from(plain)
    watch = {"budget": asked["budget"], "cancel": cancel, "progress": progress}
    held = [(descriptor, variant) for descriptor, variant in asked["fix"]]
    found = api.solve(matrix, fix=_named(matrix, held), **watch)
    answer = {**_solved(matrix, found), "moves": [], "least": None}
    answer["moves"] = [_moved(matrix, tuple(v - 1 for v in each), held) for each in asked["from"]] if held else []
    if asked["wish"] and not cancel():
        answer["least"] = _least(matrix, asked, watch)
    return answer


def _named(matrix: Matrix, held: Iterable[tuple[int, int]]) -> dict[str, str]:
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


def _weights(matrix: Matrix, watch: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where successions end, with the share of all configurations that drift there; `exact`, or from a sample."""
    from goodoffices.engines.crossimpact import api

    found = api.attractors(matrix, exact=MOST_FOLLOWED, **watch)
    return [
        {
            "scenarios": [_counted(each) for each in one.scenarios],
            "share": f"{one.share:.4f}",
            "exact": one.basin is not None,
        }
        for one in found.attractors[:MOST_ENDS]
    ]


def _moved(matrix: Matrix, origin: tuple[int, ...], held: list[tuple[int, int]]) -> dict[str, Any]:
    """From a scenario: where it goes while variants are held, and where from there once they are let go."""
    from goodoffices.engines.crossimpact import api

    move = api.moved(matrix, origin, _named(matrix, held))
    return {
        "from": _counted(origin),
        "held": [[at, v] for at, v in held],
        "to": _counted(move.held),
        "cycle": move.held_length > 1,
        "after": _counted(move.released),
        "lasts": move.lasts,
        "falls_back": move.falls_back,
    }


def _disagreement(matrix: Matrix, others: list[Matrix], watch: Mapping[str, Any]) -> dict[str, Any]:
    from goodoffices.engines.crossimpact import api

    found = api.robust(matrix, others, **watch)
    return {
        "status": found.status,
        "certain": [_counted(each) for each in found.certain[:MOST_CONSISTENT]],
        "possible": None if found.possible_count is None else str(found.possible_count),
        "fragile": [
            {"from": each.source, "to": each.target, "by": written(Fraction(each.least, found.scale))}
            for each in found.fragile[:MOST_FRAGILE]
        ],
    }


def _least(matrix: Matrix, asked: Mapping[str, Any], watch: Mapping[str, Any]) -> dict[str, Any]:
    """The fewest measures that make a wish consistent beside what is held; among those that are offered, where some are."""
    from goodoffices.engines.crossimpact import api

    measures = [matrix.descriptors[at].name for at in sorted({at for at, _v in asked["measures"]})] or None
    fix = _named(matrix, asked["fix"])
    found = api.least_flips(matrix, _named(matrix, asked["wish"]), fix=fix, measures=measures, **watch)
    return {
        "status": found.status,
        "size": found.size,
        "at_least": found.at_least,
        "answers": [
            {"held": [[at, v] for at, v in each.measures], "scenario": _counted(each.scenario)}
            for each in found.answers[:MOST_NEAR]
        ],
    }
