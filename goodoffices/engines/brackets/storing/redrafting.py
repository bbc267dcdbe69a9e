"""What a party typed over a provision's words, as the smallest proposals that say the same.

Old and new words are aligned; each stretch that differs becomes one act: other words, added words, words to go. A stretch that
touches a bracket is widened to the whole of it and becomes an alternative to it: nobody's words are changed inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from goodoffices.engines.brackets.model import Bracket, Draft, Provision, Span
from goodoffices.engines.brackets.operations import Conflict, bracket, insert, propose, stances, withdraw
from goodoffices.engines.brackets.operations.checking import BESIDE
from goodoffices.engines.brackets.operations.merging import says, without_own
from goodoffices.engines.brackets.operations.proposing import stand
from goodoffices.engines.brackets.operations.stances import bracket_spanning, members_of, proposers
from goodoffices.engines.brackets.storing.typing_over import Stretch, beside, is_own, nesting, stretches

_ONE = re.compile(r"(?P<before>\s*)/?\s*\[(?P<words>.*)\](?P<behind>\s*)", re.DOTALL)
_WORD_BEFORE = re.compile(r"[^\s\[\]]+\s*\Z")
_MOST_WORDS = 3  # that a stretch takes in before it
_MOST_TAKEN = 24  # times that stretches take in what is beside them
_UNMATCHED = "The brackets in these words do not match as they did before. Close each one that you open, and keep those that stand."


def redraft(draft: Draft, id: str, words: str, by: str) -> Draft | Conflict:
    """A provision's own words as a party would have them, made into proposals by it; KeyError for an unknown id.

    words   all own words, the number and the brackets of others included. Blanks at the ends, and changes of nothing but
            blanks, are not looked at

    A changed stretch of plain words becomes an alternative, a new one an insertion, a missing one a deletion. All that a
    bracket held struck out is opposition to it; all of it rewritten is an alternative beside it. A proposal that the party
    alone stands behind is replaced, or withdrawn, whole. Where words right beside a bracket would be read as an alternative to
    it, they take it in: “[shall] go” becomes “[[shall] go][[shall] stay]”.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("1. Each Party shall report.\\n")
    >>> redraft(draft, "1", "1. Each Party should report annually.", "North").text
    '1. Each Party [shall][should] report[ annually].\\n'
    """
    one = draft.by_id(id)
    typed = _as_written(draft.own(one), words)
    if nesting(typed) != nesting(draft.own(one)):
        return Conflict(_UNMATCHED, one.start, one.own_end)
    done = _acted(draft, list(stretches(draft, one, typed, by)), one, by)
    if not isinstance(done, _Stuck):
        return done
    refused = done.conflict
    taken: frozenset[Span] = frozenset()
    for _ in range(_MOST_TAKEN):
        near = done.near(draft) - taken
        if done.conflict.sentence != BESIDE or not near:
            break
        taken, done = _taken_in(draft, one, typed, by, done, taken, near)
        if not isinstance(done, _Stuck):
            return done
    return refused


class _Stuck(NamedTuple):
    """The stretch that cannot be said as it is, and why.

    behind   the offset behind which words before it may be taken in
    next     the stretch behind it, if there is one
    """

    stretch: Stretch
    conflict: Conflict
    behind: int
    next: Stretch | None

    def near(self, draft: Draft) -> set[Span]:
        """What it may take in: brackets beside it; else the words up to the next stretch, or the word before it."""
        if found := beside(draft, self.stretch.start, self.stretch.end):
            return found
        if self.next is not None:
            return {Span(self.stretch.end, self.next.start)}
        before = _WORD_BEFORE.search(draft.text, self.behind, self.stretch.start)
        return {Span(before.start(), self.stretch.start)} if before is not None else set()


def _taken_in(
    draft: Draft, one: Provision, typed: str, by: str, stuck: _Stuck, taken: frozenset[Span], near: set[Span]
) -> tuple[frozenset[Span], Draft | _Stuck]:
    """With one of the spans beside a stretch taken in, where that is enough, else with both; and what comes of it."""
    for chosen in ({span} for span in sorted(near)):
        done = _acted(draft, list(stretches(draft, one, typed, by, taken | chosen)), one, by)
        if not isinstance(done, _Stuck) or done.stretch.end <= stuck.stretch.start:
            return taken | chosen, done
    return taken | near, _acted(draft, list(stretches(draft, one, typed, by, taken | near)), one, by)


def _acted(draft: Draft, found: Sequence[Stretch], one: Provision, by: str) -> Draft | _Stuck:
    """The draft after the acts that stretches of a provision say. From the end, so that none moves the place of one to come."""
    for number, stretch in reversed(list(enumerate(found))):
        behind = found[number - 1].end if number else max(one.start, one.label_span.end)
        done = _act_or_wider(draft, stretch, by, behind)
        if isinstance(done, Conflict):
            return _Stuck(stretch, done, behind, found[number + 1] if number + 1 < len(found) else None)
        draft = done
    return draft


def _act_or_wider(draft: Draft, stretch: Stretch, by: str, behind: int) -> Draft | Conflict:
    """The act that says what a stretch says. Words such as “, or” that would be read as added to others take the word before them in.

    behind   the offset behind which the word before may begin
    """
    first = _act(draft, stretch, by)
    done = first
    for _ in range(_MOST_WORDS):
        before = _WORD_BEFORE.search(draft.text, behind, stretch.start)
        if (
            not isinstance(done, Conflict)
            or stretch.start == stretch.end
            or before is None
            or not stretch.words.strip()
        ):
            break
        stretch = Stretch(before.start(), stretch.end, before[0] + stretch.words)
        done = _act(draft, stretch, by)
    return first if isinstance(done, Conflict) else done


def _as_written(own: str, words: str) -> str:
    """What was typed, with the line ends and the blanks at both ends that the draft has there."""
    newline = "\r\n" if "\r\n" in own else "\n"
    typed = newline.join(words.strip().splitlines())
    bare = own.strip()
    if not bare:
        return typed
    at = own.index(bare)
    return own[:at] + typed + own[at + len(bare) :]


def _act(draft: Draft, stretch: Stretch, by: str) -> Draft | Conflict:
    """The one act that says what a stretch says."""
    start, end, words = stretch
    there = bracket_spanning(draft, start, end)
    if there is not None:
        return _on_brackets(draft, [there], words, by)
    if start == end or not draft.text[start:end].strip():
        return _added(draft, stretch, by)
    first = bracket_spanning(draft, start, _end_at(draft, start))
    if first is not None and first.choice >= 0 and draft.choices[first.choice].end == end:
        return _on_brackets(draft, members_of(draft, first), words, by)
    if not words.strip():
        return bracket(draft, *_without_blank(draft, start, end), by, "opposed")
    draft, (start, end, words) = _with_own_inside(draft, stretch, by)
    # Blanks that stand on both sides stay outside.
    before = len(words) - len(words.lstrip()) if draft.text[start : start + 1].isspace() else 0
    behind = len(words) - len(words.rstrip()) if draft.text[end - 1 : end].isspace() else 0
    lead = len(draft.text[start:end]) - len(draft.text[start:end].lstrip()) if before else 0
    tail = len(draft.text[start:end]) - len(draft.text[start:end].rstrip()) if behind else 0
    return propose(draft, start + lead, end - tail, words[before : len(words) - behind], by)


def _with_own_inside(draft: Draft, stretch: Stretch, by: str) -> tuple[Draft, Stretch]:
    """The draft without what the party itself put in among these words, and the stretch with it as words like all others."""
    start, end, words = stretch
    for there in reversed(draft.brackets_in(start, end)):
        written = draft.text[there.start : there.end]
        if there.choice >= 0 or there.end > end or written not in words or not is_own(draft, there, by):
            continue
        without = withdraw(draft, there, by)
        if isinstance(without, Draft):
            end -= len(draft.text) - len(without.text)
            draft, words = without, words.replace(written, draft.inner(there), 1)
    return draft, Stretch(start, end, words)


def _end_at(draft: Draft, start: int) -> int:
    """Where the bracket that opens at this offset ends; the offset itself if none does."""
    opening = draft.brackets_in(start, start + 1)
    return opening[0].end if opening else start


def _on_brackets(draft: Draft, struck: Sequence[Bracket], words: str, by: str) -> Draft | Conflict:
    """An alternative in the place of brackets; opposition if nothing stands there; support if it says what one of them says."""
    if not words.strip():
        done: Draft | Conflict = draft
        for one in reversed(struck):
            done = _struck(done, one, by) if isinstance(done, Draft) else done
        return done
    said = _ONE.fullmatch(words)
    wanted = said["words"] if said and nesting(said["words"]) == (0, 0) else words.strip()
    for one in members_of(draft, struck[0]):
        if says(draft.inner(one), wanted):
            return stand(draft, one, by, "supported")
    own = [one for one in struck if is_own(draft, one, by)]
    return without_own(propose(draft, struck[-1].start, struck[-1].end, wanted, by), draft, own, by)


def _struck(draft: Draft, there: Bracket, by: str) -> Draft | Conflict:
    """A bracket that the party left out: its own proposal is withdrawn, another's opposed."""
    now = draft.brackets[there.index]
    if is_own(draft, now, by):
        return withdraw(draft, now, by)
    if by in proposers(draft, now):
        return Conflict(
            f"{by} proposes these words with others. It withdraws its proposal instead.", now.start, now.end
        )
    return draft if stances(draft, now).get(by) == "opposed" else stand(draft, now, by, "opposed")


def _added(draft: Draft, stretch: Stretch, by: str) -> Draft | Conflict:
    """New words. Behind a bracket, and in brackets themselves, they are one more alternative to it."""
    at, words = stretch.start, stretch.words
    said = _ONE.fullmatch(words)
    if said and nesting(said["words"]) == (0, 0):
        before = draft.bracket_at(at - 1) if at else None
        if before is not None and before.end == at:
            return propose(draft, before.start, before.end, said["words"], by)
        words = said["before"] + said["words"] + said["behind"]
    if stretch.start < stretch.end:  # between two words: their blank stays, on one side of what is put in
        if words[-1:].isspace():
            words = words.rstrip()
        else:
            at, words = stretch.end, words.lstrip()
    return insert(draft, at, words, by)


def _without_blank(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The span of words to go, without a blank at one end where that goes by itself with them."""
    words = draft.text[start:end]
    bare = words.strip()
    first = start + words.index(bare)
    last = first + len(bare)
    follows = draft.text[last : last + 1]
    alone = draft.text[first - 1 : first] == " " and (not follows or follows in " .,;:)\n")
    return (first, last) if alone and len(words) == len(bare) + 1 else (start, end)
