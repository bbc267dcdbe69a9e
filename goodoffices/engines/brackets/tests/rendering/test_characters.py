"""Characters, directions, bookmarks and Markdown in exports."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.rendering.bookmarks import bookmark_name, id_of_bookmark
from goodoffices.engines.brackets.rendering.direction import by_direction, has_letters, runs_right_to_left
from goodoffices.engines.brackets.rendering.letters import lacking
from goodoffices.engines.brackets.rendering.markdown import defined, emphasis, linked
from goodoffices.engines.brackets.rendering.visible import visible

# -- characters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [text]", "plain [text]"),
        ("a\u202eb", "a‹U+202E›b"),
        ("a\x00b", "a‹U+0000›b"),
        ("a\tb\n", "a\tb\n"),
        ("\u200f٣", "\u200f٣"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", "�"),
        ("\uffff", "�"),
        ("\ufdd0", "�"),
        ("\u2066x\u2069", "‹U+2066›x‹U+2069›"),
        ("\ufeff", "‹U+FEFF›"),
        ("\x7f\x9f", "‹U+007F›‹U+009F›"),
    ],
)  # fmt: skip
def test_what_hides_or_reorders_is_shown_by_its_code_point(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(max_size=30))
def test_nothing_that_steers_a_reader_or_a_machine_is_left(text: str) -> None:
    for character in visible(text):
        assert character in "\t\n\r" or unicodedata.category(character) != "Cc"
        assert not "\u202a" <= character <= "\u202e" and not "\u2066" <= character <= "\u2069"


@pytest.mark.parametrize(
    ("text", "right_to_left"),
    [("shall", False), ("يجب", True), ("1. يجب", True), ("[שלום]", True), ("", False), ("123", False), ("a يجب", False)],
)  # fmt: skip
def test_the_first_letter_decides_the_direction(text: str, right_to_left: bool) -> None:
    assert runs_right_to_left(text) is right_to_left


@pytest.mark.parametrize(("text", "letters"), [("a", True), ("1.", False), ("[…]", False), ("ب", True), ("_", False)])
def test_only_letters_have_a_direction(text: str, letters: bool) -> None:
    assert has_letters(text) is letters


@pytest.mark.parametrize(
    ("text", "rtl", "stretches"),
    [
        ("We go", False, [("We go", False)]),
        ("يجب (shall) أن", True, [("يجب (", True), ("shall", False), (") أن", True)]),
        ("the يجب أن word", False, [("the ", False), ("يجب أن", True), (" word", False)]),
        ("المادة Article 5 ثم", True, [("المادة ", True), ("Article 5", False), (" ثم", True)]),
        ("", True, []),
        ("12.", True, [("12.", True)]),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_its_direction_turns(text: str, rtl: bool, stretches: list[tuple[str, bool]]) -> None:
    assert by_direction(text, rtl) == stretches


@given(st.text(alphabet="ab يجב1.( ", max_size=30), st.booleans())
def test_stretches_joined_are_the_text(text: str, rtl: bool) -> None:
    found = by_direction(text, rtl)
    assert "".join(words for words, _ in found) == text and all(words for words, _ in found)


@pytest.mark.parametrize(
    ("text", "lacks"), [("Article 第一条", "第一条"), ("Статья المادة", ""), ("বাংলা", "বাংলা"), ("😀", "😀")]
)
def test_letters_that_the_fonts_lack_are_found(text: str, lacks: str) -> None:
    assert "".join(lacking(text)) == lacks


# -- bookmarks


ids = st.text(alphabet="abcxyz0123456789/-.#", min_size=1, max_size=30)


@given(ids)
def test_an_id_that_has_a_bookmark_comes_back_from_it(id: str) -> None:
    name = bookmark_name(id)
    assert not name or (id_of_bookmark(name) == id and len(name) <= 40)


@pytest.mark.parametrize("id", ["article-3/8/option-1/a", "article-qq.a.6", "article-3/8#2", "1-bis", "pp-1"])
def test_ids_of_drafts_have_bookmarks(id: str) -> None:
    assert id_of_bookmark(bookmark_name(id)) == id


@pytest.mark.parametrize("id", ["a" * 38, "статья", "a b", ""])
def test_ids_that_a_bookmark_cannot_hold_have_none(id: str) -> None:
    assert bookmark_name(id) == ""


@pytest.mark.parametrize("name", ["_Toc123", "_GoBack", "", "go_", "article_1"])
def test_other_bookmarks_stand_for_no_id(name: str) -> None:
    assert id_of_bookmark(name) == ""


# -- Markdown


def stretches(*texts: str, own: list[bool] | None = None) -> list[list[tuple[str, bool, bool]]]:
    found = emphasis(texts, own or [True] * len(texts))
    return [
        [(text[one.start : one.end], one.italic, one.bold) for one in each]
        for text, each in zip(texts, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a *b* c", [("a ", False, False), ("b", True, False), (" c", False, False)]),
        ("**b** c", [("b", False, True), (" c", False, False)]),
        ("***b***", [("b", True, True)]),
        ("_b_", [("b", True, False)]),
        ("snake_case_name", [("snake_case_name", False, False)]),
        ("2 * 3 * 4", [("2 * 3 * 4", False, False)]),
        ("\\*a\\*", [("*a", False, False), ("*", False, False)]),
        ("*open", [("*open", False, False)]),
        ("", []),
    ],
)  # fmt: skip
def test_emphasis_is_read_and_its_marks_go(text: str, found: list[tuple[str, bool, bool]]) -> None:
    assert stretches(text) == [found]


def test_emphasis_begins_outside_a_bracket_and_ends_inside() -> None:
    assert stretches("*In ", "[", "aid* of", own=[True, False, True]) == [
        [("In ", True, False)],
        [("[", True, False)],
        [("aid", True, False), (" of", False, False)],
    ]


def test_marks_in_what_is_no_text_stay() -> None:
    assert stretches("*a*", own=[False]) == [[("*a*", False, False)]]


@pytest.mark.parametrize(
    ("link", "words", "at"),
    [
        ("[draft](https://example.org/a)", "draft", "https://example.org/a"),
        ("[draft](http://example.org/Rio_(city))", "draft", "http://example.org/Rio_(city)"),
        ('[draft](https://example.org "Title")', "draft", "https://example.org"),
        ("[write](mailto:lena@example.org)", "write", "mailto:lena@example.org"),
        ("[run](javascript:alert)", "run", ""),
        ("[page](/local)", "page", ""),
        ("![picture](https://example.org/a.png)", "picture", "https://example.org/a.png"),
        ("[second][two]", "second", "https://example.org/two"),
        ("[two]", "two", "https://example.org/two"),
        ("[none][nowhere]", "none", ""),
        ("no link", "no link", ""),
    ],
)  # fmt: skip
def test_only_links_to_the_web_and_to_mail_lead_anywhere(link: str, words: str, at: str) -> None:
    assert linked(link, {"two": "https://example.org/two"}) == (words, at)


@pytest.mark.parametrize(
    ("words", "found"),
    [("[Two  b]: https://example.org", ("two b", "https://example.org")), ("[a]: <https://x.org>", ("a", "https://x.org")), ("no", ("", ""))],
)  # fmt: skip
def test_a_definition_has_a_name_and_an_address(words: str, found: tuple[str, str]) -> None:
    assert defined(words) == found
