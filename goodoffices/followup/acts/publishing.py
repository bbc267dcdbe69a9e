"""A commitment becomes public once every head that is bound consents: a plain copy, kept up with what is reported and found."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.followup.acts.base import OnCommitment
from goodoffices.followup.in_words import recited
from goodoffices.followup.labels import FOR_ALL
from goodoffices.followup.models import Commitment, Finding, PublicCommitment, PublicityConsent
from goodoffices.followup.models.commitments import title_of
from goodoffices.followup.sides import acts_for, names_of_sides
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, Id, Line, Names, Note, Refused, Words
from goodoffices.record.audience import PUBLIC, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

PublicId = Annotated[Id, Names("followup.PublicCommitment")]
SideNames = Annotated[list[Line], Field(max_length=50)]


class TellPublic(Act):
    """The public reads who owes what by when, and what was reported and found: again, whenever that changes."""

    kind: ClassVar[str] = "followup.tell_public"
    says: ClassVar = gettext_lazy("A commitment was made public: “%(title)s”.")
    only_entailed: ClassVar[bool] = True

    public: PublicId | None = None  # the copy that it keeps up
    who: SideNames
    to: SideNames = []
    what: Words
    due: Note = ""
    reported: Literal["", "not_begun", "under_way", "done"] = ""
    found: Literal["", "met", "partly", "not_met", "cannot_tell"] = ""

    def audience(self, seat: Seat) -> Audience:
        """The public book."""
        return PUBLIC

    def hides_author(self, seat: Any) -> bool:
        return True

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": self.public or draw.id()}

    def apply(self, entry: Entry) -> None:
        values = self.model_dump(exclude={"public"})
        if self.public:
            PublicCommitment.change(entry, self.public, **values)
        else:
            PublicCommitment.make(entry, **values, at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(self.what)}


class ConsentToPublicity(OnCommitment):
    """A side that is bound consents that the public reads it; once all have, it does."""

    kind: ClassVar[str] = "followup.consent_publicity"
    says: ClassVar = gettext_lazy("%(by)s consented that a commitment be public.")
    label: ClassVar = gettext_lazy("Consent that it be public")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, let the public read it")
    consequence: ClassVar = gettext_lazy(
        "Once every side that is bound consents, anyone may read who owes what by when, what is reported, and public findings. That is not taken back."
    )

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a side that is bound."""
        return bool(acts_for(seat, self.found(seat).bound))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self.found(seat)
        if not found.for_the_public:
            raise Refused(_("This commitment is not meant for the public. Propose an adjustment that says so."))
        if self._consents(seat).filter(side=acts_for(seat, found.bound)).exists():
            raise Refused(_("Your side has consented. It is waiting for the others."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The whole term."""
        return recited(seat, self.found(seat))

    def reaches(self, seat: Seat) -> Audience:
        """The public book, with the last consent."""
        return PUBLIC if self._is_last(seat) else self.audience(seat)

    def tables(self, seat: Seat) -> list[Act]:
        """With the last consent, the copy that the public reads."""
        return [public_copy(seat, self.found(seat))] if self._is_last(seat) else []

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"consent": draw.id("consent"), "side": acts_for(seat, self.found(seat).bound)}

    def apply(self, entry: Entry) -> None:
        PublicityConsent.make(
            entry,
            id=entry.facts["consent"],
            commitment_id=self.commitment,
            seat_id=entry.actor,
            side=entry.facts["side"],
            at=entry.at,
        )
        Commitment.change(entry, self.commitment)
        if tabled := entry.facts.get("tabled"):
            Commitment.change(entry, self.commitment, public=tabled[0]["id"])

    def _consents(self, seat: Seat) -> Any:
        return PublicityConsent.objects.seen_by(seat).filter(commitment=self.commitment)

    def _is_last(self, seat: Seat) -> bool:
        found = self.found(seat)
        gone = set(Party.objects.seen_by(seat).filter(left__isnull=False).values_list("key", flat=True))
        said = {*self._consents(seat).values_list("side", flat=True), acts_for(seat, found.bound)}
        return set(found.bound) - gone <= said


def public_copy(seat: Seat, row: Commitment, **newer: str) -> TellPublic:
    """What the public reads of it; `newer`: what is reported or found with this act."""
    names = names_of_sides(seat)
    values = {
        "who": [names[side] for side in row.who],
        "to": [names[side] for side in row.to],
        "what": row.what,
        "due": row.due_on or "",
        "reported": row.reported,
        "found": _found_in_public(seat, row),
        **newer,
    }
    given = {name: value for name, value in values.items() if value}
    return TellPublic(**({"public": row.public} if row.public else {}), **given)


def _found_in_public(seat: Seat, row: Commitment) -> str:
    """The latest finding that may be told to anyone."""
    rows = Finding.objects.seen_by(seat).filter(commitment=row.id, publicity=FOR_ALL).order_by("-number")
    return str(rows.values_list("finding", flat=True).first() or "")


def tells_public(seat: Seat, row: Commitment, **newer: str) -> list[Act]:
    return [public_copy(seat, row, **newer)] if row.public else []
