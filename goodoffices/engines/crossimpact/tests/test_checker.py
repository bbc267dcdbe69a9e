"""The checker accepts what the engine answers, and refuses every corruption of it."""

import copy
import inspect
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.crossimpact import api
from goodoffices.engines.crossimpact.checking import checker
from goodoffices.engines.crossimpact.cli import Request, answer
from goodoffices.engines.crossimpact.questions.attractors import wilson
from goodoffices.engines.crossimpact.reports.answer import Answer
from goodoffices.engines.crossimpact.tests.matrices import EXAMPLES, fixings, matrices

CHECKER = Path(checker.__file__)
SCW = (EXAMPLES / "CIB_global.scw").read_bytes()


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
    "a status is none": lambda r: r.update(status="foo"),
    "a status of a part is none": lambda r: r["flips"].update(status="foo"),
    "it is told of no matrix": lambda r: r.pop("matrix"),
    "none are listed, and it says so": lambda r: r.update(status="truncated", count=None, proven="None exists.", consistent=[]),
    "none are listed, and none shall be": lambda r: r.update(
        status="truncated", count=None, consistent=[], near=[], proven="None is found so far, and at most 0 more do: in so many of"),
    "too few are proven": lambda r: r.update(
        status="truncated", count=None, consistent=r["consistent"][:2], near=[],
        proven="There are exactly 3 consistent scenarios; 2 of them are listed."),
    "near ones are left out, and nothing says so": lambda r: r.update(
        status="truncated", count=None, near=[], proven="There are exactly 4 consistent scenarios; 4 of them are listed."),
    "the count is wrong beside near ones": lambda r: r.update(status="truncated", count="3", proven="exactly 3"),
    "a measure has another count": lambda r: r["flips"]["measures"][0].update(count="99", lasting=42),
    "a measure has lost its scenarios": lambda r: r["flips"]["measures"][0]["scenarios"].clear(),
    "a measure is missing": lambda r: r["flips"]["measures"].pop(),
    "all moves are missing": lambda r: r["flips"]["moves"].clear(),
    "a move is told to last": lambda r: r["flips"]["moves"][0].update(lasts=not r["flips"]["moves"][0]["lasts"]),
    "all least sets are missing": lambda r: r["least_flips"]["answers"].clear(),
    "a wish is impossible": lambda r: r["least_flips"].update(status="impossible", size=None, at_least=0, answers=[]),
    "what is certain is not": lambda r: r["robust"].update(certain=[[1, 1, 1]]),
    "nothing is possible": lambda r: r["robust"].update(possible=[], possible_count="0"),
    "the spread is another": lambda r: r["robust"].update(spread="3"),
    "the spread is missing": lambda r: r["robust"].pop("spread"),
    "a share is wrong": lambda r: r["attractors"]["attractors"][0].update(share=0.99, between=[0, 1]),
    "more is said to be followed": lambda r: r["attractors"].update(followed=37),
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


def leaves(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a result each number, word and list stands."""
    for name, each in found.items() if isinstance(found, dict) else enumerate(found):
        yield (*path, name)
        if isinstance(each, dict | list):
            yield from leaves(each, (*path, name))


def other(value: Any) -> Any:
    """Another value of the same sort; of a list, one without its last."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return str(int(value) + 1) if value.isdigit() else value + "x"
    return value[:-1] if isinstance(value, list) else None


#: What the checker says that it does not check.
UNCHECKED = {"engine", "seconds", "notes"}


def test_whatever_is_changed_anywhere_is_refused_or_told_not_to_be_checked(result: dict[str, Any]) -> None:
    matrix = read_again(EXAMPLES / "CIB_global.scw", result)
    assert any("Not checked: engine, notes, seconds." in each for each in checker.check(matrix, result))
    every = [path for path in leaves(result) if path[0] not in UNCHECKED]
    passed = []
    for path in random.Random(7).sample(every, 400):
        changed = copy.deepcopy(result)
        place = changed
        for name in path[:-1]:
            place = place[name]
        if place[path[-1]] in ([], None) or path[:2] == ("robust", "possible"):
            continue  # of many that are possible some are listed, and others would be as right
        place[path[-1]] = other(place[path[-1]])
        try:
            checker.check(matrix, changed)
            passed.append(path)
        except checker.Refused:
            pass
    assert not passed


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_an_answer_that_is_cut_short_is_accepted_with_what_it_proves(data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=200))
    near = data.draw(st.sampled_from([0, 1]))
    told = data.draw(st.sampled_from(["most", "time"]))
    found = api.solve(matrix, near=near, **({"most": 2} if told == "most" else {"budget": 1e-9}))
    result = json.loads(json.dumps(Answer(matrix, found, api.ENGINE).object()))
    again = checker.Matrix(list(matrix.sizes), [[matrix.value(cell) for cell in row] for row in matrix.rows])
    checker.check(again, result)
    if result["status"] == "truncated" and found.count:
        with pytest.raises(checker.Refused):
            checker.check(again, result | {"count": str(found.count + 1)})


def test_a_sample_is_accepted_and_its_intervals_are_worked_out(result: dict[str, Any]) -> None:
    matrix = api.read(SCW, "CIB_global.scw")
    found = Answer(matrix, api.solve(matrix), api.ENGINE, attractors=api.attractors(matrix, exact=0, sample=500))
    told = json.loads(json.dumps(found.object()))
    again = read_again(EXAMPLES / "CIB_global.scw", told)
    assert any("sample" in each for each in checker.check(again, told))
    for change in (
        lambda r: r["attractors"].pop(),
        lambda r: r["attractors"][0].update(between=[0.2, 0.9]),
        lambda r: r.update(followed=400),
        lambda r: r.update(status="complete"),
        lambda r: r.update(proven=r["proven"].replace("500", "501")),
        lambda r: r.update(proven=r["proven"].replace("36", "37")),
        lambda r: r.update(proven=r["proven"].replace("0.0076", "0.0067")),
        lambda r: r.update(proven="The time allowed was used up. " + r["proven"] + " All is well."),
    ):
        changed = copy.deepcopy(told)
        change(changed["attractors"])
        with pytest.raises(checker.Refused):
            checker.check(again, changed)


