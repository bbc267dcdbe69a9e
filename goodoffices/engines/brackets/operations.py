"""What parties and the third party do to a draft: pure functions from a draft to a draft, or to a `Conflict`.

The text carries words and brackets; who stands where stands *beside* it, in the draft's notes, so that a text can be shown with or
without its authors, as the ground rules say. Attributions that a text already writes (“[US: annually]”) count as well.

propose   other words for a span: “shall” → “[shall][should]”
insert, delete, bracket   “[new]”, “[old]”
support, oppose, reserve     a stance on the words in a bracket
propose_option, into_options   a further option to a group, a provision turned into options (`operations_options`)
withdraw  takes back what a party did there; the last one takes the words, or the brackets, with it (`operations_undoing`)
merge, split   alternatives into one, one into several (`operations_merging`); options (`operations_options_merging`) and
          provisions too (`operations_provisions`)
agree, clean   what all agree to, and nothing else, becomes plain text (`operations_agreeing`)
together  acts made on the same draft, done as one, or the conflicts between them (`operations_together`)

Every result is read anew and compared with what was meant: words that would be read as something else (“Option 1:”, a stray
bracket, a new paragraph) are a conflict, never a surprise. Nothing here resolves a conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, overload

from goodoffices.engines.brackets.parsing import Edit, Moves, replaced
from goodoffices.engines.brackets.spans import Alternative, Bracket, Note, Option, Stance
from goodoffices.engines.brackets.tree import Draft

OPENED = "opened"
"""A note by nobody with this word: an operation put brackets around words that stood here. They go with the last stance."""
PUT_IN = "put in"
"""A note by nobody with this word: an operation put these words in. They go when nobody proposes or supports them."""
INSTEAD = "proposes other words"
"""What a party's opposition says that came with a proposal of its own, and goes with it."""


@dataclass(frozen=True)
class Conflict:
    """Why an operation was not done, as a sentence with a way forward; `start`, `end` are the place in the draft."""

    sentence: str
    start: int
    end: int


class Meant(NamedTuple):
    """A bracket as it shall stand in the new text, and how many of its kind beside it are its alternatives (1: none)."""

    start: int
    end: int
    words: str
    alternatives: int


def propose(draft: Draft, start: int, end: int, words: str, by: str) -> Draft | Conflict:
    """An alternative for the words at `start`…`end`: plain words, or exactly a bracket, its two characters included.

    >>> from goodoffices.engines.brackets import parse
    >>> new = propose(parse("Each Party shall report."), 11, 16, "should", by="North")
    >>> new.text, [(note.party, note.stance, new.text[note.start:note.end]) for note in new.notes if note.party]
    ('Each Party [shall][should] report.', [('North', 'opposed', '[shall]'), ('North', 'proposed', '[should]')])
    """
    if not words.strip():
        return Conflict("An alternative needs words. To propose that nothing stands here, delete.", start, end)
    there = bracket_spanning(draft, start, end)
    if there is not None and draft.own_of(there) is not None:
        return Conflict("This bracket is an option's own. Propose a further option to its group.", start, end)
    if there is not None:
        return _alternative_to(draft, there, words, by)
    if problem := _uncut(draft, start, end):
        return problem
    edits = [Edit(start, start, "["), Edit(end, end, f"][{words}]")]
    middle = end + 2
    last = middle + len(words) + 2
    notes = [
        *notes_moved(draft.notes, edits),
        Note(start, middle, "", "reserved", OPENED),
        Note(start, middle, by, "opposed", INSTEAD),
        Note(middle, last, "", "proposed", PUT_IN),
        Note(middle, last, by, "proposed"),
    ]
    return as_meant(
        draft, edits, notes, [Meant(start, middle, draft.text[start:end], 2), Meant(middle, last, words, 2)]
    )


