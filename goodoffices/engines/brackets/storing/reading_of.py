"""How a stretch of a draft is read, as a value to compare."""

from __future__ import annotations

from goodoffices.engines.brackets.model import Draft


def reading_of(draft: Draft, start: int, end: int) -> tuple[object, ...]:
    """The brackets, choices, marks, loose ones and options that begin between two offsets, with offsets from the first."""
    here = draft.brackets_in(start, end)
    first = here[0].index if here else 0
    choices = [
        tuple(member - first for member in draft.choices[one.choice].members) if one.choice >= 0 else () for one in here
    ]
    return (
        [
            (one.start - start, one.end - start, one.depth, one.inner_start - start, one.inner_end - start, one.kind, one.option,
             [(who.party, who.stance, who.start - start) for who in one.attributions], choice)
            for one, choice in zip(here, choices, strict=True)
        ],
        [(mark.kind, mark.start - start, mark.end - start) for mark in draft.marks if start <= mark.start < end],
        [(one.kind, one.start - start) for one in draft.loose if start <= one.start < end],
        [
            (one.start - start, one.end - start, one.whole_start - start, one.inner_start - start, one.inner_end - start,
             one.tail - start, one.label, one.no_text, len(draft.groups[one.group].members), draft.groups[one.group].apart,
             draft.groups[one.group].bracket >= 0, [(who.party, who.stance) for who in one.attributions])
            for one in draft.options if start <= one.start < end
        ],
    )  # fmt: skip
