"""A run taken along, and checked by a program that shares no code with what answered it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.assessment.acts import LinkToThing, RunScenarios, Tip
from goodoffices.assessment.models import Run
from goodoffices.assessment.tests.sheets import draw, judge, variants, work_off
from goodoffices.engines.crossimpact.checking import checker
from goodoffices.followup.tests.test_commitments import in_force
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import now

THREE = [
    {"name": "Rain", "variants": ["much", "little"]},
    {"name": "Gate", "variants": ["open", "half open", "shut"]},
    {"name": "Ferry", "variants": ["sails", "rests"]},
]
JUDGED = (
    (0, 2, "2"),
    (0, 4, "-1"),
    (1, 4, "2.25"),
    (2, 5, "1"),
    (4, 6, "3"),
    (6, 0, "-1.5"),
    (5, 1, "1"),
    (3, 0, "0.5"),
)


@pytest.fixture
def runs(amara, lena):
    """One of every question, worked out."""
    drawn = draw(amara, descriptors=THREE)
    judge(lena, drawn, *JUDGED)
    ids = variants(lena, drawn)
    asked = perform(RunScenarios(influences=drawn, near=2), now(lena)).entry.id
    work_off()
    tip = perform(Tip(run=asked, fix=[ids[3]], wish=[ids[5]]), now(lena)).entry.id
    work_off()
    return asked, tip


def files(seat, run, folder: Path):
    for name in ("matrix", "answer"):
        answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/assessment/runs/{run}/{name}.json")
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
        (folder / f"{name}.json").write_bytes(answer.content)
    return folder / "matrix.json", folder / "answer.json"


def checked(*files):
    command = [sys.executable, "-I", checker.__file__, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_checker_finds_each_answer_right(runs, idris, tmp_path):
    for run in runs:
        code, said = checked(*files(idris, run, tmp_path))
        assert code == 0, said
        assert "None is missing" in said
    assert "sets of measures work, and none with fewer does" in said


def test_the_checker_refuses_an_answer_that_was_changed(runs, idris, tmp_path):
    matrix, answer = files(idris, runs[0], tmp_path)
    told = json.loads(answer.read_text())
    for change in (
        lambda told: told["consistent"].pop(),
        lambda told: told["consistent"][0].update(impact=told["consistent"][0]["impact"] + 1),
        lambda told: told["consistent"][0]["variants"].__setitem__(2, 3 - told["consistent"][0]["variants"][2]),
        lambda told: told.update(matrix="0" * 64),
        lambda told: told["near"].append(told["consistent"][0]),
    ):
        other = json.loads(json.dumps(told))
        change(other)
        answer.write_text(json.dumps(other))
        assert checked(matrix, answer)[0] == 1


def test_the_checker_refuses_least_sets_of_measures_that_are_not(amara, lena, tmp_path):
    drawn = draw(amara, descriptors=THREE)
    judge(lena, drawn, *JUDGED)
    ids = variants(lena, drawn)
    agreed = in_force(amara, lena, what="Open the gate.")
    for at in (2, 3):
        perform(LinkToThing(variant=ids[at], about=agreed), now(lena))
    run = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    work_off()
    tip = perform(Tip(run=run, fix=[ids[1]], wish=[ids[5]], linked_only=True), now(lena)).entry.id
    work_off()
    matrix, answer = files(lena, tip, tmp_path)
    told = json.loads(answer.read_text())
    assert [each["variant"] for each in told["measures"]] == ["open", "half open"]
    code, said = checked(matrix, answer)
    assert code == 0 and "among those that are allowed" in said, said
    found = told["least_flips"]
    for change in (
        {"least_flips": {"status": "impossible", "size": None, "at_least": 0, "answers": []}},
        {"least_flips": {**found, "size": 2, "at_least": 2}},
        {"measures": told["measures"][:0]},
        {"wish": [{"descriptor": "Ferry", "variant": "rests"}]},
    ):
        answer.write_text(json.dumps({**told, **change}))
        assert checked(matrix, answer)[0] == 1, change


def test_there_is_no_answer_before_it_is_there_and_none_for_others(runs, river, lena, idris):
    run = Run.objects.seen_by(now(lena)).get(id=runs[0])
    north = river.book("delegation", "north").id
    judge(lena, run.influences_id, *JUDGED[:2], book=north)
    ours = perform(RunScenarios(influences=run.influences_id, book=north), now(lena)).entry.id
    address = f"/processes/{lena.process_id}/assessment/runs/{ours}/"
    assert client_of(now(lena)).get(f"{address}answer.json").status_code == 404
    assert client_of(now(lena)).get(f"{address}matrix.json").status_code == 200
    work_off()
    assert client_of(now(lena)).get(f"{address}answer.json").status_code == 200
    for name in ("answer", "matrix"):
        assert client_of(now(idris)).get(f"{address}{name}.json").status_code == 404
