"""What the commands find, write and print."""

import json
from datetime import date
from pathlib import Path

import pytest

from goodoffices.engines.brackets import cli, reports
from goodoffices.engines.brackets.cli import RenderOptions, Unreadable
from goodoffices.engines.brackets.tests.word_files import paragraph, run, word_file
from goodoffices.site.command import main

DRAFT = "Article 1\n\n1. We [US: shall][EU: should] go] in [X] days.\n\n2. We stay.\n"


def file_of(folder: Path, words: str | bytes = DRAFT, name: str = "draft.txt") -> Path:
    path = folder / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode("utf-8", "surrogateescape"))
    return path


# -- trend


def test_the_trend_has_a_row_for_each_draft_in_order(tmp_path: Path) -> None:
    paths = [file_of(tmp_path, name="b.txt"), file_of(tmp_path, "We go.", "a.txt")]
    rows = cli.trend(paths)
    assert [(row.file, row.counts.open, row.counts.words) for row in rows] == [("b.txt", 3, 14), ("a.txt", 0, 2)]
    lines = cli.trend_in_words(rows).split("\n")
    assert lines[0].split() == ["draft", "words", "in", "brackets", "brackets", "depth", "options", "clean"]
    assert lines[1].split() == ["b.txt", "14", "4", "3", "1", "0", "1", "of", "3"]


# -- diff


def test_two_files_are_compared(tmp_path: Path) -> None:
    before, after = file_of(tmp_path, "1. We [shall] go.\n", "a.txt"), file_of(tmp_path, "1. We shall go.\n", "b.txt")
    found = cli.compare(before, after)
    assert [row.change for row in found.rows] == ["cleaned"]
    assert cli.diff_in_words(found, colours=False).startswith("1: cleaned\n    1. We ⟨−[⟩shall⟨−]⟩ go.\n")
    assert "a.txt" in cli.diff_page(found, before.name, after.name)


# -- remaining


def test_the_open_points_are_those_between_the_parties_asked(tmp_path: Path) -> None:
    path = file_of(tmp_path, "1. We [US: shall][EU: should] go [now].\n")
    found = cli.remaining(path, None)
    assert found.parties == ("EU", "US") and [point.kind for point in found.points] == ["choice", "bracket"]
    assert cli.remaining(path, ["EU"]).parties == ("EU",)


def test_names_that_are_asked_for_count_in_parentheses(tmp_path: Path) -> None:
    path = file_of(tmp_path, "1. We [shall] (Upstream) go.\n")
    assert cli.remaining(path, None).parties == ()
    (point,) = cli.remaining(path, ["Upstream"]).points
    assert point.alternatives[0].stances == (("Upstream", "proposed"),)


def test_the_open_points_in_words(tmp_path: Path) -> None:
    path = file_of(tmp_path, "Article 1\n\n1. We [US: shall [always]][EU: should] go] in [X] days.\n")
    assert cli.remaining_in_words(cli.remaining(path, ["EU", "JP", "US"])) == (
        "2 open points, 1 placeholders.\n"
        "Between EU, JP, US.\n\n"
        "Article 1: 5 words in 4 brackets\n"
        "  line 3, article-1/1: choice, 4 words\n"
        "    · shall [always]   (proposed by US)\n"
        "    · should   (proposed by EU)\n"
        "    silent: JP\n"
        "  line 3, article-1/1: bracket, 1 words\n"
        "    · always\n"
        "    silent: EU, JP, US\n"
        "  Fewest to accept for a clean text: 1\n"
        "    ✓ should\n"
        "  Placeholders to fill in: 1\n"
        "  Bracket characters without a partner, to be mended first: 1"
    )


def test_points_beyond_the_most_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_MOST_POINTS", 1)
    words = cli.remaining_in_words(cli.remaining(file_of(tmp_path, "[a] and [b] and [c]\n"), None))
    assert words.endswith("2 more points are not shown; --json has all.")


