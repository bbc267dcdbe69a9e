"""What the commands take, find and print."""

import json
from datetime import date
from pathlib import Path

import pytest

from goodoffices.engines.brackets import cli, inspection, loading, reports
from goodoffices.engines.brackets.cli import RenderOptions, Unreadable
from goodoffices.engines.brackets.model import Comment
from goodoffices.engines.brackets.tests.word_files import paragraph, run, word_file
from goodoffices.site.command import main

DRAFT = "Article 1\n\n1. We [US: shall][EU: should] go] in [X] days.\n\n2. We stay.\n"


def file_of(folder: Path, words: str | bytes = DRAFT, name: str = "draft.txt") -> Path:
    path = folder / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode("utf-8", "surrogateescape"))
    return path


# -- loading


@pytest.mark.parametrize(("name", "markdown"), [("a.md", True), ("a.MARKDOWN", True), ("a.txt", False), ("md", False)])
def test_markdown_is_known_by_the_files_name(tmp_path: Path, name: str, markdown: bool) -> None:
    assert cli.is_markdown(Path(name)) is markdown
    assert cli.load(file_of(tmp_path, name=name)).draft.markdown is markdown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1", "is a document of an older Word. Save it as .docx"),
        (b"%PDF-1.7", "is a PDF, not text."),
        (b"{\\rtf1", "is rich text, not text."),
        (b"PK\x03\x04 broken", "This is not a Word document, or it is damaged."),
    ],
)  # fmt: skip
def test_files_of_other_kinds_are_refused_with_a_way_forward(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence.replace(".", r"\.")) as refusal:
        cli.load(file_of(tmp_path, data))
    assert str(refusal.value).endswith(".")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        Unreadable, match=r"none\.txt cannot be read: No such file or directory\. Name a file of text\."
    ):
        cli.load(tmp_path / "none.txt")


def test_a_folder_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: Is a directory"):
        cli.load(tmp_path)


def test_a_name_that_would_act_on_a_terminal_is_shown_harmlessly(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        cli.load(tmp_path / "a\x1b[31m\nb")
    assert "\x1b" not in str(refusal.value) and "\n" not in str(refusal.value)


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 20), ("MOST_BRACKETS", 3)])
def test_beyond_a_limit_the_size_and_the_brackets_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(loading, limit, most)
    with pytest.raises(Unreadable, match=r"has 71 bytes, 3 opening and 4 closing brackets; at most"):
        cli.load(file_of(tmp_path))


def test_what_has_no_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MOST_BYTES", 10)
    monkeypatch.setattr(loading, "MOST_COUNTED", 20)
    with pytest.raises(Unreadable, match="has more than 20 bytes; at most 10 are read at once"):
        cli.load(file_of(tmp_path))


def test_a_word_document_with_too_many_brackets_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MOST_BRACKETS", 1)
    with pytest.raises(Unreadable, match="1 opening and 1 closing"):
        cli.load(file_of(tmp_path, word_file(paragraph(run("We [go]."))), "a.docx"))


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_what_looks_like_utf_16_is_read_with_a_notice(tmp_path: Path, mark: bytes) -> None:
    (notice,) = cli.load(file_of(tmp_path, mark + "We go".encode("utf-16-le"))).notices
    assert "looks like UTF-16" in notice and notice.endswith("Save it as UTF-8.")


# -- inspect


def test_inspection_counts_and_lists_problems(tmp_path: Path) -> None:
    found = cli.inspect(file_of(tmp_path))
    assert found.as_json() == {
        "words": 14,
        "open": 3,
        "close": 4,
        "stray": 1,
        "unclosed": 0,
        "depth": 1,
        "alternatives": 2,
        "options": 0,
        "placeholders": 1,
        "provisions": 3,
        "clean": 1,
        "round_trip": True,
        "problems": [{"line": 3, "column": 33, "kind": "stray"}],
    }


def test_markdown_has_links_and_footnotes(tmp_path: Path) -> None:
    words = "See [a](https://example.org)[^1].\n\n[^1]: Note.\n"
    answer = cli.inspect(file_of(tmp_path, words, "a.md")).as_json()
    assert (answer["links"], answer["footnotes"]) == (1, 1)
    assert "links" not in cli.inspect(file_of(tmp_path, words)).as_json()


def test_problems_beyond_the_most_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_PROBLEMS", 2)
    answer = cli.inspect(file_of(tmp_path, "]" * 5)).as_json()
    assert len(answer["problems"]) == 2 and answer["problems_left_out"] == 3  # type: ignore[arg-type]


def test_comments_and_notices_are_told(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="0" w:author="Lena">{paragraph(run("Why?"))}</w:comment>'
    marked = ['<w:commentRangeStart w:id="0"/>', run("shall"), '<w:commentRangeEnd w:id="0"/>']
    body = paragraph(run("We "), *marked, run(" go.", "<w:vanish/>"))
    found = cli.inspect(file_of(tmp_path, word_file(body, comments=comment), "a.docx"))
    answer = found.as_json()
    assert answer["remarks"] == [{"line": 1, "column": 4, "party": "Lena", "about": "shall", "words": "Why?"}]
    assert len(answer["notices"]) == 1  # type: ignore[arg-type]
    words = cli.inspection_in_words("a.docx", found)
    assert "  line 1, on “shall”, Lena: Why?" in words and "formatted as hidden" in words


def test_inspection_in_words_has_the_whole_each_article_and_what_does_not_match(tmp_path: Path) -> None:
    words = cli.inspection_in_words("draft.txt", cli.inspect(file_of(tmp_path)))
    lines = words.split("\n")
    assert lines[0] == "draft.txt: 14 words, 3 opening and 4 closing brackets."
    assert "  alternatives               2" in words and "  stray closers              1" in words
    assert any(line.startswith("  Article 1 ") and line.endswith("1 of 3") for line in lines)
    assert "  line 3, column 33: stray. Nothing that is open in article-1/1 fits this closer." in lines
    assert lines[-1] == "Written back, it is byte for byte what was read."


def test_invisible_characters_are_counted_and_none_is_printed(tmp_path: Path) -> None:
    words = cli.inspection_in_words("a\x1b.txt", cli.inspect(file_of(tmp_path, "a\u202eb\x07")))
    assert "2 characters cannot be seen" in words and "\x07" not in words and "\x1b" not in words


def test_long_lists_end_with_how_many_more_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_MOST_PROBLEMS", 2)
    monkeypatch.setattr(reports, "_MOST_ARTICLES", 1)
    monkeypatch.setattr(reports, "_MOST_COMMENTS", 1)
    text = "".join(f"Article {number}\n\n1. We [go.\n\n" for number in (1, 2, 3))
    found = cli.inspect(file_of(tmp_path, text))
    comments = tuple(Comment(0, 7, "Lena", "", f"number {number}") for number in range(3))
    found = inspection.inspected(found.loaded._replace(comments=comments))
    words = cli.inspection_in_words("a", found)
    assert "… and 1 more that do not match." in words
    assert "… and 2 more." in words
    assert "… and 2 more comments; --json has all." in words


def test_what_is_not_written_back_is_said_in_capitals(tmp_path: Path) -> None:
    found = cli.inspect(file_of(tmp_path))
    other = inspection.inspected(found.loaded._replace(data=b"other bytes"))
    assert not other.round_trip and "it is NOT what was read" in cli.inspection_in_words("a", other)


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
