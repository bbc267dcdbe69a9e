"""What to cut from a draft when an option is removed, and when one of a group is taken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Group, Option, Span
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.options.swallowing import swallowed
from goodoffices.engines.brackets.operations.stances import members_of, stances
from goodoffices.engines.brackets.reading.edits import Edit
from goodoffices.engines.brackets.reading.no_text import seems_to_say_nothing
from goodoffices.engines.brackets.reading.option_blocks import trimmed

_HELD = frozenset({"paragraph", "subparagraph", "operative", "preambular", "item", "plain"})
_SIGNS = " \t\r\n.):*_\\"


def removal(draft: Draft, option: Option) -> Edit:
    """The edit that cuts an option out, with what separates it from its neighbours."""
    members = members_of(draft, option)
    place = [one.index for one in members].index(option.index)
    if place:
        return Edit(members[place - 1].tail, option.tail, "")
    if len(members) > 1:
        return Edit(option.whole_start, members[1].whole_start, "")
    return Edit(option.whole_start, option.tail, "")


def unlabelled(draft: Draft, option: Option) -> list[Edit]:
    """The edits that leave only the words of a group's single option: no label, no bracket of the group's own."""
    return [Edit(*span, "") for span in _around_words(draft, draft.groups[option.group], option)]


def left_by(draft: Draft, group: Group, taken: Option | None) -> list[Span] | Conflict:
    """What to cut when one option of a group is taken, or none (None); a conflict if that cannot be cut cleanly."""
    members = [draft.options[index] for index in group.members]
    if group.apart:
        return Conflict("Other words stand between these options. Move them first.", group.start, group.end)
    if taken is not None and not taken.no_text:
        words = draft.text[taken.inner_start : taken.inner_end]
        if not words.strip():
            return Conflict(
                "This option has no words. Propose *no text*, or words.", taken.whole_start, taken.whole_end
            )
        if seems_to_say_nothing(words):
            return Conflict(
                "These words seem to say that nothing shall stand here, and say more. Propose *no text*, or the words as "
                "they are to stand.",
                taken.whole_start,
                taken.whole_end,
            )
        spans = _around_words(draft, group, taken)
    else:
        whole = _nothing_left(draft, group, members[-1].tail)
        if isinstance(whole, Conflict):
            return whole
        spans = [whole]
    dropped = [one for one in members if taken is None or one.index != taken.index]
    return cut_through(draft, spans) or swallowed(draft, dropped, spans) or spans


def cut_through(draft: Draft, spans: Sequence[Span]) -> Conflict | None:
    """A conflict if the cuts would leave a bracket without its partner, or contain one that has none; else None."""
    for span in spans:
        around = draft.bracket_at(span.start)
        crossing = [*draft.brackets_in(span.start, span.end), *([around, *draft.enclosing(around)] if around else ())]
        for bracket in crossing:
            if _goes(spans, bracket.start) != _goes(spans, bracket.end - 1):
                return Conflict(
                    "A bracket opens in one of these options and closes outside it. Settle it first.",
                    bracket.start,
                    bracket.end,
                )
        for loose in draft.loose:
            if span.start <= loose.start < span.end:
                return Conflict(
                    "A bracket in these options has no partner. Mend the text there first.",
                    loose.start,
                    loose.start + 1,
                )
    return None


def _goes(spans: Sequence[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _around_words(draft: Draft, group: Group, taken: Option) -> list[Span]:
    """The spans of a group that are not the words taken."""
    members = [draft.options[index] for index in group.members]
    last = members[-1]
    around = draft.brackets[group.bracket] if group.bracket >= 0 else None
    start = around.start if around is not None else members[0].whole_start
    stop = taken.inner_start
    if draft.text[taken.label_span.end : stop].count("\n"):  # the words begin on the next line
        line = draft.text.rfind("\n", 0, start) + 1
        if not draft.text[line:start].strip():
            start = line
        else:  # a number stands on the line: it keeps the line's end
            stop = draft.text.index("\n", taken.label_span.end)
    spans = [Span(start, stop)]
    if taken.emphasis:
        spans = [Span(start, taken.label_span.start - len(taken.emphasis)), Span(taken.label_span.start, stop)]
    spans.append(Span(taken.inner_end, taken.whole_end))
    spans.append(Span(taken.tail, last.tail))
    if around is not None:
        spans.append(Span(around.end - 1, around.end))
    return sorted(span for span in spans if span.start < span.end)


def _nothing_left(draft: Draft, group: Group, end: int) -> Span | Conflict:
    """The span of a group with whatever holds nothing else: a bracket around it, the number before it."""
    start = group.start
    if group.bracket >= 0:
        start, end = draft.brackets[group.bracket].start, draft.brackets[group.bracket].end
    index = draft.provisions[draft.options[group.members[0]].provision].parent
    while True:
        there = draft.bracket_at(start - 1) if start else None
        if (
            there is not None
            and not _other(draft.text[there.start + 1 : start])
            and not draft.text[end : there.end - 1].strip()
        ):
            if stances(draft, there):
                return Conflict(
                    "Nothing would be left in the bracket around these options, and somebody stands on it. It is settled first.",
                    there.start,
                    there.end,
                )
            start, end = there.start, there.end
            continue
        one = draft.provisions[index]
        label = one.label_span
        before = draft.text[one.start : label.start] + draft.text[label.end : start] if label.end <= start else "…"
        if index == 0 or _other(before.replace("[", "")) or trimmed(draft, label.start, one.end) > end:
            break
        if one.kind == "option":
            return Conflict(
                "Nothing would be left of the option around these. Agree to it, or withdraw it, as a whole.",
                one.start,
                one.end,
            )
        if one.kind not in _HELD:
            break
        emphasis = re.search(r"[*_]{0,3}$", draft.text[one.start : label.start])
        start = min(start, label.start - (len(emphasis[0]) if emphasis else 0))
        index = one.parent
    return _with_lines(draft.text, start, end)


def _other(words: str) -> bool:
    """Is there anything but blanks, punctuation of labels, and emphasis?"""
    return bool(words.strip(_SIGNS))


def _with_lines(text: str, start: int, end: int) -> Span:
    """The span, extended over lines that would be left empty."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return Span(start, end)
    after = re.compile(r"[ \t\r]*(?:\n|\Z)(?:[ \t\r]*\n)*").match(text, end)
    if after is None or after.end() == len(
        text
    ):  # nothing follows, or a bracket closes: the end of what stands before stays
        return Span(len(text[:start].rstrip()), end)
    return Span(line, after.end())
