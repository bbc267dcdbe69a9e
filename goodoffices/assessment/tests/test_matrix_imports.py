"""Matrices come in: as a diagram with its own judgements, or as judgements into one that stands."""

from pathlib import Path

import pytest

from goodoffices.assessment.acts import JudgeInfluence, RunScenarios
from goodoffices.assessment.models import Influences, Run, Section
from goodoffices.assessment.tests.cast import act, diagram_of, fetch, said, send
from goodoffices.assessment.working import work
from goodoffices.engines import crossimpact
from goodoffices.engines.crossimpact import formats
from goodoffices.record.perform import perform
from tests.cast import Api
from tests.databases import everything_recorded
from tests.table import now

EXAMPLES = Path(crossimpact.__file__).parent / "examples"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "impact"


def imported(by, content, name, **more):
    answer = send(by, "influences/check", content, name, **more)
    assert answer.status_code == 200, answer.text
    assert act(by, "assessment.draw_influences", answer).status_code == 302
    return Influences.objects.seen_by(now(by)).latest("number")


def solved(by, drawn):
    run = perform(RunScenarios(influences=drawn.id), now(by)).entry.id
    while work():
        pass
    return Run.objects.seen_by(now(by)).get(id=run)


def test_somewhereland_has_its_known_scenarios(river, amara):
    drawn = imported(amara, (EXAMPLES / "SomewhereLand.csv").read_bytes(), "SomewhereLand.csv")
    assert drawn.title == "SomewhereLand"
    run = solved(amara, drawn)
    assert (run.state, run.answer["count"], run.answer["configurations"]) == ("complete", "10", "486")
    best = run.answer["consistent"][0]
    assert (best["variants"], best["consistency"], best["impact"]) == ([1, 3, 1, 2, 3, 3], "1", "21")


def test_a_matrix_of_another_scale_is_divided_if_somebody_says_so(river, amara):
    content = (EXAMPLES / "CIB_global.scw").read_bytes()
    problem = said(send(amara, "influences/check", content, "CIB_global.scw"))
    assert "from −3 to 3" in problem
    drawn = imported(amara, content, "CIB_global.scw", divide="yes")
    run = solved(amara, drawn)
    known = {tuple(map(int, line.split('"')[1].split())) for line in (EXAMPLES / "CIB_global.sl").read_text().splitlines() if line.startswith('"')}  # fmt: skip
    assert {tuple(each["variants"]) for each in run.answer["consistent"]} == known and len(known) == 4


@pytest.mark.parametrize("value", ["1/3", "4000", "0.001"])
def test_dividing_is_advised_only_where_it_helps(river, amara, value):
    content = f",Oil: dear,Oil: cheap,Peace: yes\nOil: dear,,,{value}\nOil: cheap,,,2\nPeace: yes,0,0,\n".encode()
    for divide in ({}, {"divide": "yes"}):
        problem = said(send(amara, "influences/check", content, "m.csv", **divide))
        assert f"is judged {value}: judgements go from −3 to 3" in problem and "tick" not in problem
        assert "no one number divides all of its judgements so that they fit" in problem
    assert "tick that all are to be divided" in said(
        send(amara, "influences/check", content.replace(value.encode(), b"4"), "m.csv")
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared matrices are not on this machine")
def test_the_shared_matrix_of_somewhereland_is_the_one_that_ships(river, amara):
    assert (SHARED / "SomewhereLand.csv").read_bytes() == (EXAMPLES / "SomewhereLand.csv").read_bytes()


@pytest.mark.parametrize("form", ["scw", "csv", "xlsx"])
def test_a_diagram_goes_out_and_comes_in_the_same(river, amara, form):
    drawn, ways = diagram_of(amara, descriptors=[{"name": "نفط", "variants": ["غالٍ", "رخيص"]}, {"name": "<b>P</b>", "variants": ["yes", "no"]}])  # fmt: skip
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value="-1.25"), amara)
    content = fetch(amara, f"influences/{drawn.id}/file/{form}").content
    again = imported(amara, content, f"again.{form}")
    assert again.id != drawn.id
    before, after = (fetch(amara, f"influences/{each.id}/file/csv").content for each in (drawn, again))
    one, other = (formats.read(each, "a.csv") for each in (before, after))
    assert (one.descriptors, one.rows, one.scale) == (other.descriptors, other.rows, other.scale)
    assert after == before  # also through a format that has a number where nobody judged


