"""Fact-finding in a dispute, what was found, and dissent from it."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.followup.dispute_labels import FINDINGS
from goodoffices.followup.disputing import OnDispute, commission_at, is_neutral, neutral_members, steers
from goodoffices.followup.models import Dispute, DisputeFinding, Dissent, FactFinding
from goodoffices.process.acts.founding import Key
from goodoffices.process.acts.seating import SeatId
from goodoffices.process.days import day_of
from goodoffices.process.form_rows import Given
from goodoffices.process.models import Seat
from goodoffices.record.acts import Note, Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived


class FindFacts(OnDispute):
    """The commission sends a member who is of no side of the dispute to find out what is so, how and until when."""

    kind: ClassVar[str] = "followup.fact_find"
    says: ClassVar = gettext_lazy("%(by)s sent for facts to be found by %(until)s.")
    label: ClassVar = gettext_lazy("Send for the facts")
    field_labels: ClassVar = {
        "who": gettext_lazy("Who finds them"),
        "method": gettext_lazy("How"),
        "until": gettext_lazy("Until"),
    }

    who: SeatId
    method: Words
    until: date

    def allowed(self, seat: Seat) -> bool:
        """The commission’s rapporteur, or who leads the third party in it; where neither is in it, its co-chairs."""
        return steers(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not neutral_members(seat, self.found(seat)):
            raise Refused(
                _(
                    "Every member of the commission is of a side of this dispute. Ask the third party to welcome another."
                )
            )

    def check(self, seat: Seat) -> None:
        body = commission_at(seat, self.audience(seat))
        if body is None or self.who not in body.members:
            raise Refused(_("Whoever finds the facts reads the dispute. Choose a member of the commission."), "who")
        if self.who not in {other.id for other in neutral_members(seat, self.found(seat))}:
            raise Refused(
                _("Nobody finds the facts in a dispute of their own side. Choose a member who is of neither."), "who"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.until < day_of(seat.process, draw.now()):
            raise Refused(_("This day is past. Choose one that is still to come."), "until")
        return {"finding": draw.id()}

    def apply(self, entry: Entry) -> None:
        FactFinding.make(
            entry,
            entry.facts["finding"],
            dispute_id=self.dispute,
            who_id=self.who,
            method=self.method,
            until=self.until.isoformat(),
            at=entry.at,
        )
        if Dispute.objects.of(entry).get(id=self.dispute).state in ("alleged", "responded"):
            Dispute.change(entry, self.dispute, state="examined")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"until": self.until.isoformat()}


class DissentOf(Row):
    """A side that differs, and its words."""

    field_labels: ClassVar = {"party": gettext_lazy("Side"), "words": gettext_lazy("Its dissent")}

    party: Annotated[Key, Given()]
    words: Words


class Find(OnDispute):
    """Put on record what was found in a dispute, and who dissents from it."""

    kind: ClassVar[str] = "followup.find"
    says: ClassVar = gettext_lazy("%(by)s put on record what was found: %(outcome)s.")
    label: ClassVar = gettext_lazy("Record the finding")
    field_labels: ClassVar = {
        "finding": gettext_lazy("Finding"),
        "words": gettext_lazy("What was found, and from what"),
        "dissent": gettext_lazy("Dissent"),
    }
    choice_labels: ClassVar = {"finding": FINDINGS}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, record it")
    consequence: ClassVar = gettext_lazy("Every member of the commission reads it, and each side may note its dissent.")
    counts_as_unread: ClassVar[bool] = True

    finding: Literal["upheld", "partly", "not_upheld", "cannot_tell"]
    words: Note = ""
    dissent: Annotated[list[DissentOf], Field(max_length=20)] = []

    def allowed(self, seat: Seat) -> bool:
        """The rapporteur, who leads the third party in the commission, and whoever was sent for the facts."""
        sent = FactFinding.objects.seen_by(seat).filter(dispute=self.dispute, who=seat.id)
        return steers(seat, self.audience(seat)) or sent.exists()

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not is_neutral(seat, self.found(seat)):
            raise Refused(
                _(
                    "Your own side is in this dispute. Send a member for the facts who is of neither, and note a dissent."
                )
            )

    def check(self, seat: Seat) -> None:
        if self.dissent and not (seat.leads or steers(seat, self.audience(seat))):
            raise Refused(_("A side notes its own dissent. Leave it out, and let the side write it."), "dissent")
        sides = [each.party for each in self.dissent]
        if not set(sides) <= set(self.found(seat).sides) or len(set(sides)) < len(sides):
            raise Refused(_("Only a side of the dispute dissents, each once. Name them so."), "dissent")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        DisputeFinding.make(
            entry,
            dispute_id=self.dispute,
            seat_id=entry.actor,
            finding=self.finding,
            words=self.words,
            at=entry.at,
        )
        for each in self.dissent:
            id = derived(entry.book_id, entry.number, each.party)
            _dissent(entry, id, self.dispute, entry.id, each.party, each.words, noted=False)
        Dispute.change(entry, self.dispute, state="found")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": FINDINGS[self.finding]}


class NoteDissent(OnDispute):
    """A side of the dispute notes where it differs from what was found."""

    kind: ClassVar[str] = "followup.note_dissent"
    says: ClassVar = gettext_lazy("%(by)s noted its dissent from what was found.")
    label: ClassVar = gettext_lazy("Note our dissent")
    field_labels: ClassVar = {"words": gettext_lazy("Where we differ")}
    counts_as_unread: ClassVar[bool] = True

    words: Words

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self._latest(seat) is None:
            raise Refused(_("Nothing has been found yet. Wait for the finding, or say it in the commission’s room."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        latest = self._latest(seat)
        return {"dissent": draw.id(), "side": self.side(seat), "finding": latest.id if latest else ""}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        _dissent(entry, facts["dissent"], self.dispute, facts["finding"], facts["side"], self.words, noted=True)

    def _latest(self, seat: Seat) -> DisputeFinding | None:
        rows = DisputeFinding.objects.seen_by(seat).filter(dispute=self.dispute)
        found: DisputeFinding | None = rows.order_by("-number").first()
        return found


def _dissent(entry: Entry, id: str, dispute: str, finding: str, side: str, words: str, noted: bool) -> None:
    Dissent.make(entry, id, dispute_id=dispute, finding_id=finding, side=side, words=words, noted=noted, at=entry.at)
