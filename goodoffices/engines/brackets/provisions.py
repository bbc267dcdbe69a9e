"""The hierarchy of provisions: every line that begins one is hung where its label belongs.

Drafts number by habit, not by rule, so a label is placed by three questions: does it continue a numbering that is open (the
innermost first), does it begin one, is it indented under something? A label that none of them admits is a word of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from goodoffices.engines.brackets.begun import Begun, follows, shared_scheme
from goodoffices.engines.brackets.headings import (
    ARTICLE,
    CAPITALS,
    LETTERED,
    NUMBERED,
    division_rank,
    entitles,
    may_entitle,
    stands_alone,
)
from goodoffices.engines.brackets.lines import Line, set_in
from goodoffices.engines.brackets.numbering import Label, alternatives
from goodoffices.engines.brackets.wording import ENACTING, PREAMBLE, PREAMBULAR, enacts, introduces

MOST_DEEP = 32

_FAR = 400  # no label is so far from its words, and no colon from what it introduces
_END_OF_PARAGRAPH = re.compile(r"[.;:,\])*_\d]*[ \t]*(?:\r?\n|\Z)")
_MARKUP = " \t\r\\*_#[]\xa0\ufeff\u200e\u200f"


class Outline:
    """Takes lines in order, and keeps what they begin in `begun`, parents before children, in text order."""

    def __init__(self, text: str, markdown: bool, closers: Mapping[int, int] | None = None) -> None:
        self.text = text
        self.markdown = markdown
        self.closers = closers or {}  # by plain nesting: where what opens at an offset closes
        self.begun = [Begun("document", 0, -1, -1.0, "", "", 0, -1, 0, (0, 0))]
        self.open = [0]
        self.in_preamble = True
        self.last: Line | None = None

    def take(self, line: Line) -> None:
        """Begin what this line begins, if anything. Nothing breaks off in a heading."""
        if self._top().rank < NUMBERED:
            line = line._replace(wrapped=False)
        self._close_behind_brackets(line)
        if line.note:
            self._close_upto(0)
            self._begin("note", line.start, line, label=line.note)
        elif line.hashes:
            self._headed(line)
        elif not (line.labels and self._labelled(line)):
            self._unlabelled(line)
        self.last = line

    # -- headings

    def _headed(self, line: Line) -> None:
        """A Markdown heading."""
        label = line.labels[0] if line.labels and line.labels[0].scheme != "bullet" else None
        self._heading(line, label, float(line.hashes))

    def _heading(self, line: Line, label: Label | None, rank: float) -> None:
        while self._top().rank >= rank:
            self.open.pop()
        kind = label.scheme if label and label.scheme in {"article", "option"} else "heading"
        words = self.text[label.end if label else line.start : line.end].strip(_MARKUP + "().:–—-")
        self._begin(kind, line.start, line, label, rank=rank, title=words[:80])
        self.in_preamble = bool(PREAMBLE.match(words)) or (self.in_preamble and kind == "heading" and rank <= 2)

    def _heads(self, line: Line, label: Label) -> float:
        """The rank of the heading this line is, or 0 if it is none: “Article 5 of the Convention” goes on."""
        if line.wrapped or label.scheme not in {"article", "division", "letter", "roman"}:
            return 0.0
        rest = self.text[label.end : line.end].strip(_MARKUP)
        bare = rest.lstrip("*†‡§ ")
        if label.scheme in {"letter", "roman"}:
            fits = any(self._continues(reading) or reading.number == 1 for reading in alternatives(label))
            fits = (fits and len(rest) < 120) or self._skips(label, line)
            return self._rank(self._lettered(label)) if fits and not rest[:1].islower() else 0.0
        raw = self.text[label.end : line.end].strip(" \t\r*_.:–—-")
        rank = ARTICLE if label.scheme == "article" else self._division(label)
        if raw.startswith("[") and raw.endswith("]") and len(raw) < 160:
            return rank  # “Annex I [to be completed]”
        if bare and (bare[0].islower() or bare[0] in ",;)/" or (len(bare) > 160 and bare[0] not in "(.:–—-")):
            return 0.0
        return rank

    def _division(self, label: Label) -> float:
        top = self._top()
        begins = top.kind == "article" and label.number == 1 and not top.children
        return division_rank(self.text, label, [self.begun[index] for index in self.open], begins)

    def _rank(self, label: Label) -> float:
        """Letters and Roman numbers head each other as they come: what begins under the other is smaller."""
        headed = self._under_letters()
        same = [entry.rank for entry in headed if entry.scheme == label.scheme]
        if same:
            return same[-1]
        return headed[-1].rank + 0.1 if headed else LETTERED

    def _under_letters(self) -> list[Begun]:
        return [self.begun[index] for index in self.open if LETTERED <= self.begun[index].rank < CAPITALS]

    def _skips(self, label: Label, line: Line) -> bool:
        """May this letter head something though the one before it is missing, as in an extract?"""
        headed = self._under_letters()
        later = [reading for reading in alternatives(label) if self._later(reading)]
        return bool(later or not headed) and stands_alone(self.text, label, line)

    def _later(self, label: Label) -> bool:
        return any(one.scheme == label.scheme and one.number < label.number for one in self._under_letters()[-1:])

    def _continues(self, label: Label) -> bool:
        """Does this letter follow one that heads something open?"""
        entries = (self.begun[index] for index in self.open)
        return any(entry.scheme == label.scheme and entry.number + 1 == label.number for entry in entries)

    def _lettered(self, label: Label) -> Label:
        """“I.” is a letter after H, and else a Roman one."""
        readings = alternatives(label)
        going_on = [reading for reading in readings if self._continues(reading)]
        first = [reading for reading in readings if reading.number == 1]
        return (going_on or first or [reading for reading in readings if self._later(reading)] or [label])[0]

    # -- numbered

    def _labelled(self, line: Line) -> bool:
        """Begin a provision for each label of the line that belongs; False if not even the first does."""
        first = True
        for label in line.labels:
            if first and (rank := self._heads(line, label)):
                self._heading(line, self._lettered(label), rank)
                return True
            # What could head something and does not may still number a paragraph, if it goes on with such a numbering.
            if label.scheme in {"article", "division"} or (
                label.scheme in {"letter", "roman"} and not self._continues(label)
            ):
                return not first
            if not self._place(label, line, first):
                return not first
            first = False
        return True

    def _place(self, label: Label, line: Line, first: bool) -> bool:
        """Close what this label ends and begin its provision; False if it does not belong here."""
        readings = alternatives(label)
        if first and self.markdown:
            self._close_deeper(line.indent)
        found = self._sibling(readings, line, first, exact=True)
        if found is None and not self._may_begin(label, readings, line, first):
            return False
        if found is None and not any(reading.number == 1 for reading in readings):
            found = self._sibling(readings, line, first, exact=False)
        if found is None:
            reading = next((r for r in reversed(readings) if r.number == 1), readings[0])
            self._make_room(reading, line, first)
        else:
            at, reading = found
            if not self._hung_beside(at, reading, line):
                del self.open[at:]
        start = line.start if first else self._start_of_second(reading, line)
        self._begin(self._kind(reading, line), start, line, reading, indent=line.indent if first else line.indent + 1)
        return True

    def _sibling(self, readings: tuple[Label, ...], line: Line, first: bool, exact: bool) -> tuple[int, Label] | None:
        """Where in `open` the numbering stands that one of the readings continues, innermost first."""
        for at in range(len(self.open) - 1, 0, -1):
            entry = self.begun[self.open[at]]
            if entry.rank < NUMBERED or entry.kind == "note":
                return None
            if first and self.markdown and abs(entry.indent - line.indent) > 3 and entry.kind != "plain":
                continue
            for reading in readings:
                if entry.scheme == shared_scheme(reading) and follows(entry, reading, exact):
                    return at, reading
        return None

    def _hung_beside(self, number: int, label: Label, line: Line) -> bool:
        """A first option without words, before a number that goes on outside it, stands beside those numbers and holds this one."""
        option, before = self._top(), self.begun[self.open[number]]
        bare = option.kind == "option" and option.number == 1 and self._is_empty(option, line)
        if not bare or label.scheme == "option":
            return False
        moved = self.open.pop()
        if any(self.begun[other].kind == "option" for other in self.begun[option.parent].children[:-1]):
            self.open.append(moved)
            return False
        self.begun[option.parent].children.pop()
        option.parent, option.depth = before.parent, before.depth
        self.begun[before.parent].children.append(moved)
        self.open[number:] = [moved]
        return True

    def _close_behind_brackets(self, line: Line) -> None:
        """Options in a bracket end where it does, unless another option follows."""
        if not (line.after_blank or line.labels) or (line.labels and line.labels[0].scheme == "option"):
            return
        ended = (
            at for at, index in enumerate(self.open) if 0 <= self.begun[index].until < line.start and self._ends(index)
        )
        del self.open[next(ended, len(self.open)) :]

    def _ends(self, index: int) -> bool:
        """Does the bracket close at the end of a paragraph? In the middle of one it may be a stray closer that does."""
        return bool(_END_OF_PARAGRAPH.match(self.text, self.begun[index].until + 1))

    def _may_begin(self, label: Label, readings: tuple[Label, ...], line: Line, first: bool) -> bool:
        """May a label that continues nothing begin a numbering here?"""
        one = label.scheme == "bullet" or any(reading.number == 1 for reading in readings)
        if first and line.wrapped and label.scheme != "option" and not (one and set_in(self.last, line)):
            return False
        after = self.text[label.end : line.end].strip(_MARKUP + "“\"'‘(")
        if label.scheme == "dotted" and after[:1].islower() and not self._is_under_its_number(label):
            return False
        if label.scheme.startswith(("half", "small")):
            return one and (line.after_blank or first)
        if label.scheme.startswith("paren"):
            return one or (first and (line.after_blank or not after[:1].islower()))
        return first or label.scheme not in {"arabic", "arabic)", "dotted"}

    def _is_under_its_number(self, label: Label) -> bool:
        """“38.1” under an open 38."""
        above = label.label.rpartition(".")[0]
        return label.number == 1 and any(self.begun[index].label == above for index in self.open)

    def _make_room(self, label: Label, line: Line, first: bool) -> None:
        """Close what cannot hold a numbering that begins: paragraphs that do not introduce it."""
        while self._top().rank >= NUMBERED and not self._holds(self._top(), label, line, first):
            self.open.pop()

    def _holds(self, top: Begun, label: Label, line: Line, first: bool) -> bool:
        """May this numbering begin under `top`?"""
        if top.depth + 1 >= MOST_DEEP or label.scheme in {"pp", "op"}:
            return False
        if top.kind in {"plain", "preambular", "note"}:
            return (
                not top.number
                and introduces(self.text, top.start, line.start)
                and label.scheme != "option"
                and not enacts(self.text, max(label.end, line.start))
            )
        if label.scheme == "dotted" and top.scheme.startswith("dotted") and top.level >= label.level:
            return False
        if top.kind == "item":
            return label.scheme == "bullet"
        if first and self.markdown and top.indent >= line.indent and top.kind != "option":
            # “(a)” begins no list of Markdown's: indented or not, it stands under what introduces it.
            return (
                label.scheme.startswith("paren")
                and not self._restarts(label, line)
                and introduces(self.text, top.start, line.start)
            )
        return not self._restarts(label, line)

    def _restarts(self, label: Label, line: Line) -> bool:
        """Is the same numbering open? Then it begins again beside, not under itself; but “1.” does hold options with “1.”."""
        scheme = shared_scheme(label)
        same = (index for index in self._numbered_open() if self.begun[index].scheme == scheme)
        if label.number != 1 or label.scheme.startswith(("paren", "half", "small")):
            return any(same)
        if label.scheme != "option":
            return False
        return any(not self.markdown or abs(self.begun[index].indent - line.indent) <= 3 for index in same)

    def _numbered_open(self) -> list[int]:
        """What is open below the last heading."""
        return [index for index in self.open if self.begun[index].rank >= NUMBERED]

    def _start_of_second(self, label: Label, line: Line) -> int:
        """Openers and emphasis before a second label belong to what it begins."""
        previous = self._top().label_span[1]
        between = self.text[max(previous, line.start) : label.start]
        return label.start - len(between) + len(between.rstrip("[*_ \t"))

    def _kind(self, label: Label, line: Line) -> str:
        if label.scheme in {"pp", "op"}:
            return "preambular" if label.scheme == "pp" else "operative"
        if label.scheme == "option":
            return "option"
        if label.scheme == "bullet":
            return "item"
        under = {self.begun[index].kind for index in self._numbered_open()} - {"option", "plain", "item"}
        if label.scheme.startswith(("paren", "half", "small")) or under:
            return "subparagraph"
        return "operative" if enacts(self.text, max(label.end, line.start)) else "paragraph"

    # -- neither

    def _unlabelled(self, line: Line) -> None:
        """A paragraph without a number, if one begins here; else the line goes on with what there is."""
        top = self._top()
        heading_before = top.rank < NUMBERED and self.last is not None
        if top.kind == "document" and self.last is None:
            heading_before = True
        if not line.after_blank and not heading_before:
            return
        words = self.text[line.start : line.end].strip(_MARKUP)
        if self._is_title(line, words):
            return
        if top.kind not in {"document", "article", "heading"} and self._is_empty(top, line):
            return
        enacting = bool(ENACTING.match(words))
        preambular = self.in_preamble and bool(PREAMBULAR.match(words))
        if enacting or preambular:
            self._close_numbered()
        elif self.markdown:
            self._close_for_plain(line.indent)
        while self._top().kind in {"plain", "preambular", "note"} or (self._top().kind == "item" and not self.markdown):
            self.open.pop()
        self._begin("preambular" if preambular else "plain", line.start, line)
        self.in_preamble = self.in_preamble and not enacting

    def _is_title(self, line: Line, words: str) -> bool:
        """A line of capitals that stands alone is a heading, or the title of the bare letter or number before it."""
        top = self._top()
        if (
            top.kind in {"heading", "article"}
            and not top.title
            and not self.markdown
            and may_entitle(self.text, line, words)
        ):
            top.title = words[:80]
            return True
        if entitles(self.text, line, self.markdown):
            self._heading(line, None, CAPITALS)
            return True
        return False

    def _is_empty(self, top: Begun, line: Line) -> bool:
        """Has the provision before this line no words yet, only its label?"""
        begins = max(top.start, top.label_span[1])
        return line.start - begins < _FAR and not self.text[begins : line.start].strip(_MARKUP + "\n:–—-")

    def _close_numbered(self) -> None:
        while self._top().rank >= NUMBERED:
            self.open.pop()

    def _close_for_plain(self, indent: int) -> None:
        while self._top().rank >= NUMBERED:
            top = self._top()
            if top.indent < indent or (top.kind == "option" and top.indent <= indent):
                return
            self.open.pop()

    # -- the open path

    def _top(self) -> Begun:
        return self.begun[self.open[-1]]

    def _close_upto(self, length: int) -> None:
        del self.open[length + 1 :]

    def _close_deeper(self, indent: int) -> None:
        while self._top().rank >= NUMBERED and self._top().indent > indent + 1:
            self.open.pop()

    def _begin(self, kind: str, start: int, line: Line, found: Label | None = None, **more: object) -> None:
        parent = self.open[-1]
        begun = Begun(
            kind=kind,
            start=start,
            parent=parent,
            rank=float(more.get("rank", NUMBERED)),  # type: ignore[arg-type]
            scheme=shared_scheme(found) if found else "",
            label=str(more.get("label", found.label if found else "")),
            number=found.number if found else 0,
            indent=int(more.get("indent", line.indent)),  # type: ignore[call-overload]
            depth=self.begun[parent].depth + 1,
            label_span=(found.start, found.end) if found else (start, start),
            alt=found.alt if found else False,
            level=found.level if found else 1,
            also=found.also if found else "",
            title=str(more.get("title", "")),
        )
        if kind == "option":
            begun.until = self._until(begun)
        self.begun[parent].children.append(len(self.begun))
        self.open.append(len(self.begun))
        self.begun.append(begun)
        if kind in {"article", "paragraph", "operative"}:
            self.in_preamble = False

    def _until(self, option: Begun) -> int:
        """Where the bracket before its label closes, or the one around the options before it; -1 if there is none."""
        opener = self.text.find("[", option.start, option.label_span[0])
        if opener >= 0:
            return self.closers.get(opener, -1)
        before = self.begun[option.parent].children[-1:]
        return max((self.begun[index].until for index in before if self.begun[index].until > option.start), default=-1)
