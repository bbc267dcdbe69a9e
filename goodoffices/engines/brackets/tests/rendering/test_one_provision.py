"""The HTML of one provision: what the page of the whole has there, and nothing that a page could be hurt by."""

import re
from itertools import count

import pytest

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.operations import Conflict, identified, propose, support
from goodoffices.engines.brackets.rendering.html import FOR_PAGES, provision, render
from goodoffices.engines.brackets.rendering.render_options import RenderOptions
from goodoffices.engines.brackets.storing import part, rows
from goodoffices.engines.brackets.tests.drafts import MANNERS

PAGE = RenderOptions(language="en", alternatives=True)


def numbered(draft: Draft) -> Draft:
    following = count(1)
    return identified(draft, lambda: f"a{next(following)}")


@pytest.mark.parametrize("name", MANNERS)
def test_a_provision_is_drawn_as_in_the_whole_from_all_and_from_a_part(name: str) -> None:
    draft = numbered(parse(MANNERS[name], markdown=name == "markdown"))
    page = render(draft, PAGE).decode()
    titled = "<main>\n<h1" not in page or (page.count("<h1") == 1 and name == "markdown")
    kept = rows(draft)
    at = 0
    for index, row in enumerate(kept):
        drawn = provision(draft, row.id, PAGE, titled)
        for line in drawn.splitlines():
            assert line in page[at:]
            at += page[at:].index(line)
        small = part(kept, index, parties=draft.parties, markdown=draft.markdown)
        assert provision(small, row.id, PAGE, titled) == drawn


def test_alternatives_say_their_id_and_who_stands_there() -> None:
    draft = propose(parse("1. We shall go.\n"), 6, 11, "may", "North")
    assert not isinstance(draft, Conflict)
    draft = support(draft, draft.brackets[1], "New Zealand")
    assert not isinstance(draft, Conflict)
    drawn = provision(numbered(draft), "1", PAGE)
    assert re.findall(r'data-(\w+)="([^"]*)"', drawn) == [
        ("alternative", "a1"), ("opposed", "North"), ("alternative", "a2"), ("supported", "New Zealand"), ("proposed", "North"),
    ]  # fmt: skip
    assert "alternative 2 of 2, proposed by North, supported by New Zealand" in drawn


def test_nothing_in_a_provision_is_markup_of_its_own() -> None:
    draft = parse('1. <script>x</script> [<b>&"] go.\n')
    draft = support(draft, draft.brackets[0], '"><img src=x>')
    assert not isinstance(draft, Conflict)
    drawn = provision(identified(draft, lambda: '"><i>'), "1", FOR_PAGES)
    assert not re.search(r"<(?!/?(?:p|bdi|b)\b)", drawn)
    assert drawn.count('"') == 2 * len(re.findall(r'="', drawn))


def test_an_option_says_its_id_where_it_begins() -> None:
    draft = numbered(parse("1. Option 1: a\n\nmore\n\nOption 2: b\n\n2. Rest.\n"))
    drawn = provision(draft, "1/option-1", PAGE)
    assert drawn.startswith('<p dir="ltr" data-alternative="a1">Option 1: a')
    with pytest.raises(KeyError):
        provision(draft, "9", PAGE)
