"""The silence procedure: receipts, one objection that ends it, and what the clock finds at expiry."""

import unicodedata
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from goodoffices.agenda.acts import TableSolution
from goodoffices.decisions.deciding import (
    DecisionId,
    OnDecision,
    demand_time,
    end,
    subject_seen_by,
    touched_by,
)
from goodoffices.decisions.labels import STATES
from goodoffices.decisions.models import Objection, Receipt, title_of
from goodoffices.decisions.outcome import at_expiry
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.audience import delegation_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Note, NotThere, Refused, Touched, Words
from goodoffices.record.alarms import ByTheClock, Clock
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.perform import demand
from goodoffices.record.source import Draw


class NoteReceipt(OnDecision):
    """A head notes, in its own delegation’s book, that it has received what was put."""

    kind: ClassVar[str] = "decisions.note_receipt"
    says: ClassVar = gettext_lazy("%(by)s noted receipt of what had been put to a decision.")
    label: ClassVar = gettext_lazy("Received")

    def audience(self, seat: Seat) -> Audience:
        """The delegation’s own book."""
        return delegation_of(seat.party_key)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).method != "silence":
            raise Refused(_("Only a silence procedure asks for receipts. Read on its page how this is decided."))
        if Receipt.objects.seen_by(seat).filter(decision=self.decision).exists():
            raise Refused(_("Receipt has been noted: your party has it in its book. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        demand_time(self.found(seat), draw.now())
        return {"receipt": draw.id("receipt"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Receipt.make(
            entry,
            id=entry.facts["receipt"],
            decision_id=self.decision,
            seat_id=entry.actor,
            party_id=entry.facts["party"],
            at=entry.at,
        )


class BreakSilence(Attributed, OnDecision):
    """A head objects: one is enough, and everybody is told at once."""

    kind: ClassVar[str] = "decisions.break_silence"
    says: ClassVar = gettext_lazy("%(by)s broke the silence: %(words)s")
    label: ClassVar = gettext_lazy("Object: break the silence")
    field_labels: ClassVar = {
        "words": gettext_lazy("Why"),
        "amendment": gettext_lazy("What you propose instead (optional)"),
    }
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, break the silence")
    consequence: ClassVar = gettext_lazy("The procedure ends at once, and everyone at the table is told.")

    words: Words
    amendment: Note = ""

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).method != "silence":
            raise Refused(_("No silence runs here. Read on its page how this is decided."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        demand_time(self.found(seat), draw.now())
        named = named_how(seat, self.audience(seat))
        facts = {"objection": draw.id("objection"), "named": named}
        return facts if named == "nobody" else {**facts, "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Objection.make(
            entry,
            id=facts["objection"],
            decision_id=self.decision,
            seat_id=entry.actor,
            party_id=facts.get("party"),
            named=facts["named"],
            words=self.words,
            amendment=self.amendment,
            at=entry.at,
        )
        end(entry, self.decision, "broken")

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        """An amendment of a solution, or of an issue, is tabled as a further prospective solution, wherever that can be done.

        The objection holds without it; and where the rules name nobody, tabling it as a party would.
        """
        if not self.amendment or entry.facts["named"] == "nobody":
            return []
        subject = subject_seen_by(seat, self.found(seat))
        issue = getattr(subject, "issue_id", None) or (subject.id if subject and subject.sort == "issue" else None)
        if subject is None or issue is None or not seat.shelf().of(self.audience(seat)):
            return []
        try:
            tabled = TableSolution(issue=issue, title=_line(self.amendment), text=self.amendment, book=subject.book_id)
            demand(tabled, seat)
        except (ValidationError, NotThere, Refused):
            return []
        return [tabled]


def _line(words: str) -> str:
    """The first line as a title may be: without marks that nobody sees."""
    return "".join([letter for letter in title_of(words) if not _unseen(letter)])


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc") or "\ufe00" <= letter <= "\ufe0f"


class ExpireDecision(ByTheClock):
    """The time has run out: what was put is adopted, or void."""

    kind: ClassVar[str] = "decisions.expire"
    says: ClassVar = gettext_lazy("The time for a decision ran out: %(outcome)s.")

    decision: DecisionId

    def draw(self, draw: Draw, seat: Clock) -> dict[str, Any]:
        return at_expiry(self.decision)

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        end(entry, self.decision, facts["outcome"], why=facts.get("why", ""), receipts=facts.get("receipts"))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.decision

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry, self.decision)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": STATES[entry.facts["outcome"]]}
