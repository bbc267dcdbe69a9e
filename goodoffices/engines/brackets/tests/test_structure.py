"""Which provisions a draft has, which brackets stand beside each other, who speaks in them, and where damage ends."""

import pytest

from goodoffices.engines.brackets import parse, read, write
from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.tests.drafts import MANNERS, shared


def outline(draft: Draft) -> list[str]:
    return [f"{'  ' * (one.depth - 1)}{one.kind} {one.label}".rstrip() for one in draft.provisions[1:]]


def test_a_compilation_has_letters_options_in_options_and_suffixes() -> None:
    assert outline(parse(MANNERS["compilation"])) == [
        "heading A",
        "  paragraph 1",
        "  paragraph 2",
        "heading B",
        "  plain",
        "heading C",
        "  paragraph 3",
        "    option 1",
        "    option 2",
        "    option 3",
        "  paragraph 4",
        "    subparagraph a",
        "    subparagraph b",
        "      subparagraph i",
        "      subparagraph ii",
        "  paragraph 4 bis",
        "    option I",
        "      subparagraph 4.1",
        "      subparagraph 4.2",
        "    option II",
        "      option a",
        "      option b",
        "  paragraph 4 ter",
        "  paragraph 4 alt",
        "heading D",
        "  paragraph 5",
    ]


def test_rules_have_chapters_rules_and_notes_under_an_asterisk() -> None:
    assert outline(parse(MANNERS["rules"])) == [
        "heading II",
        "  article 42",
        "    paragraph 1",
        "    paragraph 2",
        "  article 42 bis",
        "  article 43",
        "    plain",
        "note *",
    ]


def test_a_resolution_has_preambular_and_operative_paragraphs() -> None:
    assert outline(parse(MANNERS["resolution"])) == [
        "plain",
        "preambular PP 1",
        "preambular PP 1 bis",
        "preambular PP 2 alt",
        "operative OP 1",
        "operative OP 2",
        "  subparagraph a",
        "  subparagraph b",
    ]


def test_markdown_nests_by_indentation() -> None:
    assert outline(parse(MANNERS["markdown"], markdown=True)) == [
        "heading",
        "  plain",
        "  plain",
        "  article 2 bis",
        "    option 1",
        "      paragraph 1",
        "        subparagraph 1",
        "        subparagraph 2",
        "    option 2",
        "note 1",
    ]


def test_numbers_in_a_column_of_their_own_are_dealt_out_over_the_page() -> None:
    draft = parse(MANNERS["columns"])
    numbered = {one.id: draft.own(one).split("\n")[0] for one in draft.provisions if one.counted}
    assert numbered == {
        "article-1": "Article 1 (WATER)",
        "article-1/1": "Each Party shall measure the flow of the river at the border and shall publish what it has found",
        "article-1/2": "Each Party [shall][should] report:",
        "article-1/2/a": "(a)",
        "article-1/2/b": "(b)",
        "article-1/3": "The commission meets [annually].",
        "article-2": "Article 2 (PEACE)",
    }
    third = draft.by_id("article-1/3")
    assert draft.text[third.label_span.start : third.label_span.end] == "3."
    assert [draft.text[mark.start : mark.end].split() for mark in draft.marks] == [
        ["Page", "1", "of", "2", "THE", "RIVER", "TALKS", "NON-PAPER"]
    ]


def test_arabic_articles_are_articles() -> None:
    assert [one.label for one in parse(MANNERS["arabic"]).provisions if one.kind == "article"] == ["1", "2 bis"]


@pytest.mark.parametrize(
    "line",
    [
        "Article 5 of the Convention applies.",
        "Article 4, paragraph 2, applies.",
        "Part of the river is frozen.",
        "Options for the future are open.",
        "2015. was a year",
        "1.5 degrees are too much.",
    ],
)
def test_sentences_that_begin_like_a_label_are_sentences(line: str) -> None:
    assert [one.kind for one in parse(f"Article 1\n\nThe sun shines on\n{line}\n").provisions[1:]] == [
        "article",
        "plain",
    ]


