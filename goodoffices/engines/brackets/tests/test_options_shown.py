"""Options that parties act on, in exports, in differences, and in what remains; and on real articles."""

import re

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.comparing.differences import by_ids, diff
from goodoffices.engines.brackets.counting import remaining
from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.operations.agreeing import agree, clean
from goodoffices.engines.brackets.operations.options.proposing import into_options, propose_option
from goodoffices.engines.brackets.operations.proposing import reserve, support
from goodoffices.engines.brackets.operations.stances import stances
from goodoffices.engines.brackets.operations.withdrawing import withdraw
from goodoffices.engines.brackets.rendering import FORMATS, rendered
from goodoffices.engines.brackets.tests.drafts import OPTIONS, shared
from goodoffices.engines.brackets.tests.test_operations import done, same
from goodoffices.engines.brackets.word import read_word


def acted() -> Draft:
    """Options with stances beside the text: on labels, and on an option's own bracket."""
    draft = parse(OPTIONS)
    draft = done(propose_option(draft, draft.options[0], "The river rests.", "North"))
    own = next(one for one in draft.options if one.bracket >= 0)
    draft = done(propose_option(draft, own, "", "South"))
    draft = done(reserve(draft, draft.options[1], "Noor & Co", "pending instructions"))
    return done(into_options(draft, ["article-1/4"], "", "East"))


def said(draft: Draft) -> list[tuple[str, str, str, str]]:
    """Who stands where on which option."""
    return sorted(
        (note.party, note.stance, note.words, re.sub(r"\s", "", draft.text[note.start : note.end]))
        for note in draft.notes
        if note.party
    )


def test_stances_on_options_go_into_word_as_comments_and_come_back() -> None:
    draft = acted()
    back = read_word(rendered(draft, "docx")).draft
    assert said(back) == said(draft)
    assert stances(back, back.options[1]) == {"Noor & Co": "reserved"}
    own = next(one for one in back.options if one.bracket >= 0 and one.no_text)
    assert stances(back, own) == {"South": "proposed"}


def test_pages_say_which_option_it_is_and_whose() -> None:
    page = rendered(acted(), "html").decode()
    assert 'aria-label="option 1 of 4, proposed by Norway"' in page
    assert 'aria-label="option 2 of 4, reserved by Noor &amp; Co"' in page
    assert "reserved by Noor &amp; Co: pending instructions" in page
    law = rendered(acted(), "akn").decode()
    assert 'name="option" refersTo="#party-Norway"' in law and 'eId="party-Norway"' in law


@pytest.mark.parametrize("to", FORMATS)
def test_what_operations_remember_is_said_to_nobody(to: str) -> None:
    made = rendered(acted(), to)
    assert made and b"put in" not in made and b"opened" not in made


def test_a_provision_turned_into_options_is_not_said_to_be_clean() -> None:
    draft = parse(OPTIONS)
    new = done(into_options(draft, ["article-1/4"], "", "East"))
    rows = {row.b: row.change for row in diff(draft, new, by_ids(draft, new)).rows}
    assert rows["article-1/4"] == "edited" and rows["article-1/4/option-1"] == rows["article-1/4/option-2"] == "added"
    assert rows["article-1/3"] == "same"


def test_what_remains_names_who_stands_behind_an_option_and_counts_it_once() -> None:
    draft = acted()
    found = remaining(draft)
    first = next(point for point in found.points if point.kind == "options")
    assert [(one.option, dict(one.stances)) for one in first.alternatives] == [
        ("1", {"Norway": "proposed"}),
        ("1 bis", {"Noor & Co": "reserved"}),
        ("2", {}),
        ("3", {"North": "proposed"}),
    ]
    assert first.alternatives[3].text == "The river rests."
    # Brackets of the options' own, and the one around the options of paragraph 3, are no points beside them.
    assert [one.option for one in remaining(parse("[Option 1: a]\n\n[Option 2: b]\n")).articles[0].accept] == ["1"]
    for party in found.parties:
        draft = done(agree(draft, draft.options[3], party))
    left = remaining(draft, found.parties)
    assert len(left.articles[0].accept) == len(found.articles[0].accept) - 1


# -- real articles (Oct. 23 and Oct. 5, 2015)


def october() -> Draft:
    return parse(shared("paris-2015-10-23.md").read_text("utf-8"), markdown=True)


def everybody(draft: Draft, index: int) -> Draft:
    for party in ("North", "South"):
        draft = done(agree(draft, draft.options[index], party))
    return draft


def test_no_text_takes_the_paragraph_of_a_real_article_and_no_other_id() -> None:
    draft = october()
    option = next(one for one in draft.options if draft.provisions[one.provision].id == "article-7/4/option-2")
    found = clean(everybody(draft, option.index), ["North", "South"])
    gone = {one.id for one in draft.provisions} - {one.id for one in found.draft.provisions}
    assert gone == {"article-7/4", "article-7/4/option-1", "article-7/4/option-2"} and not found.conflicts
    assert "and strengthen them.\n\n5. **Option 1:** The [Technology Mechanism]" in found.draft.text


def test_an_option_over_numbered_paragraphs_is_taken_with_their_ids() -> None:
    draft = october()
    option = next(one for one in draft.options if draft.provisions[one.provision].id == "article-2-bis/option-1")
    found = clean(everybody(draft, option.index), ["North", "South"]).draft
    assert "## Article 2bis *(general)*\n\n1. All Parties shall regularly prepare" in found.text
    assert "Option" not in found.whole(found.by_id("article-2-bis"))
    assert {f"article-2-bis/option-1/{number}" for number in range(1, 5)} <= {one.id for one in found.provisions}


def test_every_group_of_the_real_drafts_takes_a_further_option_and_gives_it_back() -> None:
    for name in ("paris-2015-10-05-non-paper.txt", "paris-2015-10-23.md"):
        draft = parse(shared(name).read_text("utf-8"), markdown=name.endswith(".md"))
        refused = 0
        for group in draft.groups[::3]:
            new = propose_option(draft, draft.options[group.members[0]], "Each Party shall do as it can.", "North")
            if not isinstance(new, Draft):
                refused += 1
                continue
            put = draft.options[group.members[-1]].index + 1
            assert stances(new, new.options[put]) == {"North": "proposed"}
            same(done(withdraw(new, new.options[put], "North")), draft)
        assert refused <= 1


def test_an_option_in_a_bracket_of_its_own_is_taken_out_of_it() -> None:
    draft = parse(shared("paris-2015-10-05-non-paper.txt").read_text("utf-8"))
    draft = done(support(draft, draft.options[2], "North"))
    taken = clean(everybody(draft, 2), ["North", "South"]).draft
    assert "\n18.\n\n[Decides][Invites the President of the COP] to convene" in taken.text
    assert "[2018][2019];1\n" in taken.text and "No such facilitative dialogue" not in taken.text
