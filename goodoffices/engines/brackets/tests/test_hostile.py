"""Input that means harm, or comes from a broken machine: an answer in time that grows with its size, and a sentence."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodoffices.engines.brackets import inspection, loading, read
from goodoffices.engines.brackets.counting import metrics
from goodoffices.engines.brackets.inspection import inspected
from goodoffices.engines.brackets.loading import Loaded
from goodoffices.engines.brackets.model.draft import write
from goodoffices.engines.brackets.reading.parsing import encode
from goodoffices.site import command as site_command

UNITS = {
    "openers": b"[", "closers": b"]", "pairs": b"[]", "turned": b"][", "openers on lines": b"[\n", "closers on lines": b"]\n\n",
    "braces": b"{", "parentheses": b"[a (", "speakers": b"[US: a ", "supporters": b"[a (US)]", "names": b"[Abc, Abc/", "colons": b"[A ",
    "numbers": b"1. a\n", "numbers in numbers": b"1. (a) (i) Option 1: x\n", "columns": b"1.\n2.\nAbc.\nAbd.\n", "dots": b"1.", "bare numbers": b"1.\n",
    "options": b"Option 1: a\nOption 2: b\n", "letters": b"(a) x\n(b) y\n", "headings": b"# a\n", "capitals": b"ABCD\n\n",
    "blanks": b" ", "tabs": b"\t", "blank lines": b" \n", "stars": b"*", "one word": b"a", "links": b"[a](http://b) ",
    "broken links": b"[a](http://", "broken notes": b"[^1", "definitions": b"[a]: http://x\n", "notes": b"x[1]\n[1] a\n",
    "pages": b"Page 1 of 2\n", "feeds": b"1 \f\n", "heads": b"Page 1 of 3\n\nABCD\n\n", "placeholders": b"[insert ",
    "over paragraphs": b"[a\n\nb\n\n", "over articles": b"[Article 1\n\na]\n\n", "nothing": b"\x00[\x00]", "turned round": "[\u202ea\u2066]".encode(),
    "no UTF-8": b"\xff[\xfe]\xc3", "surrogates": b"\xed\xa0\x80[", "returns": b"\r[a]\r", "separators": "[\u2028a\x0b]".encode(),
}  # fmt: skip


@pytest.mark.long  # how long things take is measured by name, on a quiet machine
@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_eight_times_as_much_takes_no_more_than_eight_times_as_long(unit: bytes, markdown: bool) -> None:
    """Twice that, and a moment, is allowed for chance; what grows by squares would take sixty-four times as long."""
    few, many = (_seconds(unit * count, markdown) for count in (500, 4_000))
    assert many < 16 * max(few, 0.01) + 0.05


def _seconds(data: bytes, markdown: bool) -> float:
    before = time.process_time()
    draft = read(data, markdown=markdown)
    answer = inspected(Loaded(data, draft)).as_json()
    spent = time.process_time() - before
    assert answer["round_trip"] is True
    assert (answer["open"], answer["close"]) == (data.count(b"["), data.count(b"]"))
    return spent


@pytest.mark.long
@pytest.mark.parametrize("data", [b"[" * 1_000_000, b"]" * 1_000_000, b"[" * 500_000 + b"]" * 500_000, b"[]" * 500_000])
def test_a_million_brackets_are_read_and_written_back(data: bytes) -> None:
    draft = read(data)
    assert encode(write(draft)) == data
    assert metrics.plain(draft.text).depth <= data.count(b"[")


def test_a_hundred_thousand_deep_is_deep_and_no_more() -> None:
    draft = read(b"[" * 100_000 + b"]" * 100_000)
    assert draft.brackets[-1].depth == 100_000
    assert draft.bracket_at(100_000) == draft.brackets[-1]
    assert sum(1 for _ in draft.enclosing(draft.brackets[-1])) == 99_999


def test_problems_without_end_are_listed_up_to_a_number_and_the_rest_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "MOST_PROBLEMS", 10)
    (tmp_path / "a.txt").write_text("[" * 25)
    assert site_command.main(["text", "inspect", str(tmp_path / "a.txt"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["unclosed"], len(answer["problems"]), answer["problems_left_out"]) == (25, 10, 15)


@pytest.mark.parametrize(("most", "name"), [(99, "MOST_BYTES"), (49, "MOST_BRACKETS")])
def test_a_file_that_is_too_large_is_refused_with_its_counts(
    most: int, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, name, most)
    (tmp_path / "a.txt").write_text("[]" * 50)
    assert site_command.main(["text", "inspect", str(tmp_path / "a.txt"), "--json"]) == 1
    problem = json.loads(capsys.readouterr().out)["problem"]
    assert "100 bytes, 50 opening and 50 closing brackets" in problem
    assert problem.endswith("Cut the text into parts.")


def test_a_file_without_end_is_refused_and_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_BYTES", 2_000_000)
    monkeypatch.setattr(loading, "MOST_COUNTED", 4_000_000)
    assert site_command.main(["text", "inspect", "/dev/zero", "--json"]) == 1
    problem = json.loads(capsys.readouterr().out)["problem"]
    assert (
        problem
        == "/dev/zero has more than 4,000,000 bytes; at most 2,000,000 are read at once. Cut the text into parts."
    )


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj [ ]", rb"{\rtf1\ansi [a] }"])
def test_a_file_that_holds_no_plain_words_says_what_it_is(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert site_command.main(["text", "inspect", str(tmp_path / "a.txt"), "--json"]) == 1
    assert "Save its words as text or as .docx" in json.loads(capsys.readouterr().out)["problem"]


def test_wide_characters_are_counted_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes("1. Each [shall][should].\n".encode("utf-16"))
    assert site_command.main(["text", "inspect", str(tmp_path / "a.txt"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["open"], answer["close"], answer["round_trip"]) == (2, 2, True)
    assert answer["notices"][0].endswith("Save it as UTF-8.")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_broken_bytes_are_told_by_every_command(encoding: str, tmp_path: Path) -> None:
    draft = tmp_path / "a.txt"
    draft.write_bytes("1. [US: é … ".encode() + b"\x80] [EU: b\xff]\n")
    for what in ("inspect", "remaining", "diff"):
        files = [str(draft)] * (1 + (what == "diff"))
        run = subprocess.run(
            [sys.executable, "-m", "goodoffices.site.command", "text", what, *files, "--json"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"},
        )
        assert (run.returncode, run.stderr) == (0, b""), what
        answer = json.loads(run.stdout.decode(encoding))
        if what == "remaining":
            assert answer["points"][0]["alternatives"][1]["text"] == "b\udcff"
