"""Assessments over HTTP: what each seat reads, and no name where none is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment.acts import (
    AdoptInfluences,
    Judge,
    JudgeInfluence,
    LinkToThing,
    ReviseJudgement,
    RunScenarios,
    SetPrecedent,
    SubmitView,
    Tip,
)
from goodoffices.assessment.tests.cast import cells_of, diagram_of, sheet_of
from goodoffices.assessment.tests.sheets import draw, judge, variants, work_off
from goodoffices.assessment.working import work
from goodoffices.followup.tests.test_commitments import in_force
from goodoffices.process.audience import named_how
from goodoffices.record.perform import perform
from tests.cast import Api
from tests.table import now, rules


def get(seat, path):
    answer = Api(seat).get(f"/assessment/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def sheet(river, amara):
    return sheet_of(amara)


def test_sheets_with_their_rows_columns_and_implications(river, amara, lena, sheet):
    [told] = get(lena, "sheets")["sheets"]
    assert (told["title"], told["state"], told["citation"]) == (sheet.title, "open", sheet.citation)
    assert [row["kind"] for row in told["rows"]] == ["measure", "trend", "no_agreement"]
    assert [column["scope"] for column in told["columns"]] == ["regional", "global"]
    first = told["implications"][0]
    assert (first["row"], first["column"]) == (told["rows"][0]["id"], told["columns"][0]["id"])
    assert first["words"] == "Nobody knows the level." and len(told["implications"]) == 6


def test_judgements_with_those_that_were_revised(river, lena, sheet):
    made = perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major"), lena).entry
    perform(ReviseJudgement(judgement=made.id, likelihood="even"), lena)
    old, new = get(lena, f"sheets/{sheet.id}/judgements")["judgements"]
    assert (old["likelihood"], old["current"], new["likelihood"], new["current"]) == ("likely", False, "even", True)
    assert (new["by"], new["party"], new["horizon"]) == (lena.id, "north", "")


@pytest.mark.parametrize("terms", [{"attribution": "party"}, {"chatham_house": True}], ids=["party", "nobody"])
def test_a_judge_who_is_not_named_has_no_id(river, amara, lena, idris, terms):
    rules(amara, [lena, idris], **terms)
    amara, lena, idris = now(amara), now(lena), now(idris)
    sheet = sheet_of(amara)
    named = named_how(lena, sheet.audience)
    assert named != "seat"
    perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major"), now(lena))
    drawn, ways = diagram_of(now(amara))
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=1), now(lena))
    [told] = get(idris, f"sheets/{sheet.id}/judgements")["judgements"]
    assert (told["by"], told["party"]) == (None, "north" if named == "party" else None)
    assert Api(idris).get(f"/assessment/influences/{drawn.id}?whose={lena.id}").status_code == 404
    assert len(get(lena, f"influences/{drawn.id}")["judgements"]) == 1


def test_what_a_seat_does_not_read_is_not_there(river, lena, idris):
    own = river.book("delegation", "north").id
    before = [get(idris, path) for path in ("sheets", "precedents", "influences")]
    sheet = sheet_of(lena, book=own)
    drawn, ways = diagram_of(lena, book=own)
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=1), lena)
    run = perform(RunScenarios(influences=drawn.id), lena).entry.id
    assert [get(idris, path) for path in ("sheets", "precedents", "influences")] == before
    for path in (f"sheets/{sheet.id}/judgements", f"influences/{drawn.id}", f"runs/{run}", "runs/nothing"):
        assert Api(idris).get(f"/assessment/{path}").status_code == 404


def test_a_private_judgement_is_told_to_its_readers_alone(river, lena, idris, sheet):
    before = get(idris, f"sheets/{sheet.id}/judgements")
    own = river.book("delegation", "north").id
    perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major", book=own), lena)
    assert get(idris, f"sheets/{sheet.id}/judgements") == before
    assert get(lena, f"sheets/{sheet.id}/judgements")["judgements"][0]["book"] == own


def test_precedents_name_what_they_are_of_to_those_who_read_it(river, amara, lena):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    perform(SetPrecedent(decision=issue, words="Once raised, always raised"), lena)
    [told] = get(lena, "precedents")["precedents"]
    assert (told["about"], told["state"], told["by"], told["invocations"]) == (issue, "set", lena.id, [])


def test_a_diagram_and_a_run_of_it(river, amara, lena):
    drawn, ways = diagram_of(amara)
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=-2, reason="Dear oil"), lena)
    told = get(lena, f"influences/{drawn.id}")
    assert [way["id"] for each in told["descriptors"] for way in each["variants"]] == [way.id for way in ways]
    assert told["judgements"] == [{"from": ways[0].id, "to": ways[2].id, "value": "-2", "reason": "Dear oil"}]
    run = perform(RunScenarios(influences=drawn.id), now(lena)).entry.id
    assert get(lena, f"runs/{run}")["answer"] is None
    while work():
        pass
    done = get(lena, f"runs/{run}")
    assert (done["state"], done["input"]) == ("complete", told["hash"]) and done["answer"]["count"]


def test_the_answers_ask_as_much_for_many_as_for_one(river, amara, lena, idris, sheet):
    def queries(path):
        with CaptureQueriesContext(connection) as asked:
            get(idris, path)
        return len(asked)

    paths = ("sheets", f"sheets/{sheet.id}/judgements", "influences")
    cells = cells_of(lena, sheet)
    perform(Judge(cell=cells[0].id, likelihood="likely", severity="major"), lena)
    diagram_of(amara)
    few = [[queries(path), queries(path)][1] for path in paths]  # the first time, a holder is made
    for cell in cells[1:]:
        perform(Judge(cell=cell.id, likelihood="likely", severity="major"), lena)
    sheet_of(amara)
    diagram_of(amara)
    assert [queries(path) for path in paths] == few


def test_runs_links_and_views_are_told_to_those_who_read_them(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north").id
    judge(lena, drawn, (0, 2, "2"))
    issue = perform(RaiseIssue(title="The gate"), now(amara)).entry.id
    variant = variants(lena, drawn)[2]
    perform(LinkToThing(variant=variant, about=issue), now(lena))
    perform(LinkToThing(variant=variant, about=issue, book=north), now(lena))
    perform(RunScenarios(influences=drawn), now(lena))
    perform(RunScenarios(influences=drawn, book=north), now(lena))
    perform(SubmitView(words="Mind the fish.", anonymous=True, group="Fishers"), now(amara))
    for seat, many in ((lena, 2), (idris, 1)):
        assert len(get(seat, f"influences/{drawn}/runs")["runs"]) == many
        links = get(seat, "links")["links"]
        assert [(each["variant"], each["about"], each["implication"]) for each in links] == [
            (variant, issue, None)
        ] * many
        assert {each["by"] for each in links} == {lena.id} and {each["party"] for each in links} == {"north"}
        (view,) = get(seat, "views")["views"]
        assert (view["by"], view["from"], view["group"]) == (amara.id, None, "Fishers")


def test_a_view_tells_who_put_it_on_record_and_apart_from_that_who_said_it(river, amara, lena, idris):
    perform(SubmitView(words="Mind the fish.", whose="A fisher"), amara)
    rules(amara, [lena, idris], attribution="party")
    perform(SubmitView(words="Mind the nets.", whose="Another"), now(amara))
    told = [(each["by"], each["from"]) for each in get(now(lena), "views")["views"]]
    assert told == [(amara.id, "A fisher"), (None, "Another")]


def test_a_run_tells_what_was_asked(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north").id
    judge(lena, drawn, (0, 2, "2"), (3, 1, "1"))
    ids = variants(lena, drawn)
    agreed = in_force(amara, lena, what="Open the gate.")
    perform(LinkToThing(variant=ids[2], about=agreed), now(lena))
    run = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    work_off()
    tip = perform(Tip(run=run, fix=[ids[3]], wish=[ids[0]], linked_only=True), now(lena)).entry.id
    told = get(idris, f"runs/{run}")
    assert (told["whose"], told["by"], told["party"], told["round"]) == (lena.id, lena.id, "north", None)
    assert (told["judged"], told["unjudged"], told["linked_only"], told["after"]) == (2, 6, False, None)
    assert told["descriptors"][0] == {"name": "Rain", "variants": ["much", "little"]}
    asked = get(idris, f"runs/{tip}")
    assert (asked["fix"], asked["wish"], asked["linked_only"], asked["after"]) == (
        [{"descriptor": "Gate", "variant": "shut"}],
        [{"descriptor": "Rain", "variant": "much"}],
        True,
        run,
    )
    first, second = get(idris, f"influences/{drawn}/runs")["runs"]
    assert (first["by"], first["whose"], second["after"]) == (lena.id, lena.id, run)
    own = perform(RunScenarios(influences=drawn, book=north), now(lena)).entry.id
    assert Api(idris).get(f"/assessment/runs/{own}").status_code == 404


def test_a_run_in_a_room_without_names_tells_no_judge(river, amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    drawn = draw(now(amara))
    judge(lena, drawn, (0, 2, "2"))
    run = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    told = get(now(idris), f"runs/{run}")
    assert (told["whose"], told["by"], told["party"]) == ("mine", None, None) and lena.id not in str(told)


def test_who_judged_what_and_how_far_they_lie_apart(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north").id
    judge(lena, drawn, (0, 2, "2"))
    before = get(idris, f"influences/{drawn}/judgements")
    judge(lena, drawn, (0, 2, "-3"), book=north)
    assert get(idris, f"influences/{drawn}/judgements") == before
    judge(idris, drawn, (0, 2, "-1"), (3, 1, "0.5"))
    ids = variants(lena, drawn)
    told = get(lena, f"influences/{drawn}/judgements")
    assert [(each["by"], each["mine"], each["judged"]) for each in told["judges"]] == [
        (lena.id, True, 1),
        (idris.id, False, 2),
    ]
    assert [(each["by"], each["book"] == north, len(each["judgements"])) for each in told["sections"]] == [
        (lena.id, False, 1),
        (idris.id, False, 1),
        (idris.id, False, 1),
        (lena.id, True, 1),
    ]
    spread = {(each["book"] == north, each["from"], each["to"]): each for each in told["spread"]}
    table, ours = spread[False, ids[0], ids[2]], spread[True, ids[0], ids[2]]
    assert (table["count"], table["least"], table["most"]) == (2, "-1", "2")
    assert (ours["count"], ours["least"], ours["most"]) == (1, "-3", "-3")


def test_judges_who_are_not_named_are_told_as_a_range(river, amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    drawn = draw(now(amara), judges=[lena.id, idris.id])
    judge(lena, drawn, (0, 2, "2"))
    judge(idris, drawn, (0, 2, "-1"))
    ids = variants(lena, drawn)
    for seat, value in ((lena, "2"), (idris, "-1")):
        told = get(now(seat), f"influences/{drawn}/judgements")
        (own,) = told["sections"]
        assert (own["by"], own["judgements"][0]["value"]) == (None, value)
        assert [(each["count"], each["least"], each["most"]) for each in told["spread"]] == [(2, "-1", "2")]
    told = get(now(amara), f"influences/{drawn}/judgements")
    assert told["sections"] == [] and told["judges"] == [{"by": None, "party": None, "mine": False, "judged": 1}]
    for seat, value in ((lena, "2"), (idris, "-1")):
        cell = [{"from": ids[0], "to": ids[2], "value": value}]
        perform(AdoptInfluences(influences=drawn, cells=cell), now(seat))
    (pair,) = get(now(amara), f"influences/{drawn}/joint")["pairs"]
    assert (pair["state"], pair["missing"], pair["waiting"]) == ("differs", None, 0)
    assert pair["values"] == [{"value": "-1", "by": None}, {"value": "2", "by": None}]


def test_the_joint_matrix_tells_who_adopted_what_and_who_is_missing(river, amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    ids = variants(lena, drawn)
    cell = {"from": ids[0], "to": ids[2], "value": "2"}
    perform(AdoptInfluences(influences=drawn, cells=[cell]), now(lena))
    told = get(idris, f"influences/{drawn}/joint")
    assert (set(told["judges"]), told["named"]) == ({lena.id, idris.id}, True)
    (pair,) = told["pairs"]
    assert (pair["from"], pair["to"], pair["state"], pair["missing"]) == (ids[0], ids[2], "waits", [idris.id])
    assert pair["values"] == [{"value": "2", "by": [lena.id]}]
    own = draw(lena, book=river.book("delegation", "north").id)
    for path in ("joint", "judgements"):
        assert Api(idris).get(f"/assessment/influences/{own}/{path}").status_code == 404


def test_what_is_told_of_a_diagram_asks_as_much_for_many_judges_as_for_one(river, amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    ids = variants(lena, drawn)
    paths = [f"influences/{drawn}/{each}" for each in ("judgements", "joint", "runs")] + ["views", "links"]

    def queries(path):
        with CaptureQueriesContext(connection) as asked:
            get(now(amara), path)
        return len(asked)

    def one_more(seat, pair):
        judge(seat, drawn, (*pair, "1"))
        cell = {"from": ids[pair[0]], "to": ids[pair[1]], "value": "1"}
        perform(AdoptInfluences(influences=drawn, cells=[cell]), now(seat))
        perform(SubmitView(words="Mind the fish.", anonymous=True), now(amara))
        perform(RunScenarios(influences=drawn), now(seat))
        work_off()
        about = perform(RaiseIssue(title="The gate"), now(amara)).entry.id
        perform(LinkToThing(variant=ids[2], about=about), now(seat))

    one_more(lena, (0, 2))
    few = [[queries(path), queries(path)][1] for path in paths]
    one_more(idris, (3, 1))
    one_more(idris, (0, 2))
    assert [queries(path) for path in paths] == few
