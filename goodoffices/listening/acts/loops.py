"""Asking for a restatement, restating, correcting, confirming, waiving."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts import PositionId, SolutionId
from goodoffices.consultation.acts import StatementId, demand_open_room
from goodoffices.listening.guided import demand_whole
from goodoffices.listening.models import Asking, Correction, Loop, Restatement, Waiver
from goodoffices.listening.queries import is_waived, may_confirm, our_loop
from goodoffices.process.attribution import Attributed, named_how, side_of
from goodoffices.process.audience import parties_in
from goodoffices.process.models import Party, Seat
from goodoffices.record.about import AboutThing, demand_standing
from goodoffices.record.acts import Id, Names, Note, NotThere, Refused, Touched, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, Thing, thing_seen_by

RestatementId = Annotated[Id, Names("listening.Restatement")]


class _Listening(Attributed, AboutThing):
    """An act of listening to one thing, in its own book."""

    older: ClassVar[tuple[str, ...]] = ("statement", "solution", "position")

    statement: StatementId | None = None
    solution: SolutionId | None = None
    position: PositionId | None = None

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        _demand_talk(seat, self.subject(seat))

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("loops", self.subject_id)]


class AskRestatement(_Listening):
    """Ask that something be said back before it is answered."""

    kind: ClassVar[str] = "consultation.ask_restatement"
    says: ClassVar = gettext_lazy("%(by)s asked for a restatement.")
    label: ClassVar = gettext_lazy("Ask")
    field_labels: ClassVar = {"of": gettext_lazy("Of whom")}
    choice_labels: ClassVar = {"of": {"": gettext_lazy("Whoever listens")}}

    of: Id | None = None  # a party's key; without it, whoever else listens

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if self.of is None:
            return
        party = _party(seat, self.of)
        if party.id == side_of(seat, subject):
            raise Refused(_("A side does not say its own words back. Ask another side."))
        if party not in parties_in(subject.audience, [party]):
            raise Refused(_("This side cannot read this room. Ask someone who can."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        facts: dict[str, Any] = {"id": draw.id()}
        if self.of is not None:
            facts["of"] = _party(seat, self.of).id
        return facts

    def apply(self, entry: Entry) -> None:
        Asking.make(entry, seat_id=entry.actor, of_id=entry.facts.get("of"), at=entry.at, about_id=self.subject_id)


class Restate(_Listening):
    """Say back in one’s own words what another side said."""

    kind: ClassVar[str] = "consultation.restate"
    says: ClassVar = gettext_lazy("%(by)s said back: %(text)s")
    label: ClassVar = gettext_lazy("Say it back")
    field_labels: ClassVar = {
        "text": gettext_lazy("What we heard"),
        "agreement": gettext_lazy("Where we agree"),
        "learnt": gettext_lazy("What we learnt"),
    }

    text: Words
    agreement: Note = ""
    learnt: Note = ""

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        subject = self.subject(seat)
        if subject.author == seat.id:
            raise Refused(_("These are your own words. Ask another side to say them back."))
        loop = our_loop(seat, subject.id)
        if loop and loop.state == "confirmed" and not loop.outdated:
            raise Refused(_("The speaker has confirmed that your side heard this. Answer it if you wish to."))
        if is_waived(seat, self.subject_id):
            raise Refused(_("The mediator has waived this loop. Answer what was said if you wish to."))

    def check(self, seat: Seat) -> None:
        demand_whole(seat, self, self.subject(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        subject = self.subject(seat)
        loop = our_loop(seat, subject.id)
        named = named_how(seat, subject.audience)
        facts: dict[str, Any] = {"id": draw.id(), "loop": loop.id if loop else draw.id("loop"), "named": named}
        facts["wording"] = subject.wording
        if loop is None:
            facts["opens"] = True
            if speaker := side_of(seat, subject):
                facts["speaker"] = speaker
            if seat.party_id and named != "nobody":
                facts["listener"] = seat.party_id
        return facts

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        wording = facts.get("wording") or Thing.objects.of(entry).get(id=self.subject_id).wording
        if facts.get("opens"):
            Loop.make(
                entry,
                id=facts["loop"],
                listener_id=facts.get("listener"),
                speaker_id=facts.get("speaker"),
                named=facts["named"],
                of_wording=wording,
                began_at=entry.at,
                about_id=self.subject_id,
            )
        else:
            Loop.change(entry, facts["loop"], state="restated", of_wording=wording, settled_at="")
            standing = Restatement.objects.of(entry).filter(loop_id=facts["loop"], state="standing")
            standing.update(state="replaced", changed=entry.number)
        Restatement.make(
            entry,
            loop_id=facts["loop"],
            seat_id=entry.actor,
            text=self.text,
            agreement=self.agreement,
            learnt=self.learnt,
            of_wording=wording,
            at=entry.at,
        )


class _OnRestatement(Attributed):
    """What the speaker's side says to a restatement."""

    restatement: RestatementId

    def found(self, seat: Seat) -> Restatement:
        row: Restatement | None = (
            Restatement.objects.seen_by(seat).select_related("book", "loop").filter(id=self.restatement).first()
        )
        if row is None:
            raise NotThere
        return row

    def subject(self, seat: Seat) -> Noun:
        """What was said back; it is there for whoever was there when it was said."""
        found = thing_seen_by(seat, self.found(seat).loop.about_id)
        if found is None:
            raise NotThere
        return found

    def audience(self, seat: Seat) -> Audience:
        """The restatement’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """The speaker, or whom the head of the speaker’s delegation named for it; nobody for words of their own."""
        return self.found(seat).seat_id != seat.id and may_confirm(seat, self.subject(seat))

    def possible(self, seat: Seat) -> None:
        restatement = self.found(seat)
        _demand_talk(seat, self.subject(seat))
        if restatement.state == "replaced":
            raise Refused(_("A newer restatement has replaced this one. Look at that one."))
        if restatement.state == "corrected":
            raise Refused(_("You have said what is missing here. Wait for the next restatement."))
        if restatement.state == "confirmed":
            raise Refused(_("This has already been confirmed. Make a statement if there is something else to say."))
        if restatement.state == "waived":
            raise Refused(_("The mediator has waived this loop. Make a statement if there is something else to say."))

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("loops", Loop.objects.of(entry).get(id=entry.facts["loop"]).about_id)]


class Correct(_OnRestatement):
    """Say what of a restatement was right, and what is missing."""

    kind: ClassVar[str] = "consultation.correct"
    says: ClassVar = gettext_lazy("%(by)s said what is missing from a restatement: %(missing)s")
    label: ClassVar = gettext_lazy("Send it back")
    field_labels: ClassVar = {"right": gettext_lazy("What was right"), "missing": gettext_lazy("What is missing")}

    right: Note = ""
    missing: Words

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"correction": draw.id("correction"), "loop": self.found(seat).loop_id}

    def apply(self, entry: Entry) -> None:
        Restatement.change(entry, self.restatement, state="corrected")
        Loop.change(entry, entry.facts["loop"], state="corrected")
        Correction.make(
            entry,
            id=entry.facts["correction"],
            restatement_id=self.restatement,
            right=self.right,
            missing=self.missing,
            at=entry.at,
        )


class Confirm(_OnRestatement):
    """Confirm that a restatement says what was said. Confirmation is not agreement."""

    kind: ClassVar[str] = "consultation.confirm"
    says: ClassVar = gettext_lazy("%(by)s confirmed a restatement as heard; confirmation is not agreement.")
    label: ClassVar = gettext_lazy("Yes, that is what was said. This is not agreement")

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.subject(seat).wording > self.found(seat).of_wording:
            raise Refused(_("The words were corrected after this restatement. Say what is missing from it now."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"loop": self.found(seat).loop_id}

    def apply(self, entry: Entry) -> None:
        Restatement.change(entry, self.restatement, state="confirmed")
        Loop.change(entry, entry.facts["loop"], state="confirmed", settled_at=entry.at)


class Waive(_Listening):
    """The mediator lets the loops on a subject go unconfirmed, and says why."""

    kind: ClassVar[str] = "consultation.waive"
    says: ClassVar = gettext_lazy("%(by)s waived a loop of understanding: %(reason)s")
    label: ClassVar = gettext_lazy("Waive it")
    field_labels: ClassVar = {"reason": gettext_lazy("Why")}

    reason: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if Waiver.objects.seen_by(seat).filter(about=self.subject_id).exists():
            raise Refused(_("This has already been waived. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"waiver": draw.id("waiver")}

    def apply(self, entry: Entry) -> None:
        Waiver.make(entry, id=entry.facts["waiver"], reason=self.reason, at=entry.at, about_id=self.subject_id)
        loops = Loop.objects.of(entry).filter(about=self.subject_id).unsettled()
        standing = Restatement.objects.of(entry).filter(loop__in=loops.values("id"), state="standing")
        standing.update(state="waived", changed=entry.number)
        loops.update(state="waived", settled_at=entry.at, changed=entry.number)


def _demand_talk(seat: Seat, subject: Noun) -> None:
    """Refused where talk rests, or where there is nothing left to hear."""
    seat.process.demand_open(subject.audience)
    demand_open_room(seat, subject.book_id)
    demand_standing(subject)


def _party(seat: Seat, key: str) -> Party:
    party: Party | None = Party.objects.seen_by(seat).filter(key=key).first()
    if party is None:
        raise Refused(_("There is no such party at this table. Choose one of the parties."))
    return party
