"""Snippets show the text as it was written, whole words marked."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.words import Query, snippet
from goodoffices.engines.words.tests.books import drawn


def marked(pieces):
    return [piece for piece, hit in pieces if hit]


def shown(pieces):
    return "".join(piece for piece, _hit in pieces)


@pytest.mark.parametrize(
    ("language", "text", "asked", "hits"),
    [
        ("tr", "MÜZAKERELERİN amacı İstanbul’da barıştır.", "müzakere istanbul", ["MÜZAKERELERİN", "İstanbul’da"]),
        ("tr", "Isparta’daki sınırlar ve SINIRLARI", "sınır", ["sınırlar", "SINIRLARI"]),
        ("ar", "بدأت الـمُفاوضاتُ في إسطنبول، والمفاوضون متفائلون", "مفاوضات", ["الـمُفاوضاتُ", "والمفاوضون"]),
        ("ru", "В ходе переговоров стороны…", "переговоры", ["переговоров"]),
        ("fr", "L’accord et les accords", "accord", ["L’accord", "accords"]),
        ("en", "Cease fire now, and cease firing", '"cease fire"', ["Cease", "fire", "cease", "firing"]),
        ("en", "Fire may cease", '"cease fire"', []),
        ("en", "The negotiators negotiated", "negotiat*", ["negotiators", "negotiated"]),
        ("en", "A border, no sanction", "border -sanction", ["border"]),
        ("en", "cafe\u0301s and cafe", "cafés", ["cafe\u0301s", "cafe"]),
    ],
)
def test_inflected_hits_are_marked_as_written(language, text, asked, hits):
    pieces = snippet(text, Query.parse(asked), language)
    assert marked(pieces) == hits
    assert shown(pieces) == text


def test_the_stretch_with_most_of_the_words_is_shown():
    text = "border " + "filler " * 100 + "the border and the treaty " + "filler " * 100
    pieces = snippet(text, Query.parse("border treaty", ["en"]), "en", 80)
    assert marked(pieces) == ["border", "treaty"]
    assert shown(pieces).startswith("…") and shown(pieces).endswith("…")
    assert len(shown(pieces)) <= 82


def test_without_a_hit_the_beginning_is_shown():
    assert snippet("one two three four", Query.parse("nowhere"), "en", 10) == [("one two…", False)]


def test_nothing_is_left_open_that_turns_the_direction():
    text = "\u202bالحدود\u202c \u2067border\u2069 \u200fنهاية"
    assert shown(snippet(text, Query.parse("border"), "ar")) == "الحدود border \u200fنهاية"


def test_flags_families_and_marks_stay_whole():
    for sign in ("👩‍👩‍👧", "e\u0301\u0323", "👍🏽", "🇹🇷"):
        for width in range(1, 12):
            for piece, _hit in snippet(sign * 30, Query.parse("x"), "en", width):
                assert piece.rstrip("…").replace(sign, "") == ""


@drawn
@given(st.text(st.sampled_from("abc é\u0301\u200d👩ـَ.\n"), max_size=200), st.integers(1, 60), st.data())
def test_pieces_are_one_stretch_of_the_text_cut_where_signs_end(text, width, data):
    asked = data.draw(st.sampled_from(text.split() or ["x"]))
    pieces = snippet(text, Query.parse(asked), "en", width)
    whole = shown(pieces)
    inner = whole.removeprefix("…").removesuffix("…")
    starts = [at for at in range(len(text) + 1) if text.startswith(inner, at)]
    assert starts
    assert any(_ends_well(text, at) and _ends_well(text, at + len(inner)) for at in starts)
    assert all(piece for piece, _hit in pieces)
    assert (whole == text) == ("…" not in whole)


def _ends_well(text, at):
    """Whether no mark follows, and no joiner stands at either side."""
    return not 0 < at < len(text) or not (unicodedata.category(text[at])[0] == "M" or "\u200d" in text[at - 1 : at + 1])


@drawn
@given(st.text(max_size=200), st.integers(1, 60))
def test_any_text_has_a_snippet_no_longer_than_asked_or_one_sign(text, width):
    whole = shown(snippet(text, Query.parse(text[:40]), "tr", width))
    assert len(whole) <= width + 2 or any(unicodedata.category(sign)[0] in "MCS" for sign in text)