def insert(draft: Draft, at: int, words: str, by: str) -> Draft | Conflict:
    """New words at an offset, in brackets; blanks around them are the caller's to give."""
    if not words.strip():
        return Conflict("There are no words to insert. Give some.", at, at)
    if problem := _uncut(draft, at, at, empty=True):
        return problem
    edit = Edit(at, at, f"[{words}]")
    end = at + len(edit.words)
    notes = [
        *notes_moved(draft.notes, [edit]),
        Note(at, end, "", "proposed", PUT_IN),
        Note(at, end, by, "proposed"),
    ]
    return as_meant(draft, [edit], notes, [Meant(at, end, words, 1)])


def delete(draft: Draft, start: int, end: int, by: str) -> Draft | Conflict:
    """Ask that these words go: they stand in brackets, opposed. A bracket that is there already is opposed."""
    return bracket(draft, start, end, by, "opposed")


def bracket(draft: Draft, start: int, end: int, by: str, stance: Stance = "reserved") -> Draft | Conflict:
    """Put words in brackets, with a stance of this party on them."""
    there = bracket_spanning(draft, start, end)
    if there is not None:
        return stand(draft, there, by, stance)
    if problem := _uncut(draft, start, end):
        return problem
    edits = [Edit(start, start, "["), Edit(end, end, "]")]
    notes = [
        *notes_moved(draft.notes, edits),
        Note(start, end + 2, "", "reserved", OPENED),
        Note(start, end + 2, by, stance),
    ]
    return as_meant(draft, edits, notes, [Meant(start, end + 2, draft.text[start:end], 1)])


def support(draft: Draft, there: Alternative, by: str) -> Draft | Conflict:
    """This party would have these words."""
    return stand(draft, there, by, "supported")


def oppose(draft: Draft, there: Alternative, by: str, words: str = "") -> Draft | Conflict:
    """This party would not."""
    return stand(draft, there, by, "opposed", words)


def reserve(draft: Draft, there: Alternative, by: str, words: str = "") -> Draft | Conflict:
    """This party cannot say yet, perhaps with the reason (“pending instructions”)."""
    return stand(draft, there, by, "reserved", words)


def stand(draft: Draft, there: Alternative, by: str, stance: Stance, words: str = "") -> Draft | Conflict:
    """A party's stance on a bracket's words, in place of one it had. Its own proposal it must withdraw first."""
    if stance == "proposed":
        return Conflict("Words are proposed by `propose` or `insert`.", there.start, there.end)
    if by in proposers(draft, there):
        if stance == "supported":
            return draft
        return Conflict(f"{by} proposes these words. Withdraw the proposal first.", there.start, there.end)
    mine = Note(there.start, there.end, by, stance, words)
    if mine in draft.notes:
        return draft
    kept = [note for note in draft.notes if not (stands_on(note, there) and note.party == by)]
    return with_notes(draft, [*kept, mine])


def notes_on(draft: Draft, there: Alternative) -> list[Note]:
    """Stances kept beside the text on exactly this bracket, those of parties."""
    return [note for note in draft.notes_at(there.start, there.end) if note.party]


def stances(draft: Draft, there: Alternative) -> dict[str, Stance]:
    """Who stands where on these words, as written in the text, then as kept beside it; the later word counts."""
    found: dict[str, Stance] = {one.party: one.stance for one in there.attributions}
    found.update((note.party, note.stance) for note in notes_on(draft, there))
    return {party: stance for party, stance in found.items() if stance != "withdrawn"}


def proposers(draft: Draft, there: Alternative) -> set[str]:
    return {party for party, stance in stances(draft, there).items() if stance == "proposed"}


def supporters(draft: Draft, there: Alternative) -> set[str]:
    """Those who would have the words: who propose them, and who support them."""
    return {party for party, stance in stances(draft, there).items() if stance in {"proposed", "supported"}}


