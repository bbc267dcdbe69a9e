"""What an uploader changed in a document that was made from a draft: provision by provision, as others would do it there.

The draft is rendered anew, and both documents are compared: paragraphs by bookmark or words, then characters with the authors
who inserted and deleted them. So what the draft had already, brackets and others' tracked changes included, is no change of
the uploader's. Where the upload differs and nothing is tracked, somebody had turned tracking off; that counts as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from goodoffices.engines.brackets.model import Draft
from goodoffices.engines.brackets.rendering import rendered
from goodoffices.engines.brackets.rendering.docx_places import hash_of_words, letters
from goodoffices.engines.brackets.rendering.render_options import Base, RenderOptions
from goodoffices.engines.brackets.word.base import Stamp, stamp
from goodoffices.engines.brackets.word.body import document
from goodoffices.engines.brackets.word.characters import words_of
from goodoffices.engines.brackets.word.chunk import Chunk, Spotted, whole_of
from goodoffices.engines.brackets.word.content import Document, is_nameless
from goodoffices.engines.brackets.word.marked import Change, Markup, NewProvision, Remark
from goodoffices.engines.brackets.word.package import opened
from goodoffices.engines.brackets.word.pairing import paired
from goodoffices.engines.brackets.word.places import offsets_of, owners_of
from goodoffices.engines.brackets.word.remarks import give_reason, new_comments, remark
from goodoffices.engines.brackets.word.typed_brackets import unwrapped, without_halves
from goodoffices.engines.brackets.word.units import Unit, units

_MOST_NAMED = 5  # provisions that a notice lists


def markup(base: Draft, data: bytes, author: str = "", options: RenderOptions | None = None) -> Markup:
    """The changes that the bytes of a .docx make to a draft. `Refused`, with a sentence, as `read_word`.

    base     the draft that the document was made from, as its reader was shown it
    author   the uploader's name, for changes that were not tracked or name nobody
    options  those with which the document was made, if it had comments of its own
    """
    options = replace(options or RenderOptions(), base=Base("base", "base"), title="")
    return _Comparison(base, _opened(rendered(base, "docx", options)), _opened(data), author or "Unknown").markup()


@dataclass
class _Opened:
    stamp: Stamp
    document: Document
    units: list[Unit]


def _opened(data: bytes) -> _Opened:
    package = opened(data)
    stamped = stamp(package)
    found = document(package)
    return _Opened(stamped, found, units(found, stamped.ids))


class _Comparison:
    """A draft, its own document, and the uploaded one."""

    def __init__(self, base: Draft, before: _Opened, after: _Opened, author: str) -> None:
        self.base = base
        self.before = before
        self.after = after
        self.author = author
        self.owners = owners_of(base, before.units)
        self.offsets = offsets_of(base, before.units, self.owners)
        self.pairs = paired(before.units, after.units)
        self.ids = {one.id for one in base.provisions}
        self.stale = self._stale()
        self.notices: list[str] = list(after.document.notices)
        self.found: list[Spotted] = []
        self.chunks: dict[int, Chunk] = {}  # by the upload's units

    def markup(self) -> Markup:
        """Everything that was found."""
        self._say_which_text()
        for mine, theirs in self.pairs.chunks:
            self._chunk(mine, theirs)
        for i in self.pairs.gone:
            self._gone(i)
        moved = self._moved()
        for j, before in self.pairs.new:
            if j not in moved:
                self._new(j, before)
        self._say_more()
        remarks = self._remarks()
        changes = [one.change for one in self.found if isinstance(one.change, Change)]
        new = [one.change for one in self.found if isinstance(one.change, NewProvision)]
        return Markup(
            self.after.stamp.base,
            tuple(sorted(changes, key=self._place)),
            tuple(new),
            tuple(sorted(remarks, key=self._place)),
            tuple(self.notices),
        )

    def _place(self, one: Change | Remark) -> tuple[int, int, int]:
        return self.base.by_id(one.provision).index, one.start, one.end

    # -- which text

    def _stale(self) -> set[str]:
        """The ids of provisions whose words were others in the text that the document says it was made from."""
        stated = self.after.stamp.base
        known = dict(stated.provisions) if stated else {}
        now = {one.id: hash_of_words(self.base, one) for one in self.base.provisions[1:]}
        return {id for id, hashed in now.items() if known and known.get(id) != hashed} | (known.keys() - now.keys())

    def _say_which_text(self) -> None:
        if not self.after.stamp.base:
            known = any(one.id for one in self.after.units)
            by_words = "" if known else " Its paragraphs are known by their words alone."
            self.notices.append(f"The document does not say which text it was made from.{by_words}")
        if self.stale:
            self.notices.append(
                f"The document was made from another state of the text, which differs in {_listed(sorted(self.stale))}. "
                "Only tracked changes are read there."
            )

    # -- changes

    def _chunk(self, mine: list[int], theirs: list[int]) -> None:
        offsets = [at for number, i in enumerate(mine) for at in ([-1] if number else []) + self.offsets[i]]
        owners = [self.owners[i] for number, i in enumerate(mine) for _ in ([0] if number else []) + self.offsets[i]]
        base, upload = [self.before.units[i] for i in mine], [self.after.units[j] for j in theirs]
        chunk = Chunk(self.base, base, upload, offsets, owners)
        self.chunks |= dict.fromkeys(theirs, chunk)
        for one in chunk.found(self.author, tracked_only=chunk.id in self.stale):
            if isinstance(one, str):
                self.notices.append(one)
            else:
                self.found.append(one)

    def _gone(self, i: int) -> None:
        """A paragraph that the upload lacks was taken out without tracking."""
        where = self.owners[i]
        start, end = whole_of(self.base, where, self.offsets[i])
        if start < end and where.id not in self.stale:
            self.found.append(Spotted(Change(where.id, start, end, "", "delete", self.author, tracked=False)))

    def _new(self, j: int, before: int) -> None:
        unit = self.after.units[j]
        words = "".join(sign for sign, gone in zip(unit.text, unit.deleted, strict=True) if not gone).strip()
        if unit.id and unit.id not in self.ids:
            self.notices.append(f"{unit.id} is not in this text any more; what was changed there is not read.")
        elif words.startswith("[^"):
            self.notices.append(f"A footnote was added, which is not carried over: “{_short(words)}”.")
        elif letters(words):
            hands = Counter(who for who, sign in zip(unit.inserted, unit.text, strict=True) if not sign.isspace())
            hand = hands.most_common(1)[0][0]
            after = self.owners[before].id if before >= 0 else "draft"
            who = self.author if is_nameless(hand) else hand
            new = NewProvision(after, unwrapped(without_halves(words)), who, tracked=bool(hand))
            self.found.append(Spotted(new, unit.start, unit.end))

    def _moved(self) -> set[int]:
        """The new paragraphs with the words of one that was taken out elsewhere: it was moved, which is only said."""
        gone = {" ".join(words_of(self.before.units[i].text)): i for i in self._taken_out()}
        moved = set()
        for j, before in self.pairs.new:
            i = gone.get(" ".join(words_of(self.after.units[j].text)), -1)
            if i >= 0:
                moved.add(j)
                self._say_moved(i, before)
                self.found = [one for one in self.found if not self._is_all_of(one, i)]
        return moved

    def _taken_out(self) -> list[int]:
        """The draft's paragraphs that were deleted whole."""
        deleted: dict[str, list[Spotted]] = defaultdict(list)
        for one in self.found:
            if isinstance(one.change, Change) and one.change.kind == "delete":
                deleted[one.change.provision].append(one)
        return [
            i
            for i, where in enumerate(self.owners)
            if any(self._is_all_of(one, i) for one in deleted.get(where.id, ()))
        ]

    def _is_all_of(self, one: Spotted, i: int) -> bool:
        """Does the change delete all of this paragraph?"""
        change, where = one.change, self.owners[i]
        if not isinstance(change, Change) or change.kind != "delete" or change.provision != where.id:
            return False
        return (change.start, change.end) == whole_of(self.base, where, self.offsets[i])

    # -- what is said

    def _say_more(self) -> None:
        for i, before in self.pairs.moved:
            self._say_moved(i, before)
        for unit in self.after.units:
            if unit.cut:
                self.notices.append(f"{unit.id} was joined to the paragraph before it, which is not carried over.")
        by_author: dict[str, list[Change]] = defaultdict(list)
        for one in self.found:
            if isinstance(one.change, Change) and one.change.kind == "delete":
                by_author[one.change.author].append(one.change)
        for author, changes in by_author.items():
            for change, after in pairwise(sorted(changes, key=self._place)):
                if self._goes_on(change, after):
                    self.notices.append(
                        f"A change of {author} goes over the end of {change.provision}; it is given for each provision."
                    )

    def _goes_on(self, one: Change, after: Change) -> bool:
        """Does one change reach the end of its provision, and the other begin at the beginning of the next?"""
        here, below = self.base.by_id(one.provision), self.base.by_id(after.provision)
        if below.index != here.index + 1 or self.base.own(here)[one.end :].strip():
            return False
        begin = max(below.label_span.end, below.start)
        return not letters(self.base.text[begin : below.start + after.start])

    def _say_moved(self, i: int, before: int) -> None:
        behind = f"behind {self.owners[before].id}" if before >= 0 else "to the beginning"
        self.notices.append(f"{self.owners[i].id} was moved {behind}, which is not carried over.")

    def _remarks(self) -> list[Remark]:
        """New comments that are no change's reason."""
        made = []
        starts = [one.start for one in self.after.units]
        for comment, stance, words in new_comments(
            self.base, self.before.document.comments, self.after.document.comments
        ):
            if give_reason(comment, self.found):
                continue
            unit = bisect_right(starts, comment.start) - 1
            if unit in self.chunks and comment.start <= self.after.units[unit].end:
                made.append(remark(self.base, self.chunks[unit], comment, stance, words))
            else:
                self.notices.append(
                    f"A comment of {comment.author} is on words that the text does not have: “{_short(comment.words)}”."
                )
        return made


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return ", ".join(ids[:_MOST_NAMED]) + more


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
