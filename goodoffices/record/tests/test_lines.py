"""Acts besides what was said: in words, or as a run of numbers that leaves no gap."""

import pytest

from goodoffices.record.acts import NotThere
from goodoffices.record.lines import LAST_IN_WORDS, MOST_IN_WORDS, acts_in
from tests.table import now, say

SAID = "consultation.make_statement"


def numbers(runs) -> list[int]:
    return [number for run in runs for number in range(run.first, run.last + 1)]


def test_every_number_is_told_once_or_was_said(river, lena, plenary):
    head = plenary.head
    say(lena, plenary, "Thirty days.")
    said = {entry.number for entry in plenary.entries.filter(kind=SAID)}
    runs = acts_in(now(lena), plenary.id, 1, head + 1, said)
    assert sorted([*numbers(runs), *said]) == list(range(1, head + 2))
    assert all(run.words for run in runs if run.acts == 1 and run.last == head)


def test_a_long_run_is_told_by_its_numbers_and_its_last_acts_in_words(river, lena, plenary):
    runs = acts_in(now(lena), plenary.id, 1, plenary.head, ())
    assert plenary.head > MOST_IN_WORDS
    folded, *last = runs
    assert (folded.first, folded.words) == (1, "") and folded.acts == plenary.head - LAST_IN_WORDS
    assert [run.last for run in last] == list(range(folded.after, plenary.head + 1))
    assert all(run.words and run.at for run in last)


def test_only_what_the_reader_reads_is_told(river, lena, idris):
    caucus = river.book("caucus", "north")
    assert numbers(acts_in(now(lena), caucus.id, 1, 99, ())) == list(range(1, caucus.head + 1))
    with pytest.raises(NotThere):
        acts_in(now(idris), caucus.id, 1, 99, ())
