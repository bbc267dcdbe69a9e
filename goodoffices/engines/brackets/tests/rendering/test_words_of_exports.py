"""What exports add to a draft in words, and how they treat characters, directions and Markdown."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.model import Comment, Note
from goodoffices.engines.brackets.rendering import RenderOptions
from goodoffices.engines.brackets.rendering.bookmarks import bookmark_name, id_of_bookmark
from goodoffices.engines.brackets.rendering.comments import comment_text, comments_on
from goodoffices.engines.brackets.rendering.direction import by_direction, has_letters, runs_right_to_left
from goodoffices.engines.brackets.rendering.labels import bracket_label, option_label, party_names
from goodoffices.engines.brackets.rendering.language import language
from goodoffices.engines.brackets.rendering.letters import lacking
from goodoffices.engines.brackets.rendering.markdown import defined, emphasis, linked
from goodoffices.engines.brackets.rendering.phrases import _PHRASES, phrase, stance_in
from goodoffices.engines.brackets.rendering.render_options import LANGUAGES
from goodoffices.engines.brackets.rendering.visible import visible

STANCES = ("proposed", "supported", "opposed", "reserved", "withdrawn")


# -- phrases


def gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_phrase_with_the_same_gaps(code: str) -> None:
    assert set(_PHRASES) == set(LANGUAGES)
    assert {key: gaps(words) for key, words in _PHRASES[code].items()} == {
        key: gaps(words) for key, words in _PHRASES["en"].items()
    }


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("stance", STANCES)
def test_a_stance_that_was_written_in_words_is_read_back(code: str, stance: str) -> None:
    written = phrase(code, stance, who="North")
    assert stance_in(written, "North") == (stance, "")
    assert stance_in(f"{written}: with thanks", "North") == (stance, "with thanks")
    assert stance_in(written, "South") == (None, written)


def test_a_language_that_is_not_known_is_english() -> None:
    assert phrase("de", "alternative", n=1, of=2) == "alternative 1 of 2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Parties shall meet in the capital of one of them.", "en"),
        ("Les Parties se réunissent dans la capitale des unes et des autres.", "fr"),
        ("Стороны встречаются ежегодно.", "ru"),
        ("Taraflar her yıl bir kez ve bu madde için toplanır.", "tr"),
        ("تجتمع الأطراف سنويا", "ar"),
        ("", "en"),
        ("1234 [X]", "en"),
    ],
)  # fmt: skip
def test_the_language_is_guessed_from_the_words(text: str, code: str) -> None:
    assert language(parse(text), RenderOptions()) == code


def test_the_language_that_is_asked_for_counts() -> None:
    assert language(parse("The Parties shall meet."), RenderOptions(language="ar")) == "ar"


# -- labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[a]", ["not agreed"]),
        ("[a][b]", ["alternative 1 of 2", "alternative 2 of 2"]),
        ("[X]", ["to be filled in"]),
        ("[US: a]", ["not agreed, proposed by US"]),
        ("[US/JP propose; EU oppose: a][NZ supports: b]", ["alternative 1 of 2, proposed by US/JP, opposed by EU", "alternative 2 of 2, supported by NZ"]),
        ("[Chile reserves its position]", ["not agreed, reserved by Chile"]),
    ],
)  # fmt: skip
def test_a_bracket_says_which_alternative_it_is_and_whose(text: str, labels: list[str]) -> None:
    draft = parse(text)
    assert [bracket_label(draft, one, "en") for one in draft.brackets] == labels


def test_an_option_also_says_the_stances_beside_the_text() -> None:
    draft = parse("Option 1 (Norway): a\n\nOption 2: b\n")
    second = draft.options[1]
    draft = parse(draft.text, notes=[Note(second.start, second.end, "North", "opposed")])
    assert [option_label(draft, one, "en") for one in draft.options] == [
        "option 1 of 2, proposed by Norway",
        "option 2 of 2, opposed by North",
    ]
    assert option_label(draft, draft.options[0], "fr") == "option 1 sur 2, proposé par Norway"


def test_names_come_in_the_texts_order_each_once() -> None:
    draft = parse("[US/JP/US propose: a]")
    assert party_names(draft.brackets[0], "proposed") == "US/JP"
    assert party_names(draft.brackets[0], "opposed") == ""


# -- comments


def test_comments_are_notes_of_parties_comments_from_word_and_reasons_in_text_order() -> None:
    draft = parse(
        "We [shall] go] now.", notes=[Note(3, 10, "North", "opposed", "no"), Note(3, 10, "", "reserved", "opened")]
    )
    found = comments_on(draft, RenderOptions(reasons=True, comments=(Comment(0, 2, "Lena", "", "Why?"),)))
    assert [(one.start, one.party, one.stance) for one in found] == [
        (0, "Lena", ""),
        (3, "North", "opposed"),
        (13, "", "stray"),
    ]
    assert len(comments_on(draft, RenderOptions())) == 1


def test_what_comments_hide_is_shown() -> None:
    found = comments_on(parse("We go."), RenderOptions(comments=(Comment(0, 2, "A\u202eB", "", "x\x00"),)))
    assert (found[0].party, found[0].words) == ("A‹U+202E›B", "x‹U+0000›")


@pytest.mark.parametrize(
    ("comment", "authored", "words"),
    [
        (Comment(0, 1, "North", "supported", ""), False, "supported by North"),
        (Comment(0, 1, "North", "opposed", "too strong"), False, "opposed by North: too strong"),
        (Comment(0, 1, "North", "", "Why?"), False, "North: Why?"),
        (Comment(0, 1, "North", "", "Why?"), True, "Why?"),
        (Comment(0, 1, "", "left_open", "Opened in 1."), False, "bracket left open: Opened in 1."),
        (Comment(0, 1, "", "stray", ""), False, "closing bracket without a partner"),
    ],
)  # fmt: skip
def test_a_comment_in_words(comment: Comment, authored: bool, words: str) -> None:
    assert comment_text(comment, "en", authored) == words


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
