"""What a delegate changed in Word, as changes of the draft: her own, each in its provision, and nothing else."""

import copy
import random
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.operations import bracket, delete, insert, oppose, propose, support
from goodoffices.engines.brackets.rendering import Base, RenderOptions, rendered
from goodoffices.engines.brackets.tests.drafts import MANNERS
from goodoffices.engines.brackets.tests.test_operations import RIVER, played
from goodoffices.engines.brackets.tests.word_edits import LENA, Desk
from goodoffices.engines.brackets.tests.word_files import by_libreoffice, packed, parts_of
from goodoffices.engines.brackets.word import Change, Markup, NewProvision, Remark, markup

TEXT = """\
Article 5

1. Each Party shall report the flow of the river every year.

2. The Parties meet [annually][twice a year] in the capital of one of them.

(a) they share the costs;

(b) they publish what they find.

3. The commission decides by consensus.
"""


@pytest.fixture
def base() -> Draft:
    return parse(TEXT)


@pytest.fixture
def disputed() -> Draft:
    """North would have “should”, South adds words, of which North would strike some."""
    draft = parse(TEXT)
    draft = done(propose(draft, *span(draft, "shall"), "should", by="North"))
    draft = done(insert(draft, draft.text.index(" every year."), " and of its springs where needed", by="South"))
    draft = done(delete(draft, *span(draft, "of its springs"), by="North"))
    return done(support(draft, next(one for one in draft.brackets if draft.inner(one) == "should"), by="East"))


def done(result: object) -> Draft:
    assert isinstance(result, Draft), result
    return result


def span(draft: Draft, words: str) -> tuple[int, int]:
    at = draft.text.index(words)
    return at, at + len(words)


def desk(draft: Draft) -> Desk:
    return Desk(rendered(draft, "docx", RenderOptions(base=Base("draft-7", "12"))))


def marked(draft: Draft, at: Desk, author: str = "") -> Markup:
    return markup(draft, at.saved(), author)


def said(draft: Draft, found: Markup) -> list[tuple[str, str, str, str]]:
    """Each change: where, what, the base's words and the new ones."""
    return [
        (one.provision, one.kind, draft.own(draft.by_id(one.provision))[one.start : one.end], one.words)
        for one in found.changes
    ]


def applied(draft: Draft, found: Markup) -> Draft:
    """The changes done as operations, the last in the text first."""
    for one in reversed(found.changes):
        where = draft.by_id(one.provision)
        start, end = where.start + one.start, where.start + one.end
        if one.kind == "propose":
            draft = done(propose(draft, start, end, one.words, by=one.author))
        elif one.kind == "insert":
            draft = done(insert(draft, start, one.words, by=one.author))
        elif one.kind == "bracket":
            draft = done(bracket(draft, start, end, by=one.author))
        else:
            draft = done(delete(draft, start, end, by=one.author))
    return draft


# -- one change each


def test_a_document_that_nobody_changed_has_no_changes(base: Draft, disputed: Draft) -> None:
    for draft in (base, disputed):
        found = marked(draft, desk(draft))
        assert (found.changes, found.provisions, found.remarks, found.notices) == ((), (), (), ())
        assert found.base is not None and found.base[:2] == ("draft-7", "12")


@pytest.mark.parametrize("name", [name for name in MANNERS if name != "markdown"])
def test_no_manner_of_draft_is_changed_by_its_export(name: str) -> None:
    draft = parse(MANNERS[name])
    found = marked(draft, desk(draft))
    assert (found.changes, found.provisions, found.notices) == ((), (), ())


def test_markdown_is_not_changed_by_its_export() -> None:
    draft = parse(MANNERS["markdown"], markdown=True)
    found = marked(draft, desk(draft))
    assert (found.changes, found.provisions, found.notices) == ((), (), ())


def test_other_words_are_a_proposal(base: Draft) -> None:
    at = desk(base)
    at.replace("shall", "should")
    found = marked(base, at)
    assert found.changes == (Change("article-5/1", 14, 19, "should", "propose", LENA),)
    assert applied(base, found).text.count("Each Party [shall][should] report") == 1