@pytest.mark.parametrize(
    ("text", "label", "number", "also"),
    [
        ("12 bis. Each Party", "12 bis", 12, ""),
        ("3.3quat Developed Parties", "3.3 quat", 3, ""),
        ("3.3alt: Each Party", "3.3 alt", 3, ""),
        ("3.3bis Alt Each Party", "3.3 bis alt", 3, ""),
        ("12. [14.] Each Party", "12", 12, "14"),
        ("12. (ex 14 bis) Each Party", "12", 12, "14 bis"),
        ("(b bis) each Party", "b bis", 2, ""),
        ("(iv) each Party", "iv", 4, ""),
        ("Article 2ter (PURPOSE)", "2 ter", 2, ""),
        ("Article premier", "premier", 1, ""),
        ("PP5 alt. Noting", "PP 5 alt", 5, ""),
        ("Option 1 bis: Parties", "1 bis", 1, ""),
        ("OPTION II: Parties", "II", 2, ""),
        ("[Option (c): Parties]", "c", 3, ""),
        ("المادة ٥", "5", 5, ""),
    ],
)
def test_labels_are_read_as_people_say_them(text: str, label: str, number: int, also: str) -> None:
    begun = next(one for one in parse(text + "\n").provisions[1:] if one.label)
    assert (begun.label, begun.number, begun.also) == (label, number, also)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Each [shall][should][may] go", [["shall", "should", "may"]]),
        ("Each [shall] [should] go", [["shall", "should"]]),
        ("Each [shall]/[should] go", [["shall", "should"]]),
        ("Each [shall]\n[should] go", [["shall", "should"]]),
        ("[[a][b] c][d]", [["[a][b] c", "d"], ["a", "b"]]),
        ("[a] and [b]", []),
        ("[shall][, as appropriate,]", []),
        ("[a]\n\n[b]", []),
    ],
)
def test_brackets_beside_each_other_are_alternatives(text: str, choices: list[list[str]]) -> None:
    draft = parse(text)
    assert [[draft.inner(draft.brackets[at]) for at in choice.members] for choice in draft.choices] == choices


@pytest.mark.parametrize(
    "words",
    [
        "X",
        "XX",
        "20XX",
        "…",
        "...",
        " ",
        "date",
        "X date",
        "year x",
        "number",
        "__",
        "*Placeholder* for more",
        "insert date",
    ],
)
def test_placeholders_are_nobodys_position(words: str) -> None:
    assert parse(f"by [{words}]").brackets[0].kind == "placeholder"


@pytest.mark.parametrize(
    "words", ["shall", "other", "a", "a year", "2030", "the date of entry into force", "no text", "annex"]
)
def test_words_are_somebodys_position(words: str) -> None:
    assert parse(f"by [{words}]").brackets[0].kind == "negotiable"


@pytest.mark.parametrize(
    ("text", "inner", "said"),
    [
        ("[US: shall]", "shall", [("US", "proposed")]),
        ("[EU/AU propose: shall]", "shall", [("EU", "proposed"), ("AU", "proposed")]),
        ("[US propose; CAN/NZ oppose: shall]", "shall", [("US", "proposed"), ("CAN", "opposed"), ("NZ", "opposed")]),
        ("[South Africa: shall]", "shall", [("South Africa", "proposed")]),
        ("[shall (Norway)]", "shall", [("Norway", "proposed")]),
        ("[shall] (Norway)", "shall", [("Norway", "proposed")]),
        ("[shall](Norway, Chile)", "shall", [("Norway", "proposed"), ("Chile", "proposed")]),
        ("[shall (supported by Chile; opposed by Peru)]", "shall", [("Chile", "supported"), ("Peru", "opposed")]),
        ("[shall (Chile reserves)]", "shall", [("Chile", "reserved")]),
        ("[least developed country (LDC) Parties]", "least developed country (LDC) Parties", []),
        ("[contribution] (NDMC)", "contribution", []),
        ("[Climate forcers: compounds]", "Climate forcers: compounds", []),
        ("[Placeholder: for more]", "Placeholder: for more", []),
        ("[as decided (Article 3)]", "as decided (Article 3)", []),
        ("[Option 1: shall]", "shall", []),
    ],
)  # fmt: skip
def test_who_speaks_is_read_where_it_is_written(text: str, inner: str, said: list[tuple[str, str]]) -> None:
    draft = parse(f"Each Party {text} go.")
    assert draft.inner(draft.brackets[0]) == inner
    assert [(one.party, one.stance) for one in draft.brackets[0].attributions] == said
    for one in draft.brackets[0].attributions:
        assert draft.text[one.start : one.end] == one.party


