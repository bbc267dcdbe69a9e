"""Commitments are proposed, accepted by every side that owes them, withdrawn before that, and closed once they are met."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ConfigDict, Field, StringConstraints

from goodoffices.followup import terms
from goodoffices.followup.acts.base import (
    CHOICE_LABELS,
    FIELD_LABELS,
    EvidenceKinds,
    OnCommitment,
    Publicity,
    demand_following,
)
from goodoffices.followup.clocks import day_for, follow, move, set_due
from goodoffices.followup.due import DueLine, is_day, read
from goodoffices.followup.in_words import recited
from goodoffices.followup.models import Commitment, Event, Voice
from goodoffices.followup.models.commitments import title_of
from goodoffices.followup.sides import Sides, acts_for, sides_in, still_there
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_room
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId
from goodoffices.record.acts import InBook, Line, Note, NotThere, Refused, Touched, Words
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.audience import Audience, Reader
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, thing_seen_by

Verifier = Annotated[str, StringConstraints(max_length=80, pattern=r"^[!-~]*$")]


class ProposeCommitment(Attributed, InBook):
    """Propose a commitment: in the book of what it comes from, in the room that is named, or in the plenary."""

    kind: ClassVar[str] = "followup.propose_commitment"
    says: ClassVar = gettext_lazy("%(by)s proposed a commitment: “%(title)s”.")
    label: ClassVar = gettext_lazy("Propose it")
    field_labels: ClassVar = FIELD_LABELS
    choice_labels: ClassVar = CHOICE_LABELS

    source: ThingId | None = None
    who: Sides
    to: Sides = []
    what: Words
    objective: Note = ""
    due: DueLine = ""
    verifier: Verifier = ""
    method: Note = ""
    evidence_kinds: EvidenceKinds = []
    indicator: Note = ""
    baseline: Note = ""
    publicity: Publicity = "table"

    def audience(self, seat: Reader) -> Audience:
        """The book of what it comes from; else the room that is named, or the plenary."""
        subject = self.subject(seat)
        return subject.audience if subject else super().audience(seat)

    def allowed(self, seat: Seat) -> bool:
        """The third party, or who decides for a party."""
        return seat.leads or seat.decides

    def possible(self, seat: Seat) -> None:
        audience = self.audience(seat)
        if not is_room(audience):
            raise Refused(_("Nobody can bind a side in the public book. Propose it in a room."))
        demand_following(seat, audience)
        if not sides_in(seat, audience):
            raise Refused(_("No side can bind itself here. Propose it in a room that a head of delegation reads."))

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if subject is not None and not subject.stands:
            raise Refused(_("This has been withdrawn. Choose something that still stands."))
        terms.demand_sound(seat, self.audience(seat), self._terms())

    def subject(self, seat: Reader) -> Noun | None:
        found = thing_seen_by(seat, self.source) if self.source else None
        if self.source and found is None:
            raise NotThere
        return found

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "due_on": terms.demand_in_time(seat, self.due, draw.now())}

    def apply(self, entry: Entry) -> None:
        terms.make_term(entry, entry.id, self._terms(), seat_id=entry.actor, source_id=self.source)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("committed", self.source)] if self.source else []

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(self.what)}

    def _terms(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in terms.TERMS}


class AcceptCommitment(OnCommitment):
    """A side that owes it accepts; it is in force once all of them have."""

    kind: ClassVar[str] = "followup.accept_commitment"
    says: ClassVar = gettext_lazy("%(by)s accepted a commitment: “%(title)s”.")
    label: ClassVar = gettext_lazy("Accept it")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, we are bound by it")
    consequence: ClassVar = gettext_lazy(
        "Once every side that owes it has accepted, it is in force. It changes only by an adjustment to which all that are bound consent."
    )
    states: ClassVar = ("proposed",)

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a side that owes it."""
        return bool(acts_for(seat, self.found(seat).who))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        ours = acts_for(seat, self.found(seat).who)
        if (
            Voice.objects.seen_by(seat)
            .filter(commitment=self.commitment, side=ours, current=True, accepts=True)
            .exists()
        ):
            raise Refused(_("Your side has accepted this. It is waiting for the others."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The whole term."""
        return recited(seat, self.found(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        if found.due_on and found.due_on < day_of(seat.process, draw.now()).isoformat():
            raise Refused(_("Its day has passed, so that nobody could keep it. Propose an adjustment first."))
        return {"voice": draw.id("voice"), "side": acts_for(seat, found.who)}

    def apply(self, entry: Entry) -> None:
        _say(entry, self.commitment, True)
        row = Commitment.objects.of(entry).get(id=self.commitment)
        accepted = Voice.objects.of(entry).filter(commitment=self.commitment, current=True, accepts=True)
        if still_there(entry, row.who) <= set(accepted.values_list("side", flat=True)):
            Commitment.change(entry, self.commitment, state="in_force", in_force_at=entry.at)
            set_due(entry, self.commitment)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return _titled(entry, self.commitment)


class DeclineCommitment(OnCommitment):
    """A side that would owe it declines, and says why; it may accept later."""

    kind: ClassVar[str] = "followup.decline_commitment"
    says: ClassVar = gettext_lazy("%(by)s declined a commitment: “%(title)s”.")
    label: ClassVar = gettext_lazy("Decline it")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}
    states: ClassVar = ("proposed",)

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a side that would owe it."""
        return bool(acts_for(seat, self.found(seat).who))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"voice": draw.id("voice"), "side": acts_for(seat, self.found(seat).who)}

    def apply(self, entry: Entry) -> None:
        _say(entry, self.commitment, False, self.words)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return _titled(entry, self.commitment)


class WithdrawCommitment(OnCommitment):
    """Whoever proposed it takes it back, before it is in force; so may the third party."""

    kind: ClassVar[str] = "followup.withdraw_commitment"
    says: ClassVar = gettext_lazy("%(by)s withdrew a commitment that had been proposed.")
    label: ClassVar = gettext_lazy("Withdraw it")
    states: ClassVar = ("proposed",)

    def allowed(self, seat: Seat) -> bool:
        """Who proposed it, and who leads the third party."""
        return seat.leads or self.found(seat).seat_id == seat.id

    def apply(self, entry: Entry) -> None:
        Commitment.change(entry, self.commitment, state="withdrawn")


class CloseCommitment(OnCommitment):
    """The third party closes what was found met."""

    kind: ClassVar[str] = "followup.close_commitment"
    says: ClassVar = gettext_lazy("%(by)s closed a commitment that is met: “%(title)s”.")
    label: ClassVar = gettext_lazy("Close it")

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).found != "met":
            raise Refused(
                _("Its verifier has not found that it is met. To end it otherwise, propose an adjustment that ends it.")
            )

    def apply(self, entry: Entry) -> None:
        Commitment.change(entry, self.commitment, state="closed", closed_how="met")
        stop_alarm(entry, self.commitment)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return _titled(entry, self.commitment)


