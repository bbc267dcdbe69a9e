"""The checker accepts what the engine answers, and refuses every corruption of it."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.crossimpact import api
from goodoffices.engines.crossimpact.checking import checker
from goodoffices.engines.crossimpact.cli import Request, answer
from goodoffices.engines.crossimpact.tests.matrices import EXAMPLES, fixings, matrices

CHECKER = Path(checker.__file__)


def answered(tmp_path: Path, matrix: api.Matrix, **asked: Any) -> tuple[Path, dict[str, Any]]:
    file = tmp_path / "matrix.scw"
    file.write_bytes(api.write(matrix, "scw"))
    request = Request(file, flip=True, attractors=True, robust=True, **asked)
    return file, json.loads(json.dumps(answer(request).object()))


def read_again(file: Path, result: dict[str, Any]) -> checker.Matrix:
    return checker.read(file, [len(each["variants"]) for each in result["descriptors"]])


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_the_engine_answers_is_accepted(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=100))
    fixed = data.draw(fixings(matrix))
    names = [f"{matrix.descriptors[at].name}={matrix.descriptors[at].variants[v]}" for at, v in fixed.items()]
    wished = next((at for at in range(len(matrix.sizes)) if at not in fixed), None)
    wish = [] if wished is None else [f"{matrix.descriptors[wished].name}=1"]
    file, result = answered(tmp_path_factory.mktemp("checked"), matrix, fix=names, near="1", wish=wish)
    sentences = checker.check(read_again(file, result), result)
    assert any("None is missing" in each for each in sentences)


def lose(result: dict[str, Any]) -> None:
    result["consistent"].pop()
    result["count"] = str(len(result["consistent"]))


CORRUPTIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a scenario is missing": lose,
    "the count is wrong": lambda r: r.update(count="5"),
    "the number of configurations is wrong": lambda r: r.update(configurations="37"),
    "one is listed twice": lambda r: r["consistent"].append(r["consistent"][0]),
    "an inconsistent one is listed": lambda r: r["consistent"][0].update(variants=[1, 1, 1]),
    "a consistency value is wrong": lambda r: r["consistent"][1].update(consistency=2),
    "an impact is wrong": lambda r: r["consistent"][0].update(impact=14),
    "a variant is not there": lambda r: r["consistent"][0].update(variants=[2, 3, 9]),
    "a near one is missing": lambda r: r["near"].pop(),
    "it is another matrix": lambda r: r.update(matrix="0" * 64),
    "a name is changed": lambda r: r["descriptors"][0].update(name="TRADE"),
    "a basin is wrong": lambda r: r["attractors"]["attractors"][0].update(basin="16"),
    "an attractor is none": lambda r: r["attractors"]["attractors"][1].update(scenarios=[[1, 1, 1]]),
    "a move leads elsewhere": lambda r: r["flips"]["moves"][0]["held"].update(variants=[1, 1, 1]),
    "a measure has a wrong scenario": lambda r: r["flips"]["measures"][0]["scenarios"].append([1, 1, 1]),
    "a least set is too small": lambda r: r["least_flips"].update(size=1),
    "a measure does not help": lambda r: r["least_flips"]["answers"][0].update(variants=[2, 1, 4]),
    "a judgement moves too little": lambda r: r["robust"]["fragile"][0].update(value=17),
    "what is lost is not": lambda r: next(e for e in r["robust"]["fragile"] if e["lowered"])["lowered"]["lost"].append([1, 1, 1]),
    "it is cut off": lambda r: r.pop("consistent"),
}  # fmt: skip


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    request = Request(
        EXAMPLES / "CIB_global.scw", near="2", flip=True, attractors=True, robust=True, spread="2", wish=["WECO=RpdGr"]
    )
    return json.loads(json.dumps(answer(request).object()))


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_what_is_corrupted_is_refused(result: dict[str, Any], name: str) -> None:
    matrix = read_again(EXAMPLES / "CIB_global.scw", result)
    checker.check(matrix, result)
    changed = copy.deepcopy(result)
    CORRUPTIONS[name](changed)
    with pytest.raises(checker.Refused):
        checker.check(matrix, changed)


def test_it_runs_alone(result: dict[str, Any], tmp_path: Path) -> None:
    """With nothing of ours: isolated, from a copy of the one file."""
    copied, told = tmp_path / "checker.py", tmp_path / "result.json"
    copied.write_bytes(CHECKER.read_bytes())
    told.write_text(json.dumps(result))
    command = [sys.executable, "-I", str(copied), str(EXAMPLES / "CIB_global.scw"), str(told)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and "None is missing" in done.stdout
    told.write_text(json.dumps(result | {"count": "3"}))
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and "said to be complete" in done.stdout