def mark_of(draft: Draft, there: Alternative) -> str:
    """`OPENED` or `PUT_IN` if an operation put the brackets there, else an empty string: the text had them."""
    return next((note.words for note in draft.notes_at(there.start, there.end) if not note.party), "")


@overload
def members_of(draft: Draft, there: Bracket) -> list[Bracket]: ...
@overload
def members_of(draft: Draft, there: Option) -> list[Option]: ...
@overload
def members_of(draft: Draft, there: Alternative) -> list[Bracket] | list[Option]: ...
def members_of(draft: Draft, there: Alternative) -> list[Bracket] | list[Option]:
    """The alternatives that it stands among, itself included; itself alone if there are none."""
    if isinstance(there, Option):
        return [draft.options[member] for member in draft.groups[there.group].members]
    if there.choice < 0:
        return [there]
    return [draft.brackets[member] for member in draft.choices[there.choice].members]


def standing_at(draft: Draft, start: int, end: int) -> Alternative | None:
    """What parties may stand on at exactly this place: an option (its label, or the bracket of its own), else a bracket."""
    provision = draft.provision_at(start)
    option = draft.option_of(provision)
    if option is not None and (option.start, option.end) == (start, end):
        return option
    return bracket_spanning(draft, start, end)


def bracket_spanning(draft: Draft, start: int, end: int) -> Bracket | None:
    """The bracket with exactly these ends."""
    there = draft.bracket_at(start) if start < end else None
    return there if there is not None and (there.start, there.end) == (start, end) else None


def with_notes(draft: Draft, notes: Sequence[Note]) -> Draft:
    """The same text with other notes, in one order whatever order they came in."""
    return replace(draft, notes=tuple(ordered(notes)))


def ordered(notes: Sequence[Note]) -> list[Note]:
    return sorted(set(notes))


def end_of(draft: Draft, there: Bracket) -> int:
    """Where it ends, with who stands behind it in parentheses: “[annually] (Norway)”."""
    behind = [one.end for one in there.attributions if one.start >= there.end]
    return draft.text.index(")", max(behind)) + 1 if behind else there.end


def stands_on(note: Note, there: Alternative) -> bool:
    return (note.start, note.end) == (there.start, there.end)


def _alternative_to(draft: Draft, there: Bracket, words: str, by: str) -> Draft | Conflict:
    """One more member beside a bracket, after those it has."""
    if there.kind == "placeholder":
        return Conflict(
            "A placeholder is the editor's and nobody's position. Propose words for a span around it.",
            there.start,
            there.end,
        )
    members = members_of(draft, there)
    if end_of(draft, members[-1]) > members[-1].end:
        return Conflict(
            "Names stand behind this bracket, and would seem to stand behind the new words. Write them inside it first.",
            there.start,
            there.end,
        )
    separator = draft.choices[there.choice].separator if there.choice >= 0 else ""
    if any(draft.inner(member) == words for member in members):
        return Conflict("These words stand there already. Support them.", there.start, there.end)
    at = members[-1].end
    edit = Edit(at, at, f"{separator}[{words}]")
    start, end = at + len(edit.words) - len(words) - 2, at + len(edit.words)
    notes = [
        *notes_moved(draft.notes, [edit]),
        Note(start, end, "", "proposed", PUT_IN),
        Note(start, end, by, "proposed"),
    ]
    # Where an operation opened the brackets, proposing keeps them open; where the text had them, it says nothing on the rest.
    notes += [
        Note(member.start, member.end, by, "opposed", INSTEAD)
        for member in members
        if member.index == there.index and mark_of(draft, member) and by not in stances(draft, member)
        # One who proposes other words here already opposes what it opposes.
        if not any(by in proposers(draft, one) for one in members)
    ]
    count = len(members) + 1
    meant = [Meant(member.start, member.end, draft.inner(member), count) for member in members]
    return as_meant(draft, [edit], notes, [*meant, Meant(start, end, words, count)])


