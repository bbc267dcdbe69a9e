"""Compare the operative words of a statement with those of a restatement."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from goodoffices.engines.operative.finding import SORTS, Operative, Sort, operative


class Line(NamedTuple):
    """One line of the checklist.

    met     are the words in both texts?
    added   are they in the restatement only?
    """

    sort: Sort
    words: str
    met: bool
    added: bool = False


def checklist(statement: str, restatement: str, names: Sequence[str] = ()) -> list[Line]:
    """Which operative words of the statement the restatement has, which it lacks, and which it adds; sort by sort.

    The two may be in different languages, because meanings are compared, not spelling.

    names   of the parties

    >>> checklist("We must have 40 by June.", "Il vous faut 40.")[:2]
    [Line(sort='number', words='40', met=True, added=False), Line(sort='date', words='June', met=False, added=False)]
    """
    said, back = operative(statement, names), operative(restatement, names)
    left = Counter((each.sort, each.key) for each in back)
    lines = []
    for each in said:
        met = left[each.sort, each.key] > 0
        left[each.sort, each.key] -= met
        lines.append(Line(each.sort, each.words, met))
    lines += [Line(each.sort, each.words, False, True) for each in _left_over(back, left)]
    return sorted(lines, key=lambda line: SORTS.index(line.sort))


def _left_over(back: list[Operative], left: Counter[tuple[Sort, str]]) -> list[Operative]:
    """The restatement's words that nothing in the statement matches: of each key the last ones, in order."""
    found = []
    for each in reversed(back):
        if left[each.sort, each.key] > 0:
            left[each.sort, each.key] -= 1
            found.append(each)
    return found[::-1]
