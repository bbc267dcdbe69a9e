"""`goodoffices text diff` and `text remaining`, as they are run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.engines.brackets.comparing.differences import CHANGES
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


@pytest.mark.parametrize("what", ["inspect", "inspect --json", "trend", "remaining --json", "diff"])
def test_whoever_has_seen_enough_may_close_the_pipe(what: str, tmp_path: Path) -> None:
    draft = tmp_path / "long.txt"
    draft.write_text("".join(f"Article {at}\n\n1. Each Party [shall [X]][should].\n" for at in range(3000)))
    verb, *more = what.split()
    files = [draft, draft] if verb == "diff" else [draft]
    running = subprocess.Popen(
        [sys.executable, "-m", "goodoffices.site.command", "text", verb, *map(str, files), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()  # `| head -0`
    told = running.stderr.read()
    running.stderr.close()
    assert (running.wait(60), told) == (0, b"")


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. [One.]\n")
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "goodoffices.site.command", "text", "inspect", str(tmp_path / "a.txt")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr.startswith("The answer cannot be written") and len(run.stderr.splitlines()) == 1
