"""What somebody says who is not at the table comes in through the secretariat, which corrects it and takes it back."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import ConfigDict, Field

from goodoffices.assessment.acts.references import Assessing, ViewId, demand_room
from goodoffices.assessment.models import StakeholderView
from goodoffices.process.days import day_of
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId
from goodoffices.record.acts import InBook, Line, Refused, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

LABELS: dict[str, Any] = {
    "words": gettext_lazy("What they say, in their words"),
    "whose": gettext_lazy("From whom"),
    "anonymous": gettext_lazy("They wish to remain unnamed"),
    "group": gettext_lazy("For which group they speak"),
    "received": gettext_lazy("When it was received"),
}


class SubmitView(Assessing, InBook):
    """Put on record what a stakeholder said, in their words; without a name, if they wish."""

    # `from` is a word of Python's own: clients and the record know the field by it.
    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "assessment.submit_view"
    says: ClassVar = gettext_lazy("%(by)s put a stakeholder’s view on record.")
    label: ClassVar = gettext_lazy("Put it on record")
    field_labels: ClassVar = {**LABELS, "about": pgettext_lazy("a diagram or a view", "What it is about")}

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
        _demand_received(seat, draw, self.received)
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        StakeholderView.make(
            entry,
            seat_id=entry.actor,
            words=self.words,
            whose=self.whose or "",
            group=self.group or "",
            about_id=self.about,
            received=_written(self.received),
            at=entry.at,
        )


class _OnView(Assessing):
    view: ViewId

    def found(self, seat: Seat) -> StakeholderView:
        view: StakeholderView = found_once(StakeholderView, seat, self.view)
        return view

    def audience(self, seat: Seat) -> Audience:
        """The view’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who put it on record, or leads the third party."""
        return seat.third and seat.speaks and (seat.leads or self.found(seat).seat_id == seat.id)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not self.found(seat).stands:
            raise Refused(_("This view has been withdrawn. Put it on record again if it holds."))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.view


class CorrectView(_OnView):
    """Correct a view from outside, or leave out from whom it is; what is left out of this stays as it was."""

    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "assessment.correct_view"
    says: ClassVar = gettext_lazy("%(by)s corrected a stakeholder’s view.")
    label: ClassVar = gettext_lazy("Record the correction")
    field_labels: ClassVar = LABELS
    clears: ClassVar = ("group", "received")

    words: Words | None = None
    whose: Annotated[Line | None, Field(alias="from")] = None
    anonymous: bool = False
    group: Line | None = None
    received: date | None = None

    def asked(self) -> dict[str, Any]:
        """Who is to remain unnamed is not named once more."""
        left_out = {"whose"} if self.anonymous else set()
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True, exclude=left_out)

    def check(self, seat: Seat) -> None:
        found = self.found(seat)
        if self.anonymous and self.whose not in (None, found.whose):
            raise Refused(
                _("With a name it would not be unnamed. Leave the name out, or untick that they wish so."), "whose"
            )
        if not self._changes(found):
            raise Refused(_("Nothing would change. Choose otherwise, or leave it as it is."), "words")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        _demand_received(seat, draw, self.received)
        return {}

    def _changes(self, found: StakeholderView) -> dict[str, str]:
        said = {
            "words": self.words or found.words,
            "whose": "" if self.anonymous else self.whose or found.whose,
            "group": (self.group or "") if "group" in self.model_fields_set else found.group,
            "received": _written(self.received) if "received" in self.model_fields_set else found.received,
        }
        return {name: value for name, value in said.items() if value != getattr(found, name)}

    def apply(self, entry: Entry) -> None:
        StakeholderView.change(entry, self.view, **self._changes(StakeholderView.objects.of(entry).get(id=self.view)))
        StakeholderView.reword(entry, self.view)


class WithdrawView(_OnView):
    """Take a view from outside off the pages and out of the search: what it said, and from whom. The record keeps its entry."""

    kind: ClassVar[str] = "assessment.withdraw_view"
    says: ClassVar = gettext_lazy("%(by)s withdrew a stakeholder’s view.")
    label: ClassVar = gettext_lazy("Withdraw the view")

    def apply(self, entry: Entry) -> None:
        StakeholderView.change(entry, self.view, words="", whose="", group="", received="")
        StakeholderView.reword(entry, self.view)


def _demand_received(seat: Seat, draw: Draw, received: date | None) -> None:
    if received and received > day_of(seat.process, draw.now()):
        raise Refused(_("This day is still to come. Choose the day on which it was received."), "received")


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
