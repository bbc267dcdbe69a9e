"""Asking for a restatement, restating, correcting, confirming, waiving."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.agenda.acts import PositionId, SolutionId
from goodoffices.agenda.models import Position, Solution
from goodoffices.consultation.acts import StatementId, demand_open_room
from goodoffices.consultation.models import Statement
from goodoffices.listening.guided import demand_whole
from goodoffices.listening.models import Asking, Correction, Loop, Restatement, Waiver
from goodoffices.listening.partials import shown
from goodoffices.listening.queries import may_confirm, our_loop
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Fragment, Id, Names, Note, NotThere, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

SUBJECTS: dict[str, Any] = {"statement": Statement, "solution": Solution, "position": Position}
RestatementId = Annotated[Id, Names("listening.Restatement")]


class _OnSubject(Attributed):
    """An act about one statement, solution or position, in its own book."""

    statement: StatementId | None = None
    solution: SolutionId | None = None
    position: PositionId | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> "_OnSubject":
        if sum(getattr(self, sort) is not None for sort in SUBJECTS) != 1:
            raise PydanticCustomError("one_subject", "Name one statement, solution or position.")
        return self

    @property
    def sort(self) -> str:
        return next(sort for sort in SUBJECTS if getattr(self, sort) is not None)

    @property
    def about(self) -> dict[str, str]:
        """The column that names the subject, for a row about it."""
        return {f"{self.sort}_id": getattr(self, self.sort)}

    def subject(self, seat: Seat) -> Any:
        return visible_or_404(SUBJECTS[self.sort], seat, getattr(self, self.sort), "party")

    def audience(self, seat: Seat) -> Audience:
        """The subject’s own book."""
        audience: Audience = self.subject(seat).audience
        return audience

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        demand_talk(seat, self.subject(seat))

    def shows(self, entry: Entry) -> list[Fragment]:
        return shown(entry, self.sort, getattr(self, self.sort))


class AskRestatement(_OnSubject):
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
        if party.id == subject.party_id:
            raise Refused(_("A side does not say its own words back. Ask another side."))
        if subject.audience.kind in ("caucus", "delegation") and subject.audience.key != party.key:
            raise Refused(_("This side does not read this room. Ask somebody who is here."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        facts: dict[str, Any] = {"id": draw.id()}
        if self.of is not None:
            facts["of"] = _party(seat, self.of).id
        return facts

    def apply(self, entry: Entry) -> None:
        Asking.make(entry, seat_id=entry.actor, of_id=entry.facts.get("of"), at=entry.at, **self.about)


class Restate(_OnSubject):
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
        if subject.seat_id == seat.id:
            raise Refused(_("These are your own words. Ask another side to say them back."))
        loop = our_loop(seat, self.sort, subject.id)
        if loop and loop.state == "confirmed":
            raise Refused(_("The speaker has confirmed that your side heard this. Answer it, if you wish to."))
        if Waiver.objects.seen_by(seat).filter(**self.about).exists():
            raise Refused(_("The mediator has let this loop go. Answer what was said, if you wish to."))

    def check(self, seat: Seat) -> None:
        demand_whole(seat, self, self.subject(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        subject = self.subject(seat)
        loop = our_loop(seat, self.sort, subject.id)
        named = named_how(seat, subject.audience)
        facts: dict[str, Any] = {"id": draw.id(), "loop": loop.id if loop else draw.id("loop"), "named": named}
        if loop is None:
            facts["opens"] = True
            if subject.party_id:
                facts["speaker"] = subject.party_id
            if seat.party_id and named != "nobody":
                facts["listener"] = seat.party_id
        return facts

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        if facts.get("opens"):
            Loop.make(
                entry,
                id=facts["loop"],
                listener_id=facts.get("listener"),
                speaker_id=facts.get("speaker"),
                named=facts["named"],
                began_at=entry.at,
                **self.about,
            )
        else:
            Loop.change(entry, facts["loop"], state="restated")
            standing = Restatement.objects.of(entry).filter(loop_id=facts["loop"], state="standing")
            standing.update(state="replaced", changed=entry.number)
        Restatement.make(
            entry,
            loop_id=facts["loop"],
            seat_id=entry.actor,
            text=self.text,
            agreement=self.agreement,
            learnt=self.learnt,
            at=entry.at,
        )


class _OnRestatement(Attributed):
    """What the speaker's side says to a restatement."""

    restatement: RestatementId

    def found(self, seat: Seat) -> Restatement:
        rows = Restatement.objects.seen_by(seat).select_related(
            "book", "loop__statement__book", "loop__solution__book", "loop__position__book"
        )
        row: Restatement | None = rows.filter(id=self.restatement).first()
        if row is None:
            raise NotThere
        return row

    def audience(self, seat: Seat) -> Audience:
        """The restatement’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """The speaker, or whom the head of the speaker’s delegation named for it; nobody for words of their own."""
        restatement = self.found(seat)
        return may_confirm(seat, restatement.loop.subject) and restatement.seat_id != seat.id

    def possible(self, seat: Seat) -> None:
        restatement = self.found(seat)
        subject = restatement.loop.subject
        demand_talk(seat, subject)
        if restatement.state == "replaced":
            raise Refused(_("A newer restatement has taken its place. Look at that one."))
        if restatement.state == "corrected":
            raise Refused(_("You have said what is missing here. Wait for the next restatement."))
        if restatement.state == "confirmed":
            raise Refused(_("This has been confirmed already. Make a statement if something else is to be said."))
        if restatement.state == "waived":
            raise Refused(_("The mediator has let this loop go. Make a statement if something else is to be said."))

    def shows(self, entry: Entry) -> list[Fragment]:
        loop = Loop.objects.of(entry).get(id=entry.facts["loop"])
        return shown(entry, *_subject_of(loop))


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
        restatement = self.found(seat)
        if restatement.loop.statement_id and restatement.loop.subject.changed > restatement.number:
            raise Refused(_("The statement was corrected after this restatement. Say what is missing from it now."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"loop": self.found(seat).loop_id}

    def apply(self, entry: Entry) -> None:
        Restatement.change(entry, self.restatement, state="confirmed")
        Loop.change(entry, entry.facts["loop"], state="confirmed", settled_at=entry.at)


class Waive(_OnSubject):
    """The mediator lets the loops on a subject go unconfirmed, and says why."""

    kind: ClassVar[str] = "consultation.waive"
    says: ClassVar = gettext_lazy("%(by)s let a loop of understanding go: %(reason)s")
    label: ClassVar = gettext_lazy("Let it go unconfirmed")
    field_labels: ClassVar = {"reason": gettext_lazy("Why")}

    reason: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if Waiver.objects.seen_by(seat).filter(**self.about).exists():
            raise Refused(_("This has been let go already. Nothing more is needed."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"waiver": draw.id("waiver")}

    def apply(self, entry: Entry) -> None:
        Waiver.make(entry, id=entry.facts["waiver"], reason=self.reason, at=entry.at, **self.about)
        loops = Loop.objects.of(entry).filter(**self.about).open()
        standing = Restatement.objects.of(entry).filter(loop__in=loops.values("id"), state="standing")
        standing.update(state="waived", changed=entry.number)
        loops.update(state="waived", settled_at=entry.at, changed=entry.number)


def demand_talk(seat: Seat, subject: Any) -> None:
    """Refused where talk rests, or where there is nothing left to hear."""
    seat.process.demand_open(subject.audience)
    demand_open_room(seat, subject.book_id)
    if subject._meta.model_name == "statement" and subject.state == "struck":
        raise Refused(_("This statement has been struck. There is nothing to say back; answer a standing one."))
    if subject._meta.model_name == "solution" and subject.state == "withdrawn":
        raise Refused(_("This solution has been withdrawn. There is nothing to say back; look at those that stand."))


def _subject_of(loop: Loop) -> tuple[str, str]:
    sort = next(sort for sort in SUBJECTS if getattr(loop, f"{sort}_id"))
    return sort, loop.subject_id


def _party(seat: Seat, key: str) -> Party:
    party: Party | None = Party.objects.seen_by(seat).filter(key=key).first()
    if party is None:
        raise Refused(_("There is no such party at this table. Name one of the parties."))
    return party
