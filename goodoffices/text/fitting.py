"""How kept changes fit the text as it stands now: the text that they were made to, the changes, the table.

A change fits where its words stand in the provision as they stood: the provision is the same, or has changed elsewhere. Where
its own words or those next to them have changed, people look at both, and word it anew.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from pydantic import ValidationError

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.comparing.subsequence import matches
from goodoffices.engines.brackets.comparing.tokens import WORDS
from goodoffices.engines.brackets.storing import needed, part, rows
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.at_hand import at_hand
from goodoffices.text.acts.wording import Delete, Insert, Propose, PutInBrackets
from goodoffices.text.adding import new_row
from goodoffices.text.bases import table_now
from goodoffices.text.models import Draft, MarkedChange, Provision
from goodoffices.text.working import Part, demand, side_of

Plain = Propose | Insert | Delete | PutInBrackets
_TOKEN = re.compile(rf"\s+|{WORDS}|.", re.DOTALL)


class Fit(NamedTuple):
    """`state`: same, moved (the provision has changed elsewhere), overtaken, impossible; the last two with a sentence."""

    state: str
    act: Plain | None = None
    sentence: str = ""

    @property
    def fits(self) -> bool:
        return self.act is not None


class Table:
    """A text as it stands, and as it would stand with one change after another. Nothing is written."""

    def __init__(self, seat: Seat, draft: Draft) -> None:
        self.seat = seat
        self.draft = draft
        self.provisions = table_now(seat, draft)
        self._rows = [each.row for each in self.provisions.values()]
        self._made = 0

    def fit(self, change: MarkedChange, reason: bool = False) -> Fit:
        """How one change fits the text as it stands; `reason`: whether its comment is said with it."""
        provision = self.provisions.get(change.provision_id)
        if provision is None:
            return Fit("overtaken", sentence=_("The provision is no longer in the text. Propose it at another one."))
        span = moved(change, provision.words)
        if span is None:
            return Fit(
                "overtaken", sentence=_("These words have changed at the table since. Read both, and reword it.")
            )
        state = "same" if provision.words == change.base else "moved"
        try:
            act = act_of(change, span, reason)
        except ValidationError:
            return Fit("impossible", sentence=_("These words cannot be proposed as they are. Reword it."))
        sentence = self._why_not(act, provision)
        return Fit("impossible", sentence=sentence) if sentence else Fit(state, act)

    def play(self, act: Plain) -> str:
        """Do it in this table; the sentence why it cannot be done, or nothing."""
        index = next((place for place, row in enumerate(self._rows) if row.id == act.provision), -1)
        if index < 0:
            return _("The provision is no longer in the text. Propose it at another one.")
        if isinstance(act, Insert) and act.at is None:
            return self._add(act, index)
        done = self._done(act, index)
        if isinstance(done, str):
            return done
        run = needed(self._rows, index)
        self._rows[run.start : run.stop] = rows(done)
        return ""

    def _add(self, act: Insert, index: int) -> str:
        self._made += 1
        try:
            new = new_row(f"new {self._made}", self._rows[index], act.words, act.number or "", side_of(self.seat))
        except Refused as refusal:
            return str(refusal)
        self._rows.insert(index + 1, new)
        return ""

    def _done(self, act: Plain, index: int) -> Bracketed | str:
        run = needed(self._rows, index)
        known = [self.provisions[row.id] for row in self._rows[run.start : run.stop] if row.id in self.provisions]
        here = Part(tuple(known), part(self._rows, index, markdown=self.draft.markdown))
        try:
            with at_hand(self.provisions[act.provision]):
                return demand(self.seat, act.done(self.seat, here))
        except Refused as refusal:
            return str(refusal)

    def _why_not(self, act: Plain, provision: Provision) -> str:
        """What forbids it now, alone; nothing if nothing does."""
        try:
            with at_hand(provision):
                if not act.allowed(self.seat):
                    return _(
                        "Those who speak in the room of this text propose words in it. Ask one of them to table it."
                    )
                act.possible(self.seat)
                act.check(self.seat)
        except Refused as refusal:
            return str(refusal)
        except NotThere:
            return _("The provision is no longer in the text. Propose it at another one.")
        before = list(self._rows)
        sentence = self.play(act)
        self._rows = before
        return sentence


def act_of(change: MarkedChange, span: tuple[int, int] | None, reason: bool) -> Plain:
    """The plain act that a change becomes in the text's book."""
    named = {"provision": change.provision_id, **({"reason": change.comment} if reason and change.comment else {})}
    where = {} if change.whole or span is None else {"span": list(span)}
    if change.deed == "insert":
        return Insert(**named, **({} if change.whole or span is None else {"at": span[0]}), words=change.words)
    if change.deed == "delete":
        return Delete(**named, **where)
    if change.deed == "bracket":
        return PutInBrackets(**named, **where)
    return Propose(**named, **where, words=change.words)


def in_order(changes: Iterable[MarkedChange]) -> list[MarkedChange]:
    """In which they are tabled: provision by provision, in each from the last to the first, so that none moves another."""
    return sorted(
        changes, key=lambda each: (each.place, not _is_new(each), -each.start, -each.end, -each.number, -each.nth)
    )


def _is_new(change: MarkedChange) -> bool:
    return change.whole and change.deed == "insert"


def moved(change: MarkedChange, now: str) -> tuple[int, int] | None:
    """Where its words stand in the provision as it is now; None where they, or the words next to them, are others.

    For the whole of a provision, only where it is the same; for a new one, wherever that one stands.
    """
    if change.base == now or _is_new(change):
        return change.span
    if change.whole:
        return None
    old, new = tokens(change.base), tokens(now)
    pairs = dict(matches(old, new))
    first, last = _around(old, change.start, change.end)
    place = pairs.get(first)
    if place is None or any(pairs.get(first + step) != place + step for step in range(last - first)):
        return None
    shift = sum(map(len, new[:place])) - sum(map(len, old[:first]))
    return change.start + shift, change.end + shift


def tokens(words: str) -> list[str]:
    """Words, blanks and signs, in order; together they are the words again."""
    return _TOKEN.findall(words)


def _around(pieces: list[str], start: int, end: int) -> tuple[int, int]:
    """The run of tokens that a span takes in, with a word and what stands between on either side: first, and one after last."""
    at, first, last = 0, len(pieces), 0
    for index, token in enumerate(pieces):
        if at + len(token) > start and index < first:
            first = index
        if at < end or (at <= start and start == end):
            last = index + 1
        at += len(token)
    first = min(first, last)
    return _one_more(pieces, first, -1), _one_more(pieces, last - 1, 1) + 1


def _one_more(pieces: list[str], index: int, step: int) -> int:
    """One word further, or the end."""
    index += step
    while 0 < index < len(pieces) - 1 and pieces[index].isspace():
        index += step
    return min(max(index, 0), len(pieces) - 1)
