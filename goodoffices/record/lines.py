"""What was done in a book besides what was said there, in words: so that its numbers have no gap that nobody explains."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from goodoffices.record.ended import readable
from goodoffices.record.models import Entry
from goodoffices.record.sources import steadfast
from goodoffices.record.wording import all_worded

MOST_IN_WORDS = 8  # acts that follow one another; of more, only …
LAST_IN_WORDS = 4  # … the last are put into words, and the others told by their numbers alone


class Run(NamedTuple):
    """Acts that follow one another: of a single one its sentence and time; of several their first and last number."""

    first: int
    last: int
    words: str = ""
    at: str = ""

    @property
    def acts(self) -> int:
        return self.last - self.first + 1

    @property
    def after(self) -> int:
        return self.last + 1


def acts_in(seat: Any, book: str, first: int, last: int, but: Collection[int]) -> list[Run]:
    """The acts with these numbers, except those in `but`, as far as this reader reads the book, in order."""
    return told(seat, book, numbers_in(seat, book, first, last, but))


def numbers_in(seat: Any, book: str, first: int, last: int, but: Collection[int]) -> tuple[int, ...]:
    """The numbers of these acts. A book has no gaps, so nothing needs to be read for them."""
    found, begins = readable(seat, book)
    return tuple([n for n in range(max(first, begins), min(last, found.head) + 1) if n not in but])


def told(seat: Any, book: str, numbers: Sequence[int]) -> list[Run]:
    """The acts with these numbers, which this reader reads, in words or run by run."""
    runs = _runs(numbers)
    spelled = {n for run in runs for n in (run if len(run) <= MOST_IN_WORDS else run[-LAST_IN_WORDS:])}
    with steadfast():  # an entry never changes; what it is called in words may
        rows = readable(seat, book)[0].entries.filter(number__in=spelled).select_related("book")
        entries = list(rows)
    words = {entry.number: (entry, said) for entry, said in all_worded(entries, seat)}
    return [each for run in runs for each in _told(run, words)]


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """
    >>> _runs([3, 4, 5, 9])
    [[3, 4, 5], [9]]
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _told(run: list[int], words: dict[int, tuple[Entry, str]]) -> list[Run]:
    spelled = [number for number in run if number in words]
    left = [number for number in run if number not in words]
    folded = [Run(left[0], left[-1])] if left else []
    return [*folded, *[Run(number, number, words[number][1], words[number][0].at) for number in spelled]]