def test_new_words_are_an_insertion_with_their_blanks(base: Draft) -> None:
    at = desk(base)
    at.insert(" and publish", after="shall report")
    found = marked(base, at)
    assert said(base, found) == [("article-5/1", "insert", "", " and publish")]
    assert "shall report[ and publish] the flow" in applied(base, found).text


def test_words_struck_out_are_a_deletion_without_their_blanks(base: Draft) -> None:
    at = desk(base)
    at.delete(" of one of them")
    found = marked(base, at)
    assert said(base, found) == [("article-5/2", "delete", "of one of them", "")]
    assert "in the capital [of one of them]." in applied(base, found).text


def test_several_changes_come_in_the_order_of_the_base(base: Draft) -> None:
    at = desk(base)
    at.delete("by consensus")
    at.insert(" gladly", after="they share")
    at.replace("shall report", "reports")
    found = marked(base, at)
    assert said(base, found) == [
        ("article-5/1", "propose", "shall report", "reports"),
        ("article-5/2/a", "insert", "", " gladly"),
        ("article-5/3", "delete", "by consensus", ""),
    ]


def test_words_cut_by_the_border_of_a_run_are_whole(base: Draft) -> None:
    at = desk(base)
    at.runs("rep", within="report the")  # cut, and nothing else
    assert marked(base, at).changes == ()
    at.insert("ing", after="rep", within="report the")
    assert said(base, marked(base, at)) == [("article-5/1", "propose", "report", "repingort")]


def test_a_change_of_a_part_of_a_word_is_one_of_the_word(base: Draft) -> None:
    at = desk(base)
    at.delete("ies", within="The Parties")
    at.insert("y", after="The Part")
    at.delete("s", within="s;")
    found = marked(base, at)
    assert said(base, found) == [
        ("article-5/2", "propose", "Parties", "Party"),
        ("article-5/2/a", "propose", "costs", "cost"),
    ]


def test_formatting_is_no_change(base: Draft) -> None:
    at = desk(base)
    for run in at.runs("the flow"):
        properties = run.get_or_add_rPr()
        properties.append(OxmlElement("w:b"))
        changed = at.change("rPrChange")
        changed.append(OxmlElement("w:rPr"))
        properties.append(changed)
    heading = at.paragraph("Article 5").get_or_add_pPr()
    heading.find(qn("w:pStyle")).set(qn("w:val"), "Normal")
    assert marked(base, at).changes == ()


def test_what_was_inserted_and_struck_out_again_is_nothing(base: Draft) -> None:
    at = desk(base)
    at.insert(" gladly", after="they share")
    at.delete(" gladly")
    assert marked(base, at).changes == ()


def test_a_new_paragraph_comes_after_the_one_before_it(base: Draft) -> None:
    at = desk(base)
    at.add_paragraph("(c) they keep a gauge.", after="publish what")
    at.add_paragraph("4. Nothing is secret.", after="by consensus", tracked=False)
    found = marked(base, at, author="Lena")
    assert found.provisions == (
        NewProvision("article-5/2/b", "(c) they keep a gauge.", LENA),
        NewProvision("article-5/3", "4. Nothing is secret.", "Lena", tracked=False),
    )
    assert found.changes == ()


# -- what stood there already


def test_changes_of_others_are_not_the_uploaders(disputed: Draft) -> None:
    at = desk(disputed)
    at.replace("consensus", "vote")
    assert said(disputed, marked(disputed, at)) == [("article-5/3", "propose", "consensus", "vote")]


def test_striking_out_in_anothers_insertion_is_a_deletion_of_just_that(disputed: Draft) -> None:
    at = desk(disputed)
    at.delete("needed")
    found = marked(disputed, at)
    assert said(disputed, found) == [("article-5/1", "delete", "needed", "")]
    assert "[ and [of its springs] where [needed]] every year" in applied(disputed, found).text


def test_adding_to_anothers_insertion_is_an_insertion_of_just_that(disputed: Draft) -> None:
    at = desk(disputed)
    at.insert(" always", after="and", within="[ and")
    assert said(disputed, marked(disputed, at)) == [("article-5/1", "insert", "", " always")]


def test_an_uploader_with_the_name_of_a_party_is_known_by_her_words(disputed: Draft) -> None:
    at = desk(disputed)
    at.author = "South"
    at.insert(" and lakes", after="of the river")
    assert said(disputed, marked(disputed, at)) == [("article-5/1", "insert", "", " and lakes")]


