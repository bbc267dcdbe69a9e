"""`goodoffices text diff` and `text remaining`, as they are run."""

import json
from pathlib import Path

import pytest

from goodoffices.engines.brackets.diff import CHANGES
from goodoffices.engines.brackets.tests.drafts import TRADE
from goodoffices.engines.brackets.tests.test_diff import FIRST, SECOND
from goodoffices.site.command import main


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("a.md", FIRST), ("b.md", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "a.md"), str(tmp_path / "b.md")


def test_diff_prints_one_object(drafts: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "diff", *drafts, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"provisions", "summary"}
    assert all(set(row) == {"a", "b", "change", "words"} and row["change"] in CHANGES for row in found["provisions"])
    assert {"a": None, "b": "article-2/1", "change": "added", "words": 14} in found["provisions"]


def test_diff_prints_no_colours_into_a_file_and_writes_a_page(
    drafts: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["text", "diff", *drafts]) == 0
    said = capsys.readouterr().out
    assert "article-1/1: cleaned" in said and "\x1b" not in said
    assert main(["text", "diff", *drafts, "--html", str(tmp_path / "redline.html")]) == 0
    assert "<ins>" in (tmp_path / "redline.html").read_text(encoding="utf-8")


def test_a_file_that_is_not_there_and_a_page_that_cannot_be_written_are_sentences(
    drafts: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["text", "diff", drafts[0], str(tmp_path / "none.md"), "--json"]) == 1
    assert "cannot be read" in json.loads(capsys.readouterr().out)["problem"]
    assert main(["text", "diff", *drafts, "--html", str(tmp_path / "none" / "x.html")]) == 1
    assert "Name another file." in capsys.readouterr().err


def test_remaining_lists_points_for_the_parties_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "trade.txt").write_text(TRADE.replace("CL propose", "Upstream propose"), encoding="utf-8")
    assert main(["text", "remaining", str(tmp_path / "trade.txt"), "--parties", "US, Upstream", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["parties"] == ["US", "Upstream"]
    assert any(one["stances"] == {"Upstream": "proposed"} for point in found["points"] for one in point["alternatives"])
    assert main(["text", "remaining", str(tmp_path / "trade.txt")]) == 0
    assert "Fewest to accept for a clean text" in capsys.readouterr().out
