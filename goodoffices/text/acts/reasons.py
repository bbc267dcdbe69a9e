"""Why a party holds on to brackets: for its own delegation, unless it shows it."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import delegation_of
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Note, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import OnProvision, label_of, may_stand, who
from goodoffices.text.labels import REASONS
from goodoffices.text.models import Alternative, Provision, Reason, ShownReason

Why = Literal["alternative", "contentious", "tactical", "uncertain", "waiting"]
ReasonId = Annotated[Id, Names("text.Reason")]
LABELS = {"reason": gettext_lazy("Why"), "words": gettext_lazy("In words")}


class StateReason(Attributed):
    """Note in one’s own delegation’s book why a bracket stays. Nobody outside the delegation reads it."""

    kind: ClassVar[str] = "text.state_reason"
    says: ClassVar = gettext_lazy("%(by)s noted why the brackets stay: %(why)s.")
    label: ClassVar = gettext_lazy("Note it for our delegation")
    choice_labels: ClassVar = {"reason": REASONS}
    field_labels: ClassVar = LABELS

    target: Annotated[Id, Names("text.Alternative")]
    reason: Why
    words: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """One’s own delegation’s book."""
        if not seat.party_key:
            raise NotThere
        return delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation."""
        return seat.delegate and self._provision(seat) is not None

    def _provision(self, seat: Seat) -> Provision:
        found: Alternative = found_once(Alternative, seat, self.target, "provision", "provision__book")
        return found.provision

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "provision": self._provision(seat).id}

    def apply(self, entry: Entry) -> None:
        Reason.objects.of(entry).filter(target=self.target, current=True).update(current=False, changed=entry.number)
        Reason.make(
            entry,
            thing_id=entry.facts["provision"],
            target=self.target,
            reason=self.reason,
            words=self.words,
            seat_id=entry.actor,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"why": REASONS[self.reason]}


class ShowReason(Attributed):
    """Show a reason that the delegation noted: it is put before everyone who reads the text, as a plain reason."""

    kind: ClassVar[str] = "text.show_reason"
    says: ClassVar = gettext_lazy("%(by)s showed a reason to those who read the text.")
    label: ClassVar = gettext_lazy("Show it to those who read the text")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, show it")
    consequence: ClassVar = gettext_lazy("Everyone who reads the text reads it, and it cannot be hidden again.")

    reason: ReasonId

    def audience(self, seat: Seat) -> Audience:
        """One’s own delegation’s book; the reason is tabled in the text’s."""
        return self._reason(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who may take a stance on that text for the party."""
        return may_stand(seat, self._provision(seat).draft)

    def reaches(self, seat: Seat) -> Audience:
        """Everyone who reads the text."""
        return self._provision(seat).audience

    def possible(self, seat: Seat) -> None:
        if is_shown(seat, self._reason(seat)):
            raise Refused(_("This reason has been shown. Note another one to show that."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The provision, and every word that others will read."""
        found = self._reason(seat)
        said = f"{REASONS[found.reason]}. {found.words}".strip()
        return [(_("The provision"), self._provision(seat).label), (_("What others will read"), said)]

    def _provision(self, seat: Seat) -> Provision:
        found: Provision = found_once(Provision, seat, self._reason(seat).thing_id, "draft", "draft__book", "book")
        return found

    def _reason(self, seat: Seat) -> Reason:
        found: Reason = found_once(Reason, seat, self.reason)
        return found

    def tables(self, seat: Seat) -> list[Act]:
        found = self._reason(seat)
        more = {"words": found.words} if found.words else {}  # as whoever says it at once leaves it out
        return [GiveReason(provision=found.thing_id, target=found.target, reason=found.reason, **more)]

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.reason


def is_shown(seat: Seat, own: Reason) -> bool:
    """Whether one’s own delegation has shown this reason as it is."""
    rows = ShownReason.objects.seen_by(seat).filter(party=seat.party_id, target=own.target, reason=own.reason)
    return bool(rows.filter(words=own.words).exists())


class GiveReason(OnProvision):
    """A party says why brackets stay, to everyone who reads the text."""

    kind: ClassVar[str] = "text.give_reason"
    says: ClassVar = gettext_lazy("%(by)s said why brackets in %(label)s stay: %(why)s. %(words)s")
    label: ClassVar = gettext_lazy("Say it to those who read the text")
    choice_labels: ClassVar = {"reason": REASONS}
    field_labels: ClassVar = LABELS

    target: Annotated[Id, Names("text.Alternative")]
    reason: Why
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Who may take a stance on this text for a party."""
        return may_stand(seat, self.found(seat))

    def check(self, seat: Seat) -> None:
        target: Alternative = found_once(Alternative, seat, self.target)
        if target.provision_id != self.provision:
            raise Refused(_("These words stand in another provision. Say it there."), "target")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **who(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        ShownReason.make(
            entry,
            provision_id=self.provision,
            target=self.target,
            reason=self.reason,
            words=self.words,
            party_id=entry.facts["party"],
            seat_id=entry.actor,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "why": REASONS[self.reason], "label": label_of(self.provision)}
