"""Commitments are proposed, accepted by every side that owes them, withdrawn before that, and closed once they are met."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BeforeValidator, StringConstraints

from goodoffices.followup import terms
from goodoffices.followup.acts.base import (
    CHOICE_LABELS,
    FIELD_LABELS,
    EvidenceKinds,
    OnCommitment,
    Publicity,
    demand_following,
    note_closure,
)
from goodoffices.followup.acts.publishing import tells_public
from goodoffices.followup.clocks import set_due
from goodoffices.followup.due import DueLine
from goodoffices.followup.in_words import recited
from goodoffices.followup.models import Adjustment, Commitment, Voice
from goodoffices.followup.models.commitments import title_of
from goodoffices.followup.sides import Sides, acts_for, here, sides_in, still_there
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_room
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId
from goodoffices.record.acts import Act, InBook, Note, NotThere, Refused, Touched, Words
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.audience import PUBLIC, Audience, Reader
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, thing_seen_by


def _none_named(value: Any) -> Any:
    """A client may say `none` for that it comes from nothing."""
    return None if value == "none" else value


Verifier = Annotated[str, StringConstraints(max_length=80, pattern=r"^[!-~]*$")]


class ProposeCommitment(Attributed, InBook):
    """Propose a commitment: in the book of what it comes from, in the room that is named, or in the plenary."""

    kind: ClassVar[str] = "followup.propose_commitment"
    says: ClassVar = gettext_lazy("%(by)s proposed a commitment: “%(title)s”.")
    label: ClassVar = gettext_lazy("Propose it")
    field_labels: ClassVar = FIELD_LABELS
    choice_labels: ClassVar = CHOICE_LABELS

    source: Annotated[ThingId | None, BeforeValidator(_none_named)] = None
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
        return {"id": draw.id(), "due_on": terms.demand_in_time(seat, self.audience(seat), self.due, draw.now())}

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
        found = self.found(seat)
        rows = Voice.objects.seen_by(seat).filter(commitment=self.commitment, current=True, accepts=True)
        said = set(rows.values_list("side", flat=True))
        if acts_for(seat, found.who) in said and here(seat, found.who) - said:
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
        note_closure(entry, self.commitment, "withdrawn")
        _overtake_adjustments(entry, self.commitment)


class CloseCommitment(OnCommitment):
    """The third party closes what was found met, or what nobody at the table owes any more."""

    kind: ClassVar[str] = "followup.close_commitment"
    says: ClassVar = gettext_lazy("%(by)s closed a commitment: “%(title)s”.")
    label: ClassVar = gettext_lazy("Close it")

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).found != "met" and here(seat, self.found(seat).who):
            raise Refused(
                _("Its verifier has not found that it is met. To end it otherwise, propose an adjustment that ends it.")
            )

    def reaches(self, seat: Seat) -> Audience:
        """The public book, where a copy of it stands there."""
        return PUBLIC if self.tables(seat) else self.audience(seat)

    def tables(self, seat: Seat) -> list[Act]:
        """The public’s copy says that it is closed."""
        found = self.found(seat)
        return tells_public(seat, found, ended=_closed_how(found))

    def apply(self, entry: Entry) -> None:
        how = _closed_how(Commitment.objects.of(entry).get(id=self.commitment))
        Commitment.change(entry, self.commitment, state="closed", closed_how=how)
        note_closure(entry, self.commitment, how)
        stop_alarm(entry, self.commitment)
        _overtake_adjustments(entry, self.commitment)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return _titled(entry, self.commitment)


def _closed_how(row: Commitment) -> str:
    return "met" if row.found == "met" else "overtaken"


def _overtake_adjustments(entry: Entry, commitment: str) -> None:
    for row in Adjustment.objects.of(entry).filter(commitment=commitment, state="proposed"):
        Adjustment.change(entry, row.id, state="overtaken", ended=entry.number)


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
