"""The parts of a Word document: authors, notes, comments, tracked changes, and what is refused."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.tests.word_files import (
    TYPES,
    W,
    deleted,
    inserted,
    packed,
    paragraph,
    run,
    word_file,
)
from goodoffices.engines.brackets.word import Refused, body, package, read_word
from goodoffices.engines.brackets.word.content import WORD, Document, Segment, author_of
from goodoffices.engines.brackets.word.package import opened
from goodoffices.engines.brackets.word.paragraph import Paragraph, whole
from goodoffices.engines.brackets.word.tracked_changes import party_names, rewritten


def text_of(*paragraphs: str, **parts: str) -> str:
    return read_word(word_file("".join(paragraphs), **parts)).draft.text


# -- authors and words


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Lena", "Lena"),
        ("Lena [North]", "Lena North"),
        ("A: B; C, D (E)", "A B C D E"),
        ("", "Unknown"),
        ("x" * 200, "x" * 80),
        ("  two   words ", "two words"),
    ],
)  # fmt: skip
def test_an_authors_name_fits_into_a_bracket(name: str, author: str) -> None:
    assert author_of({WORD + "author": name}) == author


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("", 0), (None, 0), ("wide", 0), ("-3", -3), ("1.5", 0)])
def test_whole_numbers_are_read_with_forbearance(text: str | None, number: int) -> None:
    assert whole(text) == number


def test_a_paragraph_begins_with_nothing_known() -> None:
    assert Paragraph(7) == Paragraph(start=7, style="", number=None, level=None, inset=0, begun=False)


@pytest.mark.parametrize(
    ("element", "written"),
    [
        ("<w:tab/>", " "),
        ("<w:br/>", "\n"),
        ('<w:br w:type="page"/>', " "),
        ("<w:cr/>", "\n"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ('<w:sym w:char="2192"/>', "→"),
        ('<w:sym w:char="D800"/>', ""),
        ('<w:sym w:char="no"/>', ""),
        ("<w:softHyphen/>", ""),
    ],
)  # fmt: skip
def test_characters_that_are_elements_are_read(element: str, written: str) -> None:
    assert text_of(paragraph(run("a"), f"<w:r>{element}</w:r>", run("b"))) == f"a{written}b\n"


def test_pictures_are_counted_and_left_out() -> None:
    found = read_word(word_file(paragraph(run("a"), "<w:r><w:drawing/></w:r>", "<w:r><w:pict/></w:r>")))
    assert found.draft.text == "a\n" and found.notices == ("2 pictures or drawings are left out.",)


def test_indented_paragraphs_are_indented() -> None:
    inset = '<w:p><w:pPr><w:ind w:left="850"/></w:pPr>' + run("(a) go") + "</w:p>"
    assert text_of(paragraph(run("1. We may:")), inset) == "1. We may:\n\n      (a) go\n"


def test_a_document_with_too_many_paragraphs_or_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MOST_PARAGRAPHS", 2)
    with pytest.raises(Refused, match="more than 2 paragraphs"):
        read_word(word_file(paragraph(run("a")) * 3))
    monkeypatch.setattr(body, "MOST_WORDS", 5)
    with pytest.raises(Refused, match="more than 5 characters"):
        read_word(word_file(paragraph(run("many words"))))


# -- tracked changes


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("We "), inserted("A", run("shall")), run(" go.")], "We [A: shall] go.\n"),
        ([run("We "), deleted("A", "shall"), run(" go.")], "We [A oppose: shall] go.\n"),
        ([run("We "), deleted("A", "shall"), inserted("A", run("may")), run(" go.")], "We [shall][A: may] go.\n"),
        ([run("We "), inserted("A", run("may")), deleted("A", "shall"), run(" go.")], "We [A: may][shall] go.\n"),
        ([run("We "), deleted("A", "shall"), inserted("B", run("may")), run(" go.")], "We [A oppose: shall][B: may] go.\n"),
        ([run("We"), inserted("A", run(" now ")), run("go.")], "We [A: now] go.\n"),
        ([run("We "), inserted("A", run("[shall]")), run(" go.")], "We [A: shall] go.\n"),
        ([run("We "), inserted("S", run("[US: shall]")), run(" go.")], "We [US: shall] go.\n"),
        ([run("We "), inserted("A", run("[shall")), run("] go.")], "We [shall] go.\n"),
        ([run("We "), inserted("A", run("a "), run("b")), run(" go.")], "We [A: a b] go.\n"),
        ([run("We "), inserted("A", run(" ")), run("go.")], "We  go.\n"),
    ],
)  # fmt: skip
def test_a_change_becomes_a_bracket_that_names_its_author(runs: list[str], text: str) -> None:
    assert text_of(paragraph(*runs)) == text


def document(*segments: tuple[int, str, str, str]) -> Document:
    return Document([Segment(*one) for one in segments])


def test_places_lead_from_the_documents_words_to_the_text() -> None:
    found = document((1, "", "", "We "), (1, "A", "", "shall"), (1, "", "", " go.\n\n"))
    made = rewritten(found)
    assert made.text == "We [A: shall] go.\n"
    words = "".join(one.words for one in found.segments)
    for before, after in made.places:
        assert words[before : before + 2] == made.text[after : after + 2]


def test_authors_of_one_change_are_two_parties() -> None:
    assert party_names(document((1, "US/JP", "EU", "x"))) == {"US", "JP", "EU"}


def test_an_empty_document_is_an_empty_draft() -> None:
    assert rewritten(Document()) == ("", [(0, 0)])


segments = st.lists(
    st.tuples(st.just(1), st.sampled_from(["", "A", "B"]), st.sampled_from(["", "A"]), st.sampled_from(["one ", "two", " [x]", " ", "y]"])),
    max_size=8,
)  # fmt: skip


@given(segments)
def test_no_word_of_a_document_is_lost(found: list[tuple[int, str, str, str]]) -> None:
    words = "".join(one[3] for one in found)
    rest = iter(rewritten(document(*found)).text)
    assert all(character in rest for character in words if not character.isspace())


# -- notes and comments


def called(number: int, mark: str = "") -> str:
    own = ' w:customMarkFollows="1"' if mark else ""
    return f'<w:r><w:footnoteReference w:id="{number}"{own}/>' + (f"<w:t>{mark}</w:t>" if mark else "") + "</w:r>"


def note(number: int, words: str) -> str:
    return f'<w:footnote w:id="{number}">{paragraph(run(words))}</w:footnote>'


@pytest.mark.parametrize(
    ("calls", "marks"),
    [
        ([called(2), called(3)], ["1", "2"]),
        ([called(2, "*"), called(3)], ["*", "1"]),
        ([called(2, "*"), called(3, "*")], ["*", "2"]),
        ([called(2, "[a b]")], ["1"]),
    ],
)  # fmt: skip
def test_notes_have_the_mark_that_readers_see(calls: list[str], marks: list[str]) -> None:
    notes = "".join(note(number, f"note {number}") for number in (2, 3)[: len(calls)])
    text = text_of(paragraph(run("x"), *calls), footnotes=notes)
    assert text.startswith("x" + "".join(f"[^{mark}]" for mark in marks))
    assert [line.split("]:")[0] for line in text.strip().split("\n\n")[1:]] == [f"[^{mark}" for mark in marks]


@pytest.mark.parametrize(
    ("words", "stance", "rest"),
    [
        ("Supported", "supported", ""),
        ("We support this", "supported", "this"),
        ("Opposed: too strong", "opposed", "too strong"),
        ("We object", "opposed", ""),
        ("Reserve, pending instructions", "reserved", "pending instructions"),
        ("the proposal of 3 May", "proposed", "of 3 May"),
        ("Withdrawn", "withdrawn", ""),
        ("appuyé par Lena: merci", "supported", "merci"),
        ("supported by Lena: with thanks", "supported", "with thanks"),
        ("Why?", None, "Why?"),
        ("Not supported", None, "Not supported"),
    ],
)  # fmt: skip
def test_a_comment_may_begin_with_a_stance(words: str, stance: str | None, rest: str) -> None:
    comment = f'<w:comment w:id="0" w:author="Lena">{paragraph(run(words))}</w:comment>'
    marked = ['<w:commentRangeStart w:id="0"/>', run("shall"), '<w:commentRangeEnd w:id="0"/>']
    found = read_word(word_file(paragraph(run("We "), *marked, run(" go.")), comments=comment))
    if stance:
        assert found.draft.notes == (Note(3, 8, "Lena", stance, rest),) and not found.comments
    else:
        assert not found.draft.notes and [(one.party, one.words) for one in found.comments] == [("Lena", rest)]


# -- the package


HONEST = f"<w:document {W}><w:body>{paragraph(run('x'))}</w:body></w:document>"
BASE = {"[Content_Types].xml": TYPES, "word/document.xml": HONEST}


def test_parts_are_asked_for_by_name_and_may_be_missing() -> None:
    found = opened(packed(BASE))
    assert "word/document.xml" in found and "word/comments.xml" not in found

    class Nothing:
        def start(self, tag: str, attributes: dict[str, str]) -> None:
            raise AssertionError("a part that is not there has no elements")

        end = data = start

    found.feed("word/comments.xml", Nothing())


def test_two_parts_of_one_name_are_refused(recwarn: pytest.WarningsRecorder) -> None:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in [*BASE.items(), ("word/document.xml", HONEST)]:
            archive.writestr(name, words)
    with pytest.raises(Refused, match="two parts of one name"):
        opened(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"words", b"\xd0\xcf\x11\xe0" * 100])
def test_other_bytes_are_no_document(data: bytes) -> None:
    with pytest.raises(Refused, match="not a Word document, or it is damaged"):
        opened(data)


def test_a_document_that_is_too_large_is_not_even_unzipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="at most 10 are read"):
        opened(packed(BASE))


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "UTF-16", "US-ASCII"])
def test_ordinary_encodings_are_read(encoding: str) -> None:
    words = f'<?xml version="1.0" encoding="{encoding}"?>{HONEST}'.encode(encoding)
    assert read_word(packed(BASE | {"word/document.xml": words})).draft.text == "x\n"


def test_a_table_is_told_with_its_first_words() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("Good", "Duty"))
    found = read_word(word_file(paragraph(run("a")) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph(run("b"))))
    assert found.draft.text == "a\n\nGood\n\nDuty\n\nb\n"
    assert found.notices == ("Tables (in “Good”) are read cell by cell; each line in one is a paragraph of its own.",)