def _uncut(draft: Draft, start: int, end: int, empty: bool = False) -> Conflict | None:
    """Do these offsets cut through nothing: no bracket, mark, label or provision?"""
    if not 0 <= start <= end <= len(draft.text) or (start == end and not empty):
        return Conflict("There are no words between these places. Choose some.", start, end)
    one, other = draft.bracket_at(start), draft.bracket_at(max(start, end - 1))
    for at, there in ((start, one), (end, other)):
        while there is not None and (there.start >= start and there.end <= end):
            there = draft.brackets[there.parent] if there.parent >= 0 else None
        if there is not None and not (there.start < start and end < there.end) and there.start < at < there.end:
            line, column = draft.place(there.start)
            return Conflict(
                f"This cuts through the bracket at line {line}, column {column}. Take all of it, or words inside it.",
                start,
                end,
            )
    first, last = draft.provision_at(start), draft.provision_at(max(start, end - 1))
    if first.index != last.index:
        return Conflict("This takes in more than one provision. Bracket each, or the one that holds them.", start, end)
    if first.label_span.start < end and start < first.label_span.end:
        return Conflict("This takes in the provision's number. Take only its words, or bracket all of it.", start, end)
    if any(
        mark.start < end and start < mark.end and not (start <= mark.start and mark.end <= end) for mark in draft.marks
    ):
        return Conflict("This cuts through a link, a footnote mark or a placeholder. Take all of it.", start, end)
    if any(start <= loose.start < end for loose in draft.loose):
        return Conflict("A bracket in these words has no partner. Mend the text there first.", start, end)
    return None


def notes_moved(notes: Sequence[Note], edits: Sequence[Edit]) -> list[Note]:
    """The notes of the new text: those on a bracket stay on exactly it."""
    moves = Moves(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    moved = [note._replace(start=moves(note.start), end=moves(note.end, after=False)) for note in notes]
    return [note for note in moved if note.start < note.end]


def as_meant(draft: Draft, edits: Sequence[Edit], notes: Sequence[Note], meant: Sequence[Meant]) -> Draft | Conflict:
    """The new draft, if it reads as it was meant."""
    new = replaced(draft, edits, notes=ordered(notes))
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    if problem := unlike(draft, new, edits, meant):
        return Conflict(problem, start, end)
    return new


def _written(draft: Draft) -> Counter[tuple[str, str]]:
    return Counter((one.party, one.stance) for there in draft.brackets for one in there.attributions)


def unlike(draft: Draft, new: Draft, edits: Sequence[Edit], meant: Sequence[Meant]) -> str:
    """Why the new text does not read as it was meant, or an empty string."""
    for one in meant:
        there = bracket_spanning(new, one.start, one.end)
        if there is None:
            return "With these words brackets would pair otherwise. Give words whose own brackets match."
        if new.inner(there) != one.words:
            return "The words begin or end like an attribution or a label. Word them otherwise."
        beside = len(new.choices[there.choice].members) if there.choice >= 0 else 1
        if beside != one.alternatives:
            return "The bracket would be read as an alternative to its neighbour. Take the neighbour in, or leave a word between."
    if [one.kind for one in new.provisions] != [one.kind for one in draft.provisions]:
        return (
            "With these words the text would be read as other provisions. Give words without numbers at a line's head."
        )
    if len(new.loose) != len(draft.loose):
        return "With these words a bracket would stay without a partner. Give words whose own brackets match."
    cut = any(edit.start < edit.end for edit in edits)  # merging and splitting take names with the words they stood at
    if not cut and _written(new) != _written(draft):
        return "Names in the text would be read as standing behind other words. Take other words, or write them inside."
    moves = Moves(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    old = {moves(b.start) for b in draft.brackets if not any(e.start <= b.start < e.end for e in edits)}
    if not old <= {b.start for b in new.brackets}:
        return "With these words brackets elsewhere would pair otherwise. Give words whose own brackets match."
    return ""