def test_parties_that_are_named_are_parties() -> None:
    assert parse("[shall (North)]").brackets[0].attributions == ()
    assert parse("[shall (North)]", parties={"North"}).brackets[0].attributions[0].party == "North"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a[^1] b\n\n[^1]: c", ["footnote", "footnote"]),
        ("[a](https://b.c) [shall](Norway)", ["link"]),
        ("[a](https://b.c/d_(e)) [shall](Norway)", ["link"]),
        ("[a][b] [c][d]\n\n[b]: /e", ["link", "definition"]),
        ("[shall]: the verb", []),
    ],
)
def test_links_and_footnotes_of_markdown_are_no_brackets(text: str, kinds: list[str]) -> None:
    assert [mark.kind for mark in parse(text, markdown=True).marks if mark.kind != "placeholder"] == kinds


def test_numbers_in_brackets_are_footnotes_only_where_the_note_is() -> None:
    assert [mark.kind for mark in parse("The river[1] flows.\n\n[1] In spring.\n").marks] == ["footnote", "footnote"]
    assert parse("The river[1] flows.\n").marks == ()
    assert parse("In [1][2] years\n\n[1] year\n").marks == ()


def test_a_forgotten_closer_spoils_its_own_paragraph_alone() -> None:
    draft = parse(MANNERS["forgotten"])
    assert [(draft.place(one.start), one.kind, draft.provisions[one.provision].id) for one in draft.loose] == [
        ((3, 15), "left_open", "article-1/1"),
        ((11, 20), "stray", "article-2/2"),
    ]
    assert [draft.text[one.start : one.end][:12] for one in draft.brackets] == ["[annually]", "[1. It has t"]


def test_a_forgotten_closer_in_front_of_eighty_pages_swallows_none_of_them() -> None:
    article = "Article {}\n\n1. Each Party [shall][should] act:\n\n(a) [now];\n\n(b) [[very] soon].\n\n2. [Text.\n\n3. More text.]\n\n"
    whole = parse("".join(article.format(number) for number in range(1, 200)))
    broken = parse(whole.text.replace("[shall]", "[shall", 1))
    assert whole.loose == ()
    assert [(one.kind, broken.provisions[one.provision].id) for one in broken.loose] == [("left_open", "article-1/1")]
    spoilt = [one for one in broken.brackets if broken.provisions[one.first].id.startswith("article-1/")]
    assert len(whole.brackets) - len(broken.brackets) == 1
    assert max(one.end for one in spoilt) < broken.by_id("article-2").start


def test_a_stray_closer_far_away_is_no_partner_for_an_opener() -> None:
    article = "Article {}\n\n1. Each Party shall [act].\n\n2. The end.\n\n"
    text = "".join(article.format(number) for number in range(1, 100))
    draft = parse(text.replace("shall", "[shall", 1)[::-1].replace(".dne", "].dne", 1)[::-1])
    assert [one.kind for one in draft.loose] == ["left_open", "stray"]
    assert {one.depth for one in draft.brackets} == {1}


def test_brackets_may_enclose_paragraphs_sub_paragraphs_articles_and_the_whole() -> None:
    for text in (
        "1. [One.\n\n2. Two.]\n",
        "1. Each Party shall [do:\n\n(a) this;\n\n(b) that].\n",
        "[Article 1\n\nOne.\n\nArticle 2\n\nTwo.]\n",
        "[\nArticle 1\n\n1. One [a].\n\nArticle 2\n\n1. Two.\n]\n",
    ):
        draft = parse(text)
        assert draft.loose == () and draft.brackets[0].crosses, text


def test_the_non_paper_has_every_article_with_its_paragraphs() -> None:
    draft = read(shared("paris-2015-10-05-non-paper.txt").read_bytes())
    under = {
        one.label: [draft.provisions[child].label for child in one.children if draft.provisions[child].label]
        for one in draft.provisions
        if one.kind == "article"
    }
    assert list(under) == [str(number) for number in range(1, 27)]
    assert under["3"] == [str(number) for number in range(1, 14)]
    assert under["4"] == [str(number) for number in range(1, 12)]
    assert under["9"] == [str(number) for number in range(1, 10)]
    assert draft.loose == ()


