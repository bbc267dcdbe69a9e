"""The highlights of a concluded round: the mediator’s words, until the heads adopt them."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.rounds import RoundId, round_seen_by, title_of
from goodoffices.process.models import HighlightsAdoption, Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class AdoptHighlights(Act):
    """A head adopts the highlights with which a round was concluded."""

    kind: ClassVar[str] = "process.adopt_highlights"
    says: ClassVar = gettext_lazy("%(by)s adopted the highlights of “%(title)s”.")
    label: ClassVar = gettext_lazy("Adopt these highlights for our party")

    round: RoundId

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party."""
        return seat.delegate and seat.decides

    def possible(self, seat: Seat) -> None:
        round = round_seen_by(seat, self.round)
        if round.state != "concluded" or not round.highlights:
            raise Refused(_("This round has no highlights yet. They are adopted once it is concluded with some."))
        if HighlightsAdoption.objects.seen_by(seat).filter(round_id=self.round, party=seat.party).exists():
            raise Refused(_("Your party has already adopted these highlights. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"adoption": draw.id("adoption"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        HighlightsAdoption.make(entry, id=facts["adoption"], round_id=self.round, party_id=facts["party"], at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(self.round)}
