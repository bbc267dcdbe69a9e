"""How a judge’s word changed from round to round, and what of it is told once."""

from goodoffices.assessment.courses import Chain, Course
from goodoffices.assessment.models import Implication, Judgement


def said(round, likelihood, named="seat", **more):
    given = {"severity": "major", "effect": "harm", **more}
    return Judgement(round=round, likelihood=likelihood, named=named, **given)


def test_each_round_is_called_once_and_says_what_changed_from_what_to_what():
    first, second = Chain([said(None, "likely"), said(2, "even", confidence="low")]), Chain([said(3, "unlikely")])
    course = Course(Implication(), [first, second])
    assert course.rounds == ["Before the first round", "Round 2", "Round 3"]
    before, changed, after = first.within([0, 2, 3])
    assert before.said[0].words == "Likely; major (harm)" and before.said[0].changes == []
    assert changed.said[0].changes == [
        "Likelihood: from likely to about as likely as not",
        "Confidence: from not said to low confidence",
    ]
    assert after.stands and not after.said


def test_before_a_judge_spoke_nothing_stands():
    early, late = Chain([said(2, "likely")]).within([1, 2])
    assert not (early.stands or early.said) and late.said


def test_of_judges_who_are_not_named_nobody_is_told_to_have_stayed():
    _first, later = Chain([said(1, "likely", named="nobody")]).within([1, 2])
    assert not later.stands


def test_the_same_once_more_says_so():
    (within,) = Chain([said(2, "likely"), said(2, "likely")]).within([2])
    assert [each.repeats for each in within.said] == [False, True]


def test_what_was_withdrawn_stands_until_the_round_of_that_and_not_after_it():
    gone = said(1, "likely", withdrawn_at="2026-11-30T10:00:00.000Z", withdrawn_in=3)
    told = [(each.stands, each.withdrawn) for each in Chain([gone]).within([1, 2, 3, 4])]
    assert told == [(False, False), (True, False), (False, True), (False, False)]
    again = Chain([gone, said(4, "even")]).within([3, 4, 5])
    assert [(bool(each.said), each.stands, each.withdrawn) for each in again] == [
        (False, False, True),
        (True, False, False),
        (False, True, False),
    ]
