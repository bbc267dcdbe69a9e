"""What the command shows of names and numbers that nobody expects: on a terminal, in a picture, in a locale without letters."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from goodoffices.engines.settlement.cli import Request, settle
from goodoffices.engines.settlement.reports.fairness import amount_of
from goodoffices.engines.settlement.reports.svg import draw
from goodoffices.engines.settlement.reports.text import as_text
from goodoffices.site.command import main

NASTY = 'issue,option,"A\x1b[31m<b>&","B\nb"\n"w\x07age",0,1,9\n,"1\x9b2J",5,5\nreservation value,,2,2\n'


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    path = tmp_path / "nasty.csv"
    path.write_text(NASTY, encoding="utf-8")
    return path


def test_no_control_sign_from_a_file_reaches_the_terminal(nasty: Path, tmp_path: Path, capsys: Any) -> None:
    answer = settle(Request([nasty]))
    shown = as_text(answer, listed=True)
    assert all(sign.isprintable() or sign == "\n" for sign in shown) and "B b" in shown
    draft = tmp_path / "draft.json"
    draft.write_text('{"\\u001b[2J": "x"}')
    assert main(["settle", str(nasty), "--audit", str(draft)]) == 1
    assert "\x1b" not in capsys.readouterr().err
    assert main(["settle", str(nasty), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parties"][0] == "A\x1b[31m<b>&", "a machine gets the name as it is"


def test_a_picture_is_well_formed_whatever_the_names(nasty: Path, tmp_path: Path, capsys: Any) -> None:
    assert main(["settle", str(nasty), "--svg", str(tmp_path / "nasty.svg"), "--json"]) == 0
    root = ElementTree.parse(tmp_path / "nasty.svg").getroot()
    assert "A�[31m<b>&" in "".join(root.itertext())
    halves = draw(["\ud800", "b"], [Fraction(0)] * 2, [(Fraction(1), Fraction(2))], {}, title="\udcff")
    assert ElementTree.fromstring(halves.encode()) is not None


def test_a_picture_of_nothing_says_so(tmp_path: Path, capsys: Any) -> None:
    table = tmp_path / "none.csv"
    table.write_text("issue,option,a,b\nwage,0,1,9\nexclusion,wage=0,,\n")
    assert main(["settle", str(table), "--svg", str(tmp_path / "none.svg"), "--json"]) == 0
    captured = capsys.readouterr()
    assert "Every package is excluded" in captured.err and json.loads(captured.out)["solutions"] == {}
    text = "".join(ElementTree.parse(tmp_path / "none.svg").getroot().itertext())
    assert "There is no package to show." in text and "No efficient points are shown" in text


def test_a_picture_of_solutions_alone_does_not_call_them_the_frontier() -> None:
    class Pick:
        utilities = (Fraction(3), Fraction(4))

    desc = ElementTree.fromstring(draw(["a", "b"], [Fraction(0)] * 2, [], {"nash": Pick()})).findtext(
        "{http://www.w3.org/2000/svg}desc", ""
    )
    assert desc.startswith("No efficient points are shown") and "Nash: a 3, b 4" in desc


def test_numbers_that_no_float_holds_are_shown_as_powers_of_ten(tmp_path: Path, capsys: Any) -> None:
    table = tmp_path / "wide.csv"
    table.write_text("issue,option,a,b\nw,x,1e399,0\n,y,0,1e399\n,z,3,3.5\n,v,1e398,1e398\n")
    assert main(["settle", str(table), "--svg", str(tmp_path / "wide.svg")]) == 0
    out = capsys.readouterr().out
    assert "1.00 × 10^398" in out and max(map(len, out.splitlines())) < 200
    assert ElementTree.parse(tmp_path / "wide.svg").getroot() is not None
    assert amount_of(Fraction(-(10**400), 3)) == "−3.33 × 10^399"
    assert amount_of(Fraction(10**14)) == "100,000,000,000,000"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_an_output_without_the_letters_gets_them_as_json_escapes_them(encoding: str, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("issue,option,Ä,日本\nwage,0,1,9\n,1,5,5\n", encoding="utf-8")
    code = "import sys; from goodoffices.site.command import main; sys.exit(main())"

    def run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-c", code, "settle", *arguments],
            capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}, timeout=60,
        )  # fmt: skip

    done = run(str(table), "--json")
    assert done.returncode == 0 and json.loads(done.stdout.decode(encoding))["parties"] == ["Ä", "日本"]
    refused = run(str(table.with_name("“no”")), "--json")
    assert refused.returncode == 1 and "“no”" in json.loads(refused.stdout.decode(encoding))["problem"]
    assert run(str(table)).returncode == 0


def test_half_a_letter_in_a_name_comes_back_as_it_was(tmp_path: Path, capsys: Any) -> None:
    page = '{"issueWeights": {"\\ud800": 1}, "issues": {"\\ud800": {"x": %d, "y": %d}}, "reservationValue": 0}'
    (tmp_path / "a.json").write_text(page % (1, 2))
    (tmp_path / "b.json").write_text(page % (2, 1))
    code = "import sys; from goodoffices.site.command import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "settle", str(tmp_path), "--json", "--solutions", "nash"],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(json.loads(done.stdout)["solutions"]["nash"]["package"]) == ["\ud800"]
