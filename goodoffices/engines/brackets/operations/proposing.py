"""What a party does to words: propose others, insert, delete, bracket; and take a stance on what stands there."""

from __future__ import annotations

from goodoffices.engines.brackets.model import Alternative, Bracket, Draft, Note, Stance
from goodoffices.engines.brackets.operations.checking import Meant, as_meant
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.stances import (
    INSTEAD,
    OPENED,
    PUT_IN,
    bracket_spanning,
    end_of,
    members_of,
    notes_moved,
    origin_of,
    proposers,
    stances,
    stands_on,
    with_notes,
)
from goodoffices.engines.brackets.reading.edits import Edit


def propose(draft: Draft, start: int, end: int, words: str, by: str) -> Draft | Conflict:
    """Propose other words for the span `start`…`end`: plain words, or exactly a bracket with its two characters.

    by   the party. It also opposes the words that stand there

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
    """Insert words at an offset, in brackets, as this party's proposal. The caller provides the blanks around them.

    >>> from goodoffices.engines.brackets import parse
    >>> insert(parse("Each Party shall report."), 16, " annually", by="North").text
    'Each Party shall[ annually] report.'
    """
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
    """Ask for these words to go: put them in brackets and oppose them. If they are in a bracket already, oppose that."""
    return bracket(draft, start, end, by, "opposed")


def bracket(draft: Draft, start: int, end: int, by: str, stance: Stance = "reserved") -> Draft | Conflict:
    """Put the span in brackets, with this party's stance on them. If it is exactly a bracket already, only take the stance."""
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
    """This party would have these words. Its own proposal already says so."""
    return stand(draft, there, by, "supported")


def oppose(draft: Draft, there: Alternative, by: str, words: str = "") -> Draft | Conflict:
    """This party would not have these words, perhaps with a reason."""
    return stand(draft, there, by, "opposed", words)


def reserve(draft: Draft, there: Alternative, by: str, words: str = "") -> Draft | Conflict:
    """This party cannot say yet, perhaps with a reason (“pending instructions”)."""
    return stand(draft, there, by, "reserved", words)


def stand(draft: Draft, there: Alternative, by: str, stance: Stance, words: str = "") -> Draft | Conflict:
    """Take a stance on a bracket or option, in place of the party's earlier one. Its own proposal must be withdrawn first."""
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


def _alternative_to(draft: Draft, there: Bracket, words: str, by: str) -> Draft | Conflict:
    """One more alternative, after those that this bracket already has."""
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
    # If an operation opened the brackets, the new proposal opposes what stands in them, which keeps them. If the text had
    # the brackets, the proposal says nothing about the other alternatives.
    notes += [
        Note(member.start, member.end, by, "opposed", INSTEAD)
        for member in members
        if member.index == there.index and origin_of(draft, member) and by not in stances(draft, member)
        # A party that already proposes other words here has opposed what it opposes.
        if not any(by in proposers(draft, one) for one in members)
    ]
    count = len(members) + 1
    meant = [Meant(member.start, member.end, draft.inner(member), count) for member in members]
    return as_meant(draft, [edit], notes, [*meant, Meant(start, end, words, count)])


def _uncut(draft: Draft, start: int, end: int, empty: bool = False) -> Conflict | None:
    """A conflict if the span cuts through a bracket, a mark, a label or a provision, or has no words; else None."""
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
