"""What `goodoffices text inspect` finds in a file: its figures, and where brackets do not match."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from goodoffices.engines.brackets.counting import metrics
from goodoffices.engines.brackets.counting.metrics import Counts, Problem
from goodoffices.engines.brackets.loading import Loaded
from goodoffices.engines.brackets.model import Comment, Draft

MOST_PROBLEMS = 100_000
_COUNTED = (
    "words", "open", "close", "stray", "unclosed", "depth", "alternatives", "options", "placeholders", "provisions", "clean",
)  # fmt: skip


@dataclass(frozen=True)
class Inspection:
    """The figures of a loaded file.

    counts             of the whole draft
    round_trip         does writing it back give the same bytes?
    problems           brackets without a partner, by plain nesting of the raw text: the first 100,000
    problems_left_out  how many more there are
    links, footnotes   in Markdown: links, and footnote marks in the text; None in other drafts
    """

    loaded: Loaded
    counts: Counts
    round_trip: bool
    problems: tuple[Problem, ...]
    problems_left_out: int
    links: int | None
    footnotes: int | None

    def as_json(self) -> dict[str, object]:
        """The object that `text inspect --json` prints. Keys that say nothing are left out."""
        answer: dict[str, object] = {name: getattr(self.counts, name) for name in _COUNTED}
        answer["round_trip"] = self.round_trip
        answer["problems"] = [problem._asdict() for problem in self.problems]
        if self.problems_left_out:
            answer["problems_left_out"] = self.problems_left_out
        if self.links is not None:
            answer["links"] = self.links
            answer["footnotes"] = self.footnotes
        if self.loaded.comments:
            answer["remarks"] = [_placed(self.loaded.draft, one) for one in self.loaded.comments]
        if self.loaded.notices:
            answer["notices"] = list(self.loaded.notices)
        return answer


def inspected(loaded: Loaded) -> Inspection:
    """Count a loaded file, and write it back to see whether that gives the same bytes. O(n)."""
    draft = loaded.draft
    raw = metrics.plain(draft.text)
    links = footnotes = None
    if draft.markdown:
        links = sum(mark.kind == "link" for mark in draft.marks)
        footnotes = sum(mark.kind == "footnote" and draft.text[mark.end : mark.end + 1] != ":" for mark in draft.marks)
    return Inspection(
        loaded=loaded,
        counts=metrics.whole(draft),
        round_trip=metrics.round_trips(draft, loaded.data),
        problems=tuple(islice(metrics.problems(draft.text, raw.offsets), MOST_PROBLEMS)),
        problems_left_out=max(0, len(raw.offsets) - MOST_PROBLEMS),
        links=links,
        footnotes=footnotes,
    )


def _placed(draft: Draft, comment: Comment) -> dict[str, object]:
    line, column = draft.place(comment.start)
    about = draft.text[comment.start : comment.end]
    return {"line": line, "column": column, "party": comment.party, "about": about, "words": comment.words}
