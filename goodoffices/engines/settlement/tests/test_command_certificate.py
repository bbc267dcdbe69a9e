"""`goodoffices settle --certificate FILE`: what it writes, the checker takes as it is."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines import settlement
from goodoffices.engines.settlement.certificates import checker
from goodoffices.site.command import main

LABOUR = Path(settlement.__file__).parent / "examples" / "labour.csv"


@pytest.fixture
def proofs(tmp_path: Path, capsys: Any) -> Path:
    """Two solutions and the audit of a draft, proven."""
    draft, file = tmp_path / "draft.json", tmp_path / "proofs.json"
    package = {"wage rise": "1.5 %", "working week": "37 hours", "training": "none"}
    draft.write_text(json.dumps(package | {"night shift": "as it is", "term": "2 years"}), encoding="utf-8")
    asked = ["--frontier", "--solutions", "nash,ks", "--audit", str(draft), "--certificate", str(file), "--json"]
    assert main(["settle", str(LABOUR), *asked]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {name: each["status"] for name, each in found["solutions"].items()} == {"nash": "optimal", "ks": "optimal"}
    return file


def test_the_checker_alone_proves_every_claim_in_it(proofs: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-I", checker.__file__, str(proofs)], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0 and said.stderr == ""
    assert [line.split(":")[:2] for line in said.stdout.splitlines()] == [
        ["nash", " Proven"],
        ["ks", " Proven"],
        ["audit", " Proven"],
    ]


def test_one_false_claim_is_enough(proofs: Path, capsys: Any) -> None:
    bundle = json.loads(proofs.read_text(encoding="utf-8"))
    bundle["certificates"]["ks"]["utilities"][0] = "1000"
    proofs.write_text(json.dumps(bundle), encoding="utf-8")
    assert checker.main([str(proofs)]) == 1
    shown = capsys.readouterr().out
    assert "nash: Proven" in shown and "ks: The certificate was changed" in shown


@pytest.mark.parametrize("content", ["[]", "{}", "no JSON", '{"case": {}, "certificates": 3}'])
def test_what_is_no_such_file_is_said(content: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    assert checker.main([str(path)]) == 2
    assert "could not be read" in capsys.readouterr().err


def test_a_file_without_certificates_proves_nothing(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "file.json"
    path.write_text('{"case": {}, "certificates": {}}', encoding="utf-8")
    assert checker.main([str(path)]) == 1
    assert "no certificate" in capsys.readouterr().out
