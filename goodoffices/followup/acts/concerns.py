"""Quiet concerns: said in the own caucus, where the mediator tries before anything is alleged."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.followup.clocks import CommitmentId
from goodoffices.followup.disputing import FileIds
from goodoffices.followup.models import Commitment, Concern
from goodoffices.followup.queries import terms_of_story
from goodoffices.process.audience import caucus_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

ConcernId = Annotated[Id, Names("followup.Concern")]


class RaiseConcern(Act):
    """A head tells the third party, in its own caucus, that a commitment may not be kept."""

    kind: ClassVar[str] = "followup.raise_concern"
    says: ClassVar = gettext_lazy("%(by)s raised a concern about “%(what)s”.")
    label: ClassVar = gettext_lazy("Raise the concern quietly")
    field_labels: ClassVar = {"words": gettext_lazy("What concerns you"), "files": gettext_lazy("Files that show it")}
    counts_as_unread: ClassVar[bool] = True

    commitment: CommitmentId
    words: Words
    files: FileIds = []

    def audience(self, seat: Seat) -> Audience:
        """The party’s own caucus."""
        return caucus_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party: its head, or who acts for the head."""
        return seat.delegate and seat.decides

    def possible(self, seat: Seat) -> None:
        found: Commitment = visible_or_404(Commitment, seat, self.commitment)
        if found.state == "superseded":
            newest = terms_of_story(seat, found)[-1]
            raise Refused(
                _("This term was superseded by %(newer)s. Raise the concern about the term that stands.")
                % {"newer": newest.citation}
            )
        if found.state != "in_force":
            raise Refused(_("This commitment is not in force. Raise the concern about one that is."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Concern.make(
            entry,
            commitment_id=self.commitment,
            seat_id=entry.actor,
            party_id=entry.facts["party"],
            words=self.words,
            files=self.files,
            at=entry.at,
        )

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"what": called(self.commitment)}


class SettleConcern(Act):
    """Who leads the third party, or who raised it, says how a concern was settled; it stays between them."""

    kind: ClassVar[str] = "followup.settle_concern"
    says: ClassVar = gettext_lazy("%(by)s said how the concern about “%(what)s” was settled.")
    label: ClassVar = gettext_lazy("Settle the concern")
    field_labels: ClassVar = {"how": gettext_lazy("How it was settled")}

    concern: ConcernId
    how: Words

    def audience(self, seat: Seat) -> Audience:
        """The caucus in which it was raised."""
        return self._found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party; who raised it, and who decides for that party."""
        found = self._found(seat)
        return seat.leads or seat.id == found.seat_id or (seat.decides and seat.party_id == found.party_id)

    def possible(self, seat: Seat) -> None:
        if not self._found(seat).open:
            raise Refused(_("This concern has been settled. Raise another about what has happened since."))

    def apply(self, entry: Entry) -> None:
        Concern.change(entry, self.concern, how=self.how, settled_at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        # house: read for nobody: words for an entry whose reader was asked before
        return {"what": called(Concern._base_manager.get(id=self.concern).commitment_id)}

    def _found(self, seat: Seat) -> Concern:
        found: Concern = visible_or_404(Concern, seat, self.concern)
        return found


def called(commitment: str) -> str:
    # house: read for nobody: words for an entry whose reader was asked before, and who reads the commitment as well
    return str(Commitment._base_manager.get(id=commitment).title)
