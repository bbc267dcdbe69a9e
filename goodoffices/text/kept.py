"""What a delegation keeps of a text, as its pages show it: change by change, beside the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.engines.brackets.comparing.subsequence import matches
from goodoffices.process.audience import delegation_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.text.bases import Base, last_change
from goodoffices.text.fitting import Fit, Table, tokens
from goodoffices.text.models import Draft, MarkedChange, Markup, Provision

TAGS = {"same": "span", "gone": "del", "new": "ins"}
CONTEXT = 160  # characters of the provision on either side of a change


class Piece(NamedTuple):
    """Words of a redline. `sort`: same, gone, new."""

    sort: str
    words: str


@dataclass
class Line:
    """A change, how it fits, the provision at the table, and other kept changes of the same words."""

    change: MarkedChange
    fit: Fit
    now: Provision | None
    rivals: list[MarkedChange] = field(default_factory=list)
    in_a_file: bool = True

    @property
    def untracked(self) -> bool:
        """Whether it came in a file that does not track it."""
        return self.in_a_file and not self.change.tracked

    @property
    def html(self) -> SafeString:
        """What it does, as a redline."""
        return format_html_join("", "<{0}>{1}</{0}>", ((TAGS[each.sort], each.words) for each in redline(self.change)))

    @property
    def provision(self) -> Provision:
        return self.now or self.change.provision

    @property
    def in_words(self) -> str:
        """For a list of short names."""
        words = " ".join((self.change.words or self.change.old).split())
        return f"{self.provision.label}: {words if len(words) <= 80 else f'{words[:79]}…'}"


class Kept(NamedTuple):
    """Those that can be tabled as they are, those that have to be worded anew, and those that were tabled."""

    ready: list[Line]
    overtaken: list[Line]
    tabled: list[MarkedChange]

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(line.change.id, line.in_words) for line in (*self.ready, *self.overtaken)]


def may_mark(seat: Seat, draft: Draft) -> bool:
    """Whether this seat's delegation may keep changes of this text: everyone in it has to read the text."""
    return bool(
        seat.delegate and seat.party_key and seat.may_cite(draft.audience, within=delegation_of(seat.party_key))
    )


def kept_of(seat: Seat, draft: Draft, markup: Markup | None = None) -> Kept:
    """What is kept of a text; of one mark-up alone, if it is named."""
    rows = MarkedChange.objects.seen_by(seat).filter(draft=draft).exclude(state="dropped")
    if markup is not None:
        rows = rows.filter(markup=markup)
    related = ("book", "provision", "provision__book", "seat", "markup")
    every = list(rows.select_related(*related).order_by("place", "start", "number", "id"))
    open_ones, table = [each for each in every if each.state == "kept"], Table(seat, draft)
    lines = [
        Line(each, table.fit(each), table.provisions.get(each.provision_id), in_a_file=each.markup_id is not None)
        for each in open_ones
    ]
    for line in lines:
        line.rivals = [each for each in open_ones if _meets(line.change, each)]
    ready = [line for line in lines if line.fit.fits]
    return Kept(ready, [line for line in lines if not line.fit.fits], [e for e in every if e.state == "tabled"])


def as_read(seat: Seat, base: Base, proposals: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The changes of a file as they would be kept, in the order of the text. Nothing of them is on record."""
    rows = Provision.objects.seen_by(seat).filter(draft=base.draft).select_related("book")
    provisions, words = {each.id: each for each in rows}, base.words
    order = {row.id: place for place, row in enumerate(base.rows)}
    made = []
    for nth, each in enumerate(proposals, 1):
        own = words[each["provision"]]
        start, end = each["span"] or ((len(own), len(own)) if each["kind"] == "insert" else (0, 0))
        change = MarkedChange(
            id=str(nth),
            provision=provisions[each["provision"]],
            deed=each["kind"],
            whole=each["span"] is None,
            start=start,
            end=end,
            words=each["words"],
            base=own,
            comment=each["comment"],
            author=each["author"],
            tracked=each["tracked"],
        )
        made.append(Line(change, Fit("same"), change.provision))
    return sorted(made, key=lambda line: (order[line.change.provision_id], line.change.start))


def _meets(one: MarkedChange, other: MarkedChange) -> bool:
    """Whether both are about the same words of the same provision."""
    if one.id == other.id or one.provision_id != other.provision_id or one.base != other.base:
        return False
    if "insert" in (one.deed, other.deed):
        return False
    if one.whole or other.whole:
        return True
    return one.start < other.end and other.start < one.end


def markups_of(seat: Seat, draft: Draft) -> list[Markup]:
    """The latest first."""
    rows = Markup.objects.seen_by(seat).filter(draft=draft).select_related("book", "revision", "seat", "draft")
    return list(rows.order_by("-number"))


def markup_with_id(seat: Seat, draft: Draft, id: str) -> Markup | None:
    """One of this text; None where none is asked for."""
    if not id:
        return None
    found: Markup = visible_or_404(Markup, seat, id, "draft", "draft__book", "revision", "seat")
    if found.draft_id != draft.id:
        raise NotThere
    return found


def beside(seat: Seat, draft: Draft) -> dict[str, object]:
    """What the page of a text says of one's own mark-up."""
    if not may_mark(seat, draft):
        return {"may_mark": False}
    kept = MarkedChange.objects.seen_by(seat).filter(draft=draft, state="kept").count()
    return {"may_mark": True, "kept": kept, "markups": markups_of(seat, draft)}


def stage_of(seat: Seat, markup: Markup) -> str:
    """How far the table has gone on since the text that a file was made from."""
    draft, revision = markup.draft, markup.revision
    if revision is not None and draft.revision > revision.revision:
        words = _("This is Rev. %(theirs)s; the table is at Rev. %(now)s.")
        return words % {"theirs": revision.revision, "now": draft.revision}
    if last_change(seat, draft) <= markup.upto:
        return _("The table stands as it did when this was taken away.")
    if revision is not None:
        return _("This is Rev. %(theirs)s; the table has changed since.") % {"theirs": revision.revision}
    words = _("This is the text at %(citation)s; the table has changed since.")
    return words % {"citation": f"{draft.book.name} {markup.upto}"}


def redline(change: MarkedChange) -> Iterator[Piece]:
    """What a change does, in the words that it was made to; nothing of it is empty."""
    yield from (each for each in _pieces(change) if each.words)


def _pieces(change: MarkedChange) -> Iterator[Piece]:
    if change.whole and change.deed != "propose":
        yield Piece("new" if change.deed == "insert" else "gone", change.words or change.base.strip())
        return
    if change.whole:
        yield from _compared(tokens(change.base.strip()), tokens(change.words.strip()))
        return
    yield Piece("same", _end_of(change.base[: change.start]))
    if change.deed == "bracket":
        yield from (Piece("new", "["), Piece("same", change.old), Piece("new", "]"))
    else:
        yield from (Piece("gone", change.old), Piece("new", change.words))
    yield Piece("same", _start_of(change.base[change.end :].rstrip()))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    at, to = 0, 0
    for i, j in [*matches(old, new), (len(old), len(new))]:
        if at < i:
            yield Piece("gone", "".join(old[at:i]))
        if to < j:
            yield Piece("new", "".join(new[to:j]))
        if i < len(old):
            yield Piece("same", old[i])
        at, to = i + 1, j + 1


def _end_of(words: str) -> str:
    return words if len(words) <= CONTEXT else f"… {words[-CONTEXT:].split(' ', 1)[-1]}"


def _start_of(words: str) -> str:
    return words if len(words) <= CONTEXT else f"{words[:CONTEXT].rsplit(' ', 1)[0]} …"
