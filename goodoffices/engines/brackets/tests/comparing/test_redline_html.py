"""A redline in a browser: from change to change without scripts, brackets told from words, and only words shown."""

import re
from html.parser import HTMLParser

import pytest

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.comparing import by_ids, diff
from goodoffices.engines.brackets.comparing.redline_html import ENGLISH, fragment, page
from goodoffices.engines.brackets.comparing.redline_shown import Shower, brackets_apart, plain
from goodoffices.engines.brackets.comparing.redline_style import STYLE
from goodoffices.engines.brackets.operations import bracket, clean, support

BEFORE = """\
Article 1

1. Each Party [shall][should] measure the flow of the river.

2. The commission meets once a year in the spring.

3. Its seat is in the [old] town at the border.
"""
AFTER = """\
Article 1

1. Each Party shall measure the flow of the river.

2. The commission meets once a year in the spring.

3. Its seat is in the old town at the border.

4. A fund is held by both.
"""


class Elements(HTMLParser):
    """Every element with its attributes, and the words in each `p.words`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))
        if tag not in {"meta", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def having(self, tag: str, css: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.all if name == tag and css in (found.get("class") or "").split()]


def made(before: str = BEFORE, after: str = AFTER, **options: str) -> str:
    return fragment(parse(before), parse(after), **options)  # type: ignore[arg-type]


# -- from change to change


def test_each_change_has_an_anchor_and_links_to_its_neighbours() -> None:
    found = Elements(made())
    ids = [one.get("id") for one in found.having("section", "provision")]
    assert ids == [None, "change-1", None, "change-2", "change-3"]
    links = [one["href"] for tag, one in found.all if tag == "a"]
    assert links == ["#change-1", "#change-2", "#change-1", "#change-3", "#change-2"]
    assert "change 2 of 3" in made()


def test_what_did_not_change_is_hidden_by_a_checkbox_that_needs_no_script() -> None:
    found = Elements(made())
    (box,) = found.having("input", "redline-only")
    (label,) = [one for tag, one in found.all if tag == "label"]
    assert box["type"] == "checkbox" and label["for"] == box["id"] == "change-only"
    assert ".redline-only:checked ~ .redline-text > .same { display: none; }" in STYLE
    order = [one.get("class") for _, one in found.all if one.get("class") in {"redline-only", "redline-text"}]
    assert order == ["redline-only", "redline-text"]
    assert [" same " in f" {one['class']} " for one in found.having("section", "provision")] == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_a_provision_that_only_moved_or_got_another_number_is_a_change() -> None:
    found = Elements(made(BEFORE, BEFORE.replace("2. The", "7. The")))
    assert [one["class"] for one in found.having("section", "provision") if one.get("id")] == [
        "provision renumbered paragraph d2"
    ]


def test_two_redlines_stand_on_one_page_under_names_of_their_own() -> None:
    one, other = made(prefix="first"), made(prefix="second-2")
    ids = re.findall(r' id="([^"]+)"', one + other)
    assert len(ids) == len(set(ids)) and 'href="#second-2-1"' in other
    for bad in ("", "1a", 'x" onclick="', "a b"):
        with pytest.raises(ValueError, match="cannot begin an id"):
            made(prefix=bad)


def test_where_nothing_changed_there_is_nothing_to_jump_to() -> None:
    found = made(BEFORE, BEFORE)
    assert "Nothing changed." in found and "<a " not in found and "<input" not in found


# -- brackets and words


def test_a_bracket_that_went_while_its_words_stay_looks_and_reads_otherwise() -> None:
    html = made()
    assert 'in the <del class="bracket">[</del>old<del class="bracket">]</del> town' in html
    assert 'Party <del class="bracket">[</del>shall<del class="bracket">]</del><del>[should]</del> measure' in html
    seat = next(one for one in Elements(html).having("section", "cleaned") if one["id"] == "change-2")
    assert "words-stay" in (seat["class"] or "").split() and "cleaned, words stay" in html
    rule = re.search(r"\.redline del\.bracket \{([^}]*)\}", STYLE.replace("ins.bracket, .redline ", ""))
    assert rule and "dotted" in rule[1]  # not by colour alone
    assert 'content: " [bracket went, words stay: "' in STYLE
    assert "a bracket went, its words stay" in html and "a bracket came, its words stay" in html


def test_brackets_that_came_around_words_are_told_from_words_that_came() -> None:
    draft = parse(AFTER)
    new = bracket(draft, draft.text.index("once"), draft.text.index("once") + 4, "North")
    assert isinstance(new, Draft)
    html = fragment(draft, new, by_ids(draft, new))
    assert (
        '<ins class="bracket">[</ins>once<ins class="bracket">]</ins>' in html
        and "<ins>" not in html.split("redline-text")[1]
    )


def test_a_bracket_that_all_agreed_to_leaves_its_words() -> None:
    draft = parse("1. We [shall] go.\n")
    for who in ("North", "South"):
        draft = support(draft, draft.brackets[0], who)  # type: ignore[assignment]
    html = fragment(draft, clean(draft, ["North", "South"]).draft)
    assert 'We <del class="bracket">[</del>shall<del class="bracket">]</del> go.' in html


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("[", [("[", True)]),
        ("[should]", [("[should]", False)]),
        ("][", [("]", True), ("[", True)]),
        ("] [,without delay,]", [("]", True), (" [,without delay,]", False)]),
        ("[US/JP propose; EU oppose: ", [("[US/JP propose; EU oppose: ", True)]),
        ("[shall: one", [("[", True), ("shall: one", False)]),
        ("a [b [c] d", [("a ", False), ("[", True), ("b [c] d", False)]),
        ("words", [("words", False)]),
    ],
)
def test_signs_are_cut_from_words(words: str, cut: list[tuple[str, bool]]) -> None:
    assert list(brackets_apart(words)) == cut and "".join(part for part, _ in cut) == words


# -- only words


MARKED = """\
---
title: secret
---

