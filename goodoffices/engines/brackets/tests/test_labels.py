"""Labels in the manners of many drafts and five alphabets, and which of them hold which."""

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.rendering import RenderOptions, rendered
from goodoffices.engines.brackets.tests.test_structure import outline


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("12*bis*. Each Party", "12 bis", 12),
        ("12 *ter* Each Party", "12 ter", 12),
        ("1.bis. Each Party", "1 bis", 1),
        ("2 (ter). Each Party", "2 ter", 2),
        ("ARTICLE 2 BIS", "2 bis", 2),
        ("OP1.bis Decides", "OP 1 bis", 1),
        ("[7.] Each Party", "7", 7),
        ("[8 bis.] Each Party", "8 bis", 8),
        ("[(b)] The level", "b", 2),
        ("ALT 3. Each Party", "3 alt", 3),
        ("Option 1.B: Each Party", "1.B", 2),
        ("Option 2 - Each Party", "2", 2),
        ("Article QQ.A.2bis: {Title}", "QQ.A.2 bis", 2),
        ("Article QQ.B.xx: {Title}", "QQ.B.xx", 0),
        ("[US propose; CL oppose: Article QQ.A.2: {Title}]", "QQ.A.2", 2),
        ("\ufeff3. After a byte order mark", "3", 3),
        ("Variante A : texte", "A", 1),
        ("Opción 2: texto", "2", 2),
        ("Madde 3/A – Ek hükümler", "3/A", 3),
        ("GEÇİCİ MADDE 1 – Geçiş", "1", 1),
        ("Статья 4-1. Прочее", "4-1", 4),
        ("\u200f٣. تجتمع اللجنة", "3", 3),
        ("١ - تجتمع اللجنة", "1", 1),
        ("(ب) المستوى", "ب", 2),
        ("المادة ٢ مكررا", "2 مكررا", 2),
        ("المادة الثالثة: التمويل", "الثالثة", 3),
        ("一、各缔约方应合作。", "1", 1),
        ("（二）每两年一次；", "2", 2),
        ("备选案文1：无案文。", "1", 1),
    ],
)
def test_labels_of_many_manners_are_read(text: str, label: str, number: int) -> None:
    begun = next(one for one in parse(text + "\n").provisions[1:] if one.label)
    assert (begun.label, begun.number) == (label, number)


@pytest.mark.parametrize(
    "text",
    ["We refer to paragraph\n7.] and to 8.", "[US: Article 5 shall apply.]", "Options: none.", "[1] See above.", "Alternatives: two."],
)  # fmt: skip
def test_words_like_labels_are_words(text: str) -> None:
    assert [one.kind for one in parse(text + "\n").provisions[1:]] == ["plain"]


def test_cyrillic_letters_go_on_after_a_latin_one() -> None:
    assert outline(parse("1. Сторона:\n\na) сообщает;\n\nб) публикует;\n\nв) хранит.\n")) == [
        "paragraph 1", "  subparagraph a", "  subparagraph б", "  subparagraph в",
    ]  # fmt: skip


def test_parts_hold_chapters_hold_sections_hold_articles() -> None:
    text = (
        "PART II\n\nChapter 1\n\nSection 2. Water\n\nArticle 3\n\nOne.\n\nChapter 2\n\nArticle 4\n\nTwo.\n\nPart III\n"
    )
    assert [one for one in outline(parse(text)) if "plain" not in one] == [
        "heading II", "  heading 1", "    heading 2", "      article 3", "  heading 2", "    article 4", "heading III",
    ]  # fmt: skip


def test_contracts_have_sections_in_articles() -> None:
    for text in (
        "ARTICLE VII\nWAGES\n\nSection 1. Raise\n\nSection 2. Pay\n\nARTICLE VIII\n\nSection 1. Leave\n",
        "ARTICLE 7: WAGES\n\nSection 7.1 Raise\n\nSection 7.2 Pay\n\nARTICLE 8: LEAVE\n\nSection 1 Leave\n",
    ):
        depths = [(one.kind, one.depth) for one in parse(text).provisions[1:]]
        assert depths[:3] == [("article", 1), ("heading", 2), ("heading", 2)], text
        assert depths[3:] == [("article", 1), ("heading", 2)], text


