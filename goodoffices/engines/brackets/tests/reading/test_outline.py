"""Which provision a line begins, and under which other it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.reading import holding as placing
from goodoffices.engines.brackets.reading.entries import Entry, follows, shared_scheme
from goodoffices.engines.brackets.reading.numbering import Label, label_at


def outline(text: str, markdown: bool = False) -> list[str]:
    return [
        f"{'  ' * (one.depth - 1)}{one.kind} {one.label}".rstrip()
        for one in parse(text, markdown=markdown).provisions[1:]
    ]


@pytest.mark.parametrize(
    ("text", "markdown", "found"),
    [
        ('1. One.\n\n2. Two.\n', False, ['paragraph 1', 'paragraph 2']),
        ('1. One:\n\n(a) a;\n\n(b) b.\n\n2. Two.\n', False, ['paragraph 1', '  subparagraph a', '  subparagraph b', 'paragraph 2']),
        ('1. One.\n\n(i) i;\n\n(ii) ii.\n', False, ['paragraph 1', '  subparagraph i', '  subparagraph ii']),
        ('(h) x;\n\n(i) y;\n\n(j) z.\n', False, ['subparagraph h', 'subparagraph i', 'subparagraph j']),
        ('1. A:\n\n(a) b:\n\n(i) c;\n\n(ii) d;\n\n(b) e.\n', False, ['paragraph 1', '  subparagraph a', '    subparagraph i', '    subparagraph ii', '  subparagraph b']),
        ('Article 1\n\n1. a\n\nArticle 2\n\n1. b\n', False, ['article 1', '  paragraph 1', 'article 2', '  paragraph 1']),
        ('Chapter I. A\n\nArticle 1\n\nx\n\nChapter II. B\n\nArticle 2\n\ny\n', False, ['heading I', '  article 1', 'heading II', '  article 2']),
        ('Part One\n\nChapter 1\n\nSection 1\n\nArticle 1\n\nx\n', False, ['heading One', '  heading 1', '    heading 1', '      article 1']),
        ('Article 8 (Funds)\n\nSection 8.1 General.\n\nx\n\nSection 8.2 Special.\n\ny\n', False, ['article 8', '  heading 8.1', '    plain', '  heading 8.2', '    plain']),
        ('A.  Preamble\n\n1. x\n\nB.  Rest\n\n2. y\n', False, ['heading A', '  paragraph 1', 'heading B', '  paragraph 2']),
        ('THE TALKS\n\nx\n\nTHE END\n\ny\n', False, ['heading', '  plain', 'heading', '  plain']),
        ('The Parties,\n\nRecalling it,\n\nMindful of it,\n\nHave agreed as follows:\n\nArticle 1\n\nx\n', False, ['plain', 'preambular', 'preambular', 'plain', 'article 1']),
        ('PP1 Recalling,\n\nOP1 Decides;\n\nOP2 Requests:\n\n(a) x;\n', False, ['preambular PP 1', 'operative OP 1', 'operative OP 2', '  subparagraph a']),
        ('1. Decides to go;\n\n2. Requests them.\n', False, ['operative 1', 'operative 2']),
        ('Article 5 of the Convention applies to them\nand more.\n', False, ['plain']),
        ('1.5 degrees are enough.\n\n2. x\n', False, ['plain', 'paragraph 2']),
        ('- one\n- two\n', False, ['item', 'item']),
        ('1. x\n\n- one\n\n- two\n\n2. y\n', False, ['paragraph 1', '  item', '  item', 'paragraph 2']),
        ('1. x\n   1. y\n   2. z\n2. w\n', True, ['paragraph 1', '  subparagraph 1', '  subparagraph 2', 'paragraph 2']),
        ('## A\n\nx\n\n### B\n\ny\n\n## C\n', True, ['heading', '  plain', '  heading', '    plain', 'heading']),
        ('**Bold title here**\n\nx\n', True, ['heading', '  plain']),
        ('1. Option 1: a\n\nOption 2: b\n\n2. c\n', False, ['paragraph 1', '  option 1', '  option 2', 'paragraph 2']),
        ('34. x\n\nOption I\n\n35. y\n\nOption II\n\n36. z\n', False, ['paragraph 34', 'option I', '  paragraph 35', 'option II', '  paragraph 36']),
        ('[1. a\n\n2. b]\n\n3. c\n', False, ['paragraph 1', 'paragraph 2', 'paragraph 3']),
        ('1 bis. a\n\n1 ter. b\n\n2. c\n', False, ['paragraph 1 bis', 'paragraph 1 ter', 'paragraph 2']),
        ('1. a\n\n1 alt. b\n', False, ['paragraph 1', 'paragraph 1 alt']),
        ('1. (a) x;\n\n(b) y.\n', False, ['paragraph 1', '  subparagraph a', '  subparagraph b']),
        ('x[^1]\n\n[^1]: note\n', True, ['plain', 'note 1']),
        ('Annex I\n\n1. x\n\nAnnex II\n\n1. y\n', False, ['heading I', '  paragraph 1', 'heading II', '  paragraph 1']),
        ('Article 1\n\n1. x\n\nArticle 1 bis\n\n1. y\n', False, ['article 1', '  paragraph 1', 'article 1 bis', '  paragraph 1']),
        ('1. x\n\n3. y\n\n7. z\n', False, ['paragraph 1', 'paragraph 3', 'paragraph 7']),
        ('5. x\n\n3. y\n', False, ['paragraph 5', 'paragraph 3']),
        ('Option 1: a\n\nOption 2: b\n\nSome words.\n', False, ['option 1', 'option 2', '  plain']),
        ('[Option 1: a\n\nOption 2: b]\n\nSome words.\n', False, ['option 1', 'option 2', 'plain']),
        ('第一章\n\n第一条\n\n一、甲\n\n（一）乙\n', False, ['heading 1', '  article 1', '    paragraph 1', '      subparagraph 1']),
    ],
)  # fmt: skip
def test_provisions_are_placed(text: str, markdown: bool, found: list[str]) -> None:
    assert outline(text, markdown) == found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ('Article 1 (WATER)\n1.\n\n2.\n\nEach Party shall measure.\nEach Party shall report.\n', [('1', 'Article 1 (WATER)\n1.\n\n2.'), ('1', 'Each Party shall measure.'), ('2', 'Each Party shall report.')]),
        ('1.\n2.\n3.\nOne is here.\nTwo is here.\nThree is here.\n', [('1', 'One is here.'), ('2', 'Two is here.'), ('3', 'Three is here.')]),
        ('1.\nOnly one follows here.\n', [('1', '1.\nOnly one follows here.')]),
        ('1.\n2.\nonly small letters follow here.\nAnd one.\n', [('', 'only small letters follow here.'), ('1', 'And one.')]),
        ('PP1\nPP2\nRecalling it,\nMindful of it,\n', [('PP 1', 'Recalling it,'), ('PP 2', 'Mindful of it,')]),
        ('1.\n2.\n\n3. Three has words.\n', [('1', '1.'), ('2', '2.'), ('3', '3. Three has words.')]),
        ('1.\n2.\nA line.\n(a) sub;\nB line.\n', [('1', 'A line.'), ('a', '(a) sub;'), ('2', 'B line.')]),
    ],
)  # fmt: skip
def test_numbers_in_a_column_go_to_the_paragraphs_after_them(text: str, labels: list[tuple[str, str]]) -> None:
    draft = parse(text)
    assert [(one.label, draft.own(one).strip()) for one in draft.provisions[1:]] == labels


lines = st.lists(
    st.sampled_from(["Article 1", "A.  Title", "1. a", "2. b", "(a) c", "(i) d", "- e", "Option 1: f", "words", "", "PP1 g", "3.1 h", "CAPITALS"]),
    max_size=14,
)  # fmt: skip


@given(lines, st.booleans())
def test_children_follow_their_parents_and_end_inside_them(parts: list[str], markdown: bool) -> None:
    provisions = parse("\n\n".join(parts), markdown=markdown).provisions
    for one in provisions[1:]:
        above = provisions[one.parent]
        assert one.index in above.children and above.index < one.index
        assert above.start <= one.start <= one.own_end <= one.end <= above.end
        assert one.depth == above.depth + 1
    assert all(list(one.children) == sorted(one.children) for one in provisions)


@given(lines)
def test_a_label_is_written_where_its_span_says(parts: list[str]) -> None:
    draft = parse("\n\n".join(parts))
    for one in draft.provisions:
        written = draft.text[one.label_span.start : one.label_span.end]
        assert bool(written) is bool(one.label) or one.kind in {"item", "note"}


@given(st.integers(1, 80))
def test_nesting_is_bounded(deep: int) -> None:
    text = "\n\n".join(f"{'1.' * level}1 words" for level in range(1, min(deep, 9)))
    assert max(one.depth for one in parse(text).provisions) <= placing.MOST_DEEP


def test_a_draft_without_lines_is_a_document() -> None:
    assert [one.kind for one in parse("").provisions] == ["document"]
    assert [one.kind for one in parse("\n \n").provisions] == ["document"]


def labelled(text: str) -> Label:
    found = label_at(text, 0, len(text))
    assert found is not None
    return found


def entry(text: str) -> Entry:
    label = labelled(text)
    return Entry("paragraph", 0, 0, 10.0, shared_scheme(label), label.label, label.number, 0, 1, (0, 1))


@pytest.mark.parametrize(
    ("before", "after", "exact", "continues"),
    [
        ("1. x", "2. x", True, True),
        ("1. x", "3. x", True, False),
        ("1. x", "3. x", False, True),
        ("1. x", "1 bis. x", True, True),
        ("1 bis. x", "1 ter. x", True, True),
        ("1 bis. x", "1 bis. x", True, False),
        ("3. x", "2. x", False, False),
        ("(a) x", "(b) x", True, True),
        ("- x", "- y", True, True),
    ],
)  # fmt: skip
def test_a_label_follows_the_one_before(before: str, after: str, exact: bool, continues: bool) -> None:
    assert follows(entry(before), labelled(after), exact) is continues


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1. x", "2. x", True),
        ("1. x", "1) x", False),
        ("3.1 x", "3.2 x", True),
        ("3.1 x", "3.1.1 x", False),
        ("Option 1: x", "Option 2: x", True),
        ("Option 1: x", "Option I: x", False),
        ("Option a: x", "Option A: x", False),
        ("Option I: x", "Option II: x", True),
    ],
)  # fmt: skip
def test_labels_that_can_continue_each_other_share_a_scheme(one: str, other: str, same: bool) -> None:
    assert (shared_scheme(labelled(one)) == shared_scheme(labelled(other))) is same
