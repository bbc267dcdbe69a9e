"""Judges who are named now so and now otherwise, and readers who came later: what counts, and what is not put beside it."""

from django.urls import reverse

from goodoffices.assessment import scenario_queries
from goodoffices.assessment.acts import AdoptInfluences, JudgeInfluence, RunScenarios
from goodoffices.assessment.matrix_files import matrix_of
from goodoffices.assessment.models import Influences
from goodoffices.assessment.tests.sheets import draw, judge, run_of, variants
from goodoffices.assessment.todo import what_waits
from goodoffices.process.acts import ChangeTaskForce
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, now, refused, rules, task_force


def diagram(seat, drawn):
    return Influences.objects.seen_by(now(seat)).select_related("book").get(id=drawn)


def adopt(seat, drawn, *values):
    ids = variants(seat, drawn)
    given = [{"source": ids[a], "target": ids[b], "value": value} for a, b, value in values]
    perform(AdoptInfluences(influences=drawn, cells=given), now(seat))


def joint(seat, drawn):
    found = scenario_queries.joint_of(now(seat), diagram(seat, drawn))
    ids = variants(seat, drawn)
    return {(ids.index(a), ids.index(b)): value for (a, b), value in found.cells.items()}


def run(seat, drawn, **more):
    return run_of(seat, perform(RunScenarios(influences=drawn, **more), now(seat)).entry.id)


def unnamed(amara, heads):
    rules(amara, heads, chatham_house=True)


def by_name(amara, heads):
    rules(amara, heads, attribution="seat")


def test_what_was_adopted_later_counts_under_whatever_rules_it_was(amara, lena, idris):
    unnamed(amara, [lena, idris])
    drawn = draw(amara, judges=[lena.id, idris.id])
    for judged in (lena, idris):
        adopt(judged, drawn, (0, 2, "2"))
    by_name(amara, [lena, idris])
    for judged in (lena, idris):
        adopt(judged, drawn, (0, 2, "-1"))
    unnamed(amara, [lena, idris])
    for judged in (lena, idris):
        adopt(judged, drawn, (0, 3, "1"))
    assert joint(amara, drawn) == {(0, 2): "-1", (0, 3): "1"}
    assert not [each for each in what_waits(now(lena)) if "others adopted" in each.sentence]


def test_what_was_judged_later_counts_for_oneself_under_whatever_rules_it_was(amara, lena, idris):
    unnamed(amara, [lena, idris])
    drawn = draw(amara)
    judge(lena, drawn, (0, 2, "2"))
    by_name(amara, [lena, idris])
    judge(lena, drawn, (0, 2, "-1"))
    unnamed(amara, [lena, idris])
    judge(lena, drawn, (0, 3, "1"))
    ids = variants(lena, drawn)
    assert matrix_of(now(lena), diagram(lena, drawn), "mine").cells == {
        (ids[0], ids[2]): "-1",
        (ids[0], ids[3]): "1",
    }
    assert run(lena, drawn, however_named=True).matrix["judgements"] == [[0, 2, "-1"], [0, 3, "1"]]


def test_a_run_does_not_tell_whose_an_unnamed_judgement_was(amara, lena, idris):
    unnamed(amara, [lena, idris])
    drawn = draw(amara)
    judge(lena, drawn, (0, 2, "2"))
    by_name(amara, [lena, idris])
    refused(RunScenarios(influences=drawn), now(lena), "named otherwise")
    judge(lena, drawn, (0, 3, "1"))
    assert run(lena, drawn).matrix["judgements"] == [[0, 3, "1"]]
    page = client_of(now(lena)).get(diagram(lena, drawn).page()).content.decode()
    assert "1 of your own judgements was made when judges were named otherwise" in page
    assert 'name="however_named"' in page
    assert 'name="however_named"' not in client_of(now(idris)).get(diagram(idris, drawn).page()).content.decode()
    asked = run(lena, drawn, however_named=True)
    assert asked.matrix["judgements"] == [[0, 2, "2"], [0, 3, "1"]]