def test_accepting_and_rejecting_others_changes_is_said_and_changes_no_stance(disputed: Draft) -> None:
    at = desk(disputed)
    for change in list(at.document.element.body.iter(qn("w:ins"))):
        for inner in list(change):
            change.addprevious(inner)
        change.getparent().remove(change)
    found = marked(disputed, at)
    assert found.changes == ()
    assert [one for one in found.notices if "accepted" in one] == [
        "In article-5/1, changes of North were accepted in the file; they stand as they were.",
        "In article-5/1, changes of South were accepted in the file; they stand as they were.",
    ]


def test_rejecting_anothers_insertion_takes_its_words_out(disputed: Draft) -> None:
    at = desk(disputed)
    for change in list(at.document.element.body.iter(qn("w:ins"))):
        if change.get(qn("w:author")) == "North":
            change.getparent().remove(change)
    found = marked(disputed, at, author="Lena")
    assert said(disputed, found) == [("article-5/1", "delete", "[should]", "")]
    assert (found.changes[0].author, found.changes[0].tracked) == ("Lena", False)


# -- brackets


def test_half_a_bracket_is_said_and_not_a_change(base: Draft) -> None:
    at = desk(base)
    at.insert("[", after="Party ", within="Each Party ")
    found = marked(base, at)
    assert found.changes == () and found.notices == (
        "Lena Berg typed or took away half a bracket in article-5/1; the bracket is left as it was.",
    )
    at.insert("[or lake ", after="the river ")
    assert said(base, marked(base, at)) == [("article-5/1", "insert", "", "or lake ")]


def test_brackets_put_around_words_are_brackets(base: Draft) -> None:
    at = desk(base)
    at.insert("[", after="Party ", within="Each Party ")
    at.insert("]", after="shall")
    found = marked(base, at)
    assert said(base, found) == [("article-5/1", "bracket", "shall", "")] and not found.notices
    assert "Each Party [shall] report" in applied(base, found).text


def test_brackets_and_an_alternative_typed_as_drafts_do_are_a_proposal(base: Draft) -> None:
    at = desk(base)
    at.insert("[", after="Party ", within="Each Party ")
    at.insert("][should]", after="shall")
    assert said(base, marked(base, at)) == [("article-5/1", "propose", "shall", "should")]


def test_new_words_in_brackets_of_their_own_get_no_second_ones(base: Draft) -> None:
    at = desk(base)
    at.insert(" [or lake]", after="the river")
    assert said(base, marked(base, at)) == [("article-5/1", "insert", "", " or lake")]


def test_an_alternative_struck_out_is_a_deletion_of_its_bracket(base: Draft) -> None:
    at = desk(base)
    at.delete("[twice a year]")
    found = marked(base, at)
    assert said(base, found) == [("article-5/2", "delete", "[twice a year]", "")]
    new = applied(base, found)
    assert new.text == base.text and [(note.party, note.stance) for note in new.notes] == [(LENA, "opposed")]


def test_signs_struck_out_around_words_leave_the_words_and_are_said(base: Draft) -> None:
    at = desk(base)
    at.delete("][", within="[annually")
    found = marked(base, at)
    assert found.changes == () and "half a bracket in article-5/2" in found.notices[0]


def test_the_number_of_a_provision_and_names_in_brackets_are_not_the_uploaders() -> None:
    draft = parse("1. Each Party [US: shall][EU: should] report.\n\n2. They meet.\n")
    at = desk(draft)
    at.replace("2", "7", within="2.")
    at.delete("US: ")
    found = marked(draft, at)
    assert found.changes == () and len(found.notices) == 2
    assert "changed who stands where in 1" in found.notices[0] and "changed the number of 2" in found.notices[1]


# -- across paragraphs


def test_a_change_over_two_provisions_is_one_for_each_and_is_said(base: Draft) -> None:
    at = desk(base)
    at.delete("every year.")
    at.delete("2. The Parties")
    found = marked(base, at)
    assert said(base, found) == [
        ("article-5/1", "delete", "every year.", ""),
        ("article-5/2", "delete", "The Parties", ""),
    ]
    assert any("goes over the end of article-5/1" in one for one in found.notices)


