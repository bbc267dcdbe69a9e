"""The hierarchy of provisions: each line that begins one is placed where its label belongs.

Drafts number by habit, not by rule, so three questions place a label: does it continue a numbering that is open (innermost
first)? Does it begin a numbering? Is it indented under something? A label for which all answers are no is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from goodoffices.engines.brackets.model.spans import ProvisionKind
from goodoffices.engines.brackets.reading.entries import NUMBERED, Entry, follows, shared_scheme
from goodoffices.engines.brackets.reading.headings import (
    LabelledHeadings,
    entitles,
    is_named,
    may_entitle,
    rank_of_title,
)
from goodoffices.engines.brackets.reading.holding import Holding
from goodoffices.engines.brackets.reading.lines import Line, stands_in_capitals
from goodoffices.engines.brackets.reading.numbering import Label, alternatives
from goodoffices.engines.brackets.reading.open_path import MARKUP, OpenPath
from goodoffices.engines.brackets.reading.wording import ENACTING, PREAMBLE, PREAMBULAR, enacts

_END_OF_PARAGRAPH = re.compile(r"[.;:,\])*_\d]*[ \t]*(?:\r?\n|\Z)")


class Outline:
    """Takes lines in order and collects the provisions they begin in `entries`, in text order, parents before children."""

    def __init__(self, text: str, markdown: bool, closers: Mapping[int, int] | None = None) -> None:
        self.path = OpenPath(text, markdown, closers or {})
        self.headings = LabelledHeadings(self.path)
        self.holding = Holding(self.path)
        self.entries = self.path.entries
        self.text = text
        self.markdown = markdown
        self.last: Line | None = None
        self.outside = False  # did the bracket around an option end right before this line?

    def take(self, line: Line) -> None:
        """Begin the provisions that this line begins, if any."""
        if self.path.top().rank < NUMBERED:  # a heading does not break off in the middle of a sentence
            line = line._replace(wrapped=False)
        self._close_behind_brackets(line)
        if line.note:
            self.path.close_all()
            self.path.begin("note", line.start, line, label=line.note)
        elif line.hashes:
            label = line.labels[0] if line.labels and line.labels[0].scheme != "bullet" else None
            self._heading(line, label, float(line.hashes))
        elif not (line.labels and self._labelled(line)):
            self._unlabelled(line)
        self.last = line

    def _heading(self, line: Line, label: Label | None, rank: float) -> None:
        path = self.path
        path.close_from_rank(rank)
        kind: ProvisionKind = "heading"
        if label and label.scheme in {"article", "option"}:
            kind = "article" if label.scheme == "article" else "option"
        words = self.text[label.end if label else line.start : line.end].strip(MARKUP + "().:–—-")
        path.begin(kind, line.start, line, label, rank=rank, title=words[:80])
        path.in_preamble = bool(PREAMBLE.match(words)) or (path.in_preamble and kind == "heading" and rank <= 2)

    # -- numbered

    def _labelled(self, line: Line) -> bool:
        """Begin a provision for each label of the line that fits; False if not even the first one does."""
        first = True
        if any(label.scheme == "option" for label in line.labels):
            line = line._replace(wrapped=False)  # an option takes the number before it
        for label in line.labels:
            if first and (rank := self.headings.rank(line, label)):
                self._heading(line, self.headings.as_lettered(label), rank)
                return True
            # A letter that is no heading here can still number a paragraph, if it continues such a numbering.
            if label.scheme in {"article", "division"} or (
                label.scheme in {"letter", "roman"} and not self.headings.continues(label)
            ):
                return not first
            if not self._place(label, line, first):
                return not first
            first = False
        return True

    def _place(self, label: Label, line: Line, first: bool) -> bool:
        """Close what this label ends and begin its provision; False if the label does not fit here."""
        if (
            not first
            and label.scheme == "option"
            and self.path.top().scheme.startswith(("arabic", "dotted", "pp", "op"))
        ):
            self.path.begin("option", self._start_of_second(label, line), line, label, indent=line.indent + 1)
            return True
        readings = alternatives(label)
        if first and self.markdown:
            self.path.close_deeper(line.indent)
        found = self._sibling(readings, line, first, exact=True)
        if found is None and not self.holding.may_begin(label, readings, line, first, self.last):
            return False
        if found is None and not any(reading.number == 1 for reading in readings):
            found = self._sibling(readings, line, first, exact=False)
        if found is not None and (option := self._option_of_both(found[0], found[1])) >= 0:
            del self.path.open[option:]
            self.path.begin(self._kind(found[1], line), line.start, line, found[1])
            return True
        if found is None:
            reading = next((r for r in reversed(readings) if r.number == 1), readings[0])
            self._make_room(reading, line, first)
        else:
            at, reading = found
            if not self._moved_beside(at, reading, line):
                del self.path.open[at:]
        start = line.start if first else self._start_of_second(reading, line)
        self.path.begin(
            self._kind(reading, line), start, line, reading, indent=line.indent if first else line.indent + 1
        )
        return True

    def _sibling(self, readings: tuple[Label, ...], line: Line, first: bool, exact: bool) -> tuple[int, Label] | None:
        """The place in `open` of the numbering that a reading continues, innermost first, and that reading."""
        for at in range(len(self.path.open) - 1, 0, -1):
            entry = self.entries[self.path.open[at]]
            if entry.rank < NUMBERED or entry.kind == "note":
                return None
            if any(_supplements(entry, reading) for reading in readings):
                return at, readings[0]
            if first and self.markdown and abs(entry.indent - line.indent) > 3 and entry.kind != "plain":
                continue
            for reading in readings:
                if entry.scheme == shared_scheme(reading) and follows(entry, reading, exact):
                    return at, reading
        return None

    def _option_of_both(self, at: int, label: Label) -> int:
        """The place in `open` of the option that this number ends, though it continues one in it; else -1.

        Options below a heading that number on from the section before, and end alike, are followed by the next number:
        “Option 1 ⏎ 3. … ⏎ Option 2 ⏎ 3. … ⏎ 4. …”.
        """
        here = self.entries[self.path.open[at]]
        option = self.entries[here.parent]
        if option.kind != "option" or label.scheme != "arabic" or label.number != here.number + 1:
            return -1
        if self.entries[option.parent].rank >= NUMBERED:
            return -1
        options = [one for one in self.entries[option.parent].children[-2:] if self.entries[one].kind == "option"]
        if any(self.entries[one].scheme == "arabic" for one in self.entries[option.parent].children):
            return -1
        ends = [self._numbers_under(one) for one in options]
        alike = len(ends) == 2 and ends[0] == ends[1] and ends[0][0] > 1
        return at - 1 if alike and self.path.open[at - 1] == here.parent else -1

    def _numbers_under(self, option: int) -> tuple[int, int]:
        """The first and the last number of the paragraphs in an option; zeros if there are none."""
        under = (self.entries[child] for child in self.entries[option].children)
        numbers = [one.number for one in under if one.scheme == "arabic"]
        return (numbers[0], numbers[-1]) if numbers else (0, 0)

    def _moved_beside(self, number: int, label: Label, line: Line) -> bool:
        """An empty first option, before a number that continues a numbering outside it, moves up to that numbering and holds this number.

        True if it did: “34. … ⏎ Option I ⏎ 35. …”.
        """
        option, before = self.path.top(), self.entries[self.path.open[number]]
        bare = option.kind == "option" and option.number == 1 and self.path.is_empty(option, line)
        if not bare or label.scheme == "option":
            return False
        moved = self.path.open.pop()
        if any(self.entries[other].kind == "option" for other in self.entries[option.parent].children[:-1]):
            self.path.open.append(moved)
            return False
        self.entries[option.parent].children.pop()
        option.parent, option.depth = before.parent, before.depth
        self.entries[before.parent].children.append(moved)
        self.path.open[number:] = [moved]
        return True

    def _close_behind_brackets(self, line: Line) -> None:
        """Options in a bracket end where the bracket does, unless another option follows."""
        self.outside = False
        if line.labels and line.labels[0].scheme == "option":
            return
        begins = line.after_blank or bool(line.labels) or self._begins_sentence(line)
        ended = (
            at
            for at, index in enumerate(self.path.open)
            if begins and 0 <= self.entries[index].until < line.start and self._ends(index)
        )
        at = next(ended, len(self.path.open))
        self.outside = at < len(self.path.open)
        del self.path.open[at:]

    def _begins_sentence(self, line: Line) -> bool:
        """May a sentence begin here, right below the end of a bracket?"""
        first = self.text[line.start : line.end].lstrip(MARKUP + "“\"'‘(")[:1]
        return not line.wrapped and bool(first) and not first.islower() and first.isalpha()

    def _ends(self, index: int) -> bool:
        """Does the bracket close at the end of a paragraph? In the middle of one, the closer may be a stray."""
        return bool(_END_OF_PARAGRAPH.match(self.text, self.entries[index].until + 1))

    def _make_room(self, label: Label, line: Line, first: bool) -> None:
        """Close what cannot hold the numbering that begins, such as paragraphs that do not introduce it."""
        while self.path.top().rank >= NUMBERED and not self.holding.holds(self.path.top(), label, line, first):
            self.path.open.pop()

    def _start_of_second(self, label: Label, line: Line) -> int:
        """Opening brackets and emphasis before a second label belong to the provision that it begins."""
        previous = self.path.top().label_span[1]
        between = self.text[max(previous, line.start) : label.start]
        return label.start - len(between) + len(between.rstrip("[*_ \t"))

    def _kind(self, label: Label, line: Line) -> ProvisionKind:
        if label.scheme in {"pp", "op"}:
            return "preambular" if label.scheme == "pp" else "operative"
        if label.scheme == "option":
            return "option"
        if label.scheme == "bullet":
            return "item"
        under = {self.entries[index].kind for index in self.path.numbered()} - {"option", "plain", "item"}
        if label.scheme.startswith(("paren", "half", "small")) or under:
            return "subparagraph"
        if self.path.in_preamble and PREAMBULAR.match(self.text[label.end : line.end].strip(MARKUP)):
            return "preambular"
        return "operative" if enacts(self.text, max(label.end, line.start)) else "paragraph"

    # -- unnumbered

    def _unlabelled(self, line: Line) -> None:
        """Begin a paragraph without a number, if one begins here; otherwise the line continues the provision before it."""
        top = self.path.top()
        heading_before = top.rank < NUMBERED and self.last is not None
        if top.kind == "document" and self.last is None:
            heading_before = True
        words = self.text[line.start : line.end].strip(MARKUP)
        recites = (
            self.path.in_preamble and not line.wrapped and not words[:1].islower() and bool(PREAMBULAR.match(words))
        )
        heads = not line.wrapped and (
            is_named(self.text, line) or (not self.markdown and stands_in_capitals(line, self.text))
        )
        if not (line.after_blank or heading_before or recites or heads or self.outside):
            return
        if self._is_title(line, words):
            return
        if top.kind not in {"document", "article", "heading"} and self.path.is_empty(top, line):
            return
        enacting = bool(ENACTING.match(words))
        preambular = (
            self.path.in_preamble and bool(PREAMBULAR.match(words)) and (len(words) > 30 or words[-1:] in ",;，；،؛")
        )
        if enacting or preambular:
            self.path.close_numbered()
        elif self.markdown:
            self.path.close_for_plain(line.indent)
        while self.path.top().kind in {"plain", "preambular", "note"} or (
            self.path.top().kind == "item" and not self.markdown
        ):
            self.path.open.pop()
        self.path.begin("preambular" if preambular else "plain", line.start, line)
        self.path.in_preamble = self.path.in_preamble and not enacting

    def _is_title(self, line: Line, words: str) -> bool:
        """Is the line a heading in capitals, or the title of the bare letter or number before it? Then it is taken as that."""
        top = self.path.top()
        if (
            top.kind in {"heading", "article"}
            and not top.title
            and not self.markdown
            and may_entitle(self.text, line, words)
        ):
            top.title = words[:80]
            return True
        if entitles(self.text, line, self.markdown):
            self._heading(line, None, rank_of_title(self.text, line))
            return True
        return False


def _supplements(entry: Entry, label: Label) -> bool:
    """Is it “(5bis)” after an open 5?"""
    return (
        label.scheme == "paren-1"
        and label.label != str(label.number)
        and not label.alt
        and entry.scheme == "arabic"
        and entry.number == label.number
    )
