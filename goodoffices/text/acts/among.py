"""What a delegation does among itself with changes to a text: where it is recorded, and what may be done with what is kept."""

from collections.abc import Sequence
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from goodoffices.consultation.acts.rooms import demand_open_room
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import delegation_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Names, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Recorded
from goodoffices.text.marking import MOST_CHANGES
from goodoffices.text.models import MarkedChange

MarkedId = Annotated[Id, Names("text.MarkedChange")]
Ticked = Annotated[list[MarkedId], Field(max_length=MOST_CHANGES)]


class Among(Attributed):
    """An act of a delegation among itself, in its own book."""

    def audience(self, seat: Seat) -> Audience:
        """One’s own delegation’s book."""
        if not seat.party_key:
            raise NotThere
        return delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation."""
        return seat.delegate

    def possible(self, seat: Seat) -> None:
        book = seat.shelf().of(self.audience(seat))
        if book is not None:
            demand_open_room(seat, book.id)


def may_cite(seat: Seat, thing: Recorded | None) -> bool:
    """Whether all of one's delegation may read this."""
    return thing is not None and seat.may_cite(thing.audience, within=delegation_of(seat.party_key))


def demand_kept(changes: Sequence[MarkedChange], field: str) -> None:
    """Refused where one of them is no longer kept."""
    if any(each.state == "tabled" for each in changes):
        raise Refused(_("Some of this has been tabled already. Load the page again to see what is still kept."), field)
    if any(each.state == "dropped" for each in changes):
        raise Refused(_("Some of this was put aside. Load the page again to see what is still kept."), field)
