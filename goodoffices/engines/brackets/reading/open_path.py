"""The path of provisions that are open while lines are read: from the document down to the latest one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from goodoffices.engines.brackets.model.spans import ProvisionKind
from goodoffices.engines.brackets.reading.entries import NUMBERED, Entry, shared_scheme
from goodoffices.engines.brackets.reading.lines import Line
from goodoffices.engines.brackets.reading.numbering import Label

MARKUP = " \t\r\\*_#[]\xa0\ufeff\u200e\u200f"
"""What may stand around the words of a line and is none of them."""

_FAR = 400  # characters between a label and its words, at most


class OpenPath:
    """`entries` are all provisions begun so far, parents before children; `open` the indices of those still open.

    closers   by plain nesting, the offset of the closer for each opener's offset
    """

    def __init__(self, text: str, markdown: bool, closers: Mapping[int, int]) -> None:
        self.text = text
        self.markdown = markdown
        self.closers = closers
        self._openers = sorted(closers)
        self._around = _enclosing(self._openers, closers)
        self.entries = [Entry("document", 0, -1, -1.0, "", "", 0, -1, 0, (0, 0))]
        self.open = [0]
        self.in_preamble = True

    def top(self) -> Entry:
        """The innermost open provision."""
        return self.entries[self.open[-1]]

    def numbered(self) -> list[int]:
        """Indices of what is open below the last heading."""
        return [index for index in self.open if self.entries[index].rank >= NUMBERED]

    def is_empty(self, entry: Entry, line: Line) -> bool:
        """Does this provision have nothing but its label before this line?"""
        begins = max(entry.start, entry.label_span[1])
        return line.start - begins < _FAR and not self.text[begins : line.start].strip(MARKUP + "\n:–—-")

    # -- closing

    def close_all(self) -> None:
        del self.open[1:]

    def close_numbered(self) -> None:
        """Close everything below the last heading."""
        while self.top().rank >= NUMBERED:
            self.open.pop()

    def close_from_rank(self, rank: float) -> None:
        """Close headings of this rank or a larger one, with all under them."""
        while self.top().rank >= rank:
            self.open.pop()

    def close_deeper(self, indent: int) -> None:
        """Close what is indented further than this, by more than a column."""
        while self.top().rank >= NUMBERED and self.top().indent > indent + 1:
            self.open.pop()

    def close_for_plain(self, indent: int) -> None:
        """Close what cannot hold an unnumbered paragraph at this indent."""
        while self.top().rank >= NUMBERED:
            top = self.top()
            if top.indent < indent or (top.kind == "option" and top.indent <= indent):
                return
            self.open.pop()

    # -- beginning

    def begin(
        self,
        kind: ProvisionKind,
        start: int,
        line: Line,
        found: Label | None = None,
        *,
        rank: float = NUMBERED,
        label: str | None = None,
        indent: int | None = None,
        title: str = "",
    ) -> None:
        """Begin a provision under the innermost open one. `label` and `indent` default to those of `found` and the line."""
        parent = self.open[-1]
        entry = Entry(
            kind=kind,
            start=start,
            parent=parent,
            rank=rank,
            scheme=shared_scheme(found) if found else "",
            label=label if label is not None else found.label if found else "",
            number=found.number if found else 0,
            indent=line.indent if indent is None else indent,
            depth=self.entries[parent].depth + 1,
            label_span=(found.start, found.end) if found else (start, start),
            alt=found.alt if found else False,
            level=found.level if found else 1,
            also=found.also if found else "",
            title=title,
        )
        if kind == "option":
            entry.until = self._until(entry)
        self.entries[parent].children.append(len(self.entries))
        self.open.append(len(self.entries))
        self.entries.append(entry)
        if kind in {"article", "paragraph", "operative"}:
            self.in_preamble = False

    def _until(self, option: Entry) -> int:
        """Where the bracket before an option's label closes, or the one around the options before it; else -1."""
        opener = self.text.find("[", option.start, option.label_span[0])
        if opener >= 0:
            return self.closers.get(opener, -1)
        before = self.entries[option.parent].children[-1:]
        until = max(
            (self.entries[index].until for index in before if self.entries[index].until > option.start), default=-1
        )
        return until if until >= 0 else self._until_of_words(option)

    def _until_of_words(self, option: Entry) -> int:
        """Where the bracket closes that opens in the words before the first option: “17. [Parties agree: ⏎ Option 1 … ]”; else -1."""
        above = self.entries[option.parent]
        words_end = self.entries[above.children[0]].start if above.children else option.start
        at = bisect_left(self._openers, option.start) - 1
        opener = self._openers[at] if at >= 0 else -1
        while opener >= 0 and self.closers[opener] < option.start:
            opener = self._around.get(opener, -1)
        held = above.rank >= NUMBERED and above.label_span[1] <= opener < words_end
        return self.closers[opener] if held else -1


def _enclosing(openers: Sequence[int], closers: Mapping[int, int]) -> dict[int, int]:
    """For each opener of a pair inside another, the opener of that. O(n)."""
    around: dict[int, int] = {}
    stack: list[int] = []
    for opener in openers:
        while stack and closers[stack[-1]] < opener:
            stack.pop()
        if stack:
            around[opener] = stack[-1]
        stack.append(opener)
    return around
