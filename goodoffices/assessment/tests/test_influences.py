"""Diagrams of influences: what is drawn, what judges say, and what becomes joint."""

import pytest
from pydantic import ValidationError

from goodoffices.assessment import judged
from goodoffices.assessment.acts import (
    AdoptInfluences,
    AmendInfluences,
    DrawInfluences,
    JudgeInfluence,
    JudgeSections,
    WithdrawInfluences,
)
from goodoffices.assessment.models import Influences, Section
from goodoffices.assessment.tests.sheets import DESCRIPTORS, draw, judge, variants
from goodoffices.process.acts import RemoveSeat
from goodoffices.record.audience import PLENARY
from goodoffices.record.perform import perform
from tests.table import admit, not_there, now, refused, rules


def matrix_of(seat, drawn, judge, audience=PLENARY):
    influences = Influences.objects.seen_by(now(seat)).select_related("book").get(id=drawn)
    return (
        judged.matrices_of(judged.sections_within(now(seat), influences, audience)).get(judge.id, judged.Matrix()).cells
    )


def joint_of(seat, drawn):
    influences = Influences.objects.seen_by(now(seat)).select_related("book").get(id=drawn)
    return judged.joint(now(seat), influences).cells


def adopt(seat, drawn, *values):
    ids = variants(seat, drawn)
    cells = [{"source": ids[a], "target": ids[b], "value": value} for a, b, value in values]
    perform(AdoptInfluences(influences=drawn, cells=cells), now(seat))


def test_what_may_turn_out_has_ways_with_names_of_their_own(amara):
    def drawn(*descriptors):
        return DrawInfluences(title="If it rains", descriptors=list(descriptors))

    rain, gate = DESCRIPTORS
    refused(drawn(rain, rain), amara, "same name")
    refused(drawn(rain, {"name": "Gate", "variants": ["open", " Open "]}), amara, "same way twice")
    with pytest.raises(ValidationError):
        drawn(rain)
    with pytest.raises(ValidationError):
        drawn(*[{"name": f"{n}", "variants": ["a", "b"]} for n in range(10_000)])
    many = [{"name": f"{n}", "variants": [f"{m}" for m in range(20)]} for n in range(21)]
    refused(drawn(*many), amara, "400 ways")
    assert len(variants(amara, draw(amara, descriptors=[rain, gate]))) == 4


def test_a_judgement_stands_between_two_descriptors_of_one_diagram(amara, lena):
    drawn, other = draw(amara), draw(amara)
    ids, theirs = variants(lena, drawn), variants(lena, other)
    refused(JudgeInfluence(source=ids[0], target=ids[1], value=1), now(lena), "does not influence itself")
    refused(JudgeInfluence(source=ids[0], target=theirs[2], value=1), now(lena), "different diagrams")
    both = [{"from": ids[0], "to": ids[1], "value": 1}, {"from": ids[1], "to": ids[0], "value": 1}]
    refused(JudgeSections(influences=drawn, cells=both), now(lena), "does not influence itself")
    twice = [{"from": ids[0], "to": ids[2], "value": 1}] * 2
    refused(JudgeSections(influences=drawn, cells=twice), now(lena), "judged twice")
    not_there(JudgeSections(influences=drawn, cells=[{"from": theirs[0], "to": ids[2], "value": 1}]), now(lena))
    given = [{"source": 1, "target": 2, "value": 1}]
    refused(DrawInfluences(title="x", descriptors=DESCRIPTORS, judgements=given), amara, "does not influence itself")
    beyond = [{"source": 1, "target": 5, "value": 1}]
    refused(DrawInfluences(title="x", descriptors=DESCRIPTORS, judgements=beyond), amara, "not there")


