"""Stances beside the text as tracked changes of their parties, and back: the same text, the same stances, the same ids."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.operations import (
    bracket,
    delete,
    insert,
    into_options,
    oppose,
    propose,
    propose_option,
    reserve,
    stances,
    support,
)
from goodoffices.engines.brackets.rendering import Base, RenderOptions, rendered
from goodoffices.engines.brackets.rendering.docx_base import NAMESPACE
from goodoffices.engines.brackets.tests import test_options
from goodoffices.engines.brackets.tests.drafts import MANNERS
from goodoffices.engines.brackets.tests.test_operations import RIVER, played
from goodoffices.engines.brackets.tests.word_files import by_libreoffice, packed, parts_of
from goodoffices.engines.brackets.word import read_word

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def done(result: object) -> Draft:
    assert isinstance(result, Draft), result
    return result


def letters(text: str) -> str:
    """The words and signs of a text, without blanks and Markdown's signs."""
    return re.sub(r"[\s*_#\\•]", "", text)


def standing(draft: Draft) -> list[tuple[str, list[tuple[str, str, str]], dict[str, str]]]:
    """Every bracket and option in order: its words, the notes on it, and who stands how."""
    places = sorted([*draft.brackets, *draft.options], key=lambda one: (one.start, one.end))
    return [
        (
            letters(draft.text[one.start : one.end]),
            sorted((note.party, note.stance, note.words) for note in draft.notes_at(one.start, one.end)),
            stances(draft, one),
        )
        for one in places
    ]


def back(draft: Draft, **options: object) -> Draft:
    return read_word(rendered(draft, "docx", RenderOptions(**options))).draft  # type: ignore[arg-type]


def same(draft: Draft, again: Draft) -> None:
    assert letters(again.text) == letters(draft.text)
    assert standing(again) == standing(draft)
    assert len(again.notes) == len(draft.notes)
    assert held(again) == held(draft)


def held(draft: Draft) -> list[tuple[str, str]]:
    """The id of each provision, and of the one that it stands under."""
    return [(one.id, draft.provisions[one.parent].id if one.index else "") for one in draft.provisions]


@settings(deadline=None, max_examples=60)
@given(
    data=st.data(),
    base=st.sampled_from([RIVER, *(MANNERS[name] for name in MANNERS if name not in {"markdown", "columns"})]),
)
def test_what_parties_did_comes_back_from_word_word_for_word(data: st.DataObject, base: str) -> None:
    draft = played(data.draw, parse(base), 8)
    same(draft, back(draft))


@settings(deadline=None, max_examples=60)
@given(data=st.data(), base=st.sampled_from([MANNERS["options"], MANNERS["compilation"], RIVER]))
def test_what_parties_did_to_options_comes_back_from_word(data: st.DataObject, base: str) -> None:
    draft = test_options.played(data.draw, parse(base), 6)
    same(draft, back(draft))


@settings(deadline=None, max_examples=40)
@given(data=st.data(), name=st.sampled_from(["markdown", "columns"]))
def test_stances_come_back_where_signs_and_pages_do_not(data: st.DataObject, name: str) -> None:
    """Markdown's signs, addresses and definitions, and the order of numbers in a column are not what Word shows."""
    draft = played(data.draw, parse(MANNERS[name], markdown=name == "markdown"), 6)
    again = back(draft)
    assert [stood for _, *stood in standing(again)] == [stood for _, *stood in standing(draft)]
    shown = [one.id for one in draft.provisions if not draft.own(one).startswith("[two]: ")]
    assert [one.id for one in again.provisions] == shown


# -- what the file says


TEXT = "Article 5\n\n1. Each Party shall report.\n\n2. They meet each year in the capital.\n"


def span(draft: Draft, words: str) -> tuple[int, int]:
    at = draft.text.index(words)
    return at, at + len(words)


def of(draft: Draft, words: str):
    """The bracket with these words."""
    return next(one for one in draft.brackets if draft.inner(one) == words)


@pytest.fixture
def river() -> Draft:
    """North would have “should”, South “every second year”, of which North would strike a part; East and West comment."""
    draft = parse(TEXT)
    draft = done(propose(draft, *span(draft, "shall"), "should", by="North"))
    draft = done(insert(draft, draft.text.index(" in the capital"), " or every second year", by="South"))
    draft = done(delete(draft, *span(draft, "every second"), by="North"))
    draft = done(oppose(draft, of(draft, "should"), by="East", words="too weak"))
    return done(support(draft, of(draft, "should"), by="West"))


