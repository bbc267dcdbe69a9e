"""The shapes of words: what is hidden, blank or endless is refused, what is merely odd is not, and the record stays readable."""

import unicodedata

import pytest
from pydantic import TypeAdapter, ValidationError

from goodoffices.record.fields import RECORDED, Id, Line, Note, Words, looks_like, shape_of

LINE, NOTE, WORDS, ID = (TypeAdapter(each) for each in (Line, Note, Words, Id))
WRITTEN = (LINE, NOTE, WORDS)

HIDDEN = {
    "a null": "\x00",
    "a bell": "\x07",
    "an escape": "\x1b",
    "a delete": "\x7f",
    "a control of the second set": "\x85",
    "an override of the reading order": "\u202e",
    "an embedding": "\u202a",
    "a byte order mark": "\ufeff",
    "an annotation": "\ufff9",
    "no character": "\uffff",
    "no character of a later plane": "\U0010fffe",
    "a tag": "\U000e0041",
}
BLANK = ["", " ", "\n\t ", "\u200b", "\u2060\u00ad", "\u3164", "\u2800\u2800", "\ufe0f", "\u00a0"]
ODD = [
    "🕊",
    "é" * 10,
    "e\u0301",
    "שלום",
    "مرحبا",
    "مـرحبا",
    "你好",
    "می\u200cخواهم",
    "क्\u200dष",
    "<b>&amp;</b>",
    "'; DROP TABLE",
    "\\u202e",
]


def why(adapter, value, **more):
    with pytest.raises(ValidationError) as problem:
        adapter.validate_python(value, **more)
    return problem.value.errors()[0]["type"]


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("adapter", WRITTEN, ids=["line", "note", "words"])
def test_a_hidden_character_is_refused_wherever_it_stands(adapter, character):
    for text in (f"Thirty{character} days", f"{character}Thirty days", f"Thirty days{character}"):
        assert why(adapter, text) == "hidden_character"


def test_the_refusal_names_the_character():
    with pytest.raises(ValidationError, match=r"U\+202E"):
        WORDS.validate_python("Thirty \u202edays")


@pytest.mark.parametrize("text", BLANK, ids=ascii)
def test_what_nobody_sees_is_blank(text):
    assert why(LINE, text) == why(WORDS, text) == "blank"
    assert NOTE.validate_python(text) == text


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("adapter", WRITTEN, ids=["line", "note", "words"])
def test_what_is_merely_odd_is_taken_as_it_is(adapter, text):
    assert adapter.validate_python(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029"], ids=ascii)
def test_lines_end_in_one_way(end):
    assert WORDS.validate_python(f"One{end}two") == NOTE.validate_python(f"One{end}two") == "One\ntwo"


@pytest.mark.parametrize("text", ["One\ntwo", "One\n"])
def test_a_line_is_one_line(text):
    assert why(LINE, text) == "one_line"


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2066", "\u3164", "\ufe0f"], ids=ascii)
def test_in_a_name_nothing_is_unseen(unseen):
    """Two names that look alike would be two rooms with one citation."""
    assert why(LINE, f"Nor{unseen}th") == "hidden_character"
    assert WORDS.validate_python(f"Nor{unseen}th")


@pytest.mark.parametrize(
    ("adapter", "most"), [(LINE, 300), (NOTE, 20_000), (WORDS, 20_000)], ids=["line", "note", "words"]
)
def test_what_is_too_long_is_refused_at_the_very_next_character(adapter, most):
    assert len(adapter.validate_python("a" * most)) == most
    assert why(adapter, "a" * (most + 1)) == "string_too_long"


@pytest.mark.parametrize("value", [None, 1, 1.5, True, b"\xff", ["words"], {"text": "words"}])
@pytest.mark.parametrize("adapter", [*WRITTEN, ID], ids=["line", "note", "words", "id"])
def test_words_are_words(adapter, value):
    assert why(adapter, value) in ("string_type", "string_unicode")


@pytest.mark.parametrize("id", ["a", "x" * 40, "a/b", "..", "<script>", "'"])
def test_an_id_is_any_short_word_of_plain_signs(id):
    assert ID.validate_python(id) == id


@pytest.mark.parametrize("id", ["", "a b", "a\n", "\n", "é", "x" * 41, "a\x00", "\u202e", " a"])
def test_what_is_no_id_is_refused_by_its_shape(id):
    assert why(ID, id).startswith("string_")


# ---- what has been recorded ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*HIDDEN.values(), *BLANK[1:], "One\ntwo"], ids=ascii)
def test_what_was_recorded_before_a_rule_is_read_for_ever(text):
    for adapter in WRITTEN:
        assert adapter.validate_python(text, context=RECORDED) == text


@pytest.mark.parametrize("context", [None, {}, {"recorded": False}, {"other": True}])
def test_only_the_record_itself_may_say_that_it_is_the_record(context):
    assert why(LINE, "Nor\u200bth", context=context) == "hidden_character"


# ---- names that look alike -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North", "NORTH"),
        ("North caucus", "  north   caucus "),
        ("North", "Nor\u200bth"),
        ("North", "Ｎorth"),
        ("é", "e\u0301"),
        ("ﬁre", "fire"),
        ("straße", "STRASSE"),
        ("South\u00a0caucus", "South caucus"),
    ],
)
def test_two_names_that_a_reader_cannot_tell_apart_are_one(one, other):
    assert looks_like(one) == looks_like(other)


@pytest.mark.parametrize(
    ("one", "other"), [("North", "South"), ("North", "North 2"), ("resume", "résumé"), ("a b", "ab")]
)
def test_names_that_differ_to_the_eye_stay_two(one, other):
    assert looks_like(one) != looks_like(other)


def test_what_a_name_looks_like_looks_like_itself():
    for name in ODD:
        assert looks_like(looks_like(name)) == looks_like(name)
        assert looks_like(unicodedata.normalize("NFD", name)) == looks_like(name)


def test_a_type_says_which_shape_it_has():
    marks = [annotation.__metadata__ for annotation in (Line, Words, Note, Id)]
    assert [shape_of(each) for each in marks] == ["line", "words", "note", ""]
    assert shape_of([]) == ""