def test_a_letter_heads_though_the_one_before_it_is_missing() -> None:
    text = "A. Purpose of the talks\n\n1. One.\n\nC. Finance of the talks\n\n2. Two.\n"
    assert outline(parse(text)) == ["heading A", "  paragraph 1", "heading C", "  paragraph 2"]
    assert outline(parse("XI. VOTING\n\nRule 42\n\n1. One.\n")) == ["heading XI", "  article 42", "    paragraph 1"]
    assert outline(parse("1. We met\n\nB. Miller, who spoke for the river.\n")) == ["paragraph 1", "  plain"]


def test_an_option_alone_holds_the_numbers_that_go_on_in_it() -> None:
    text = "34. One.\n\nOption I\n\n35. [Two:\n\nOption (a): a\n\nOption (b): b]\n\n36. Three.\n\nOption II\n\n35. No text\n"
    assert outline(parse(text)) == [
        "paragraph 34", "option I", "  paragraph 35", "    option a", "    option b", "  paragraph 36", "option II", "  paragraph 35",
    ]  # fmt: skip
    draft = parse(text)
    assert not draft.loose and "".join(map(draft.own, draft.provisions)) == text
    assert outline(parse("5. Option 1: One.\n\nOption 2:\n\n6. Two.\n")) == [
        "paragraph 5", "  option 1", "  option 2", "paragraph 6",
    ]  # fmt: skip


def test_options_and_bold_lines_may_be_headings_of_markdown() -> None:
    text = "**PREAMBLE**\n\nWords.\n\n### Article 3\n\n#### Option 1\n\n1. Each:\n   1. one;\n\n2. Two.\n\n#### Option 2\n\nNo article.\n\n### Article 4\n"
    assert outline(parse(text, markdown=True)) == [
        "heading", "  plain", "article 3", "  option 1", "    paragraph 1", "      subparagraph 1", "    paragraph 2", "  option 2",
        "article 4",
    ]  # fmt: skip


def test_a_dotted_number_stands_under_its_own_though_it_begins_small() -> None:
    assert outline(parse("38. Parties shall:\n38.1 cooperate;\n38.2 report.\n")) == [
        "paragraph 38", "  subparagraph 38.1", "  subparagraph 38.2",
    ]  # fmt: skip
    assert outline(parse("2. The limit is:\n1.5 degrees.\n")) == ["paragraph 2"]