def changes(data: bytes) -> list[tuple[str, str, str]]:
    """Kind, author and words of each tracked change, inner ones on their own."""
    root = etree.fromstring(parts_of(data)["word/document.xml"].encode())
    found = []
    for one in root.iter(WORD + "ins", WORD + "del"):
        words = "".join(one.itertext(WORD + "t", WORD + "delText"))
        if words:
            found.append((one.tag.removeprefix(WORD), one.get(WORD + "author"), words))
    return found


def test_each_stance_on_words_is_one_tracked_change_of_its_party(river: Draft) -> None:
    found = changes(rendered(river, "docx"))
    assert ("del", "North", "shall") in found
    assert ("ins", "North", "[") in found and ("del", "East", "should") in found
    assert ("ins", "South", "[ or [") in found and ("del", "North", "every second") in found


def test_a_deletion_in_anothers_insertion_keeps_both_authors(river: Draft) -> None:
    root = etree.fromstring(parts_of(rendered(river, "docx"))["word/document.xml"].encode())
    (struck,) = [one for one in root.iter(WORD + "del") if "".join(one.itertext()) == "every second"]
    assert (struck.get(WORD + "author"), struck.getparent().get(WORD + "author")) == ("North", "South")


def test_supports_and_reasons_are_comments_and_what_changes_say_is_not(river: Draft) -> None:
    said = etree.fromstring(parts_of(rendered(river, "docx"))["word/comments.xml"].encode())
    found = {(one.get(WORD + "author"), "".join(one.itertext())) for one in said}
    assert found == {("East", "opposed by East: too weak"), ("West", "supported by West")}


def test_a_change_carries_the_day_of_its_stance_and_else_the_documents(river: Draft) -> None:
    days = {note: date(2026, 2, 3) for note in river.notes if note.party in {"South", "West"}}
    parts = parts_of(rendered(river, "docx", RenderOptions(days=days, dated=date(2026, 1, 5))))
    root = etree.fromstring(parts["word/document.xml"].encode())
    dates = {(one.get(WORD + "author"), one.get(WORD + "date")[:10]) for one in root.iter(WORD + "ins", WORD + "del")}
    assert dates == {("South", "2026-02-03"), ("North", "2026-01-05"), ("East", "2026-01-05")}
    assert re.search(r'w:author="West" w:initials="Wes" w:date="2026-02-03', parts["word/comments.xml"])


def view(data: bytes, accept: bool) -> str:
    """The words that are left when all changes are accepted, or rejected."""
    root = etree.fromstring(parts_of(data)["word/document.xml"].encode())
    gone = WORD + ("del" if accept else "ins")
    return "".join(
        one.text or ""
        for one in root.iter(WORD + "t", WORD + "delText")
        if not any(above.tag == gone for above in one.iterancestors())
    )


def test_whatever_is_accepted_or_rejected_what_nobody_agreed_stands_in_brackets(river: Draft) -> None:
    data = rendered(river, "docx")
    assert (
        view(data, accept=True)
        == "Article 51. Each Party [][] report.2. They meet each year[ or [] year] in the capital."
    )
    assert view(data, accept=False) == "Article 51. Each Party [shall] report.2. They meet each year in the capital."


def test_an_option_that_a_party_proposes_is_its_insertion_and_a_comment_says_so() -> None:
    draft = parse("1. The river is measured.\n\n2. It is shared.\n")
    draft = done(into_options(draft, [draft.provisions[1].id], "The river is left alone.", by="South"))
    assert any(who == "South" and "left alone" in words for _, who, words in changes(rendered(draft, "docx")))
    same(draft, back(draft))
    more = done(propose_option(draft, draft.options[1], "The river is dammed.", by="North"))
    same(more, back(more))


@pytest.mark.parametrize("party", ["A/B", "A [B]", "The: one", "x" * 90, "‮turned"])
def test_a_name_that_no_author_can_have_is_said_in_a_comment(party: str) -> None:
    draft = parse(TEXT)
    draft = done(insert(draft, draft.text.index(" report."), " soon", by=party))
    data = rendered(draft, "docx")
    assert changes(data) == [] and party[:3].strip("‮") in parts_of(data)["word/comments.xml"]


def test_two_who_strike_the_same_words_are_one_change_and_come_back_as_two() -> None:
    draft = parse(TEXT)
    draft = done(delete(draft, *span(draft, "each year"), by="North"))
    draft = done(oppose(draft, draft.brackets[0], by="South"))
    assert changes(rendered(draft, "docx")) == [("del", "North/South", "each year")]
    same(draft, back(draft))


