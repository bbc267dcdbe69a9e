"""Words are proposed, put in, asked to go, or put in brackets."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import operations
from goodoffices.engines.brackets.operations import Conflict
from goodoffices.engines.brackets.storing import redraft
from goodoffices.process.models import Seat
from goodoffices.record.acts import Line, Note, Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.scope import seen_by
from goodoffices.record.source import Draw
from goodoffices.text import adding
from goodoffices.text.acts.base import (
    FIELDS,
    OnProvision,
    Span,
    WithWords,
    demand_mandate,
    may_word,
    note_move,
    quoted,
    who,
)
from goodoffices.text.agreed import demand_not_agreed
from goodoffices.text.models import Provision
from goodoffices.text.stances import without_opposition
from goodoffices.text.working import THIRD, Part, demand, facts_of, part_for, side_of, write


class _Words(OnProvision, WithWords):
    """An act that changes the words of a provision, as the engine does it for this seat's side."""

    deed: ClassVar[str]

    def allowed(self, seat: Seat) -> bool:
        """Who speaks in the draft’s book; the third party as far as its mandate goes."""
        return may_word(seat)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_mandate(seat)
        demand_not_agreed(seat, self.provision_found(seat))

    def check(self, seat: Seat) -> None:
        span, words = getattr(self, "span", None), self.provision_found(seat).words
        if span is not None and span[1] > len(words):
            raise Refused(_("The words have changed or are shorter than that. Mark them again in the text."), "span")

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        """What the engine makes of it."""
        raise NotImplementedError

    def about(self, part: Part) -> str:
        """The words that the history quotes."""
        return str(getattr(self, "words", ""))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        part = part_for(seat, self.provision_found(seat))
        after = demand(seat, self.done(seat, part))
        if side_of(seat) == THIRD:
            after = without_opposition(after, THIRD)
        facts = facts_of(part, after, draw)
        return {**who(seat, self.audience(seat)), **facts, "id": self._made(seat, facts), "about": self.about(part)}

    def _made(self, seat: Seat, facts: dict[str, Any]) -> str:
        """The alternative that stands for what was proposed: the last one, not a bracket in it; of none, the provision."""
        made, stances = list(facts["alternatives"]["made"]), facts["alternatives"]["stances"]
        ours = [id for id in made if stances.get(id, {}).get(side_of(seat)) == "proposed"]
        return str((ours or made)[-1]) if made else self.provision

    def apply(self, entry: Entry) -> None:
        write(entry, entry.facts)
        note_move(
            entry,
            self.provision,
            self.deed,
            target=entry.facts["id"] if entry.facts["id"] != self.provision else "",
            about=entry.facts["about"],
            words=getattr(self, "reason", ""),
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "about": quoted(entry.facts["about"])}


class Propose(_Words):
    """Propose other words: for a span, or for the whole provision as one would have it, which becomes the smallest changes."""

    kind: ClassVar[str] = "text.propose"
    says: ClassVar = gettext_lazy("%(by)s proposed words for %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Propose these words")
    deed: ClassVar[str] = "propose"

    span: Span | None = None
    words: Words
    reason: Note = ""

    def check(self, seat: Seat) -> None:
        super().check(seat)
        if self.span is None and self.words.split() == self.provision_found(seat).words.split():
            raise Refused(_("The provision says that already. Change its words, then propose them."), "words")

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        if self.span is None:
            return redraft(part.draft, self.provision, self._whole(seat), side_of(seat))
        return operations.propose(part.draft, *part.span(self.provision, self.span), self.words.strip(), side_of(seat))

    def _whole(self, seat: Seat) -> str:
        """The words with the blank lines that end the provision, which no form shows."""
        own = self.provision_found(seat).words
        tail = own[len(own.rstrip()) :]
        return self.words.rstrip() + tail


class Insert(_Words):
    """Propose to add words: at a place in the provision, or, without one, as a new provision right after it."""

    kind: ClassVar[str] = "text.insert"
    says: ClassVar = gettext_lazy("%(by)s proposed to add at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Propose to add this")
    field_labels: ClassVar = {**FIELDS, "number": gettext_lazy("Number, such as “5 bis”")}
    deed: ClassVar[str] = "insert"

    at: int | None = None
    words: Words
    number: Line | None = None
    reason: Note = ""

    def check(self, seat: Seat) -> None:
        if self.at is not None and not 0 <= self.at <= len(self.provision_found(seat).words):
            raise Refused(_("There is no such place in the provision any more. Mark it again in the text."), "at")

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        assert self.at is not None
        return operations.insert(part.draft, part.begins(self.provision) + self.at, self.words, side_of(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.at is not None:
            return super().draw(draw, seat)
        after = self.provision_found(seat)
        return {
            **who(seat, self.audience(seat)),
            **adding.facts_of(seen_by(seat), after, self.words, self.number or "", side_of(seat), draw),
            "about": self.words,
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        if self.at is not None:
            super().apply(entry)
            return
        adding.write(entry, Provision.objects.of(entry).get(id=self.provision).draft_id)
        made = entry.facts["added"]["id"]
        note_move(entry, made, "insert", target=entry.facts["id"], about=self.words, words=self.reason)


class Delete(_Words):
    """Ask for words to go: they are put in brackets, and one's party opposes them. Without a span, the whole provision."""

    kind: ClassVar[str] = "text.delete"
    says: ClassVar = gettext_lazy("%(by)s proposed to delete at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Propose to delete it")
    deed: ClassVar[str] = "delete"

    span: Span | None = None
    reason: Note = ""

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        return operations.delete(part.draft, *part.span(self.provision, self.span), side_of(seat))

    def about(self, part: Part) -> str:
        return spanned(part, self.provision, self.span)


class PutInBrackets(_Words):
    """Put words in brackets, since one cannot accept them yet. Without a span, the whole provision."""

    kind: ClassVar[str] = "text.bracket"
    says: ClassVar = gettext_lazy("%(by)s put words of %(label)s in brackets: “%(about)s”.")
    label: ClassVar = gettext_lazy("Put it in brackets")
    deed: ClassVar[str] = "bracket"

    span: Span | None = None
    reason: Note = ""

    def done(self, seat: Seat, part: Part) -> Bracketed | Conflict:
        return operations.bracket(part.draft, *part.span(self.provision, self.span), side_of(seat))

    def about(self, part: Part) -> str:
        return spanned(part, self.provision, self.span)


def spanned(part: Part, provision: str, span: list[int] | None) -> str:
    """The words of a provision, or a span of them."""
    start, end = part.span(provision, span)
    return part.draft.text[start:end].strip()
