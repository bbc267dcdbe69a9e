"""How talks end: the lead proposes it, and every head consents, or seven days pass; and how they are resumed."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.sitting import ChangesSitting
from goodoffices.process.concluding import carry, carry_motions
from goodoffices.process.labels import OUTCOMES
from goodoffices.process.models import Motion, MotionVoice, Round, Seat
from goodoffices.record.acts import Act, Id, Names, Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

MotionId = Annotated[Id, Names("process.Motion")]


class _Propose(Act):
    """The lead proposes a course; the proposal before is overtaken by it."""

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator; the secretariat does not."""
        return seat.role in ("mediator", "co_mediator")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def _move(self, entry: Entry, outcome: str, words: str) -> None:
        Motion.objects.of(entry).filter(state="proposed").update(state="overtaken", changed=entry.number)
        Motion.make(entry, outcome=outcome, words=words, at=entry.at)


class ProposeConclusion(_Propose):
    """Propose how the talks end. They end when every head consents, or when the lead says so after seven days."""

    kind: ClassVar[str] = "process.propose_conclusion"
    says: ClassVar = gettext_lazy("%(by)s proposed how the talks end: %(outcome)s.")
    label: ClassVar = gettext_lazy("Propose to all heads")
    choice_labels: ClassVar = {"outcome": OUTCOMES}
    field_labels: ClassVar = {"outcome": gettext_lazy("How the talks end")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, propose it to all heads")
    consequence: ClassVar = gettext_lazy(
        "The talks end when every head at the table consents, or when you say so seven days from now."
    )

    outcome: Literal["agreement", "adjourned_sine_die", "ended_without"]
    words: Words

    def possible(self, seat: Seat) -> None:
        _demand_endable(seat)

    def apply(self, entry: Entry) -> None:
        self._move(entry, self.outcome, self.words)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": OUTCOMES[self.outcome]}


class ProposeResumption(_Propose):
    """Propose to resume adjourned talks; they are open again when every head consents."""

    kind: ClassVar[str] = "process.resume"
    says: ClassVar = gettext_lazy("%(by)s proposed to resume the talks.")
    label: ClassVar = gettext_lazy("Propose to resume")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}

    words: Note = ""

    def possible(self, seat: Seat) -> None:
        if seat.process.state != "adjourned":
            raise Refused(_("Only adjourned talks are resumed. These are not adjourned; see how they stand."))

    def apply(self, entry: Entry) -> None:
        self._move(entry, "", self.words)


class _OnMotion(Act):
    """What is said to a proposal that waits."""

    motion: MotionId

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        motion = visible_or_404(Motion, seat, self.motion)
        if not motion.stands:
            raise Refused(_("This proposal has been decided. See how the talks stand now."))
        if motion.outcome:
            _demand_endable(seat)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """How the talks end, or that they resume; and the lead’s words."""
        motion = visible_or_404(Motion, seat, self.motion)
        course = motion.outcome_name or _("The talks are resumed.")
        return [(_("What is proposed"), course), *([(_("In words"), motion.words)] if motion.words else [])]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.motion

    def _say(self, entry: Entry, says: str, words: str) -> None:
        party = entry.facts["party"]
        MotionVoice.objects.of(entry).filter(motion_id=self.motion, party_id=party, current=True).update(
            current=False, changed=entry.number
        )
        MotionVoice.make(entry, motion_id=self.motion, party_id=party, says=says, words=words, at=entry.at)

    def _ours(self, seat: Seat) -> str:
        rows = MotionVoice.objects.seen_by(seat).filter(motion_id=self.motion, party=seat.party_id, current=True)
        return str(rows.values_list("says", flat=True).first() or "")


class ConsentToConclusion(ChangesSitting, _OnMotion):
    """A head consents to how the lead proposes that the talks end, or that they resume."""

    kind: ClassVar[str] = "process.consent_to_conclusion"
    says: ClassVar = gettext_lazy("%(by)s consented to the proposed course of the talks.")
    label: ClassVar = gettext_lazy("Consent for our party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, consent for our party")
    consequence: ClassVar = gettext_lazy("With the last head’s consent it takes effect at once.")

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self._ours(seat) == "consents":
            raise Refused(_("Your party has already consented. It is waiting for the other parties."))

    def apply(self, entry: Entry) -> None:
        self._say(entry, "consents", "")
        carry_motions(entry)


class ObjectToConclusion(_OnMotion):
    """A head objects in words. It stands on the page, and does not stop a conclusion on notice."""

    kind: ClassVar[str] = "process.object_to_conclusion"
    says: ClassVar = gettext_lazy("%(by)s objected to the proposed course of the talks: %(words)s")
    label: ClassVar = gettext_lazy("Object")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}

    words: Words

    def apply(self, entry: Entry) -> None:
        self._say(entry, "objects", self.words)


class ConcludeOnNotice(ChangesSitting, _OnMotion):
    """Seven days after the proposal the lead ends the talks as proposed, whoever has not consented."""

    kind: ClassVar[str] = "process.conclude_on_notice"
    says: ClassVar = gettext_lazy("%(by)s ended the talks, seven days after it was proposed.")
    label: ClassVar = gettext_lazy("End the talks on notice")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, end the talks on notice")
    consequence: ClassVar = gettext_lazy(
        "The talks end as proposed. Everything stays readable; nothing new begins in the plenary."
    )

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator; the secretariat does not."""
        return seat.role in ("mediator", "co_mediator")

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not visible_or_404(Motion, seat, self.motion).outcome:
            raise Refused(
                _("Talks are resumed with every head’s consent alone. Ask the heads that have not consented.")
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if draw.now() < visible_or_404(Motion, seat, self.motion).notice_ends:
            raise Refused(
                _("Seven days have not passed since it was proposed. Ask the heads to consent, or wait until then.")
            )
        return {}

    def apply(self, entry: Entry) -> None:
        by = Seat.objects.of(entry).get(id=entry.actor).name
        carry(entry, Motion.objects.of(entry).get(id=self.motion), "notice", by)


def _demand_endable(seat: Seat) -> None:
    if seat.process.state == "concluded":
        raise Refused(_("The process is already concluded. Found a new one to go on."))
    if Round.objects.seen_by(seat).filter(state="open").exists():
        raise Refused(_("A round is open. Conclude it first, with its highlights."))
