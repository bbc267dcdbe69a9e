"""Merge options into one, and split one into several. New words are their author's proposal, as in `operations.merging`."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Note, Option, Span
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.merging import is_held, says, standing, still_held, without_own
from goodoffices.engines.brackets.operations.options.checking import Wanted, held_by, misread, put_in
from goodoffices.engines.brackets.operations.options.cutting import cut_through
from goodoffices.engines.brackets.operations.options.labels import style_of, supplemented
from goodoffices.engines.brackets.operations.options.proposing import propose_option
from goodoffices.engines.brackets.operations.stances import (
    members_of,
    notes_moved,
    ordered,
    with_notes,
)
from goodoffices.engines.brackets.reading.edits import Edit, Made, replaced


def merge_options(draft: Draft, options: Sequence[Option], words: str, by: str) -> Draft | Conflict:
    """Put the first of neighbouring options, with these words, in the place of all of them, as this party's proposal.

    If others propose or support some of them, or they stood in the text before they became options, those stay, and a further
    option comes after the group's last. See `operations.merge`.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Option 1: daily\\n\\nOption 2: weekly\\n\\nOption 3: no text\\n")
    >>> merge_options(draft, draft.options[:2], "daily or weekly", "North").text
    'Option 1: daily or weekly\\n\\nOption 3: no text\\n'
    """
    chosen = sorted(options, key=lambda one: one.index)
    first, last = chosen[0], chosen[-1]
    members = members_of(draft, first)
    place = [one.index for one in members].index(first.index)
    if len(chosen) < 2 or members[place : place + len(chosen)] != chosen:
        return Conflict(
            "Only options that follow each other are merged. Choose two or more.", first.whole_start, last.whole_end
        )
    if draft.groups[first.group].apart:
        return Conflict("Other words stand between these options. Move them first.", first.whole_start, last.whole_end)
    same = next((one for one in chosen if says(_words(draft, one), words)), None)
    others = [one for one in chosen if one is not same and is_held(draft, one, by)]
    if others and same is not None:
        return still_held(draft, others[0], by)
    if others:
        return without_own(propose_option(draft, last, words, by), draft, chosen, by)
    if problem := _nested(draft, chosen):
        return problem
    said = _on_lines(draft, first, members, words)
    edits = [Edit(first.inner_start, first.inner_end, said), Edit(first.tail, last.tail, "")]
    wanted = Wanted(first.label_span.start, said, len(members) - len(chosen) + 1, held_by(draft, first))
    new = _written(draft, edits, [wanted], chosen)
    if isinstance(new, Conflict):
        return new
    return with_notes(new, [*new.notes, *_standing(draft, same, put_in(new, wanted), by)])


def split_option(draft: Draft, option: Option, into: Sequence[str], by: str) -> Draft | Conflict:
    """Put several options in the place of one, as this party's proposals: the first keeps its label, the others become its bis, ter.

    Where somebody else stands on it, it stays, and all others become its bis, ter, quater; see `operations.merge`.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Option 1: daily or weekly\\n\\nOption 2: no text\\n")
    >>> split_option(draft, draft.options[0], ["daily", "weekly"], "North").text
    'Option 1: daily\\n\\nOption 1 bis: weekly\\n\\nOption 2: no text\\n'
    """
    if len(into) < 2 or not all(words.strip() for words in into):
        return Conflict(
            "An option is split into two or more. Give the words of each.", option.whole_start, option.whole_end
        )
    if is_held(draft, option, by):
        beside: Draft | Conflict = draft
        for words in into:
            if isinstance(beside, Draft) and not says(_words(draft, option), words):
                beside = propose_option(beside, beside.options[option.index], words, by, bis=True)
        return beside
    if problem := _nested(draft, [option]):
        return problem
    members = members_of(draft, option)
    style = style_of(draft, option, members)
    taken = {one.label for one in members}
    said = _on_lines(draft, option, members, into[0])
    put, begins, ats, inners = "", [], [], []
    for words in into[1:]:
        label = supplemented(draft, option, taken)
        if not label:
            return Conflict(
                "There are no labels left to split this into so many.", option.whole_start, option.whole_end
            )
        taken.add(f"{option.label.split()[0]} {label.split()[-1]}")
        begins.append(len(put) + len(style.apart))
        put += style.apart + style.indent
        written, label_at, inner = style.written(label, words.strip())
        ats.append(len(put) + label_at)
        inners.append(inner)
        put += written
    edits = [Edit(option.inner_start, option.inner_end, said), Edit(option.tail, option.tail, put)]
    moved = len(said) - (option.inner_end - option.inner_start)
    count, under = len(members) + len(into) - 1, held_by(draft, option)
    wanted = [
        Wanted(option.label_span.start, said, count, under),
        *(Wanted(option.tail + moved + at, inner, count, under) for at, inner in zip(ats, inners, strict=True)),
    ]
    behind = option.tail + moved
    made = [
        Made(behind + begin, one.label_at, behind + stop, under, under)
        for begin, one, stop in zip(begins, wanted[1:], [*begins[1:], len(put)], strict=True)
    ]
    new = _written(draft, edits, wanted, [option], made)
    if isinstance(new, Conflict):
        return new
    notes = list(new.notes)
    for words, one in zip(into, (put_in(new, each) for each in wanted), strict=True):
        notes += _standing(draft, option if says(_words(draft, option), words) else None, one, by)
    return with_notes(new, notes)


def _words(draft: Draft, option: Option) -> str:
    return draft.text[option.inner_start : option.inner_end]


def _standing(draft: Draft, same: Option | None, now: Option, by: str) -> list[Note]:
    """Notes on a new option. Names that its label has from the old words do not stand on the new ones."""
    notes = standing(draft, same, now.start, now.end, by)
    said = {note.party for note in notes}
    gone = {one.party for one in now.attributions} - said
    return [*notes, *(Note(now.start, now.end, party, "withdrawn") for party in gone)]


def _written(
    draft: Draft,
    edits: Sequence[Edit],
    wanted: Sequence[Wanted],
    chosen: Sequence[Option],
    made: Sequence[Made] = (),
) -> Draft | Conflict:
    """The draft with other words in these options and without notes on them; a conflict if it would be read otherwise."""
    spans = [Span(edit.start, edit.end) for edit in edits]
    if problem := cut_through(draft, spans):
        return problem
    on = {(one.start, one.end) for one in chosen}
    kept = [
        note
        for note in draft.notes
        if (note.start, note.end) not in on and not any(span.start <= note.start < span.end for span in spans)
    ]
    new = replaced(draft, edits, notes=ordered(notes_moved(kept, edits)), made=made)
    gone = frozenset(
        one.id
        for one in draft.provisions
        if any(span.start <= max(one.start, one.label_span.start) < span.end for span in spans)
    )
    if sentence := misread(draft, new, edits, wanted, gone):
        return Conflict(sentence, chosen[0].whole_start, chosen[-1].whole_end)
    return new


def _on_lines(draft: Draft, option: Option, members: Sequence[Option], words: str) -> str:
    """The words, indented as this option's lines are."""
    style = style_of(draft, option, members)
    there = draft.text[option.inner_start : option.inner_end]
    if "\n" in style.between:
        style = style._replace(indent=there[: len(there) - len(there.lstrip(" \t"))])
    return style.written("", words.strip())[2]


def _nested(draft: Draft, chosen: Sequence[Option]) -> Conflict | None:
    """A conflict if there are brackets or options inside: they would disappear without anybody saying so."""
    for one in chosen:
        brackets = draft.brackets_in(one.inner_start, one.inner_end)
        options = (other for other in draft.options if one.inner_start <= other.whole_start < one.inner_end)
        inside: list[Alternative] = [*(bracket for bracket in brackets if bracket.kind != "placeholder"), *options]
        if inside:
            return Conflict(
                "There are brackets or options in these words. Settle or withdraw them first.",
                inside[0].start,
                inside[0].end,
            )
    return None
