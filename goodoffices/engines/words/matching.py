"""What one clause, or one filter, finds in one book."""

from __future__ import annotations  # Python 3.11 cannot subscript array

from array import array
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from goodoffices.engines.words import postings
from goodoffices.engines.words.filters import Between, label
from goodoffices.engines.words.postings import Postings
from goodoffices.engines.words.query import Clause, shortened
from goodoffices.engines.words.tables import Connection

LAST = "\U0010ffff"


@dataclass
class Match:
    """Texts found, side by side: keys, each once; how often the clause is met there; lengths in words."""

    keys: Sequence[int] = field(default_factory=lambda: array("I"))
    often: Sequence[int] = field(default_factory=lambda: array("B"))
    lengths: Sequence[int] = field(default_factory=lambda: array("H"))


def matching(connection: Connection, clause: Clause, book: int, first: int) -> Match:
    """The texts of a book, from the key `first` on, in which a clause is met."""
    forms = dict.fromkeys(run[0] for run in clause.alternatives if len(run) == 1)
    for begin in clause.begins:
        forms.update(dict.fromkeys(shortened(begin)))
        forms.update(dict.fromkeys(postings.forms_between(connection, book, begin, begin + LAST, first)))
    found = [postings.read(connection, book, form, first) for form in forms]
    found += [_phrase(connection, run, book, first) for run in clause.alternatives if len(run) > 1]
    return _together([each for each in found if each.keys])


def labelled(
    connection: Connection, name: str, value: str | Collection[str] | Between, book: int, first: int
) -> set[int]:
    """The keys of texts with a value, one of several, or one of a span."""
    if isinstance(value, Between):
        forms = postings.forms_between(connection, book, label(name, value.first), label(name, value.last), first)
    else:
        forms = [label(name, each) for each in ([value] if isinstance(value, str) else value)]
    return set().union(*(postings.read(connection, book, form, first).keys for form in forms))


def _together(found: Sequence[Postings]) -> Match:
    """Postings of several forms as those of one."""
    if len(found) < 2:
        return Match(found[0].keys, found[0].often, found[0].lengths) if found else Match()
    often: dict[int, int] = defaultdict(int)
    lengths: dict[int, int] = {}
    for each in found:
        for key, times, length in zip(each.keys, each.often, each.lengths, strict=True):
            often[key] += times
            lengths[key] = length
    return Match(list(often), list(often.values()), list(lengths.values()))


def _phrase(connection: Connection, run: Sequence[str], book: int, first: int) -> Postings:
    """The texts in which the forms of a run stand one behind the other."""
    # Without places first: few texts have all of the words.
    forms = dict.fromkeys(run)
    keys: set[int] | None = None
    for form in forms:
        its = set(postings.read(connection, book, form, first).keys)
        keys = its if keys is None else keys & its
        if not keys:
            return Postings()
    assert keys is not None
    where: dict[str, dict[int, tuple[int, array[int]]]] = {}
    for form in forms:
        texts = postings.read(connection, book, form, first, places=True).runs()
        where[form] = {key: (length, places) for key, _often, length, places in texts if key in keys}
    found = Postings()
    for key in keys:
        starts = set(where[run[0]][key][1])
        for step, form in enumerate(run[1:], 1):
            starts &= {place - step for place in where[form][key][1]}
        if starts:
            found.put(postings.Place(key, where[run[0]][key][0], sorted(starts)))
    return found
