"""What exports add to a draft in words."""

import string

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.model import Comment, Note
from goodoffices.engines.brackets.rendering import RenderOptions
from goodoffices.engines.brackets.rendering.comments import comment_text, comments_on
from goodoffices.engines.brackets.rendering.labels import bracket_label, option_label, party_names
from goodoffices.engines.brackets.rendering.language import language
from goodoffices.engines.brackets.rendering.phrases import _PHRASES, phrase, stance_in
from goodoffices.engines.brackets.rendering.render_options import LANGUAGES

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