def test_what_is_judged_0_and_what_nobody_judged_stay_apart(river, amara):
    content = b",Oil: dear,Oil: cheap,Peace: yes,Peace: no\nOil: dear,,,0,\nOil: cheap,,,,2\nPeace: yes,,,,\nPeace: no,0,0,,\n"
    drawn = imported(amara, content, "gaps.csv")
    (rows,) = [list(Section.objects.seen_by(now(amara)).current().filter(influences=drawn.id))]
    assert sorted(cell["value"] for row in rows for cell in row.cells) == ["0", "0", "0", "2"]
    lines = fetch(amara, f"influences/{drawn.id}/file/csv").content.decode("utf-8-sig").split("\r\n")
    assert lines[2:6] == ["Oil,dear,0,0,0,", "Oil,cheap,0,0,,2", "Peace,yes,,,0,0", "Peace,no,0,0,0,0"]
    answer = send(amara, f"influences/{drawn.id}/judgements", content, "gaps.csv")
    assert "nothing in it that would change" in answer.text


def table(count, of_one, value="1"):
    names = [f"D{n}: v{v}" for n in range(count) for v in range(of_one)]
    rows = [",".join(["", *names])]
    for at, name in enumerate(names):
        own = at // of_one
        rows.append(",".join([name, *["0" if b // of_one == own else value for b in range(len(names))]]))
    return "\n".join(rows).encode()


def test_two_thousand_judgements_come_in_by_one_form(river, amara):
    drawn = imported(amara, table(23, 2), "many.csv")
    rows = Section.objects.seen_by(now(amara)).current().filter(influences=drawn.id)
    assert sum(len(row.cells) for row in rows) == 46 * 44


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        (table(2, 2, "4"), "four.csv", "from −3 to 3"),
        (table(2, 2, "0.125"), "decimals.csv", "from −3 to 3"),
        (table(201, 2), "large.csv", "more than 400 ways"),
        (table(101, 2, "0"), "wide.csv", "from 2 to 100 things"),
        (table(60, 3), "judgements.csv", "more than 20000 judgements"),
        (b",A1,A2,B1\nA1,0,1,1\nA2,0,0,1\nB1,1,1,0\n", "itself.csv", "cannot be read"),
        (b"$ ScenarioWizard 4.0\nx.scw\n&Oil\n -dear\n", "broken.scw", "cannot be read"),
        (b"$ ScenarioWizard 4.0\nx\n" + b"".join(b"&D%d\n -a\n" % n for n in range(10_000)) + b"#\n", "huge.scw", "cannot be read"),
        (b"", "empty.scw", "cannot be read"),
    ],
    ids=["beyond_3", "decimals", "400_ways", "100_descriptors", "20000", "itself", "broken", "huge", "empty"],
)  # fmt: skip
def test_what_is_no_diagram_is_said_and_nothing_is_lost(river, amara, content, name, sentence):
    before = everything_recorded()
    assert sentence in said(send(amara, "influences/check", content, name))
    assert everything_recorded() == before


def test_what_is_missing_is_said_to_count_as_nothing(river, amara):
    content = b",Oil: dear,Oil: cheap,Peace: yes\nOil: dear,,,1\nOil: cheap,,,\nPeace: yes,,2,\n"
    page = send(amara, "influences/check", content, "gaps.csv").text
    assert "Judgements: 2 of 4" in page and "counts as 0" in page


# ---- judgements into a diagram ---------------------------------------------------------------------------------------


def test_judgements_come_into_a_diagram_whatever_their_order(river, amara, lena):
    drawn, ways = diagram_of(amara)
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=1), lena)
    content = b",PEACE: no,PEACE: yes,oil: cheap,oil: dear\nPEACE: no,,,2,\nPEACE: yes,,,,-0.5\noil: cheap,,,,\noil: dear,,0,,\n"
    answer = send(lena, f"influences/{drawn.id}/judgements", content, "again.csv")
    assert "Judged 0, because the file says so: 1." in answer.text
    assert act(lena, "assessment.judge_influences", answer).status_code == 302
    rows = Section.objects.seen_by(now(lena)).current().filter(influences=drawn.id)
    cells = {(cell["from"], cell["to"]): cell["value"] for row in rows for cell in row.cells}
    assert cells == {
        (ways[0].id, ways[2].id): "0",
        (ways[3].id, ways[1].id): "2",
        (ways[2].id, ways[0].id): "-0.5",
    }
    for emptied in (content, content.replace(b"-0.5", b"")):  # what a file does not say stays as it is
        again = send(lena, f"influences/{drawn.id}/judgements", emptied, "again.csv")
        assert "nothing in it that would change" in again.text


