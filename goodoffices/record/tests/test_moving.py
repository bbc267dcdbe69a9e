"""What waits is found anew after deeds, and not after plain words; and never because of a book that one does not read."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation.acts import CloseRoom
from goodoffices.record import cache
from goodoffices.record.perform import perform
from tests.table import now, say


@pytest.fixture
def asked():
    """A question that counts how often it is really asked, whoever asks."""
    times = []

    @cache.cached(until="movement")
    def question(seat, word):
        times.append(seat.id)
        return word

    def ask(seat):
        question(now(seat), "anything")
        return len(times)

    yield ask
    del cache.CACHED[f"{question.__module__}.{question.__qualname__}"]


def test_plain_words_leave_what_was_found(river, lena, idris, asked):
    assert asked(lena) == 1
    for n in range(3):
        say(idris, river.book("plenary"), f"Word {n}.")
        assert asked(lena) == 1


def test_a_question_an_answer_and_any_other_deed_are_more_than_words(river, amara, lena, idris, asked):
    plenary = river.book("plenary")
    before = asked(lena)
    question = say(idris, plenary, "When?", speech_act="question").id
    assert asked(lena) == before + 1
    say(lena, plenary, "Soon.", answers=question)
    assert asked(lena) == before + 2
    say(lena, plenary, "We accept.", binding=True)
    assert asked(lena) == before + 3
    perform(RaiseIssue(title="Water"), amara)
    perform(CloseRoom(room=plenary.id), amara)
    assert asked(lena) == before + 4


def test_what_happens_in_a_book_that_one_does_not_read_makes_nothing_anew(river, lena, idris, asked):
    before = asked(idris)
    say(lena, river.book("caucus", "north"), "Between us?", speech_act="question")
    say(lena, river.book("delegation", "north"), "Between ourselves?", speech_act="question")
    assert asked(idris) == before
