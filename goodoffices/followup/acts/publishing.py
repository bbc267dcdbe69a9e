"""A commitment becomes public once every head that is bound consents: a plain copy, kept up with what is reported and found."""

from collections.abc import Mapping
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
from goodoffices.followup.sides import acts_for, here, names_of_sides
from goodoffices.process.models import Seat
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
    ended: Literal["", "met", "overtaken", "replaced", "changed"] = ""  # why it is not kept up any more

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
        said = set(self._consents(seat).values_list("side", flat=True))
        if found.public or (acts_for(seat, found.bound) in said and here(seat, found.bound) - said):
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
        said = {*self._consents(seat).values_list("side", flat=True), acts_for(seat, found.bound)}
        return here(seat, found.bound) <= said


def public_copy(seat: Seat, row: Commitment, **newer: str) -> TellPublic:
    """What the public reads of it; `newer`: what is reported or found, or which day is named, with this act."""
    said = {"due": row.due_on, "reported": row.reported, "found": _found_in_public(seat, row)}
    return _copy(seat, row, {"who": row.who, "to": row.to, "what": row.what}, {**said, **newer})


def copy_of_next_term(seat: Seat, row: Commitment, terms: Mapping[str, Any], due: str) -> TellPublic:
    """What the public reads once an adjustment has made another term of it: nothing is reported or found of that one yet."""
    return _copy(seat, row, terms, {"due": due})


def _copy(seat: Seat, row: Commitment, terms: Mapping[str, Any], said: Mapping[str, str]) -> TellPublic:
    names = names_of_sides(seat)
    who, to = ([names[side] for side in terms[field]] for field in ("who", "to"))
    values = {"who": who, "to": to, "what": terms["what"], **said}
    given = {name: value for name, value in values.items() if value}
    return TellPublic(**({"public": row.public} if row.public else {}), **given)


def _found_in_public(seat: Seat, row: Commitment) -> str:
    """The latest finding that may be told to anyone."""
    rows = Finding.objects.seen_by(seat).filter(commitment=row.id, publicity=FOR_ALL).order_by("-number")
    return str(rows.values_list("finding", flat=True).first() or "")


def tells_public(seat: Seat, row: Commitment, **newer: str) -> list[Act]:
    return [public_copy(seat, row, **newer)] if row.public else []