# The river

See the [first draft](https://example.org/a_b) and the [second][two], also noted[^1].

[two]: https://example.org/two

## Article 1 *(water)*
{:.new}

1. Each **Party** \\[shall\\]\\[should\\] _measure_ the snake_case level.

   * a bullet

[^1]: By the secretariat.
"""


def shown(text: str, markdown: bool = True) -> str:
    draft = parse(text, markdown=markdown)
    html = fragment(parse("Nothing.\n"), draft)
    return re.sub(r"<[^>]+>", "", html.split("redline-text", 1)[1])


def test_signs_of_markdown_are_not_shown() -> None:
    words = shown(MARKED)
    assert "See the first draft and the second, also noted⁽¹⁾." in words
    assert "1. Each Party [shall][should] measure the snake_case level." in words
    assert "Article 1 (water)" in words and "• a bullet" in words and "The river" in words
    assert not re.search(r"\*|https|#|\\|secret\n|\{:|^---", words.replace("&#", ""))


def test_signs_that_are_no_markdown_stay() -> None:
    words = shown("1. Rates * 2 and a_b_ \\ c.\n", markdown=False)
    assert "1. Rates * 2 and a_b_ \\ c." in words


def test_a_heading_read_from_word_has_no_sign() -> None:
    assert "# " not in shown("# Article 1\n\n1. They meet.\n", markdown=False)
    assert plain("## Water", parse(""), [], first=True) == "Water"


def test_only_signs_of_markdown_changed_is_not_shown_as_a_change_of_words() -> None:
    html = fragment(
        parse("1. They meet *each* year.\n", markdown=True), parse("1. They meet each year.\n", markdown=True)
    )
    words = html.split("redline-text", 1)[1]
    assert "They meet each year." in words and "<ins" not in words and "<del" not in words


PAGES = """\
THE RIVER TALKS
NON-PAPER

Article 1
1. Each Party shall measure the flow of the river at the border and shall publish what it has found

Page 1 of 2

THE RIVER TALKS
NON-PAPER

every week.
2. The commission meets [annually].
"""


def test_page_numbers_and_running_heads_are_neither_added_nor_removed() -> None:
    bare = PAGES.replace("\nPage 1 of 2\n\nTHE RIVER TALKS\nNON-PAPER\n\n", "")
    assert parse(PAGES).marks and not parse(bare).marks
    for one, other in ((bare, PAGES), (PAGES, bare)):
        html = made(one, other)
        words = html.split("redline-text", 1)[1]
        assert "Page 1" not in words and words.count("THE RIVER TALKS") == 1
        assert "<ins" not in words and "<del" not in words
        assert re.search(r"found\s+every week", words)


def test_what_is_shown_is_the_redline_and_nothing_lost() -> None:
    whole = diff(parse(BEFORE), parse(AFTER))
    shower = Shower(whole)
    for part in whole.parts:
        stretches = shower.part(part)
        for side in ("ins", "del"):
            text = "".join(one.text for one in stretches if one.kind in {"same", side})
            assert text == "".join(segment.text for segment in part.segments if segment.kind in {"same", side})


# -- on a page of a site


def test_a_fragment_brings_no_style_no_script_and_nothing_from_elsewhere() -> None:
    nasty = "Article 1\n\n1. <script>x</script> \u202e& [a\"b] 'c'.\n"
    found = Elements(made(BEFORE, nasty))
    assert not found.open and found.all[0] == ("div", {"class": "redline"})
    assert not {tag for tag, _ in found.all} & {"html", "head", "body", "main", "style", "script", "link", "img"}
    for _, attributes in found.all:
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}]
        assert (attributes.get("href") or "#").startswith("#")
    assert "\u202e" not in made(BEFORE, nasty)


def test_a_site_gives_the_words_of_its_language() -> None:
    french = {
        **ENGLISH,
        "cleaned": "nettoyé",
        "next": "Suivant",
        "article": "Article n° {label}",
        "only": "Changements <seuls>",
    }
    html = fragment(parse(BEFORE), parse(AFTER), words=french)
    assert "<b>nettoyé" in html and ">Suivant</a>" in html and "Article n° 1" in html and "&lt;seuls&gt;" in html


def test_every_class_of_a_fragment_is_styled_or_names_what_it_is() -> None:
    page_of = page(diff(parse(BEFORE), parse(AFTER)), "a", "b")
    assert STYLE in page_of and page_of.count("<style>") == 1
    for css in ("redline-key", "redline-only", "redline-jump", "words", "steps", "provision"):
        assert f".{css}" in STYLE and css in page_of
