"""Whatever is read is written back, and the layers of the tree fit the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.model.draft import Draft, write
from goodoffices.engines.brackets.model.spans import Note
from goodoffices.engines.brackets.reading.edits import Edit, replaced
from goodoffices.engines.brackets.reading.parsing import decode, encode, parse, read
from goodoffices.engines.brackets.tests.drafts import MANNERS, shared

SCRAPS = [
    "[", "]", "[[", "]]", "][", "] [", "[shall]", "[X]", "{x}", "{", "}", "(", ")", "(a)", "\n(a) ", "\n(i) ", "\n1. ", "\n2 bis. ",
    "\n12. [14.] ", "\n## Article 3\n", "\nArticle 5\n", "\nOption 1: ", "\n**Option 2 bis:**", "Option (a): ", "\n- ", "\n\n", "\n", "\r\n",
    " ", "\t", "\x00", "\ufeff", "\u202e", "\u2067", "\udc80", "[^1]", "[^1]: note", "[a](http://x.y)", "[a]: http://x.y", "[a][b]", "/",
    "word", "Norway", "(Norway)", "[US: ", "propose;", "\f", "\nPage 1 of 2\n", "\nA.\n", "*", "**", "_", ":", ";", ".", "3.3bis ", "المادة 5",
    "\n1.\n2.\n3.\n", "Each Party shall report.\n", "The CMA decides.\n",
]  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))


@given(text=texts, markdown=st.booleans())
def test_what_is_read_is_written_back_and_the_layers_fit(text: str, markdown: bool) -> None:
    draft = parse(text, markdown=markdown)
    assert write(draft) == text
    fits(draft)


@given(data=st.one_of(st.binary(), texts.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_bytes_that_are_no_utf_8_survive(data: bytes) -> None:
    assert encode(write(read(data))) == data
    assert encode(write(read(data, markdown=True))) == data


def fits(draft: Draft) -> None:
    """The invariants that the module of the tree promises."""
    text = draft.text
    assert "".join(draft.own(one) for one in draft.provisions) == text
    assert "".join(text[p.start : p.end] for one in draft.provisions for p in draft.pieces_of(one)) == text
    assert len({one.id for one in draft.provisions}) == len(draft.provisions)
    for one in draft.provisions[1:]:
        above = draft.provisions[one.parent]
        assert above.start <= one.start <= one.own_end <= one.end <= above.end
        assert one.depth == above.depth + 1 and one.index in above.children
    for bracket in draft.brackets:
        assert text[bracket.start] == "[" and text[bracket.end - 1] == "]"
        assert bracket.start < bracket.inner_start <= bracket.inner_end < bracket.end
        assert draft.provision_at(bracket.start).index == bracket.first
        assert draft.provision_at(bracket.end - 1).index == bracket.last
        if bracket.parent >= 0:
            above = draft.brackets[bracket.parent]
            assert above.start < bracket.start and bracket.end < above.end and bracket.depth == above.depth + 1
    for choice in draft.choices:
        assert len(choice.members) > 1
        assert {draft.brackets[member].choice for member in choice.members} == {choice.index}
        assert len({draft.brackets[member].parent for member in choice.members}) == 1
    paired = {at for b in draft.brackets for at in (b.start, b.end - 1)} | {one.start for one in draft.loose}
    marked = {at for mark in draft.marks for at in range(mark.start, mark.end)}
    assert paired.isdisjoint(marked)
    assert paired | marked >= {at for at, c in enumerate(text) if c in "[]"}


@pytest.mark.parametrize(
    "name", ["paris-2015-10-05-non-paper.txt", "paris-2015-10-23.md", "paris-2015-12-12-adopted.md"]
)
def test_real_drafts_are_written_back_byte_for_byte(name: str) -> None:
    data = shared(name).read_bytes()
    draft = read(data, markdown=name.endswith(".md"))
    assert encode(write(draft)) == data
    fits(draft)


@pytest.mark.parametrize("text", MANNERS.values(), ids=MANNERS.keys())
@pytest.mark.parametrize("markdown", [False, True])
def test_every_manner_of_drafting_is_written_back(text: str, markdown: bool) -> None:
    draft = parse(text, markdown=markdown)
    assert write(draft) == text
    fits(draft)


def test_line_ends_and_byte_order_marks_stay() -> None:
    data = b"\xef\xbb\xbfArticle 5\r\n\r\n1. Each Party [shall]\r\n[should] report.\xff\x00"
    assert encode(write(read(data))) == data
    assert decode(data)[0] == "\ufeff"


@given(text=texts, at=st.tuples(st.integers(0, 40), st.integers(0, 40)), words=texts)
def test_what_is_put_in_place_of_a_span_stands_there(text: str, at: tuple[int, int], words: str) -> None:
    start, end = sorted(min(offset, len(text)) for offset in at)
    assert replaced(parse(text), [Edit(start, end, words)]).text == text[:start] + words + text[end:]


def test_provisions_keep_their_ids_and_notes_their_words_when_others_come_before() -> None:
    draft = parse("Article 1\n\n1. First.\n\n2. Second [here].\n", notes=[Note(32, 38, "North", "opposed")])
    assert draft.text[32:38] == "[here]"
    later = replaced(draft, [Edit(11, 11, "1. New.\n\n")])
    second = draft.by_id("article-1/2")
    assert later.own(later.by_id("article-1/2")) == draft.own(second)
    assert later.text[later.notes[0].start : later.notes[0].end] == "[here]"


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        replaced(parse("abcdef"), [Edit(0, 3, ""), Edit(2, 4, "")])
