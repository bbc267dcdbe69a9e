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


SMALL = ",,A,A,B,B\n,,a,b,c,d\nA,a,0,0,1.5,-1\nA,b,,,,\nB,c,1,-1,0,0\nB,d,-1,1,0,0\n"
SCW = (EXAMPLES / "CIB_global.scw").read_bytes()
#: However it is laid out, the checker reads what the command reads.
FILES: dict[str, tuple[str, bytes]] = {
    "commas": ("m.csv", SMALL.encode()),
    "semicolons and decimal commas": ("m.csv", SMALL.replace(",", ";").replace("1.5", "1,5").encode()),
    "tabs": ("m.csv", SMALL.replace(",", "\t").encode()),
    "said first which sign parts": ("m.csv", ("sep=;\n" + SMALL.replace(",", ";")).encode()),
    "UTF-16": ("m.csv", SMALL.encode("utf-16")),
    "ends of lines as on old machines": ("m.csv", SMALL.replace("\n", "\r").encode()),
    "cells left off at the end": ("m.csv", SMALL.replace("1,0,0\n", "1\n").encode()),
    "one row and column of labels": ("m.csv", b",A: 1,A: 2,B: 1\nA: 1,,,1/3\nA: 2,,,-2\nB: 1,1,\xe2\x88\x922,\n"),
    "as the command writes it": ("m.csv", api.write(api.read(SCW, "CIB_global.scw"), "csv")),
    "variants that are numbers": ("m.csv", api.write(api.read((EXAMPLES / "SomewhereLand.csv").read_bytes(), "m.csv"), "csv")),
    "a project": ("m.scw", SCW),
    "a project in UTF-16": ("m.scw", SCW.decode().encode("utf-16")),
    "a project with other ends of lines": ("m.scw", SCW.replace(b"\n", b"\r")),
    "a project with semicolons": ("m.scw", SCW.replace(b" , ", b" ; ").replace(b" ,-", b" ;-")),
    "a project with decimal commas": ("m.scw", SCW.replace(b" 0 , 0 , 0 , 1 , 2 ,-3 ,", b" 0 ,0 ,0 ,1,5 ,2 ,-3,25 ,")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_it_reads_a_file_as_the_command_does(tmp_path: Path, name: str) -> None:
    file = tmp_path / FILES[name][0]
    file.write_bytes(FILES[name][1])
    result = json.loads(json.dumps(answer(Request(file)).object()))
    assert any("None is missing" in each for each in checker.check(read_again(file, result), result))


def test_a_workbook_is_refused_with_what_to_do(
    result: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told, book = tmp_path / "result.json", tmp_path / "matrix.xlsx"
    told.write_text(json.dumps(result))
    book.write_bytes(api.write(api.read(SCW, "CIB_global.scw"), "xlsx"))
    assert checker.main([str(book), str(told)]) == 1
    assert "--to csv" in capsys.readouterr().out


def test_names_that_the_matrix_does_not_have_are_refused(tmp_path: Path, result: dict[str, Any]) -> None:
    plain = tmp_path / "matrix.json"
    plain.write_text(json.dumps(api.read(SCW, "CIB_global.scw").plain()))
    checker.check(read_again(plain, result), result)
    changed = copy.deepcopy(result)
    changed["descriptors"][0]["name"] = "TRADE"
    with pytest.raises(checker.Refused, match="otherwise"):
        checker.check(read_again(plain, result), changed)