def test_options_and_long_words_are_shortened(tmp_path: Path) -> None:
    text = f"Option 1: {'very ' * 40}long\n\nOption 2:\n\nNo text\n"
    words = cli.remaining_in_words(cli.remaining(file_of(tmp_path, text), None))
    assert "· Option 1: very very" in words and "…" in words and "· Option 2: No text" in words


# -- render


def test_a_draft_is_written_and_what_was_written_is_told(tmp_path: Path) -> None:
    out = tmp_path / "draft.html"
    made = cli.render(file_of(tmp_path), "html", out, RenderOptions(title="The river"))
    assert made.as_json() == {"out": str(out), "to": "html", "bytes": out.stat().st_size, "brackets": 3}
    assert "<title>The river</title>" in out.read_text()


def test_a_word_documents_comments_are_carried_on(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="0" w:author="Lena">{paragraph(run("Why?"))}</w:comment>'
    marked = ['<w:commentRangeStart w:id="0"/>', run("go"), '<w:commentRangeEnd w:id="0"/>']
    source = file_of(tmp_path, word_file(paragraph(run("We "), *marked), comments=comment), "a.docx")
    cli.render(source, "html", tmp_path / "a.html", RenderOptions())
    assert "Lena: Why?" in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize(("limits", "limit"), [("MOST_BRACKETS", 1), ("MOST_CHARACTERS", 5)])
def test_a_draft_too_large_for_a_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: str, limit: int
) -> None:
    monkeypatch.setitem(getattr(cli, limits), "akn", limit)
    with pytest.raises(Unreadable, match="71 characters and 4 brackets: too many for akn"):
        cli.render(file_of(tmp_path), "akn", tmp_path / "a.xml", RenderOptions())


def test_a_draft_in_letters_that_the_fonts_lack_is_not_set(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"cannot be set in the fonts for pdf \(各, 缔, 约, 方, 应 …\)"):
        cli.render(file_of(tmp_path, "一、各缔约方应合作。\n"[2:]), "pdf", tmp_path / "a.pdf", RenderOptions())


def test_the_draft_itself_is_never_overwritten(tmp_path: Path) -> None:
    path = file_of(tmp_path)
    (tmp_path / "link.txt").symlink_to(path)
    for out in (path, tmp_path / "link.txt", tmp_path / "x" / ".." / "draft.txt"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with pytest.raises(Unreadable, match="is the draft itself, which is never written over"):
            cli.render(path, "txt", out, RenderOptions())
    assert path.read_text() == DRAFT


def test_a_day_is_in_the_file_only_if_it_was_asked_for(tmp_path: Path) -> None:
    path = file_of(tmp_path)
    for dated, there in ((None, False), (date(2026, 3, 4), True)):
        out = tmp_path / "a.xml"
        cli.render(path, "akn", out, RenderOptions(dated=dated))
        assert ("2026-03-04" in out.read_text()) is there


# -- the command line


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["inspect", "A"], {"words", "problems", "round_trip"}),
        (["trend", "A", "B"], {"drafts"}),
        (["diff", "A", "B"], {"provisions", "summary"}),
        (["remaining", "A"], {"parties", "points", "articles"}),
        (["render", "A", "--to", "txt", "--out", "OUT"], {"out", "to", "bytes", "brackets"}),
    ],
)  # fmt: skip
def test_every_command_answers_with_one_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], keys: set[str]
) -> None:
    named = {"A": file_of(tmp_path), "B": file_of(tmp_path, "We go.\n", "b.txt"), "OUT": tmp_path / "out.txt"}
    assert main(["text", *(str(named.get(one, one)) for one in arguments), "--json"]) == 0
    assert keys <= json.loads(capsys.readouterr().out).keys()


@pytest.mark.parametrize("what", ["inspect", "trend", "remaining"])
def test_every_command_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    assert main(["text", what, str(tmp_path / "none.txt")]) == 1
    output = capsys.readouterr()
    assert "cannot be read" in output.out + output.err
