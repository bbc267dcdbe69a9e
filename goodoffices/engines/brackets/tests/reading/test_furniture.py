"""Page numbers and running heads in text from a PDF."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.reading.furniture import furniture


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('as a\n\nPage 1 of 2\n\nwhole', ['\nPage 1 of 2\n\n']),
        ('a\n\n3/20\n\nb', ['\n3/20\n\n']),
        ('a\nPage 3\nb', []),
        ('a\n- 3 -\n\x0cb', ['- 3 -\n\x0c']),
        ('a\x0cb', []),
        ('a\n\x0cb', ['\x0c']),
        ('x\n\nPage 1 of 2\n\nTHE TALKS\n\ny\n\nPage 2 of 2\n\nTHE TALKS\n\nz', ['\nPage 1 of 2\n\nTHE TALKS\n\n', '\nPage 2 of 2\n\nTHE TALKS\n\n']),
        ('HEAD\n\nx\n\nPage 1 of 2\n\nHEAD\n\ny', ['\nPage 1 of 2\n\nHEAD\n\n']),
        ('x\n\nPage 1 of 2\n\nHEAD\n\ny', ['\nPage 1 of 2\n\n']),
        ('x\n\nСтраница 2 из 5\n\ny', ['\nСтраница 2 из 5\n\n']),
        ('x\n\nصفحة 1 من 3\n\ny', ['\nصفحة 1 من 3\n\n']),
        ('x\n\nSayfa 1 / 3\n\ny', ['\nSayfa 1 / 3\n\n']),
        ('x\n\n12\n\ny', []),
        ('x\n\nPage 1 of 2\n[HEAD]\n\ny\n\nPage 2 of 2\n[HEAD]\n\nz', ['\nPage 1 of 2\n', '\nPage 2 of 2\n']),
        ('Page 1 of 2', ['Page 1 of 2']),
        ('x\n\n8\nTHE TALKS\ny\nz\nw\nv\n9\nTHE TALKS\nz', ['\n8\nTHE TALKS\n', '9\nTHE TALKS\n']),
        ('8\nTHE TALKS\ny\nz\nw\nv\n10\nTHE TALKS\nz', []),
        ('THE TALKS\n8\ny\nz\nw\nv\nTHE TALKS\n9\nz', ['THE TALKS\n8\n', 'THE TALKS\n9\n']),
        ('A/AC.29/22\nx\nA/AC.29/22\ny', ['A/AC.29/22\n', 'A/AC.29/22\n']),
        ('A/AC.29/22\nx', []),
        ('x\n1\nsee a\n2\nsee b\n', []),
        ('x\n\n1\n' + '\na' * 14 + '\n\n2\n\nb', ['\n1\n\n', '\n2\n\n']),
        ('nothing here', []),
    ],
)  # fmt: skip
def test_page_numbers_go_with_running_heads_and_blank_lines(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in furniture(text)] == found


@given(st.lists(st.sampled_from(["Page 1 of 2", "HEAD", "\f", "", "words [here]", "12", "3/9", "  "]), max_size=14))
def test_spans_are_whole_lines_in_order_without_overlap(parts: list[str]) -> None:
    text = "\n".join(parts)
    spans = furniture(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(start == 0 or text[start - 1] in "\n\f" for start, _ in spans)


def test_a_paragraph_goes_on_over_the_page() -> None:
    before = "1. First.\n\n2. Second.\n\n3. Third.\n\n4. Each Party shall measure the\n\n"
    draft = parse(before + "Page 1 of 2\n\nflow of the river.\n\n5. It reports.\n")
    assert [one.label for one in draft.provisions[1:]] == ["1", "2", "3", "4", "5"]
    assert [mark.kind for mark in draft.marks] == ["furniture"]