@pytest.mark.parametrize(
    ("given", "kept"), [(3, "3"), ("−1.5", "-1.5"), ("+2", "2"), ("0.50", "0.5"), (-0.25, "-0.25"), ("0", "0")]
)
def test_strengths_are_kept_exactly(given, kept):
    cell = {"from": "a", "to": "b", "value": given}
    (line,) = JudgeSections(influences="x", cells=[cell]).cells
    assert line.value == kept


@pytest.mark.parametrize(
    "given",
    [4, "-3.01", "1.234", "strong", "1e1", "nan", "inf", True, None, "", "++2", "0_1", "0e999999", "1.", ".5", "1/2"],
)
def test_other_strengths_are_refused(given):
    with pytest.raises(ValidationError):
        JudgeSections(influences="x", cells=[{"from": "a", "to": "b", "value": given}])


def test_judging_again_changes_what_is_said_again_and_nothing_else(amara, lena, idris):
    drawn = draw(amara)
    ids = variants(lena, drawn)
    judge(lena, drawn, (0, 2, "2"), (0, 3, "-1"))
    perform(JudgeInfluence(source=ids[0], target=ids[2], value="1", reason="Less than I thought."), now(lena))
    judge(idris, drawn, (0, 2, "-3"))
    assert matrix_of(amara, drawn, lena) == {(ids[0], ids[2]): "1", (ids[0], ids[3]): "-1"}
    assert matrix_of(amara, drawn, idris) == {(ids[0], ids[2]): "-3"}
    assert Section.objects.seen_by(now(lena)).filter(seat=lena.id).count() == 2
    assert Section.objects.seen_by(now(lena)).current().filter(seat=lena.id).count() == 1