def test_the_draft_of_october_is_damaged_where_a_reader_finds_it_damaged() -> None:
    """Looked up by eye: sentences whose opener or closer is missing in the Markdown."""
    draft = read(shared("paris-2015-10-23.md").read_bytes(), markdown=True)
    found = {(draft.place(one.start), one.kind) for one in draft.loose}
    assert {((24, 287), "stray"), ((81, 37), "left_open"), ((293, 5), "left_open"), ((402, 104), "stray")} <= found
    assert all(
        draft.provisions[one.first].id.split("/")[0] == draft.provisions[one.last].id.split("/")[0]
        for one in draft.brackets
    )


def test_a_paragraph_that_a_party_proposes_whole_has_its_number() -> None:
    text = (
        "Article QQ.A.6\n\n[US/MX14 propose: 5. Each Party shall notify the\ndepositary.]\n"
        "[US propose; CL//VN/MX 15 oppose: 6. Each Party\nshall accede:\n[SG oppose: (a) to this;]\n(b) to that.]\n"
    )
    draft = parse(text)
    assert [one.id for one in draft.provisions][1:] == [
        "article-qq.a.6", "article-qq.a.6/5", "article-qq.a.6/6", "article-qq.a.6/6/a", "article-qq.a.6/6/b",
    ]  # fmt: skip
    assert not draft.loose
    stood = [{one.party: one.stance for one in bracket.attributions} for bracket in draft.brackets]
    assert stood == [
        {"US": "proposed", "MX": "proposed"},
        {"US": "proposed", "CL": "opposed", "VN": "opposed", "MX": "opposed"},
        {"SG": "opposed"},
    ]


def test_a_verb_may_stand_on_the_next_line_or_run_into_the_name() -> None:
    draft = parse("1. malaria, [US\noppose: and others], [MX/CLpropose: now] [G77: soon]\n")
    stood = [[(one.party, one.stance) for one in bracket.attributions] for bracket in draft.brackets]
    assert stood == [[("US", "opposed")], [("MX", "proposed"), ("CL", "proposed")], [("G77", "proposed")]]


def test_a_bracket_that_goes_on_is_no_title() -> None:
    draft = parse(
        "Article 4\n\n[Each Party shall report to\nthe depositary.]\n\nArticle 5\n\n[Reporting]\n\n1. Soon.\n"
    )
    assert [one.id for one in draft.provisions][1:] == ["article-4", "article-4/text", "article-5", "article-5/1"]


def test_chinese_articles_are_articles() -> None:
    draft = parse("第一條\n\n甲。\n\n第二十一条\n\n[乙][丙]。\n\n第二十一条之一\n\n如第三條所述。\n")
    assert [one.id for one in draft.provisions if one.kind == "article"] == ["article-1", "article-21", "article-21-1"]