def test_a_title_in_brackets_on_the_next_line_is_the_title() -> None:
    assert outline(parse("Article 16. \nInternational [collaboration] [cooperation]\n\n1. One.\n")) == [
        "article 16", "  paragraph 1",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_end_as_they_may(ending: str) -> None:
    text = "Article 1\n\n1. Each Party [shall][should]:\n\n(a) [act;\n\n(b) report].\n".replace("\n", ending)
    draft = parse(text)
    assert outline(draft) == ["article 1", "  paragraph 1", "    subparagraph a", "    subparagraph b"]
    assert draft.text == text and "".join(map(draft.own, draft.provisions)) == text


def test_pages_are_counted_with_a_stroke_too() -> None:
    text = "1. The river flows\n\n4/12\n\ninto the sea.\n\n2. The sea is salt.\n\n5 / 12\n"
    draft = parse(text)
    assert outline(draft) == ["paragraph 1", "paragraph 2"]
    assert [mark.kind for mark in draft.marks] == ["furniture", "furniture"]


def test_brackets_that_a_machine_escaped_in_markdown_are_brackets() -> None:
    plain = (
        "1. Each Party [shall][should] report by [20XX] (Norway).\n\n"
        "[2. The commission [US: meets]/[sits] in spring:\n\n[(a) early;\n\n(b) late.] (Chile)]\n\n[Option 1: No text]\n"
    )
    escaped = parse(plain.replace("[", "\\[").replace("]", "\\]"), markdown=True)
    plainly = parse(plain, markdown=True)
    for draft in (escaped, plainly):
        assert not draft.loose
        assert outline(draft) == ["paragraph 1", "paragraph 2", "  subparagraph a", "  subparagraph b", "option 1"]
    for one, other in zip(escaped.brackets, plainly.brackets, strict=True):
        assert (one.kind, one.choice, one.depth, one.option) == (other.kind, other.choice, other.depth, other.option)
        assert [who[:2] for who in one.attributions] == [who[:2] for who in other.attributions]
        assert escaped.inner(one).replace("\\", "") == plainly.inner(other)
    assert "\\" not in rendered(escaped, "html", RenderOptions()).decode()


def test_who_stands_behind_the_last_closer_does_not_part_it_from_its_opener() -> None:
    for text in (
        "Article 1\n\n[1. One.\n\n2. Two.] (Norway, Chile)\n\n3. Three.\n",
        "Article 1\n\n[1. One:\n\n(a) two;\n\n(b) [three]] (supported by Chile)\n\n2. Four.\n",
    ):
        draft = parse(text)
        assert not draft.loose and draft.brackets[0].crosses, text
        assert draft.brackets[0].attributions, text
    assert [one.kind for one in parse("Article 1\n\n[1. One.\n\n2. Two] (a) three.\n").loose] == ["left_open", "stray"]


def test_operative_paragraphs_stand_beside_preambular_ones_that_end_with_a_comma() -> None:
    text = "The Council,\n\nRecalling its resolutions,\n\n1. Decides to meet:\n\n(a) now;\n\n2. Requests [the chair] to report.\n"
    assert outline(parse(text)) == ["plain", "preambular", "operative 1", "  subparagraph a", "operative 2"]


def test_dotted_numbers_stand_beside_deeper_ones() -> None:
    text = "4.1 First:\n\n4.1.1 Second.\n\n4.1.2 Third.\n\n4.2 Fourth.\n\n5.1 Fifth.\n"
    assert outline(parse(text)) == [
        "paragraph 4.1", "  subparagraph 4.1.1", "  subparagraph 4.1.2", "paragraph 4.2", "paragraph 5.1",
    ]  # fmt: skip
    assert outline(parse("## Article 5 [Adaptation]\n\n5.1 [each] Party\n\n5.2 All\n", markdown=True)) == [
        "article 5", "  paragraph 5.1", "  paragraph 5.2",
    ]  # fmt: skip


def test_an_outline_nests_by_how_far_it_is_set_in() -> None:
    text = "A.  Overtime\n   1.  Call-back\n       a.  Minimum of [two][four] hours\n           i)  paid double\n   2.  Standby\n"
    assert outline(parse(text)) == [
        "heading A", "  paragraph 1", "    subparagraph a", "      subparagraph i", "  paragraph 2",
    ]  # fmt: skip
    assert outline(parse("* a\n* b\n    * c\n* d\n", markdown=True)) == ["item", "item", "  item", "item"]


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("CHAPTER ONE", "heading", "ONE"),
        ("Article Two – Scope", "article", "Two"),
        ("Article V.1 Scope", "article", "V.1"),
        ("Opt. 2: Each Party", "option", "2"),
        ("[Option 3] Each Party", "option", "3"),
    ],
)
def test_numbers_may_be_words_or_have_parts(text: str, kind: str, label: str) -> None:
    assert [(one.kind, one.label) for one in parse(text + "\n").provisions[1:]] == [(kind, label)]


def test_an_annex_holds_its_parts() -> None:
    assert outline(parse("Annex A\n\nPart 1\n\nOne.\n\nAnnex B\n")) == [
        "heading A",
        "  heading 1",
        "    plain",
        "heading B",
    ]
