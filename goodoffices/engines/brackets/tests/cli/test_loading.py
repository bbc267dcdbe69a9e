"""Files that are read or refused, and what an inspection of one says."""

from pathlib import Path

import pytest

from goodoffices.engines.brackets import cli, inspection, loading, reports
from goodoffices.engines.brackets.cli import Unreadable
from goodoffices.engines.brackets.model import Comment
from goodoffices.engines.brackets.tests.word_files import paragraph, run, word_file

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