def test_reserves_come_back_and_so_do_the_notes_of_nobody() -> None:
    draft = parse(TEXT)
    draft = done(bracket(draft, *span(draft, "each year"), by="North"))
    draft = done(reserve(draft, draft.brackets[0], by="South", words="pending instructions"))
    there = draft.brackets[0]
    named = Note(there.start, there.end, "", "reserved", "id 7f3a")
    label = draft.by_id("article-5/1").label_span
    anywhere = Note(label.end + 1, label.end + 5, "", "reserved", "on words")
    draft = parse(draft.text, notes=sorted([*draft.notes, named, anywhere]))
    same(draft, back(draft))
    again = back(draft)
    assert [again.text[n.start : n.end] for n in again.notes if n.words in {"id 7f3a", "on words"}] == [
        "Each",
        "[each year]",
    ]


def test_ids_that_fit_no_bookmark_come_back() -> None:
    draft = parse("ВВЕДЕНИЕ\n\n1. Стороны встречаются.\n\nОБЩИЕ ПОЛОЖЕНИЯ\n\n2. Стороны измеряют уровень воды.\n")
    draft = done(insert(draft, len(draft.text) - 2, " daily", by="North"))
    same(draft, back(draft))
    assert any(ord(sign) > 1000 for one in draft.provisions for sign in one.id)


def half_lost(data: bytes, editor: str) -> bytes:
    """A file as an editor saves it that keeps the insertion around a deletion and loses the deletion."""
    parts = parts_of(data)
    nested = re.compile(r"(<w:ins [^>]*>)<w:del [^>]*>((?:(?!</w:del>).)*)</w:del></w:ins>")
    words, lost = nested.subn(r"\1\2</w:ins>", parts["word/document.xml"])
    assert lost
    parts["word/document.xml"] = words.replace("w:delText", "w:t")
    parts["docProps/app.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{editor}</Application></Properties>"
    )
    return packed(parts)


def test_what_libreoffice_loses_of_two_authors_is_found_again(river: Draft) -> None:
    data = rendered(river, "docx")
    saved = read_word(half_lost(data, "LibreOffice/7.0$Linux")).draft
    assert standing(saved) == standing(river)
    # In Word the same file says that somebody rejected the deletion.
    rejected = read_word(half_lost(data, "Microsoft Office Word")).draft
    assert ("North", "opposed", "") not in [
        note[2:] for note in rejected.notes if note.party == "North" and not note.words
    ]


def test_a_file_that_libreoffice_saved_says_the_same(river: Draft, tmp_path: Path) -> None:
    saved = by_libreoffice(rendered(river, "docx", RenderOptions(base=BASE)), tmp_path)
    found = read_word(saved)
    same(river, found.draft)
    assert found.base is not None and found.base[:4] == BASE[:4]


# -- which text it is


BASE = Base("draft-7", "12", "ab" * 32, "Lena & “co”")


def test_a_document_says_which_text_it_was_made_from(river: Draft) -> None:
    found = read_word(rendered(river, "docx", RenderOptions(base=BASE))).base
    assert found is not None and found[:4] == BASE[:4]
    assert [id for id, _ in found.provisions] == [one.id for one in river.provisions[1:]]
    other = done(oppose(river, of(river, "shall"), by="East"))
    moved = parse(river.text.replace("capital", "port"), notes=river.notes)
    assert read_word(rendered(other, "docx", RenderOptions(base=BASE))).base == found
    changed = read_word(rendered(moved, "docx", RenderOptions(base=BASE))).base
    assert changed is not None
    assert [id for (id, one), (_, new) in zip(found.provisions, changed.provisions, strict=True) if one != new] == [
        "article-5/2"
    ]


def test_an_editor_that_drops_custom_xml_leaves_the_properties(river: Draft) -> None:
    parts = parts_of(rendered(river, "docx", RenderOptions(base=BASE)))
    left = {name: words for name, words in parts.items() if not name.startswith("customXml/")}
    assert read_word(packed(left)).base == BASE
    nothing = {name: words for name, words in left.items() if name != "docProps/custom.xml"}
    assert read_word(packed(nothing)).base is None


def test_a_draft_without_notes_and_base_has_no_part_of_its_own() -> None:
    assert not any("custom" in name for name in parts_of(rendered(parse(TEXT), "docx")))


@pytest.mark.parametrize(
    "part",
    ["", "<draft", "<other/>", f'<draft xmlns="{NAMESPACE}"><note on="x"/><note/><provision/></draft>'],
)
def test_a_part_that_somebody_broke_is_no_part(river: Draft, part: str) -> None:
    parts = parts_of(rendered(river, "docx", RenderOptions(base=BASE)))
    broken = read_word(packed(parts | {"customXml/item1.xml": part}))
    assert broken.base == BASE and letters(broken.draft.text) == letters(river.text)
