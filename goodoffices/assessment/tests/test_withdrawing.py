"""Judges take back what they judged, or adopted: it counts no more, and what it said stays readable."""

import pytest

from goodoffices.assessment import judged as matrices
from goodoffices.assessment.acts import (
    AdoptInfluences,
    CloseSheet,
    Judge,
    JudgeInfluence,
    JudgeMany,
    ReviseJudgement,
    RunScenarios,
    WithdrawAdoption,
    WithdrawInfluences,
    WithdrawJudgement,
)
from goodoffices.assessment.models import Descriptor, Influences, Judgement, Section, SectionAdoption
from goodoffices.assessment.tests.on_pages import page_of
from goodoffices.assessment.tests.sheets import cells, draw, judge, open_sheet, run_of, variants
from goodoffices.assessment.todo import what_waits
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import acting, forms_in
from tests.table import not_there, now, refused, rules

LIKELY = {"likelihood": "likely", "severity": "major"}


def judged(by, cell, **more):
    return perform(Judge(cell=cell.id, **{**LIKELY, **more}), now(by)).entry.id


def withdraw(by, judgement):
    return perform(WithdrawJudgement(judgement=judgement), now(by)).entry


def waiting(seat):
    return [each.sentence for each in what_waits(now(seat))]


def test_a_judgement_that_is_withdrawn_counts_no_more_and_stays_readable(amara, lena, idris):
    sheet = open_sheet(
        amara, judges=[lena.id, idris.id], implications=[{"row": 1, "column": 1, "words": "Less water."}]
    )
    cell = cells(lena, sheet)[0]
    row = judged(lena, cell, reasons="The gauges say so.")
    judged(idris, cell, likelihood="unlikely", severity="minor")
    assert not waiting(lena) and "2 judges" in page_of(amara, f"sheets/{sheet}/")
    not_there(WithdrawJudgement(judgement=row), now(idris))
    not_there(WithdrawJudgement(judgement=row), now(amara))
    entry = withdraw(lena, row)
    assert waiting(lena) == ["1 implication of “What the dam means” is waiting for your judgement."]
    assert "2 judges" not in page_of(amara, f"sheets/{sheet}/")
    page = page_of(idris, f"implications/{cell.id}/")
    assert "The gauges say so." in page.split('id="earlier-judgements"')[1] and "Withdrawn" in page
    assert "Withdrawn" in page_of(idris, f"sheets/{sheet}/rounds/")
    first, second = Api(now(idris)).get(f"/assessment/sheets/{sheet}/judgements").json()["judgements"]
    assert (first["withdrawn"], first["current"], first["likelihood"]) == (entry.at, False, "likely")
    assert second["withdrawn"] is None
    refused(WithdrawJudgement(judgement=row), now(lena), "have withdrawn this")
    refused(ReviseJudgement(judgement=row, likelihood="even"), now(lena), "have withdrawn this")


def test_whoever_withdrew_judges_again_as_a_further_judgement(amara, lena):
    sheet = open_sheet(amara)
    one, two = cells(lena, sheet)[:2]
    first = judged(lena, one)
    refused_row = perform(ReviseJudgement(judgement=first, likelihood="even"), now(lena)).entry.id
    refused(WithdrawJudgement(judgement=first), now(lena), "Withdraw the latest one")
    withdraw(lena, refused_row)
    judged(lena, one, severity="minor")
    withdraw(lena, judged(lena, two))
    perform(JudgeMany(sheet=sheet, judgements=[{"cell": two.id, **LIKELY}]), now(lena))
    rows = Judgement.objects.seen_by(now(lena)).order_by("number")
    assert [(row.implication_id == one.id, row.place, row.current) for row in rows] == [
        (True, 1, False), (True, 2, False), (True, 3, True), (False, 1, False), (False, 2, True)
    ]  # fmt: skip
    perform(CloseSheet(sheet=sheet), now(amara))
    refused(WithdrawJudgement(judgement=rows[2].id), now(lena), "closed")


def test_what_is_withdrawn_in_a_room_is_nobody_elses(river, amara, lena, idris):
    cell = cells(lena, open_sheet(amara))[0]
    ours = judged(lena, cell, book=river.book("delegation", "north").id)
    table = judged(lena, cell)
    before = page_of(idris, f"implications/{cell.id}/")
    withdraw(lena, ours)
    assert page_of(idris, f"implications/{cell.id}/").count("Withdrawn") == before.count("Withdrawn") == 0
    assert Judgement.objects.seen_by(now(lena)).current().get().id == table


