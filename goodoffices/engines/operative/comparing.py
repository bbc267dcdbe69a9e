"""A statement's operative words beside those of a restatement."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from goodoffices.engines.operative.finding import SORTS, Operative, operative


class Line(NamedTuple):
    """One line of the checklist. `met`: stands in both; `added`: stands in the restatement alone."""

    sort: str
    words: str
    met: bool
    added: bool = False


def checklist(statement: str, restatement: str, names: Sequence[str] = ()) -> list[Line]:
    """What of the statement's operative words stands in the restatement too, what does not, and what came in.

    The two may be in different languages; numbers, dates, negation and classes of obligation are compared, not spelling.

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


def _left_over(back: list[Operative], left: Counter[tuple[str, str]]) -> list[Operative]:
    """The last ones of each key that nothing in the statement answers to."""
    found = []
    for each in reversed(back):
        if left[each.sort, each.key] > 0:
            left[each.sort, each.key] -= 1
            found.append(each)
    return found[::-1]
