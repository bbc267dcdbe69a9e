"""What other judges say, as far as it differs from what a run counts: so a run need not hold every judge’s matrix whole.

Where a judge says nothing of a pair, what the run counts is taken: nobody is said to disagree by being silent.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from goodoffices.assessment.judged import Drawn, Matrix, Pair

Cells = Mapping[Pair, str]  # decimals as text, by the ids of two variants

MOST_ONCE = 12  # judges whose matrices a run held whole; it left out further ones and did not say so
MOST_APART = 20_000  # places in which the others may differ together, if they are to be compared judge by judge


def others(drawn: Drawn, counted: Matrix, judges: Iterable[Matrix], named: bool) -> dict[str, Any]:
    """For a run's facts: what judges say otherwise. `counted`: what the run counts; `named`: whether all of them are.

    apart      whether they stand judge by judge. Else of each pair the least and the most alone: where they are not named, since
               whoever knows one judgement of a judge is not to find the others beside it; or where that would be too much
    judges     how many say otherwise; None where they are not named
    changed    what differs from the run's matrix: of each source [source, targets, values], by places from 0 through all variants
    """
    differing = [each for each in (_differing(counted.cells, judge.cells) for judge in judges) if each]
    apart = named and sum(map(len, differing)) <= MOST_APART
    told = differing if apart else [each for each in _ends(counted.cells, differing) if each]
    at = {variant.id: n for n, variant in enumerate(drawn.all_variants)}
    # In the order of what they say: that of the judges would tell who is who to those who know one.
    changed = sorted(_by_source((at[a], at[b], value) for (a, b), value in each.items()) for each in told)
    return {"apart": apart, "judges": len(differing) if named else None, "changed": changed}


def _by_source(placed: Iterable[tuple[int, int, str]]) -> list[list[Any]]:
    """A list for each judgement would make entries half as large again, and sealing them half as slow."""
    rows: dict[int, list[Any]] = {}
    for source, target, value in sorted(placed):
        row = rows.setdefault(source, [source, [], []])
        row[1].append(target)
        row[2].append(value)
    return list(rows.values())


def _differing(counted: Cells, said: Cells) -> Cells:
    return {pair: value for pair, value in said.items() if value != counted.get(pair, "0")}


def _ends(counted: Cells, differing: Sequence[Cells]) -> tuple[Cells, Cells]:
    """Of each pair the least and the most that the run or any of these judges says."""
    said: dict[Pair, set[str]] = {}
    for each in differing:
        for pair, value in each.items():
            said.setdefault(pair, {counted.get(pair, "0")}).add(value)
    exact = {value: Fraction(value) for values in said.values() for value in values}
    least, most = ({pair: by(values, key=exact.__getitem__) for pair, values in said.items()} for by in (min, max))
    return _differing(counted, least), _differing(counted, most)


def judgements_of(plain: Mapping[str, Any], others: Mapping[str, Any]) -> list[list[Any]]:
    """What each of the others says, or of each pair the least and the most: all that differs, behind what the run counts. Entries
    from before only differences were put on record hold the matrices whole."""
    if "matrices" in others:
        return list(others["matrices"])
    return [
        [*plain["judgements"], *((source, *pair) for source, *pairs in each for pair in zip(*pairs, strict=True))]
        for each in others["changed"]
    ]