def test_names_that_are_not_in_the_diagram_are_said(river, amara, lena, idris):
    drawn, _ways = diagram_of(amara)
    answer = send(lena, f"influences/{drawn.id}/judgements", table(2, 2), "other.csv")
    assert "D0: v0" in said(answer)
    own, _ways = diagram_of(lena, book=river.book("delegation", "north").id)
    assert send(idris, f"influences/{own.id}/judgements", table(2, 2), "other.csv").status_code == 404


def test_what_was_judged_in_private_is_not_sent_to_all_by_accident(river, amara, lena, idris):
    drawn, ways = diagram_of(amara)
    own = river.book("delegation", "north").id
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=2, book=own), lena)
    content = fetch(lena, f"influences/{drawn.id}/file/csv").content
    answer = send(lena, f"influences/{drawn.id}/judgements", content, "own.csv")
    assert "in a narrower room alone: 1." in answer.text
    same = act(lena, "assessment.judge_influences", answer, book=own)
    assert same.status_code == 422 and "already judged all of these so here" in same.text
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=1, book=own), lena)
    assert act(lena, "assessment.judge_influences", answer, book=own).status_code == 302
    assert not Section.objects.seen_by(now(idris)).exists()


def test_a_client_sends_rows_as_it_always_did(river, amara, lena):
    drawn, ways = diagram_of(amara)
    cell = {"from": ways[0].id, "to": ways[2].id, "value": "2"}
    done = Api(lena).act("assessment.judge_influences", {"influences": drawn.id, "cells": [cell]})
    assert done.status_code == 201
    bad = Api(lena).act("assessment.judge_influences", {"influences": drawn.id, "cells": "[" * 5000})
    assert bad.status_code == 422
    deep = Api(lena).act("assessment.open_sheet", {"title": "x", "rows": "[" * 100_000, "columns": []})
    assert deep.status_code == 422


def test_a_0_of_a_format_without_gaps_replaces_what_is_on_record_and_adds_nothing_else(river, amara, lena):
    drawn, ways = diagram_of(amara)
    content = fetch(lena, f"influences/{drawn.id}/file/scw").content
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=2), lena)
    answer = send(lena, f"influences/{drawn.id}/judgements", content, "zeros.scw")
    assert "Judged 0, because the file says so: 1." in answer.text
    assert "Judgements: 0 of 8." in answer.text
    assert act(lena, "assessment.judge_influences", answer).status_code == 302
    (row,) = Section.objects.seen_by(now(lena)).current().filter(influences=drawn.id)
    assert [cell["value"] for cell in row.cells] == ["0"]
    new = imported(amara, content, "zeros.scw")
    assert not Section.objects.seen_by(now(amara)).filter(influences=new.id).exists()


def test_filling_is_not_counted_among_what_a_file_judges(river, amara, lena):
    drawn, ways = diagram_of(amara)
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=2), amara)
    files = {form: fetch(amara, f"influences/{drawn.id}/file/{form}").content for form in ("scw", "csv")}
    for form, content in files.items():
        page = send(lena, f"influences/{drawn.id}/judgements", content, f"one.{form}").text
        assert "Judgements: 1 of 8." in page
        assert ("only where you have judged the pair" in page) == (form == "scw")