def test_nor_does_an_unnamed_run_hold_what_is_known_to_be_ones_own(amara, lena, idris):
    by_name(amara, [lena, idris])
    drawn = draw(amara)
    judge(lena, drawn, (0, 3, "1"))
    unnamed(amara, [lena, idris])
    judge(lena, drawn, (0, 2, "2"))
    found = run(lena, drawn)
    assert found.whose == "mine" and found.matrix["judgements"] == [[0, 2, "2"]]
    page = client_of(now(lena)).get(diagram(lena, drawn).page()).content.decode()
    assert "1 of your own judgements was made when judges were named otherwise" in page


def test_that_all_judge_alike_is_said_only_of_judges_who_are_named(amara, lena, idris):
    unnamed(amara, [lena, idris])
    drawn = draw(amara, judges=[lena.id, idris.id])
    judge(lena, drawn, (0, 2, "2"))
    judge(idris, drawn, (0, 2, "2"))
    _plan, state = scenario_queries.joint_state(now(lena), diagram(lena, drawn))
    assert state.agreed == [] and len(state.mine) == 1
    by_name(amara, [lena, idris])
    judge(idris, drawn, (0, 2, "2"), (0, 3, "1"))
    judge(lena, drawn, (0, 3, "1"))
    _plan, state = scenario_queries.joint_state(now(lena), diagram(lena, drawn))
    assert len(state.agreed) == 2, "lena’s own, and idris by name"


def test_a_run_brings_nobody_who_came_later_what_others_said_before(amara, lena, idris):
    rules(amara, [lena, idris], observers=True, attribution="seat")
    drawn = draw(amara)
    judge(lena, drawn, (0, 2, "2"))
    judge(idris, drawn, (0, 2, "-3"))
    page = client_of(now(lena)).get(diagram(lena, drawn).page()).content.decode()
    assert "admitted after the diagram was drawn" not in page
    admit(amara, "observer", "Observer")
    judge(idris, drawn, (0, 3, "1"))
    asked = run(lena, drawn)
    assert asked.matrix["judgements"] == [[0, 2, "2"]], "one’s own may be said once more"
    assert "-3" not in str(asked.asked["others"]), "idris said it before the observer came"
    assert run(lena, drawn, judge=idris.id).matrix["judgements"] == [[0, 3, "1"]], "and so is not said for him"
    page = client_of(now(lena)).get(diagram(lena, drawn).page()).content.decode()
    assert "1 of those who read this room was admitted after the diagram was drawn" in page


def test_whoever_came_later_reads_of_a_section_what_was_said_since(amara, lena, idris):
    drawn, room = draw(amara), task_force(amara, "water", lena)
    judge(lena, drawn, (0, 2, "-3"), book=room.id)
    perform(ChangeTaskForce(task_force="water", welcome=[idris.id]), now(amara))
    judge(lena, drawn, (0, 3, "1"), book=room.id)
    ids = variants(idris, drawn)
    (row,) = scenario_queries.sections_read(now(idris), diagram(idris, drawn))
    assert [(cell["to"], cell["value"]) for cell in row.cells] == [(ids[3], "1")] and row.count == 1
    pages = (
        diagram(idris, drawn).page(),
        reverse("assessment:section", args=[amara.process_id, drawn, row.source_id, row.target_id]),
    )
    for page in pages:
        assert "−3" not in client_of(now(idris)).get(page).content.decode().split("<form")[0]
    assert len(scenario_queries.sections_read(now(lena), diagram(lena, drawn))[0].cells) == 2


def test_what_one_said_last_is_refused_once_more_and_what_one_said_before_is_not(amara, lena, idris):
    unnamed(amara, [lena, idris])
    drawn = draw(amara)
    judge(lena, drawn, (0, 2, "2"))
    by_name(amara, [lena, idris])
    judge(lena, drawn, (0, 2, "-1"))
    refused(said(lena, drawn, "-1"), now(lena), "already judged")
    unnamed(amara, [lena, idris])
    judge(lena, drawn, (0, 2, "2"))
    assert matrix_of(now(lena), diagram(lena, drawn), "mine").cells == {tuple(variants(lena, drawn)[::2]): "2"}


def said(seat, drawn, value):
    ids = variants(seat, drawn)
    return JudgeInfluence(source=ids[0], target=ids[2], value=value)