def test_a_provision_struck_out_is_all_its_words_without_the_number(base: Draft) -> None:
    at = desk(base)
    at.delete("(a) they share the costs;")
    assert said(base, marked(base, at)) == [("article-5/2/a", "delete", "they share the costs;", "")]


def test_moved_paragraphs_are_said_and_no_change(base: Draft) -> None:
    at = desk(base)
    at.paragraph("by consensus").addnext(at.paragraph("Each Party"))
    found = marked(base, at)
    assert (found.changes, found.provisions) == ((), ())
    assert found.notices == ("article-5/1 was moved behind article-5/3, which is not carried over.",)


@pytest.mark.parametrize("tags", [("del", "ins"), ("moveFrom", "moveTo")])
def test_paragraphs_moved_with_tracking_are_said_and_no_change(base: Draft, tags: tuple[str, str]) -> None:
    at = desk(base)
    there = copy.deepcopy(at.paragraph("Each Party"))
    for one in list(there.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        there.remove(one)
    at.paragraph("by consensus").addnext(there)
    for paragraph, tag in ((at.paragraph("Each Party"), tags[0]), (there, tags[1])):
        change = at.change(tag)
        runs = list(paragraph.iter(qn("w:r")))
        runs[0].addprevious(change)
        for run in runs:
            change.append(run)
            if tag == "del":
                for one in run.iter(qn("w:t")):
                    one.tag = qn("w:delText")
    found = marked(base, at)
    assert (found.changes, found.provisions) == ((), ())
    assert found.notices == ("article-5/1 was moved behind article-5/3, which is not carried over.",)


def test_a_paragraph_cut_in_two_is_said_and_no_change(base: Draft) -> None:
    at = desk(base)
    paragraph = at.paragraph("Each Party")
    rest = OxmlElement("w:p")
    for run in at.runs(" the flow of the river every year."):
        rest.append(run)
    paragraph.addnext(rest)
    found = marked(base, at)
    assert (found.changes, found.provisions) == ((), ())
    assert found.notices == ("article-5/1 was cut into several paragraphs, which is not carried over.",)


@pytest.mark.parametrize("bookmark", [True, False])
def test_paragraphs_joined_are_said_and_no_change(base: Draft, bookmark: bool) -> None:
    at = desk(base)
    first, second = at.paragraph("share the costs"), at.paragraph("publish what")
    for one in list(second):
        if one.tag == qn("w:r") or (bookmark and one.tag != qn("w:pPr")):
            first.append(one)
    second.getparent().remove(second)
    found = marked(base, at)
    assert (found.changes, found.provisions) == ((), ())
    if bookmark:
        assert found.notices == ("article-5/2/b was joined to the paragraph before it, which is not carried over.",)


# -- without tracking, bookmarks, a base


def test_changes_that_were_not_tracked_are_the_same_changes(base: Draft) -> None:
    at = desk(base)
    at.retype("shall", "should")
    at.retype("they share the costs", "they share all the costs")
    at.retype(" by consensus", "")
    found = marked(base, at, author="Lena")
    assert said(base, found) == [
        ("article-5/1", "propose", "shall", "should"),
        ("article-5/2/a", "insert", "", "all "),
        ("article-5/3", "delete", "by consensus", ""),
    ]
    assert {(one.author, one.tracked) for one in found.changes} == {("Lena", False)}


def test_words_beside_each_other_that_were_not_tracked_are_one_change(base: Draft) -> None:
    at = desk(base)
    at.retype("shall report the flow", "may publish any level")
    assert said(base, marked(base, at)) == [
        ("article-5/1", "propose", "shall report the flow", "may publish any level")
    ]


def test_a_paragraph_taken_out_without_tracking_is_a_deletion(base: Draft) -> None:
    at = desk(base)
    paragraph = at.paragraph("share the costs")
    paragraph.getparent().remove(paragraph)
    found = marked(base, at)
    assert said(base, found) == [("article-5/2/a", "delete", "they share the costs;", "")]
    assert not found.changes[0].tracked


def test_without_bookmarks_paragraphs_are_known_by_their_words(base: Draft) -> None:
    at = desk(base)
    at.replace("shall", "should")
    at.retype("they publish what they find", "they publish all that they find")
    at.add_paragraph("(c) they keep a gauge.", after="publish")
    for one in list(at.document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        one.getparent().remove(one)
    found = marked(base, at)
    assert said(base, found) == [
        ("article-5/1", "propose", "shall", "should"),
        ("article-5/2/b", "propose", "what", "all that"),
    ]
    assert [one.after for one in found.provisions] == ["article-5/2/b"]


def test_a_document_from_elsewhere_is_compared_and_said_to_be(base: Draft) -> None:
    at = Desk(rendered(base, "docx"))
    at.replace("shall", "should")
    found = marked(base, at)
    assert found.base is None and found.notices == ("The document does not say which text it was made from.",)
    assert said(base, found) == [("article-5/1", "propose", "shall", "should")]


def test_where_the_text_went_on_only_tracked_changes_are_read(base: Draft) -> None:
    at = desk(base)
    at.replace("annually", "monthly")
    at.replace("consensus", "vote")
    now = parse(TEXT.replace("in the capital of one of them", "in a town of one of them"))
    found = marked(now, at)
    assert said(now, found) == [
        ("article-5/2", "propose", "annually", "monthly"),
        ("article-5/3", "propose", "consensus", "vote"),
    ]
    assert "another state of the text, which differs in article-5/2." in found.notices[0]


def test_a_provision_that_the_text_has_no_longer_is_said_and_not_new(base: Draft) -> None:
    at = desk(base)
    at.replace("consensus", "vote")
    now = parse(TEXT.replace("(b) they publish what they find.\n\n", ""))
    found = marked(now, at)
    assert said(now, found) == [("article-5/3", "propose", "consensus", "vote")] and not found.provisions
    assert found.notices[1:] == ("article-5/2/b is not in this text any more; what was changed there is not read.",)


# -- where bookmarks stay


@pytest.mark.parametrize("tracked", [True, False])
def test_a_paragraph_typed_before_anothers_may_take_its_bookmark(base: Draft, tracked: bool) -> None:
    at = desk(base)
    at.add_paragraph("1 bis. Nothing is secret.", after="every year", tracked=tracked)
    new, old = at.paragraph("Nothing is secret"), at.paragraph("The Parties meet")
    for one in list(old.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        new.insert(1 if tracked else 0, one)
    at.replace("annually", "monthly")
    found = marked(base, at)
    assert said(base, found) == [("article-5/2", "propose", "annually", "monthly")]
    assert [(one.after, one.words) for one in found.provisions] == [("article-5/1", "1 bis. Nothing is secret.")]


@pytest.mark.parametrize("tracked", [True, False])
def test_words_typed_before_a_bookmark_belong_to_its_provision(tracked: bool) -> None:
    draft = parse("Article 5\n\nThe commission decides.\n\nIt meets in spring.\n")
    at = desk(draft)
    at.insert("Hence ", after="Article 5", tracked=tracked)
    paragraph, run = at.paragraph("It meets"), at.runs("Hence ")[0]
    paragraph.insert(0, run.getparent() if tracked else run)
    assert [(kind, new) for _, kind, _, new in said(draft, marked(draft, at))] == [("insert", "Hence ")]


# -- comments


def test_a_comment_on_a_change_is_its_reason(base: Draft) -> None:
    at = desk(base)
    at.replace("shall", "should")
    at.comment("should", "Our parliament has to agree.")
    at.comment("consensus", "Supported, with thanks")
    at.comment("the flow", "Which one?")
    found = marked(base, at)
    assert [one.comment for one in found.changes] == ["Our parliament has to agree."]
    assert found.remarks == (
        Remark("article-5/1", 27, 35, LENA, "", "Which one?"),
        Remark("article-5/3", 29, 38, LENA, "supported", "with thanks"),
    )


def test_comments_of_the_export_are_not_the_uploaders(disputed: Draft) -> None:
    draft = done(oppose(disputed, disputed.brackets[0], by="West", words="too strong"))
    at = desk(draft)
    at.comment("consensus", "Why?")
    assert [one.words for one in marked(draft, at).remarks] == ["Why?"]


def test_a_comment_on_a_new_paragraph_is_its_reason(base: Draft) -> None:
    at = desk(base)
    at.add_paragraph("4. Nothing is secret.", after="by consensus")
    at.comment("secret", "As in the treaty of 1921.")
    assert marked(base, at).provisions[0].comment == "As in the treaty of 1921."


# -- other editors, other scripts


def test_footnotes_that_word_counts_anew_are_no_change() -> None:
    draft = parse("1. We go[^1].\n\n2. We come[^2].\n\n[^1]: One.\n\n[^2]: Two.\n", markdown=True)
    at = desk(draft)
    at.replace("come", "stay")
    assert said(draft, marked(draft, at)) == [("2", "propose", "come", "stay")]


def test_a_footnote_is_changed_where_it_is() -> None:
    draft = parse("1. We go[^1].\n\n2. We come.\n\n[^1]: By the whole secretariat.\n", markdown=True)
    parts = parts_of(desk(draft).saved())
    parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace("whole", "new")
    assert said(draft, markup(draft, packed(parts))) == [(draft.provisions[-1].id, "propose", "whole", "new")]


def test_markdown_keeps_its_signs_and_offsets() -> None:
    draft = parse(
        "## Article 2 *(water)*\n\n1. Each **Party** [shall][should] *measure* the [level](https://example.org/l).\n",
        markdown=True,
    )
    at = desk(draft)
    at.replace("measure", "keep")
    at.insert(" and flow", after="level")
    assert said(draft, marked(draft, at)) == [
        ("article-2/1", "propose", "measure", "keep"),
        ("article-2/1", "insert", "", " and flow"),
    ]


def test_arabic_is_changed_as_any_other() -> None:
    draft = parse("المادة 1\n\n1. يجب على كل طرف أن يقيس التدفق.\n")
    at = desk(draft)
    at.replace("يقيس", "ينشر")
    assert [(kind, old, new) for _, kind, old, new in said(draft, marked(draft, at))] == [("propose", "يقيس", "ينشر")]


def test_chinese_words_are_not_widened_to_sentences() -> None:
    draft = parse("第一條\n\n使館館長應分為三級。\n")
    at = desk(draft)
    at.replace("應", "得")
    assert [(kind, old, new) for _, kind, old, new in said(draft, marked(draft, at))] == [("propose", "應", "得")]


def test_what_libreoffice_saved_again_is_the_same_markup(disputed: Draft, tmp_path) -> None:
    at = desk(disputed)
    at.replace("consensus", "vote")
    at.insert(" gladly", after="they share")
    at.comment("costs", "How much?")
    before, after = marked(disputed, at), markup(disputed, by_libreoffice(at.saved(), tmp_path))
    assert (after.changes, after.provisions, after.remarks) == (before.changes, before.provisions, before.remarks)
    assert len(after.changes) == 2 and after.notices == ()


def test_a_title_that_an_export_was_given_is_no_new_provision(base: Draft) -> None:
    data = rendered(base, "docx", RenderOptions(title="The river talks", base=Base("draft-7", "12")))
    found = markup(base, data)
    assert (found.changes, found.provisions, found.notices) == ((), (), ())


def test_an_editor_that_drops_custom_xml_changes_nothing(base: Draft) -> None:
    at = desk(base)
    at.replace("shall", "should")
    left = {name: words for name, words in parts_of(at.saved()).items() if not name.startswith("customXml/")}
    assert said(base, markup(base, packed(left))) == [("article-5/1", "propose", "shall", "should")]


# -- the law


PLACES = {
    "Each": "article-5/1", "report": "article-5/1", "flow": "article-5/1", "year.": "article-5/1", "Parties": "article-5/2",
    "capital": "article-5/2", "costs": "article-5/2/a", "publish": "article-5/2/b", "decides": "article-5/3",
}  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_edits_of_any_kind_on_words_come_back_as_what_they_were(data: st.DataObject) -> None:
    draft = parse(TEXT)
    draft = done(propose(draft, *span(draft, "shall"), "should", by="North"))
    draft = done(insert(draft, draft.text.index(" by consensus"), " all", by="South"))
    at, expected = desk(draft), []
    for word in data.draw(st.lists(st.sampled_from([*PLACES]), unique=True, max_size=5)):
        kind = data.draw(st.sampled_from(["propose", "insert", "delete"]))
        tracked = data.draw(st.booleans())
        bare = word.rstrip(".")
        if kind == "propose":
            (at.replace if tracked else at.retype)(bare, "weir", within=word)
        elif kind == "insert":
            at.insert(" weir", after=bare, within=word, tracked=tracked)
        elif tracked:
            at.delete(bare, within=word)
        else:
            at.retype(bare, "", within=word)
        old, new = (
            "" if kind == "insert" else bare,
            {"propose": "weir", "insert": " weir" if tracked else "weir", "delete": ""}[kind],
        )
        expected.append((PLACES[word], draft.text.index(word), kind, old, new, tracked))
    found = marked(draft, at)
    # Which of two blanks came with an untracked word, nobody can know.
    made = [
        (*one[:3], one[3] if change.tracked else one[3].strip(), change.tracked)
        for one, change in zip(said(draft, found), found.changes, strict=True)
    ]
    assert made == [(id, *rest) for id, _, *rest in sorted(expected, key=lambda one: one[1])]
    assert not found.provisions and not found.remarks


@settings(deadline=None, max_examples=60)
@given(data=st.data(), base=st.sampled_from([RIVER, *(MANNERS[name] for name in MANNERS if name != "markdown")]))
def test_whatever_parties_did_before_an_untouched_file_holds_no_changes(data: st.DataObject, base: str) -> None:
    draft = played(data.draw, parse(base), 6)
    found = marked(draft, desk(draft))
    assert (found.changes, found.provisions, found.remarks, found.notices) == ((), (), (), ())


def disorder(at: Desk, rng: random.Random) -> None:
    """Something that no delegate does on purpose."""
    body = at.document.element.body
    tags = {qn(f"w:{name}") for name in ("p", "r", "ins", "del", "bookmarkStart", "t")}
    every = [one for one in body.iter() if one.tag in tags]
    one, other = rng.choice(every), rng.choice(every)
    apart = one is not other and one not in [*other.iterancestors()] and other not in [*one.iterancestors()]
    act = rng.randrange(5)
    if act == 0:
        one.getparent().remove(one)
    elif act == 1 and apart:
        other.addnext(copy.deepcopy(one))
    elif act == 2 and one.tag == qn("w:t"):
        words = [*(one.text or "x"), rng.choice("[]("), "á"]
        rng.shuffle(words)
        one.text = "".join(words).strip()
    elif act == 3 and one.tag == qn("w:r"):
        change = at.change(rng.choice(["ins", "del", "moveFrom"]))
        one.addprevious(change)
        change.append(one)
    elif act == 4 and one.tag == qn("w:r"):
        one.addnext(at._new_run(rng.choice(["[", "]", "[x]", " weir ", "][a]", "1. x", "[^1]"])))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_was_done_to_a_file_changes_stand_in_their_provisions(seed: int) -> None:
    rng = random.Random(seed)
    name = rng.choice([*MANNERS])
    draft = parse(MANNERS[name], markdown=name == "markdown")
    at = desk(draft)
    for _ in range(rng.randint(1, 12)):
        disorder(at, rng)
    for one in marked(draft, at).changes:
        where = draft.by_id(one.provision)
        assert 0 <= one.start <= one.end <= where.own_end - where.start
        assert (one.start == one.end) == (one.kind == "insert")
        assert bool(one.words) == (one.kind in {"propose", "insert"})
        assert one.words.count("[") == one.words.count("]")


def test_what_was_really_edited_in_libreoffice_is_read(disputed: Draft) -> None:
    """The file: the export of this draft with track changes on in LibreOffice 25.2, its user unnamed, and saved as .docx."""
    data = (Path(__file__).parents[1] / "golden" / "edited-in-libreoffice.docx").read_bytes()
    found = markup(disputed, data, author=LENA)
    assert said(disputed, found) == [
        ("article-5/1", "delete", "needed", ""),
        ("article-5/1", "insert", "", "second "),
        ("article-5/2", "delete", "of one of them", ""),
        ("article-5/2/a", "insert", "", " gladly"),
        ("article-5/3", "propose", "consensus", "vote"),
    ]
    assert found.provisions == (NewProvision("article-5/2/b", "(c) they keep a gauge.", LENA),)
    assert {one.author for one in found.changes} == {LENA} and all(one.tracked for one in found.changes)
    assert found.changes[-1].comment == "Our parliament has to agree." and not found.remarks and not found.notices
    assert found.base is not None and found.base[:2] == ("draft-7", "12")