def test_what_is_judged_among_ourselves_goes_first_there_and_is_nobody_elses(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north")
    ids = variants(lena, drawn)
    judge(lena, drawn, (0, 2, "2"), (0, 3, "1"))
    judge(lena, drawn, (0, 2, "-3"), book=north.id)
    assert matrix_of(lena, drawn, lena)[ids[0], ids[2]] == "2"
    assert matrix_of(lena, drawn, lena, north.audience) == {(ids[0], ids[2]): "-3", (ids[0], ids[3]): "1"}
    assert Section.objects.seen_by(now(idris)).count() == 1
    assert Section.objects.seen_by(now(amara)).count() == 1
    not_there(JudgeInfluence(source=ids[0], target=ids[2], value=1, book=north.id), now(idris))


def test_it_is_joint_once_every_judge_has_adopted_the_same(amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    ids = variants(lena, drawn)
    judge(lena, drawn, (0, 2, "2"))
    judge(idris, drawn, (0, 2, "2"))
    assert joint_of(amara, drawn) == {}, "that they judge alike is no adoption"
    adopt(lena, drawn, (0, 2, "2"), (0, 3, "-1"))
    assert joint_of(amara, drawn) == {}
    adopt(idris, drawn, (0, 2, "2"), (0, 3, "1"))
    assert joint_of(amara, drawn) == {(ids[0], ids[2]): "2"}
    adopt(idris, drawn, (0, 3, "-1"))
    assert joint_of(amara, drawn) == {(ids[0], ids[2]): "2", (ids[0], ids[3]): "-1"}
    adopt(lena, drawn, (0, 2, "3"))
    assert joint_of(amara, drawn) == {(ids[0], ids[3]): "-1"}
    not_there(AdoptInfluences(influences=drawn, cells=[{"from": ids[0], "to": ids[2], "value": 2}]), now(amara))


def test_what_was_said_unnamed_is_not_merged_with_what_is_said_by_name(amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    drawn = draw(amara)
    ids = variants(lena, drawn)
    perform(JudgeInfluence(source=ids[0], target=ids[2], value="2", reason="Between us."), now(lena))
    rules(amara, [lena, idris], attribution="seat")
    perform(JudgeInfluence(source=ids[0], target=ids[3], value="1"), now(lena))
    rows = Section.objects.seen_by(now(idris)).current().order_by("number")
    assert [(row.named, len(row.cells), row.count) for row in rows] == [("nobody", 1, 1), ("seat", 1, 1)]
    assert matrix_of(lena, drawn, lena) == {(ids[0], ids[2]): "2", (ids[0], ids[3]): "1"}
    perform(JudgeInfluence(source=ids[0], target=ids[2], value="-1"), now(lena))
    assert matrix_of(lena, drawn, lena)[ids[0], ids[2]] == "-1", "the later word counts for oneself"
    assert Section.objects.seen_by(now(idris)).current().filter(named="nobody").get().cells[0]["value"] == "2"


def test_a_judge_who_leaves_is_not_waited_for(amara, lena, idris):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    drawn = draw(amara, judges=[lena.id, nils.id])
    adopt(lena, drawn, (0, 2, "2"))
    assert joint_of(amara, drawn) == {}
    perform(RemoveSeat(seat=nils.id), now(lena))
    assert list(joint_of(amara, drawn).values()) == ["2"]


def test_without_judges_nothing_is_joint(amara, lena):
    drawn = draw(amara)
    assert joint_of(lena, drawn) == {}
    ids = variants(lena, drawn)
    not_there(AdoptInfluences(influences=drawn, cells=[{"from": ids[0], "to": ids[2], "value": 2}]), now(lena))


def test_what_is_given_with_the_drawing_are_the_drawers_own_judgements(amara, lena):
    given = [{"source": 1, "target": 3, "value": 2}, {"source": 4, "target": 2, "value": "-0.5"}]
    drawn = draw(amara, judgements=given)
    ids = variants(lena, drawn)
    assert matrix_of(lena, drawn, amara) == {(ids[0], ids[2]): "2", (ids[3], ids[1]): "-0.5"}


def test_who_says_what_they_said_last_is_told_so_and_a_retry_is_no_repetition(river, amara, lena, idris):
    drawn, north = draw(amara, judges=[lena.id]), river.book("delegation", "north").id
    ids = variants(lena, drawn)
    act = JudgeInfluence(source=ids[0], target=ids[2], value="2", reason="It always did.")
    first = perform(act, now(lena), "a key")
    again = perform(act, now(lena), "a key")
    assert again.repeated and again.entry == first.entry
    refused(act, now(lena), "already judged it so here")
    perform(JudgeInfluence(source=ids[0], target=ids[2], value="2", book=north), now(lena))
    perform(JudgeInfluence(source=ids[0], target=ids[2], value="2.00"), now(lena))  # without the reason
    cells = [{"from": ids[0], "to": ids[2], "value": "2"}, {"from": ids[0], "to": ids[3], "value": "1"}]
    perform(JudgeSections(influences=drawn, cells=cells), now(lena))
    refused(JudgeSections(influences=drawn, cells=cells[:1]), now(lena), "already judged all of these so here")
    refused(JudgeSections(influences=drawn, cells=cells), now(lena), "already judged all of these so here")
    perform(JudgeSections(influences=drawn, cells=cells), now(idris))
    adopt(lena, drawn, (0, 2, "2"))
    repeated = AdoptInfluences(influences=drawn, cells=cells[:1])
    refused(repeated, now(lena), "already adopted all of these so")


def test_saying_the_same_of_other_words_or_by_name_is_no_repetition(amara, lena, idris):
    drawn = draw(amara)
    ids = variants(lena, drawn)
    act = JudgeInfluence(source=ids[0], target=ids[2], value="2")
    perform(act, now(lena))
    perform(AmendInfluences(influences=drawn, variants=[{"variant": ids[2], "name": "raised"}]), amara)
    perform(act, now(lena))
    refused(act, now(lena), "already judged it so here")
    rules(amara, [lena, idris], chatham_house=True)
    perform(act, now(lena))
    perform(WithdrawInfluences(influences=drawn, pairs=[{"from": ids[0], "to": ids[2]}]), now(lena))
    perform(act, now(lena))
