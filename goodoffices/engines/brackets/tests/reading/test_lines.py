"""Lines, the labels they begin with, and how they follow each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.reading.lines import alone, lines, set_in, stands_in_capitals


@pytest.mark.parametrize(
    ("text", "markdown", "read"),
    [  # the line, indent, hashes, labels, note, after a blank line, after a broken sentence
        ('Article 5\n', False, [('Article 5', 0, 0, ['5'], '', True, False)]),
        ('1. (a) Option 1: go\n', False, [('1. (a) Option 1: go', 0, 0, ['1', 'a', '1'], '', True, False)]),
        ('  (b) go\n', False, [('  (b) go', 2, 0, ['b'], '', True, False)]),
        ('\t1. go\n', False, [('\t1. go', 4, 0, ['1'], '', True, False)]),
        ('# Title\n', True, [('# Title', 0, 1, [], '', True, False)]),
        ('### 3. Three\n', True, [('### 3. Three', 0, 3, ['3'], '', True, False)]),
        ('a word\nand more\n', False, [('a word', 0, 0, [], '', True, False), ('and more', 0, 0, [], '', False, True)]),
        ('a sentence.\n2. two\n', False, [('a sentence.', 0, 0, [], '', True, False), ('2. two', 0, 0, ['2'], '', False, False)]),
        ('a list of\n2. two\n', False, [('a list of', 0, 0, [], '', True, False), ('2. two', 0, 0, ['2'], '', False, True)]),
        ('---\n\n***\nwords\n', False, [('words', 0, 0, [], '', True, False)]),
        ('[\n[\n5. Each\n', False, [('[\n[\n5. Each', 0, 0, ['5'], '', False, False)]),
        ('[US propose: 5. Each Party]\n', False, [('[US propose: 5. Each Party]', 0, 0, ['5'], '', True, False)]),
        ('[^1]: note\n', True, [('[^1]: note', 0, 0, [], '1', True, False)]),
        ('word*\n\n* The note.\n', False, [('word*', 0, 0, [], '', True, False), ('* The note.', 0, 0, [], '*', True, False)]),
        ('* item\n', False, [('* item', 0, 0, [''], '', True, False)]),
        ('> 3. quoted\n', False, [('> 3. quoted', 0, 0, ['3'], '', True, False)]),
        ('\ufeff3. first\n', False, [('\ufeff3. first', 0, 0, ['3'], '', True, False)]),
        ('**7.** bold\n', True, [('**7.** bold', 0, 0, ['7'], '', True, False)]),
        ('1. 2. 3. 4. go\n', False, [('1. 2. 3. 4. go', 0, 0, ['1', '3'], '', True, False)]),
        ('\n\n  \nlast', False, [('last', 0, 0, [], '', True, False)]),
        ('1. - go\n', False, [('1. - go', 0, 0, ['1'], '', True, False)]),
    ],
)  # fmt: skip
def test_a_line_has_labels_and_a_place(text: str, markdown: bool, read: list[tuple[object, ...]]) -> None:
    assert [
        (
            text[one.start : one.end],
            one.indent,
            one.hashes,
            [label.label for label in one.labels],
            one.note,
            one.after_blank,
            one.wrapped,
        )
        for one in lines(text, markdown, [])
    ] == read


@given(st.lists(st.sampled_from(["1. a", "(b) c", "", "[", "words", "---", "Article 1", "  - x"]), max_size=12))
def test_every_line_with_words_is_given_once_and_in_order(parts: list[str]) -> None:
    text = "\n".join(parts)
    found = list(lines(text, False, []))
    assert [one.end for one in found] == sorted({one.end for one in found})
    with_words = [part for part in parts if part not in {"", "[", "---"}]
    assert [text[text.rfind("\n", 0, one.end) + 1 : one.end] for one in found] == with_words


def test_lines_inside_a_span_apart_are_left_out() -> None:
    text = "first\nPage 1\nsecond"
    assert [text[one.start : one.end] for one in lines(text, False, [(6, 13)])] == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("\nTHE RIVER TALKS\n\n", True),
        ("\nTHE RIVER TALKS\nwords", False),
        ("\nThe River Talks\n\n", False),
        ("\nTHE END.\n\n", False),
        ("\nAB\n\n", False),
        ("\nTHE [RIVER]\n\n", False),
        ("\n" + "LONG " * 30 + "\n\n", False),
        ("\nРЕЧНЫЕ ПЕРЕГОВОРЫ\n\n", True),
    ],
)  # fmt: skip
def test_a_line_of_capitals_between_empty_lines_is_a_heading(text: str, is_heading: bool) -> None:
    (line, *_) = lines(text, False, [])
    assert stands_in_capitals(line, text) is is_heading


def test_a_line_is_alone_before_an_empty_line_or_the_end() -> None:
    text = "one\n\ntwo\nthree"
    assert [alone(text, one) for one in lines(text, False, [])] == [True, False, True]


def test_an_outline_sets_lines_in_under_short_labelled_ones() -> None:
    first, second, third = lines("1. Water\n   1. The flow\n2. Peace", False, [])
    assert set_in(first, second) and not set_in(second, third) and not set_in(None, first)
