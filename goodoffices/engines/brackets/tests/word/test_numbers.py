"""Numbers that Word counts, and styles that make headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.tests.word_files import (
    paragraph,
    run,
    word_file,
)
from goodoffices.engines.brackets.word import read_word
from goodoffices.engines.brackets.word.content import WORD
from goodoffices.engines.brackets.word.numbering import Numbering, Styles, written


def text_of(*paragraphs: str, **parts: str) -> str:
    return read_word(word_file("".join(paragraphs), **parts)).draft.text


# -- numbers


@pytest.mark.parametrize(
    ("count", "form", "number"),
    [
        (1, "decimal", "1"),
        (12, "decimal", "12"),
        (4, "lowerLetter", "d"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (4000, "upperRoman", "4000"),
        (0, "lowerRoman", "0"),
        (3, "russianLower", "в"),
        (3, "russianUpper", "В"),
        (2, "arabicAlpha", "ب"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (5, "chineseCounting", "5"),
        (5000, "lowerLetter", "5000"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_its_format(count: int, form: str, number: str) -> None:
    assert written(count, form) == number


@given(st.integers(1, 3999))
def test_roman_numbers_are_those_of_the_reader(count: int) -> None:
    from goodoffices.engines.brackets.reading.numerals import from_roman

    assert count >= 400 or from_roman(written(count, "lowerRoman")) == count


def numbering(*levels: tuple[str, str, int]) -> str:
    """One list with these levels: format, text, start."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, start) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def test_a_list_counts_its_levels_and_begins_deeper_ones_again() -> None:
    parts = numbering(("decimal", "%1.", 1), ("lowerLetter", "(%2)", 1))
    levels = [0, 1, 1, 0, 1]
    text = text_of(*(paragraph(run(f"p{at}"), number=(1, level)) for at, level in enumerate(levels)), numbering=parts)
    assert [line.strip() for line in text.split("\n\n")] == ["1. p0", "(a) p1", "(b) p2", "2. p3", "(a) p4"]


def test_a_number_may_hold_those_above_it() -> None:
    parts = numbering(("decimal", "%1.", 3), ("decimal", "%1.%2", 1))
    text = text_of(paragraph(run("a"), number=(1, 0)), paragraph(run("b"), number=(1, 1)), numbering=parts)
    assert text.split() == ["3.", "a", "3.1", "b"]


@pytest.mark.parametrize(
    ("form", "lead"),
    [("bullet", "•"), ("none", ""), ("upperRoman", "I."), ("upperLetter", "A.")],
)
def test_a_list_may_be_bulleted_or_show_nothing(form: str, lead: str) -> None:
    parts = numbering((form, "%1.", 1))
    assert text_of(paragraph(run("x"), number=(1, 0)), numbering=parts).split() == [*([lead] if lead else []), "x"]


def test_a_list_that_begins_elsewhere_says_so() -> None:
    parts = (
        numbering(("decimal", "%1.", 1))
        + '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    text = text_of(paragraph(run("a"), number=(1, 0)), paragraph(run("b"), number=(2, 0)), numbering=parts)
    assert text.split() == ["1.", "a", "7.", "b"]


def test_a_list_that_is_not_there_gives_no_number() -> None:
    assert Numbering().next("9", 0) == ""
    assert text_of(paragraph(run("x"), number=(9, 0))) == "x\n"


# -- styles


def style(id: str, name: str = "", based_on: str = "", level: str = "") -> str:
    parts = f'<w:name w:val="{name}"/>' if name else ""
    parts += f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    parts += f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>' if level else ""
    return f'<w:style w:type="paragraph" w:styleId="{id}">{parts}</w:style>'


@pytest.mark.parametrize(
    ("id", "styles", "hashes"),
    [
        ("a", style("a", "heading 1"), "# "),
        ("a", style("a", "heading 3"), "### "),
        ("a", style("a", "Überschrift 2"), "## "),
        ("a", style("a", "Title"), "# "),
        ("a", style("a", "Заголовок 2"), "## "),
        ("a", style("a", "heading 9"), "###### "),
        ("a", style("a", "Body", level="1"), "## "),
        ("a", style("a", "Body", level="9"), ""),
        ("b", style("a", "heading 2") + style("b", based_on="a"), "## "),
        ("b", style("b", "Body", based_on="b"), ""),
        ("Heading2", "", "## "),
        ("Nothing", "", ""),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_style(id: str, styles: str, hashes: str) -> None:
    assert text_of(paragraph(run("Water"), style=id), styles=styles) == f"{hashes}Water\n"


def test_a_style_may_number_its_paragraphs() -> None:
    styles = '<w:style w:styleId="n"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    parts = {"styles": styles, "numbering": numbering(("decimal", "%1.", 1))}
    assert text_of(paragraph(run("a"), style="n"), paragraph(run("b"), style="n"), **parts).split() == [
        "1.",
        "a",
        "2.",
        "b",
    ]


def test_styles_are_looked_up_once() -> None:
    found = Styles()
    found.start(WORD + "style", {WORD + "styleId": "x"})
    found.start(WORD + "name", {WORD + "val": "heading 4"})
    assert found.of("x").heading == 4 and found.of("x") is found.of("x")
