"""The secretariat puts minutes of a session before those who were there."""

import re
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.decisions.deciding import deciding_parties
from goodoffices.minutes.citing import demand_citations
from goodoffices.minutes.labels import STYLES
from goodoffices.minutes.models import Minutes, Paragraph, Wording
from goodoffices.process.acts.rounds import SessionId
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat, Session
from goodoffices.record.acts import InBook, Pages, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw, derived

_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")
MOST_PARAGRAPHS = 2_000


class DraftMinutes(Attributed, InBook):
    """Put minutes of a session before the room: a paragraph for each block of lines, citations as one writes them."""

    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "minutes.draft"
    says: ClassVar = gettext_lazy("%(by)s put the minutes of “%(title)s” before the room.")
    label: ClassVar = gettext_lazy("Circulate these minutes")
    field_labels: ClassVar = {
        "style": gettext_lazy("What they are"),
        "text": gettext_lazy("The minutes, a blank line between paragraphs"),
    }
    choice_labels: ClassVar = {"style": STYLES}

    session: SessionId
    style: Annotated[Literal["summary", "agreed", "verbatim"], Field(alias="kind")] = "summary"
    text: Pages

    def allowed(self, seat: Seat) -> bool:
        """The secretariat, and who leads beside it: the mediator, a co-mediator."""
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        audience = self.audience(seat)
        book = seat.shelf().of(audience)
        if book is None or not deciding_parties(seat, audience, book.id):
            raise Refused(
                _("No party could approve minutes here. Draft them in a room that a head of delegation reads.")
            )
        if Minutes.objects.seen_by(seat).filter(book=book, session=self.session).exists():
            raise Refused(_("This room has minutes of this session. Propose corrections to them."))

    def check(self, seat: Seat) -> None:
        visible_or_404(Session, seat, self.session)
        if len(paragraphs_in(self.text)) > MOST_PARAGRAPHS:
            raise Refused(
                _("These are more than %(most)s paragraphs. Join some of them.") % {"most": MOST_PARAGRAPHS}, "text"
            )
        demand_citations(seat, self.audience(seat), self.text, "text")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def apply(self, entry: Entry) -> None:
        Minutes.make(entry, seat_id=entry.actor, session_id=self.session, style=self.style, at=entry.at)
        for place, words in enumerate(paragraphs_in(self.text), 1):
            id = derived(entry.id, "paragraph", place)
            Paragraph.make(entry, id=id, minutes_id=entry.id, place=place, words=words)
            Wording.make(entry, id=derived(id, "wording", 1), paragraph_id=id, version=1, words=words, at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        found = row_named(Session, self.session)
        return {"title": found.title if found else ""}


def paragraphs_in(text: str) -> list[str]:
    r"""
    >>> paragraphs_in("Opened at ten.\n \n\nClosed\nat noon.\n")
    ['Opened at ten.', 'Closed\nat noon.']
    """
    return [block.strip() for block in _BETWEEN.split(text) if block.strip()]