def test_alternative_paragraphs_and_bracketed_titles_are_read_as_they_are_written() -> None:
    draft = parse(
        "Article 3\n\n[2. Alt 1. No import.]\n[2. Alt 2. Free import.]\n3. Alternative means.\n\nAnnex I [to be added]\n"
    )
    assert [one.id for one in draft.provisions][1:] == [
        "article-3", "article-3/2-alt-1", "article-3/2-alt-2", "article-3/3", "i",
    ]  # fmt: skip
    assert [one.alt for one in draft.provisions][2:5] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("shall [Saudi Arabia: reserve] go", {"Saudi Arabia": "reserved"}),
        ("shall [Saudi Arabia: reserves] go", {"Saudi Arabia": "reserved"}),
        ("shall [Saudi Arabia: reserved its position pending instructions.] go", {"Saudi Arabia": "reserved"}),
        ("shall [EU/AU: placeholder] go", {"EU": "reserved", "AU": "reserved"}),
        ("shall [Chile: general scrutiny reserve] go", {"Chile": "reserved"}),
        ("shall [ Chile reserves its position ] go", {"Chile": "reserved"}),
        ("shall [reservation by Chile] go", {"Chile": "reserved"}),
        ("[shall] (Saudi Arabia: reserve) go", {"Saudi Arabia": "reserved"}),
        ("[shall (Chile reserved its position)] go", {"Chile": "reserved"}),
        ("[shall (Chile proposed; Peru opposed)] go", {"Chile": "proposed", "Peru": "opposed"}),
        ("[Chile: reserves of water] go", {"Chile": "proposed"}),
        ("[US propose: reserve] go", {"US": "proposed"}),
        ("[Each Party reserves its position] go", {}),
        ("[Placeholder for Annex] go", {}),
    ],
)
def test_a_bracket_that_only_reserves_a_position_proposes_nothing(text: str, read: dict[str, str]) -> None:
    draft = parse(text)
    assert {one.party: one.stance for bracket in draft.brackets for one in bracket.attributions} == read


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # The bracket around options ends them; what follows is the parent's.
        ("Article 1\n\n[Option 1: a\n\nOption 2: b]\n\nMore words here.\n", ["option-1", "option-2", "text"]),
        ("[Option 1: a]\n\n[Option 2: b;]1\n\nMore words here.\n", ["option-1", "option-2", "text"]),
        # Without one they hold what follows.
        ("Option 1: a\n\nOption 2: b\n\nMore words here.\n", ["option-1", "option-2", "option-2/text"]),
        # A stray closer within a paragraph ends nothing.
        ("[Option 1: a] and\n\nb words, here\n\nOption 2: c\n", ["option-1", "option-1/text", "option-2"]),
        # An option without words holds the number that goes on outside it.
        ("1. One.\n\n[Option 1:\n\n2. Two.\n\nOption 2: none]\n\n3. Three.\n", ["1", "option-1", "option-1/2", "option-2", "3"]),
        ("1. One.\n\nOption 1: a\n\nOption 2: b\n\n2. Two.\n", ["1", "1/option-1", "1/option-2", "2"]),
        ("[EU: Option 1: a]\n\n[US: Option 2: b]\n", ["option-1", "option-2"]),
        # A number alone holds the options below it, as it does in one line with them, though an option of the same style is open.
        *(
            (f"Option 1:\n\n1. One.\n\n2.{gap}Option 1: a\n\nOption 2: b\n\n3. Three.\n\nOption 2: c\n",
             ["option-1", "option-1/1", "option-1/2", "option-1/2/option-1", "option-1/2/option-2", "option-1/3", "option-2"])
            for gap in (" ", "\n", "\n\n   ")
        ),
        *(
            (f"PP1{gap}Option 1: Recalling a\n\nOption 2: b\n\nPP2 Noting c\n", ["pp-1", "pp-1/option-1", "pp-1/option-2", "pp-2"])
            for gap in (" ", "\n\n")
        ),
    ],
)  # fmt: skip
def test_where_options_end_and_what_they_hold(text: str, ids: list[str]) -> None:
    draft = parse(text)
    assert [one.id.removeprefix("article-1/") for one in draft.provisions[1:] if one.kind != "article"] == ids
    assert write(draft) == text


def test_groups_of_options_with_their_words_names_and_brackets() -> None:
    draft = parse(
        "1. [Option 1 (Chile): a\n\nOption 2: No provision on water]\n\n2. Option 1: c\n\nOption 2:\n\nOption (a): d\n\nOption (b): e\n"
    )
    assert [[draft.options[index].label for index in group.members] for group in draft.groups] == [
        ["1", "2"],
        ["1", "2"],
        ["a", "b"],
    ]
    first, second = draft.options[:2]
    assert draft.text[first.inner_start : first.inner_end] == "a" and first.attributions[0].party == "Chile"
    assert second.no_text and draft.text[second.start : second.end] == "Option 2"
    assert draft.groups[0].bracket == 0 and draft.groups[1].bracket == -1
    [one, two] = parse("[Option 1: [a] b]1\n\n[Option 2: c]\n").options
    assert (one.bracket, two.bracket) == (0, 2) and one.start == 0 and one.tail == one.whole_end + 1
    assert not parse("We [Option 1: a][Option 2: b] go.\n").options
    assert not parse("[Option 1: a][Option 2: b]\n").options  # alternatives in one paragraph: brackets to choose from
