"""The edits of one paragraph as changes of its provision, in the words and offsets of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.engines.brackets.model import Draft, Provision
from goodoffices.engines.brackets.word.changes import Compared, Edit, compared
from goodoffices.engines.brackets.word.content import is_nameless
from goodoffices.engines.brackets.word.marked import Change, ChangeKind, NewProvision
from goodoffices.engines.brackets.word.places import by_owner, in_base, trimmed
from goodoffices.engines.brackets.word.typed_brackets import between_halves, typed_around, unwrapped, without_halves
from goodoffices.engines.brackets.word.units import Unit


@dataclass
class Spotted:
    """A change with where it stands in the document's words, from `first` to `last`, so that comments find it; -1 for nowhere."""

    change: Change | NewProvision
    first: int = -1
    last: int = -1


@dataclass
class Chunk:
    """Paragraphs that belong together: of the draft's own document (`base`), and of the upload.

    offsets, owners   for each character of the base's paragraphs, joined by line ends: its offset in the draft (-1 for
                      none) and its provision
    """

    draft: Draft
    base: list[Unit]
    upload: list[Unit]
    offsets: list[int]
    owners: list[Provision]

    def __post_init__(self) -> None:
        self.compared: Compared = compared(self.base, self.upload)

    @property
    def id(self) -> str:
        """The id of the provision that it begins in."""
        return self.owners[0].id

    def found(self, author: str, tracked_only: bool) -> Iterator[Spotted | str]:
        """Its changes, and sentences on what is none. `author` is the name for changes that name nobody."""
        if len(self.upload) > len(self.base):
            yield f"{self.id} was cut into several paragraphs, which is not carried over."
        for did, who in sorted(self.compared.decided):
            yield f"In {self.id}, changes of {who} were {did} in the file; they stand as they were."
        for edit in typed_around(self.compared.edits, self.compared.text):
            if edit.tracked or not tracked_only:
                yield from self._changes(edit._replace(author=author) if is_nameless(edit.author) else edit)

    def _changes(self, edit: Edit) -> Iterator[Spotted | str]:
        """The changes that an edit is: one for each provision that it is about, and none that cuts a bracket."""
        text, where = self.compared.text, self.owners[min(edit.start, len(self.owners) - 1)]
        old = text[edit.start : edit.end]
        if old.strip() and edit.words.strip() == f"[{old.strip()}]":
            yield self._change(where, "bracket", edit, trimmed(text, edit.start, edit.end))
            return
        whole = without_halves(edit.words)
        pieces = [part for cut in between_halves(text, edit.start, edit.end) for part in by_owner(cut, self.owners)]
        if whole != edit.words or sum(end - start for start, end in pieces) < len(old.strip()):
            yield (f"{edit.author} typed or took away half a bracket in {where.id}; the bracket is left as it was.")
        words = unwrapped(whole)
        if not old.strip() and words.strip():
            yield self._change(where, "insert", edit, (edit.start, edit.start), words)
        for piece in pieces:
            start, end = trimmed(text, *piece)
            if start < end and text[start:end] != words.strip():
                kind: ChangeKind = "propose" if words.strip() else "delete"
                yield self._change(self.owners[start], kind, edit, (start, end), words.strip())
                words = ""

    def _change(
        self, where: Provision, kind: ChangeKind, edit: Edit, span: tuple[int, int], words: str = ""
    ) -> Spotted | str:
        """A change of these characters, or why it cannot be made."""
        text, label = self.draft.text, where.label_span
        start, end = in_base(self.offsets, *span)
        if kind != "insert" and label.start <= start < label.end < end:
            start = trimmed(text, label.end, end)[0]  # all of the provision; its number is no word of it
        outside = kind != "insert" and (start >= end or end <= where.start)  # such as a number in a column of its own
        if outside or (where.start <= label.start and start < label.end and label.start < max(end, start + 1)):
            return f"{edit.author} changed the number of {where.id}, which is not carried over."
        if self._cuts_names(start, end):
            return f"{edit.author} changed who stands where in {where.id}, which only that party can do."
        start, end = max(start, where.start) - where.start, min(end, where.own_end) - where.start
        change = Change(where.id, start, max(start, end), words, kind, edit.author, tracked=edit.tracked)
        return Spotted(change, edit.first, edit.last)

    def _cuts_names(self, start: int, end: int) -> bool:
        """Is it about names in a bracket, and not about all of the bracket?"""
        there = self.draft.bracket_at(start)
        if there is None or not there.attributions or (start <= there.start and there.end <= end):
            return False
        return there.start < start < there.inner_start or (there.start < start and there.inner_end < end < there.end)


def whole_of(draft: Draft, where: Provision, offsets: Sequence[int]) -> tuple[int, int]:
    """The span of a paragraph in its provision's own words, without the provision's number."""
    start, end = in_base(offsets, 0, len(offsets))
    if where.start <= where.label_span.start:
        start = max(start, where.label_span.end)
    start, end = trimmed(draft.text, start, max(start, end))
    return start - where.start, end - where.start