class NameEvent(InBook):
    """Say on which day an event falls, such as entry into force: every day that is counted from it follows."""

    kind: ClassVar[str] = "followup.name_event"
    says: ClassVar = gettext_lazy("%(by)s named the day of an event: “%(event)s” is %(on)s.")
    label: ClassVar = gettext_lazy("Name the day")
    field_labels: ClassVar = {"event": gettext_lazy("Event"), "day": gettext_lazy("Day")}

    # The record and clients know it as `on`; in a page’s tag that is a word of its own.
    model_config = ConfigDict(validate_by_name=True)

    event: Line
    day: Annotated[date, Field(alias="on")]

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads

    def possible(self, seat: Seat) -> None:
        audience = self.audience(seat)
        if not is_room(audience):
            raise Refused(_("The public book holds no commitments. Name the day in the room whose days hang on it."))
        demand_following(seat, audience)

    def check(self, seat: Seat) -> None:
        if not is_day(self.day.isoformat()):
            raise Refused(_("This is no day that people mean. Choose one between 1900 and 2200."), "day")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"event": draw.id("event")}

    def apply(self, entry: Entry) -> None:
        name, on = self.event.casefold(), self.day.isoformat()
        for row in Event.objects.of(entry).filter(current=True):
            if row.name.casefold() == name:
                Event.change(entry, row.id, current=False)
        Event.make(entry, id=entry.facts["event"], name=self.event, on=on, at=entry.at)
        moved = []
        for row in Commitment.objects.of(entry).standing().filter(due__startswith="within "):
            when = read(row.due)
            day = day_for(when, {name: on}, {}) if when else ""
            if day and day != row.due_on:
                move(entry, row.id, day)
                moved.append(row.id)
        follow(entry, moved)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"event": self.event, "on": self.day.isoformat()}


def _say(entry: Entry, commitment: str, accepts: bool, words: str = "") -> None:
    facts = entry.facts
    earlier = Voice.objects.of(entry).filter(commitment=commitment, side=facts["side"], current=True)
    earlier.update(current=False, changed=entry.number)
    Voice.make(
        entry,
        id=facts["voice"],
        commitment_id=commitment,
        seat_id=entry.actor,
        side=facts["side"],
        accepts=accepts,
        words=words,
        at=entry.at,
    )
    Commitment.change(entry, commitment)


def _titled(entry: Entry, commitment: str) -> dict[str, Any]:
    return {"title": Commitment.objects.of(entry).get(id=commitment).title}
