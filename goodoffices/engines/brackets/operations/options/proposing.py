"""Propose a further option in a group, and turn provisions into options."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Note, Option, Provision
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.options.checking import Wanted, held_by, misread, put_in
from goodoffices.engines.brackets.operations.options.labels import (
    Style,
    next_label,
    style_of,
    styles_for,
    supplemented,
    word_of,
)
from goodoffices.engines.brackets.operations.stances import (
    INSTEAD,
    OPENED,
    PUT_IN,
    members_of,
    notes_moved,
    ordered,
    origin_of,
    proposers,
    stances,
    with_notes,
)
from goodoffices.engines.brackets.reading.edits import Edit, Made, replaced
from goodoffices.engines.brackets.reading.no_text import nothing
from goodoffices.engines.brackets.reading.option_blocks import trimmed

_NO_LABEL = "This group's numbering cannot go on. Propose the option as a bis of another."
_BLANKS = " \t\r\n"
_EMPHASIS = re.compile(r"[*_]$")
_NEAR = 4  # characters of emphasis before a label, at most


def propose_option(draft: Draft, beside: Option, words: str, by: str, bis: bool = False) -> Draft | Conflict:
    """Add an option to a group: after its last, or right after `beside` as its “bis”.

    words   the option's text, which may have several paragraphs; "" for *no text*
    by      the party that proposes it

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("3. Option 1: The river is shared.\\n\\nOption 2: no text\\n")
    >>> propose_option(draft, draft.options[0], "The river is rested.", "North").text
    '3. Option 1: The river is shared.\\n\\nOption 2: no text\\n\\nOption 3: The river is rested.\\n'
    """
    members = members_of(draft, beside)
    said = words.strip() or nothing(word_of(draft, beside))
    if any(_same(draft, one, said, not words.strip()) for one in members):
        return Conflict("This option stands there already. Support it.", beside.whole_start, beside.whole_end)
    model = put_behind(draft, beside, bis)
    label = supplemented(draft, model, {one.label for one in members}) if bis else next_label(draft, members)
    if not label:
        return Conflict(_NO_LABEL, beside.whole_start, beside.whole_end)
    style = style_of(draft, model, members)
    written, label_at, inner = style.written(label, said)
    lead = f"{style.apart}{style.indent}"
    edit = Edit(model.tail, model.tail, lead + written)
    wanted = Wanted(edit.start + len(lead) + label_at, inner, len(members) + 1, held_by(draft, beside))
    stop = edit.start + len(edit.words)
    begins = Made(edit.start + len(style.apart), wanted.label_at, stop, wanted.under, wanted.under)
    new = replaced(draft, [edit], notes=ordered(notes_moved(draft.notes, [edit])), made=[begins])
    if problem := misread(draft, new, [edit], [wanted]):
        return Conflict(problem, beside.whole_start, beside.whole_end)
    made = put_in(new, wanted)
    notes = [*new.notes, Note(made.start, made.end, "", "proposed", PUT_IN), Note(made.start, made.end, by, "proposed")]
    # If an operation made the options, the new proposal opposes what stood there, which keeps them. If the text had them,
    # the proposal says nothing about the others.
    if not any(by in proposers(draft, one) for one in members):
        notes += [
            Note(one.start, one.end, by, "opposed", INSTEAD)
            for one in members_of(new, made)
            if origin_of(new, one) == OPENED and by not in stances(new, one)
        ]
    return with_notes(new, notes)


def put_behind(draft: Draft, beside: Option, bis: bool) -> Option:
    """The option after which a further one goes: the last of the group, or for a bis the last with the same number."""
    members = members_of(draft, beside)
    return [one for one in members if not bis or _family(one) == _family(beside)][-1]


def into_options(draft: Draft, ids: Sequence[str], words: str, by: str) -> Draft | Conflict:
    """Turn a provision, or several neighbours, into two options: what stands there, and what is proposed instead.

    ids     of provisions that follow each other under one parent, or of one article, for everything in it; KeyError for an
            unknown one, ValueError for none
    words   of the second option; "" for *no text*

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Article 1\\n\\n3. The river is shared.\\n\\n4. It is measured.\\n")
    >>> new = into_options(draft, ["article-1/3"], "", "North")
    >>> new.text
    'Article 1\\n\\n3. Option 1: The river is shared.\\n\\nOption 2: No text\\n\\n4. It is measured.\\n'
    >>> [(note.party, note.stance, new.text[note.start:note.end]) for note in new.notes if note.party]
    [('North', 'opposed', 'Option 1'), ('North', 'proposed', 'Option 2')]
    """
    chosen = _chosen(draft, ids)
    if isinstance(chosen, Conflict):
        return chosen
    start, end = _extent(draft, chosen)
    if start >= end:
        return Conflict("There are no words here to turn into an option.", chosen[0].start, chosen[-1].end)
    if (cut := next((each for each in draft.brackets if each.start < start < each.end < end), None)) is not None:
        # The label of the first option would stand inside it, and the option's words beyond it.
        return Conflict("There are brackets in these words. Settle or withdraw them first.", cut.start, cut.end)
    if any(start <= group.start < start + _NEAR for group in draft.groups):
        return Conflict("These are options already. Propose a further one, or split one.", start, end)
    one = chosen[0]
    if one.label and one.label_span.end > one.label_span.start and not one.start <= one.label_span.start < one.end:
        # As in columns, all numbers first: the first option would stand before the provision that it is an option of.
        return Conflict("Its number stands apart from its words. Put it in front of them first.", start, end)
    under = one.id if len(chosen) == 1 and one.label else draft.provisions[one.parent].id
    problem = ""
    # In brackets only if what follows would otherwise be read as part of the last option.
    for bracketed in (False, True):
        for style, first, second in styles_for(draft, _indent_at(draft, start), own_line=len(chosen) > 1):
            made = _turned(draft, start, end, style, (first, second), words, bracketed, under)
            if not isinstance(made, str):
                return _stood(*made, by)
            problem = problem or made
    return Conflict(problem, start, end)


def _turned(
    draft: Draft, start: int, end: int, style: Style, labels: tuple[str, str], words: str, bracketed: bool, under: str
) -> tuple[Draft, Option, Option] | str:
    """The draft with two options in this style, and the options; or the sentence why it would be read otherwise."""
    said = words.strip() or nothing(labels[0].split()[0])
    opening, closing = ("[", "]") if bracketed else ("", "")
    lead = opening + style.lead(labels[0])
    second, _, inner = style.written(labels[1], said)
    gap = f"{style.apart}{style.indent}"
    edits = [Edit(start, start, lead), Edit(end, end, gap + second + closing)]
    wanted = [
        Wanted(start + len(opening + style.before), draft.text[start:end], 2, under),
        Wanted(end + len(lead + gap + style.before), inner, 2, under),
    ]
    middle = end + len(lead) + len(style.apart)
    stop = middle + len(style.indent) + len(second) + len(closing)
    begin = [
        Made(start, wanted[0].label_at, middle, under, under),
        Made(middle, wanted[1].label_at, stop, under, under),
    ]
    new = replaced(draft, edits, notes=ordered(notes_moved(draft.notes, edits)), made=begin)
    if problem := misread(draft, new, edits, wanted):
        return problem
    one, other = (put_in(new, each) for each in wanted)
    if bracketed:
        around = new.bracket_at(start)
        assert around is not None
        new = with_notes(new, [*new.notes, Note(around.start, around.end, "", "reserved", OPENED)])
    return new, one, other


def _stood(new: Draft, one: Option, other: Option, by: str) -> Draft:
    """The draft with notes: this party opposes what stood there and proposes the other option."""
    return with_notes(
        new,
        [
            *new.notes,
            Note(one.start, one.end, "", "reserved", OPENED),
            Note(one.start, one.end, by, "opposed", INSTEAD),
            Note(other.start, other.end, "", "proposed", PUT_IN),
            Note(other.start, other.end, by, "proposed"),
        ],
    )


def _chosen(draft: Draft, ids: Sequence[str]) -> list[Provision] | Conflict:
    """The provisions in text order; for a single article, those in it. A conflict if they are no neighbours."""
    chosen = sorted((draft.by_id(id) for id in set(ids)), key=lambda one: one.index)
    if not chosen:
        raise ValueError("Name the provisions that are to become options.")
    if len(chosen) == 1 and chosen[0].kind in {"article", "heading", "document"}:
        [one] = chosen
        chosen = [draft.provisions[child] for child in one.children]
        if not chosen or one.kind == "document":
            return Conflict("Only an article with paragraphs under it becomes options whole.", one.start, one.end)
    under = draft.provisions[chosen[0].parent].children
    place = under.index(chosen[0].index) if chosen[0].index else 0
    if tuple(one.index for one in chosen) != under[place : place + len(chosen)]:
        return Conflict(
            "Only provisions that follow each other under one parent become options together.",
            chosen[0].start,
            chosen[-1].end,
        )
    start, end = chosen[0].start, chosen[-1].end
    if any(one.kind in {"article", "heading", "note"} for one in chosen):
        return Conflict("Articles and headings stay. Turn what stands under them into options.", start, end)
    if any(one.kind == "option" for one in chosen):
        return Conflict("These are options already. Propose a further one, or split one.", start, end)
    return chosen


def _extent(draft: Draft, chosen: Sequence[Provision]) -> tuple[int, int]:
    """The span of their words: of one provision from behind its number, of several from the first number on."""
    first, text = chosen[0], draft.text
    if len(chosen) > 1:
        start = _past(text, first.start, first.end, _BLANKS)
    else:
        number_end = first.label_span.end if first.label_span.start >= first.start else first.start
        start = _past(text, max(first.start, number_end), first.end, _BLANKS + ".):")
        if _EMPHASIS.search(text[first.start : first.label_span.start]):  # “**3.** Each Party”
            start = _past(text, start, first.end, _BLANKS + "*_")
    return start, trimmed(draft, start, chosen[-1].end)


def _past(text: str, at: int, stop: int, signs: str) -> int:
    """The first offset from `at` on, up to `stop`, whose character is none of these."""
    while at < stop and text[at] in signs:
        at += 1
    return at


def _indent_at(draft: Draft, at: int) -> str:
    """The indent for a new line under these words; after a number in Markdown, as far as its text is indented."""
    line = draft.text.rfind("\n", 0, at) + 1
    before = draft.text[line:at]
    if not before.strip():
        return before
    return " " * len(before) if draft.markdown else ""


def _family(option: Option) -> str:
    """The number of a label without its supplement: “1” of “1 bis”."""
    return option.label.split()[0] if option.label else ""


def _same(draft: Draft, option: Option, words: str, none: bool) -> bool:
    """Does the option say these words, or *no text* where that is proposed?"""
    there = draft.text[option.inner_start : option.inner_end]
    return (none and option.no_text) or " ".join(there.split()) == " ".join(words.split())
