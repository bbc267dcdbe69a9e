"""What somebody says who is not at the table comes in through the secretariat."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.assessment.acts.references import Assessing, demand_room
from goodoffices.assessment.models import StakeholderView
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId
from goodoffices.record.acts import InBook, Line, Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class SubmitView(Assessing, InBook):
    """Put on record what a stakeholder said, in their words; without a name, if they wish."""

    # `from` is a word of Python's own: clients and the record know the field by it.
    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "assessment.submit_view"
    says: ClassVar = gettext_lazy("%(by)s put a stakeholder’s view on record.")
    label: ClassVar = gettext_lazy("Put it on record")
    field_labels: ClassVar = {
        "words": gettext_lazy("What they say, in their words"),
        "whose": gettext_lazy("From whom"),
        "anonymous": gettext_lazy("They wish to remain unnamed"),
        "group": gettext_lazy("For which group they speak"),
        "about": pgettext_lazy("a diagram or a view", "What it is about"),
        "received": gettext_lazy("When it was received"),
    }

    words: Words
    whose: Annotated[Line | None, Field(alias="from")] = None
    anonymous: bool = False
    group: Line | None = None
    about: ThingId | None = None
    received: date | None = None

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def allowed(self, seat: Seat) -> bool:
        """The third party: it receives what comes from outside."""
        return seat.third and seat.speaks

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        if self.anonymous and self.whose:
            raise Refused(
                _("With a name it would not be unnamed. Leave the name out, or untick that they wish so."), "whose"
            )
        if not (self.anonymous or self.whose):
            raise Refused(
                _("Nothing says from whom it is. Name them, or tick that they wish to remain unnamed."), "whose"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.received and self.received > day_of(seat.process, draw.now()):
            raise Refused(_("This day is still to come. Choose the day on which it was received."), "received")
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        StakeholderView.make(
            entry,
            seat_id=entry.actor,
            words=self.words,
            whose=self.whose or "",
            group=self.group or "",
            about_id=self.about,
            received=self.received.isoformat() if self.received else "",
            at=entry.at,
        )