def test_what_was_judged_without_a_name_is_not_withdrawn_by_name(amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    cell = cells(lena, open_sheet(amara))[0]
    row = judged(lena, cell)
    rules(amara, [lena, idris], attribution="seat")
    refused(WithdrawJudgement(judgement=row), now(lena), "would tell whose this was")
    assert Judgement.objects.seen_by(now(idris)).current().get().id == row
    rules(amara, [lena, idris], chatham_house=True)
    entry = withdraw(lena, row)
    assert entry.by is None and not Judgement.objects.seen_by(now(idris)).current().exists()


def test_a_file_says_what_was_withdrawn_and_leaves_out_what_it_said(amara, lena, idris):
    sheet = open_sheet(amara)
    cell = cells(lena, sheet)[0]
    row = judged(lena, cell, reasons="The gauges say so.")
    entry = withdraw(lena, row)
    answer = client_of(now(idris)).get(f"/processes/{idris.process_id}/assessment/sheets/{sheet}/file/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith("Citation,Withdrawn on")
    told = [line for line in lines if line.endswith(entry.at[:10])]
    assert len(told) == 1 and "Head of delegation, North" in told[0] and "gauges say" not in answer.content.decode()
    blank = [line for line in lines if line.startswith("Measure taken,The dam,Region,The delta")]
    assert len(blank) == 2, "and one to be filled in"


def test_a_form_withdraws_a_judgement(amara, lena, idris):
    cell = cells(lena, open_sheet(amara))[0]
    judged(lena, cell)
    page = f"/processes/{lena.process_id}/assessment/implications/{cell.id}/"
    client = client_of(now(lena))
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.withdraw_judgement")
    assert form.send(client).status_code == 302
    assert not Judgement.objects.seen_by(now(lena)).current().exists()
    assert not acting(forms_in(page, client.get(page).text), "assessment.withdraw_judgement")


# ---- influences ------------------------------------------------------------------------------------------------------


def pair(seat, drawn, a, b):
    ids = variants(seat, drawn)
    return {"from": ids[a], "to": ids[b]}


def matrix_of(seat, drawn):
    found = Influences.objects.seen_by(now(seat)).select_related("book").get(id=drawn)
    rows = matrices.sections_within(now(seat), found, found.audience)
    return matrices.merged(matrices.own(rows, now(seat))).cells


def adopt(seat, drawn, a, b, value):
    perform(AdoptInfluences(influences=drawn, cells=[{**pair(seat, drawn, a, b), "value": value}]), now(seat))


def test_a_pair_that_is_withdrawn_counts_no_more_and_the_others_of_its_section_do(river, amara, lena, idris):
    drawn = draw(amara)
    ids = variants(lena, drawn)
    judge(lena, drawn, (0, 2, "2"), (0, 3, "-1"), (2, 0, "1"))
    run = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    gone = [pair(lena, drawn, 0, 2), pair(lena, drawn, 2, 0)]
    refused(WithdrawInfluences(influences=drawn, pairs=gone), now(idris), "judged nothing here")
    perform(WithdrawInfluences(influences=drawn, pairs=gone), now(lena))
    assert matrix_of(lena, drawn) == {(ids[0], ids[3]): "-1"}
    again = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    assert run_of(lena, run).asked["judged"] == 3 and run_of(lena, again).asked["judged"] == 1
    assert run_of(lena, again).matrix["judgements"] == [[0, 3, "-1"]]
    refused(WithdrawInfluences(influences=drawn, pairs=gone), now(lena), "not judged one of these")
    rain, gate = Descriptor.objects.seen_by(now(lena)).filter(influences=drawn).order_by("place")
    shown = page_of(idris, f"influences/{drawn}/sections/{rain.id}/{gate.id}/")
    before = " ".join(shown.split('id="before-now"')[1].split())
    assert "<bdi>much</bdi> <b>promotes</b> <bdi>open</bdi> (+2)" in before
    assert "Withdrawn</span> <bdi>much</bdi> on <bdi>open</bdi>" in before
    told = Api(now(lena)).get(f"/assessment/influences/{drawn}").json()
    assert told["withdrawn"] == sorted(gone, key=lambda each: (each["from"], each["to"]))
    assert "1 of 8 judged" in " ".join(page_of(amara, "influences/").split())


def test_who_withdrew_all_is_no_judge_of_it_any_more_and_is_asked_again(amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    judge(lena, drawn, (0, 2, "2"))
    perform(WithdrawInfluences(influences=drawn, pairs=[pair(lena, drawn, 0, 2)]), now(lena))
    assert not Section.objects.seen_by(now(lena)).current().exists()
    assert "Nobody has judged it yet." in page_of(amara, "influences/")
    assert waiting(lena) == ["The influences of “If it rains” are waiting for your judgements."]
    judge(lena, drawn, (0, 2, "2"))
    assert Api(now(lena)).get(f"/assessment/influences/{drawn}").json()["withdrawn"] == []


def test_a_room_keeps_what_is_withdrawn_in_another(river, amara, lena, idris):
    drawn, north = draw(amara), river.book("delegation", "north").id
    judge(lena, drawn, (0, 2, "2"))
    judge(lena, drawn, (0, 2, "-3"), book=north)
    perform(WithdrawInfluences(influences=drawn, pairs=[pair(lena, drawn, 0, 2)], book=north), now(lena))
    assert list(matrix_of(lena, drawn).values()) == ["2"]
    rain, gate = Descriptor.objects.seen_by(now(lena)).filter(influences=drawn).order_by("place")
    section = f"influences/{drawn}/sections/{rain.id}/{gate.id}/"
    assert "Withdrawn" in page_of(lena, section) and "Withdrawn" not in page_of(idris, section)
    assert not Api(now(idris)).get(f"/assessment/influences/{drawn}?whose={lena.id}").json()["withdrawn"]


def test_an_adoption_is_withdrawn_and_nothing_is_joint_without_it(amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    for each in (lena, idris):
        adopt(each, drawn, 0, 2, "2")
    found = Influences.objects.seen_by(now(lena)).select_related("book").get(id=drawn)
    assert matrices.joint(now(lena), found).cells
    act = WithdrawAdoption(influences=drawn, pairs=[pair(lena, drawn, 0, 2)])
    not_there(act, now(amara))
    perform(act, now(lena))
    assert matrices.joint(now(idris), found).cells == {}
    refused(act, now(lena), "adopted nothing")
    adopt(lena, drawn, 0, 3, "1")
    refused(act, now(lena), "not adopted one of these")
    assert SectionAdoption.objects.seen_by(now(idris)).filter(seat=lena.id).count() == 3, "all of it stays on record"
    rain, gate = Descriptor.objects.seen_by(now(lena)).filter(influences=drawn).order_by("place")
    shown = page_of(idris, f"influences/{drawn}/sections/{rain.id}/{gate.id}/").split('id="adopted-before"')[1]
    assert "Withdrawn" in shown and "Head of delegation, North" in shown
    refused(RunScenarios(influences=drawn, whose="joint"), now(lena), "adopted nothing together")


@pytest.mark.parametrize("what", ["judged", "adopted"])
def test_what_was_said_unnamed_is_not_withdrawn_by_name(amara, lena, idris, what):
    rules(amara, [lena, idris], chatham_house=True)
    drawn = draw(amara, judges=[lena.id])
    if what == "judged":
        act = WithdrawInfluences(influences=drawn, pairs=[pair(lena, drawn, 0, 2)])
        perform(JudgeInfluence(source=act.pairs[0].source, target=act.pairs[0].target, value="2"), now(lena))
    else:
        act = WithdrawAdoption(influences=drawn, pairs=[pair(lena, drawn, 0, 2)])
        adopt(lena, drawn, 0, 2, "2")
    rules(amara, [lena, idris], attribution="seat")
    refused(act, now(lena), "would tell whose this was")
    rules(amara, [lena, idris], chatham_house=True)
    assert perform(act, now(lena)).entry.by is None


def test_a_form_withdraws_the_pairs_that_are_ticked(amara, lena):
    drawn = draw(amara, judges=[lena.id])
    ids = variants(lena, drawn)
    judge(lena, drawn, (0, 2, "2"), (0, 3, "-1"), (1, 2, "1"))
    adopt(lena, drawn, 0, 2, "2")
    rain, gate = Descriptor.objects.seen_by(now(lena)).filter(influences=drawn).order_by("place")
    page = f"/processes/{lena.process_id}/assessment/influences/{drawn}/sections/{rain.id}/{gate.id}/"
    client = client_of(now(lena))
    drawn_forms = forms_in(page, client.get(page).text)
    (form,), (other,) = (acting(drawn_forms, f"assessment.withdraw_{what}") for what in ("influences", "adoption"))
    assert form.send(client).status_code == 422
    ticked = [f"{ids[0]} {ids[2]}", f"{ids[1]} {ids[2]}"]
    assert form.send(client, pairs=ticked).status_code == 302
    assert matrix_of(lena, drawn) == {(ids[0], ids[3]): "-1"}
    assert other.send(client, pairs=ticked[:1]).status_code == 302
    assert not SectionAdoption.objects.seen_by(now(lena)).current().exists()


def test_what_stays_was_said_when_it_was_said_and_not_when_another_was_withdrawn(amara, lena):
    given = [
        {"source": 1, "target": 3, "value": 2},
        {"source": 1, "target": 4, "value": 1},
        {"source": 2, "target": 3, "value": 1},
    ]
    drawn = draw(amara, judgements=given)
    first = Section.objects.seen_by(now(lena)).get().number
    perform(WithdrawInfluences(influences=drawn, pairs=[pair(amara, drawn, 0, 3)]), now(amara))
    second = perform(
        JudgeInfluence(source=variants(lena, drawn)[1], target=variants(lena, drawn)[2], value="3"),
        now(amara),
    )
    row = Section.objects.seen_by(now(lena)).current().get()
    assert sorted(matrices.said_in(row, cell) for cell in row.cells) == [first, second.entry.number]
