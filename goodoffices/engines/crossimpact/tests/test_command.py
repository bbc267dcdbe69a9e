"""`goodoffices impact`: what it prints, what it refuses, and that it keeps its budget."""

import json
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.crossimpact import api, cli
from goodoffices.engines.crossimpact.questions.robust import Robust
from goodoffices.engines.crossimpact.reports.answer import Answer
from goodoffices.engines.crossimpact.reports.text import as_text
from goodoffices.engines.crossimpact.tests.matrices import EXAMPLES
from goodoffices.site.command import main

GLOBAL, SOMEWHERE = str(EXAMPLES / "CIB_global.scw"), str(EXAMPLES / "SomewhereLand.csv")


def asked(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert main(["impact", *arguments]) == status
    written = capsys.readouterr()
    return written.out, written.err


def test_the_object_has_the_fields_that_are_promised(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = asked(capsys, GLOBAL, "--json", "--near", "2")
    found = json.loads(out)
    assert found["descriptors"][0] == {"name": "WTRD", "variants": ["FT", "Ntl", "Mix"]}
    assert found["configurations"] == "36" and found["status"] == "complete" and found["count"] == "4"
    assert found["consistent"][0] == {"variants": [2, 3, 2], "consistency": 0, "impact": 15}
    assert all(-2 <= each["consistency"] < 0 for each in found["near"]) and found["near"]
    assert found["seconds"] >= 0 and found["engine"] == api.ENGINE and len(found["matrix"]) == 64


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = asked(capsys, SOMEWHERE, "--attractors", "--flip", "--robust", "--wish", "E=3", "--fix", "A=3")
    for words in ("Consistent scenarios: ", "S1", "total impact", "Attractors of global succession", "Measures (complete)",
                  "Least measures for E=3", "Disagreement (complete)", "Held: A=3."):  # fmt: skip
        assert words in out
    assert max(map(len, out.splitlines())) < 170


def test_what_changes_the_answer_however_little_it_moves(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = asked(capsys, SOMEWHERE, "--robust")
    assert "− any change, however small" in out and "more than −0" not in out and "more than +0" not in out


def test_of_what_is_cut_short_nothing_is_said_that_is_not_known() -> None:
    matrix = api.read(Path(SOMEWHERE).read_bytes(), "SomewhereLand.csv")
    known = ["Near-consistent, within 1: 5.\n", "10 of 10 scenarios stand", "No judgement alone changes the answer."]
    said = as_text(Answer(matrix, api.solve(matrix, near=1), api.ENGINE, robust=api.robust(matrix, 0)))
    assert all(words in said for words in known), said
    found = api.Result(matrix, {}, "truncated", "The time allowed was used up.", count=None, near_asked=1)
    said = as_text(Answer(matrix, found, api.ENGINE, robust=Robust("truncated", "The time allowed was used up.")))
    for words in (
        "within 1: 0 listed; there may be more",
        "No consistent scenario is known so far; how many would for some of them is open.",
        "Whether a judgement alone changes the answer is open.",
    ):
        assert words in said
    robust = Robust("truncated", "", [each.variants for each in api.solve(matrix).consistent], possible_count=256)
    said = as_text(Answer(matrix, api.solve(matrix), api.ENGINE, robust=robust))
    assert "Of 10 scenarios that were looked at, 0 stand whatever they are; 256 would for some of them." in said


def test_a_budget_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for seconds in ("0", "-1", "soon"):
        with pytest.raises(SystemExit):
            main(["impact", SOMEWHERE, "--budget", seconds])
        assert f"write a number of seconds that is more than 0, not “{seconds}”" in capsys.readouterr().err


def test_fixing_waives_the_balance_and_says_what_speaks_against(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = asked(capsys, GLOBAL, "--json", "--fix", "WECO=RpdGr")
    found = json.loads(out)
    assert found["fix"] == [{"descriptor": "WECO", "variant": "RpdGr"}]
    assert all(each["variants"][2] == 4 for each in found["consistent"]) and found["consistent"]
    assert found["consistent"][0]["against"][0]["descriptor"] == "WECO"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([GLOBAL, "--fix", "WECO"], "Write DESCRIPTOR=VARIANT"),
        ([GLOBAL, "--fix", "OIL=dear"], "There is no descriptor “OIL”. Name one of “WTRD”"),
        ([GLOBAL, "--fix", "WECO=Boom"], "“WECO” has no variant “Boom”. Name one of “Decl”"),
        ([GLOBAL, "--fix", "WECO=Decl", "--fix", "WECO=Stag"], "cannot be held at two variants"),
        ([GLOBAL, "--fix", "WECO=Decl", "--wish", "WECO=Stag"], "held at another variant"),
        ([GLOBAL, "--near", "-1"], "negative"),
        ([GLOBAL, "--near", "x"], "is not a number"),
        ([GLOBAL, "--robust", "--spread", "much"], "The spread is not a number"),
        ([GLOBAL, "--judges", SOMEWHERE], "other descriptors or variants"),
        ([GLOBAL, "--to", "csv"], "--out"),
        (["nowhere.scw"], "is not a file"),
        ([str(EXAMPLES)], "is not a file"),
        ([str(EXAMPLES / "CIB_global.sl")], "a list of solutions, not a matrix"),
    ],
)
def test_refusals(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    out, err = asked(capsys, *arguments, "--json", status=1)
    assert said in err and said in json.loads(out)["problem"]


def test_the_command_converts_matrices_and_writes_solutions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    matrix = api.read(Path(GLOBAL).read_bytes(), "CIB_global.scw")
    for format in ("csv", "xlsx", "scw"):
        file = tmp_path / f"again.{format}"
        asked(capsys, GLOBAL, "--to", format, "--out", str(file))
        assert api.read(file.read_bytes(), file.name).hash == matrix.hash
    asked(capsys, GLOBAL, "--to", "sl", "--out", str(tmp_path / "again.sl"))
    written = (tmp_path / "again.sl").read_text().split()
    assert (
        written
        == (EXAMPLES / "CIB_global.sl")
        .read_text()
        .replace(" ScenarioWizard", "$ ScenarioWizard", 1)
        .replace("$$", "$")
        .split()
    )


def test_a_matrix_of_astronomical_size_ends_in_time_with_a_bound(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    count = 60
    rows = [
        [0 if x // 3 == y // 3 else (7 * x * x + 3 * y + x * y) % 7 - 3 for y in range(3 * count)]
        for x in range(3 * count)
    ]
    matrix = api.Matrix.of({f"D{at}": ["a", "b", "c"] for at in range(count)}, rows)
    file = tmp_path / "large.scw"
    file.write_bytes(api.write(matrix, "scw"))
    begun = time.monotonic()
    out, _ = asked(capsys, str(file), "--json", "--budget", "1", "--near", "30", "--attractors", "--flip", "--robust")
    assert time.monotonic() - begun < 15  # each question has a moment of its own; a busy machine has several
    found = json.loads(out)
    assert found["configurations"] == str(3**60)
    assert found["status"] == "complete" or re.search("At least|exactly|None is found", found["proven"])
    assert found["attractors"]["status"] in ("sampled", "truncated")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--out", "x.csv"], "in which format to write"),
        (["--to", "sl", "--out", "x.sl", "--fix", "A=1", "--robust"], "Leave out --fix, --robust, or --to."),
        (["--to", "csv", "--out", "same.csv"], "would be written over"),
        (["--svg", "same.csv"], "would be written over"),
    ],
)
def test_nothing_is_passed_over_in_silence_and_no_matrix_written_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("same.csv").write_bytes(Path(SOMEWHERE).read_bytes())
    _, err = asked(capsys, "same.csv", *arguments, status=1)
    assert said in err and [each.name for each in tmp_path.iterdir()] == ["same.csv"]
    assert Path("same.csv").read_bytes() == Path(SOMEWHERE).read_bytes()


def test_a_wrong_request_is_refused_before_any_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "solve", lambda *_all, **_named: pytest.fail("it was searched"))
    for wrong in ({"robust": True, "spread": "-1"}, {"judges": [Path(SOMEWHERE)]}, {"near": "-1"},
                  {"fix": ["WECO=1"], "wish": ["WECO=2"]}):  # fmt: skip
        with pytest.raises(api.Unusable):
            cli.answer(cli.Request(Path(GLOBAL), **wrong))


def test_ctrl_c_ends_what_is_asked_further_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """One press: what there is so far, a moment for each question behind; another one in such a question: nothing more of these."""
    budgets = []

    def broken_off(matrix: api.Matrix, **named: Any) -> api.Result:
        budgets.append(named["budget"])
        return api.Result(matrix, {}, "truncated", "Broken off. None is found so far.", count=None)

    def pressed(_matrix: api.Matrix, _spread: object, **named: Any) -> None:
        budgets.append(named["budget"])
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "solve", broken_off)
    monkeypatch.setattr("goodoffices.engines.crossimpact.questions.robust.robust", pressed)
    found = cli.answer(cli.Request(Path(GLOBAL), robust=True, attractors=True, budget=30))
    assert budgets[0] == pytest.approx(30, abs=1) and budgets[1] == cli.MOMENT
    assert found.attractors is not None and found.robust is None and "not all that was asked" in found.sentences[-1]


RUN = "from goodoffices.site.command import main; raise SystemExit(main())"


def command(*arguments: str, how: str = "") -> subprocess.CompletedProcess[bytes]:
    line = f"exec {shlex.join([sys.executable, '-c', RUN, 'impact', *arguments])} {how}"
    return subprocess.run(["bash", "-c", line], capture_output=True, timeout=120, check=False)


def test_outputs_that_are_closed_and_matrices_from_a_pipe() -> None:
    for how in (">&-", "2>&-", ">&- 2>&-"):
        done = command(GLOBAL, how=how)
        assert done.returncode == 0 and b"Traceback" not in done.stderr
    done = command("/dev/stdin", "--json", how=f"< <(cat {GLOBAL})")
    assert json.loads(done.stdout)["count"] == "4"


def test_one_of_a_kind_is_told_as_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "one.scw"
    file.write_text("$ ScenarioWizard 4.0\none\n&A\n -a\n#\n#\n0\n#")
    assert asked(capsys, str(file))[0].startswith("1 descriptor, 1 configuration. ")
