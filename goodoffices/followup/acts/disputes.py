"""A dispute is opened by an allegation, answered, and closed by those whose dispute it is."""

from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.followup.acts.concerns import called
from goodoffices.followup.acts.levels import LapseLevel
from goodoffices.followup.clocks import CommitmentId
from goodoffices.followup.dispute_labels import CLOSINGS
from goodoffices.followup.disputing import (
    FileIds,
    OnDispute,
    begin_level,
    clock_of,
    end_level,
    side_of,
    sides_at_the_table,
    zone_of,
)
from goodoffices.followup.models import ClosingAsked, Commitment, Dispute, Ladder, Response
from goodoffices.followup.queries import terms_of_story
from goodoffices.process.acts.founding import Key
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import commission_of, delegation_of, is_commission
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.source import Draw


class Allege(Attributed):
    """Allege before a joint commission that a commitment is not kept. With a ladder in force, its first level begins."""

    kind: ClassVar[str] = "followup.allege"
    says: ClassVar = gettext_lazy("%(by)s alleged that “%(what)s” is not kept.")
    label: ClassVar = gettext_lazy("Allege it before the commission")
    field_labels: ClassVar = {
        "words": gettext_lazy("What is not kept, and since when"),
        "files": gettext_lazy("Files that show it"),
        "commission": gettext_lazy("Joint commission"),
    }
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, allege it")
    consequence: ClassVar = gettext_lazy(
        "It stands in the commission’s book for all its members. With a ladder in force, the days of its first level begin to run."
    )
    counts_as_unread: ClassVar[bool] = True

    commitment: CommitmentId
    words: Words
    files: FileIds = []
    commission: Key | None = None

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """What it lets choose beside its subject may be newer than that."""
        return isinstance(thing, Commitment) and super().overtaken(thing, number)

    def audience(self, seat: Seat) -> Audience:
        """The book of the commission that is named, or of the only one of which one is a member."""
        if self.commission is not None:
            return commission_of(self.commission)
        mine = commissions_of(seat)
        return mine[0] if len(mine) == 1 else delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party, or is its co-chair, and is a member of the commission."""
        if not seat.delegate or not _speaks_somewhere(seat):
            return False
        return self.commission is None or self.audience(seat) in commissions_of(seat)

    def possible(self, seat: Seat) -> None:
        found = self._commitment(seat)
        if found.state == "superseded":
            newest = terms_of_story(seat, found)[-1]
            raise Refused(
                _("This term was superseded by %(newer)s. Allege against the term that stands.")
                % {"newer": newest.citation}
            )
        if found.state != "in_force":
            raise Refused(_("This commitment is not in force. Allege against one that is."))
        if not set(found.who) - {seat.party_key}:
            raise Refused(_("Only your own party owes this. Report on it instead."))
        if not commissions_of(seat):
            raise Refused(
                _("You are not a member of a joint commission. Ask the third party to set one up, or raise a concern.")
            )

    def check(self, seat: Seat) -> None:
        if not is_commission(self.audience(seat)):
            raise Refused(_("You are a member of several joint commissions. Choose one."), "commission")
        if side_of(seat, self.audience(seat)) != seat.party_key:
            raise Refused(_("Your party’s head or co-chair alleges in this commission. Ask one of them."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self._commitment(seat)
        against = [key for key in found.who if key != seat.party_key]
        facts = {"id": draw.id(), "party": seat.party_id, "against": against}
        ladder = Ladder.objects.seen_by(seat).in_force().first()
        if ladder is None:
            return facts
        today = day_of(seat.process, draw.now())
        clock = clock_of(ladder.levels[0], ladder.places, today, zone_of(seat.process_id))
        return {**facts, "levels": ladder.levels, "places": ladder.places, "top": ladder.top, **clock}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Dispute.make(
            entry,
            commitment_id=self.commitment,
            seat_id=entry.actor,
            party_id=facts["party"],
            against=facts["against"],
            words=self.words,
            files=self.files,
            at=entry.at,
            levels=facts.get("levels", []),
            places=facts.get("places", []),
            top=facts.get("top", ""),
        )
        if "lapses" in facts:
            clock = {"lapses": facts["lapses"], "last_day": facts["last_day"]}
            begin_level(entry, entry.id, 1, clock, LapseLevel(dispute=entry.id))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"what": called(self.commitment)}

    def _commitment(self, seat: Seat) -> Commitment:
        found: Commitment = visible_or_404(Commitment, seat, self.commitment)
        return found


class Respond(OnDispute):
    """A side against which something is alleged responds to it."""

    kind: ClassVar[str] = "followup.respond"
    says: ClassVar = gettext_lazy("%(by)s responded to what is alleged.")
    label: ClassVar = gettext_lazy("Respond")
    field_labels: ClassVar = {"words": gettext_lazy("Your response"), "files": gettext_lazy("Files that show it")}
    counts_as_unread: ClassVar[bool] = True

    words: Words
    files: FileIds = []

    def allowed(self, seat: Seat) -> bool:
        """Who speaks for a side against which it is alleged: its head or its co-chair; for the third party, who leads it."""
        return self.side(seat) in self.found(seat).against

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if Response.objects.seen_by(seat).filter(dispute=self.dispute, side=self.side(seat)).exists():
            raise Refused(_("Your side has responded. Say more in the commission’s room."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "side": self.side(seat)}

    def apply(self, entry: Entry) -> None:
        side = entry.facts["side"]
        Response.make(
            entry,
            dispute_id=self.dispute,
            seat_id=entry.actor,
            side=side,
            words=self.words,
            files=self.files,
            at=entry.at,
        )
        if Dispute.objects.of(entry).get(id=self.dispute).state == "alleged":
            Dispute.change(entry, self.dispute, state="responded")


class CloseDispute(OnDispute):
    """Close a dispute: who alleged it may withdraw it; otherwise it is closed when every side has asked for the same."""

    kind: ClassVar[str] = "followup.close"
    says: ClassVar = gettext_lazy("%(by)s asked to close the dispute, or closed it: %(how)s.")
    label: ClassVar = gettext_lazy("Close the dispute")
    field_labels: ClassVar = {"how": gettext_lazy("How it is closed"), "words": gettext_lazy("In words")}
    choice_labels: ClassVar = {"how": CLOSINGS}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, close it so for our side")
    consequence: ClassVar = gettext_lazy(
        "It is closed once every side of the dispute has asked for the same, or at once where you withdraw what you alleged. Then its clock stops."
    )

    how: Literal["settled", "as_found", "withdrawn", "unresolved"]
    words: Note = ""

    def check(self, seat: Seat) -> None:
        found = self.found(seat)
        if self.how == "withdrawn" and self.side(seat) != found.party.key:
            raise Refused(_("Only who alleged it withdraws it. Choose another way to close it."), "how")
        if self.how == "as_found" and found.state != "found":
            raise Refused(_("Nothing has been found yet. Wait for the finding, or choose another way."), "how")
        asked = self._asked(seat, found)
        # Once a side has left the talks, and no other is missing, whoever stays asks again.
        if self.side(seat) in asked and not sides_at_the_table(seat, found) <= asked:
            raise Refused(_("Your side has asked for this. It is waiting for the other side."), "how")

    def _asked(self, seat: Seat, found: Dispute) -> set[str]:
        """The sides that have asked to close it so."""
        rows = ClosingAsked.objects.seen_by(seat).filter(dispute=found, how=self.how, current=True)
        return set(rows.values_list("side", flat=True))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found, side = self.found(seat), self.side(seat)
        agreed = {side, *self._asked(seat, found)}
        closed = self.how == "withdrawn" or sides_at_the_table(seat, found) <= agreed
        return {"asked": draw.id(), "side": side, "closed": closed}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        earlier = ClosingAsked.objects.of(entry).filter(dispute_id=self.dispute, side=facts["side"], current=True)
        earlier.update(current=False, changed=entry.number)
        ClosingAsked.make(
            entry,
            facts["asked"],
            dispute_id=self.dispute,
            side=facts["side"],
            how=self.how,
            words=self.words,
            at=entry.at,
        )
        if facts["closed"]:
            end_level(entry, Dispute.objects.of(entry).get(id=self.dispute), "closed")
            Dispute.change(
                entry, self.dispute, state="closed", how=self.how, closing_words=self.words, closed_at=entry.at
            )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"how": CLOSINGS[self.how]}


def commissions_of(seat: Seat) -> list[Audience]:
    """The joint commissions of which a seat is a member."""
    return [book.audience for book in seat.shelf().values() if is_commission(book.audience)]


def _speaks_somewhere(seat: Seat) -> bool:
    return seat.decides or any(side_of(seat, audience) == seat.party_key for audience in commissions_of(seat))
