"""What one clause, or one filter, finds in one book."""

from __future__ import annotations  # Python 3.11 cannot subscript array

from array import array
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

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
    found += _phrases(connection, [run for run in clause.alternatives if len(run) > 1], book, first)
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


def _phrases(connection: Connection, runs: Sequence[Sequence[str]], book: int, first: int) -> list[Postings]:
    """For each run the texts in which its forms stand one behind the other."""
    # Without places first: few texts have all of the words, and the runs of several languages share some.
    read: dict[str, set[int]] = {}
    for form in dict.fromkeys(form for run in runs for form in run):
        read[form] = set(postings.read(connection, book, form, first).keys)
    having = [set.intersection(*(read[form] for form in run)) for run in runs]
    where: dict[str, _Places] = {}
    for run, keys in zip(runs, having, strict=True):
        for form in run if keys else ():
            if form not in where:
                wanted = set().union(*(its for other, its in zip(runs, having, strict=True) if form in other))
                where[form] = _places(postings.read(connection, book, form, first, places=True), wanted)
    return [_neighbours(run, keys, where) for run, keys in zip(runs, having, strict=True)]


_Places = dict[int, tuple[int, Sequence[int]]]
"""Of each key the length of the text and the places in it."""


def _places(read: Postings, wanted: set[int]) -> _Places:
    ends = accumulate(read.often)
    return {
        key: (length, read.places[end - often : end])
        for key, often, length, end in zip(read.keys, read.often, read.lengths, ends, strict=True)
        if key in wanted
    }


def _neighbours(run: Sequence[str], keys: set[int], where: dict[str, _Places]) -> Postings:
    """The texts of `keys` in which the run stands, with the places where it begins."""
    found = Postings()
    for key in keys:
        length, places = where[run[0]][key]
        starts = set(places)
        for step, form in enumerate(run[1:], 1):
            starts.intersection_update([place - step for place in where[form][key][1]])
            if not starts:
                break
        if starts:
            found.put(postings.Place(key, length, sorted(starts)))
    return found
