"""Bracket characters, and marks that only look like brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.reading.tokens import tokens

PLAIN = [
    ('[shall]', '[]', []),
    ('[a [b] c]', '[[]]', []),
    ('a] b [c', '][', []),
    ('see [^1]', '', [('footnote', '[^1]')]),
    ('see [*] and [†]', '', [('footnote', '[*]'), ('footnote', '[†]')]),
    ('river[1]\n\n[1] The note.', '', [('footnote', '[1]'), ('footnote', '[1]')]),
    ('river[1] alone', '[]', []),
    ('[1] See above.', '[]', []),
    ('{paragraph 34}', '', [('placeholder', '{paragraph 34}')]),
    ('[a {b} c]', '[]', [('placeholder', '{b}')]),
    ('{unclosed [a]', '[]', []),
    ('{:.class} x', '', []),
    ('[text](https://a.org)', '[]', []),
    ('\\[shall\\]', '[]', []),
]  # fmt: skip
MARKDOWN = [
    ('[text](https://example.org/a)', '', [('link', '[text](https://example.org/a)')]),
    ('[text](https://example.org/Rio_(city))', '', [('link', '[text](https://example.org/Rio_(city))')]),
    ('[text][two]\n\n[two]: https://example.org', '', [('link', '[text][two]'), ('definition', '[two]: https://example.org')]),
    ('[two]\n\n[two]: https://example.org', '', [('link', '[two]'), ('definition', '[two]: https://example.org')]),
    ('[text][none]', '[][]', []),
    ('[shall](Norway)', '[]', []),
    ('[shall](annually, if possible)', '[]', []),
    ('![picture](a.png)', '', [('link', '![picture](a.png)')]),
    ('[a](#part)', '', [('link', '[a](#part)')]),
    ('[a](./b.md "Title")', '', [('link', '[a](./b.md "Title")')]),
    ('[shall][should]', '[][]', []),
    ('[^1] x\n\n[^1]: note', '', [('footnote', '[^1]'), ('footnote', '[^1]')]),
    ('[two]: not an address', '[]', []),
    ('[see [a](https://b.org)]', '[]', [('link', '[a](https://b.org)')]),
    ('\\[shall\\]\\[should\\]', '[][]', []),
    ('{:toc} [a]', '[]', []),
    ('[Two]\n\n[two]: <https://example.org/x>', '', [('link', '[Two]'), ('definition', '[two]: <https://example.org/x>')]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "brackets", "marks"), PLAIN)
def test_in_plain_text(text: str, brackets: str, marks: list[tuple[str, str]]) -> None:
    found = tokens(text, markdown=False)
    assert "".join(text[at] for at in found.at) == brackets
    assert [(mark.kind, text[mark.start : mark.end]) for mark in found.marks] == marks


@pytest.mark.parametrize(("text", "brackets", "marks"), MARKDOWN)
def test_in_markdown(text: str, brackets: str, marks: list[tuple[str, str]]) -> None:
    found = tokens(text, markdown=True)
    assert "".join(text[at] for at in found.at) == brackets
    assert [(mark.kind, text[mark.start : mark.end]) for mark in found.marks] == marks


@given(st.text(alphabet="[]{}()^1a: \n*#!\\", max_size=60), st.booleans())
def test_every_bracket_character_is_a_token_or_in_a_mark(text: str, markdown: bool) -> None:
    found = tokens(text, markdown)
    in_marks = {at for mark in found.marks for at in range(mark.start, mark.end)}
    everywhere = {at for at, character in enumerate(text) if character in "[]"}
    assert set(found.at) | (in_marks & everywhere) == everywhere
    assert not set(found.at) & in_marks
    assert found.opens == [text[at] == "[" for at in found.at]
    assert found.at == sorted(found.at)