def test_a_sample_is_drawn_and_followed_again(result: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares that are whole numbers of the sample and have the right intervals, and are another sample's."""
    matrix = api.read(SCW, "CIB_global.scw")
    found = Answer(matrix, api.solve(matrix), api.ENGINE, attractors=api.attractors(matrix, exact=0, sample=500))
    told = json.loads(json.dumps(found.object()))
    again = read_again(EXAMPLES / "CIB_global.scw", told)
    assert any("500 of the sample were drawn" in each for each in checker.check(again, told))
    moved = copy.deepcopy(told)
    for each, by in zip(moved["attractors"]["attractors"], (1, -1), strict=False):
        many = round(each["share"] * 500) + by
        each.update(share=many / 500, between=list(wilson(many, 500)))
    late = copy.deepcopy(told)
    last = late["attractors"]["attractors"].pop()
    late["attractors"]["unfinished"] = round(last["share"] * 500)
    for changed in (moved, late):
        with pytest.raises(checker.Refused, match="sample"):
            checker.check(again, changed)
    monkeypatch.setattr(checker, "DRAWN", 5_000)
    said = "\n".join(checker.check(again, told))
    assert re.search(r"Not checked: the other \d{3} configurations of the sample", said), said
    with pytest.raises(checker.Refused, match="of the first"):
        checker.check(again, late)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_further_answers_that_are_cut_short_are_accepted_with_what_they_say(data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=100, descriptors=4, variants=3))
    fixed = data.draw(fixings(matrix))
    fix = {matrix.descriptors[at].name: v + 1 for at, v in fixed.items()}
    wish = {at: 0 for at in range(len(matrix.sizes)) if at not in fixed and data.draw(st.booleans())}
    stops = iter(range(data.draw(st.integers(1, 30))))
    more: dict[str, Any] = {"fix": fix, "cancel": lambda: next(stops, None) is None}
    found = Answer(matrix, api.solve(matrix, fix=fix), api.ENGINE)
    rule = data.draw(st.sampled_from(["global", "incremental"]))
    found.attractors = api.attractors(matrix, rule=rule, exact=0, sample=data.draw(st.integers(1, 60)), fix=fix)
    asked = data.draw(st.sampled_from(["flips", "robust", "least"]))
    if asked == "least" and wish:
        found.wish = wish
        names = {matrix.descriptors[at].name: v + 1 for at, v in wish.items()}
        found.least = api.least_flips(matrix, names, **more)
    elif asked == "flips":
        found.flips = api.flips(matrix, **more)
    else:
        found.robust = api.robust(matrix, 1, **more)
    told = json.loads(json.dumps(found.object()))
    again = checker.Matrix(list(matrix.sizes), [[matrix.value(cell) for cell in row] for row in matrix.rows])
    said = checker.check(again, told)
    for name in {"flips", "robust", "least_flips"} & set(told):
        if told[name]["status"] == "truncated":
            assert any(
                "why something was cut short" in each or "Moves are told" in told[name]["proven"] for each in said
            )
        for words in ("It is so.", told[name]["proven"] + " So it is."):
            with pytest.raises(checker.Refused):
                checker.check(again, {**told, name: {**told[name], "proven": words}})


def test_disagreement_of_judges_is_checked_with_their_matrices(tmp_path: Path) -> None:
    matrix = api.read(SCW, "CIB_global.scw")
    rows = [[cell + (cell > 1) - (cell < -2) for cell in row] for row in matrix.rows]
    files = [EXAMPLES / "CIB_global.scw", tmp_path / "judge.scw"]
    files[1].write_bytes(api.write(api.Matrix.of(matrix.descriptors, rows), "scw"))
    told = json.loads(json.dumps(answer(Request(files[0], judges=files[1:])).object()))
    own, judge = (read_again(file, told) for file in files)
    assert any("name their matrices" in each for each in checker.check(own, told))
    assert any("no other does" in each for each in checker.check(own, told, [judge]))
    with pytest.raises(checker.Refused, match="hash"):
        checker.check(own, told, [own])
    told["robust"]["fragile"].pop()
    with pytest.raises(checker.Refused):
        checker.check(own, told, [judge])


def test_of_a_large_matrix_it_says_what_it_did_not_check(tmp_path: Path) -> None:
    names = {f"D{at}": ["a", "b", "c"] for at in range(13)}
    rows = [[0 if x // 3 == y // 3 or (x + y) % 5 else (5 * x + 2 * y) % 7 - 3 for y in range(39)] for x in range(39)]
    matrix = api.Matrix.of(names, rows)
    file, told = answered(tmp_path, matrix)
    said = "\n".join(checker.check(read_again(file, told), told))
    for words in ("no scenario is missing", "how much leads to each attractor", "how many scenarios stand"):
        assert f"Not checked: {words}" in said or f"Not checked: that {words}" in said, said


def test_descriptors_that_leave_nothing_open_go_no_deeper() -> None:
    """A matrix may have two thousand of them, more than Python's calls go deep."""
    count = 200
    matrix = checker.Matrix([1] * count + [2], [[Fraction(0)] * (count + 2)] * (count + 2))
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 100)
    try:
        assert [chosen[-2:] for chosen, _ in matrix.every({})] == [(0, 0), (0, 1)]
    finally:
        sys.setrecursionlimit(before)


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
