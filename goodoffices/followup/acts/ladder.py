"""The ladder of a dispute: proposed, and adopted by every head. It stands beside the ground rules, as their annex."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.followup.acts.base import demand_following
from goodoffices.followup.checking import missing
from goodoffices.followup.dispute_labels import WEEKDAYS
from goodoffices.followup.models import Ladder, LadderAdoption
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Id, Line, Names, Note, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw

LadderId = Annotated[Id, Names("followup.Ladder")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class LadderLevel(Row):
    """A level, and how many days a dispute stays there."""

    field_labels: ClassVar = {
        "name": gettext_lazy("Level"),
        "days": gettext_lazy("Days"),
        "working": gettext_lazy("Only working days count"),
    }

    name: Line
    days: Annotated[int, Field(ge=1, le=365)]
    working: bool = False


class WorkingPlace(Row):
    """A place whose weekend and holidays are no working days."""

    field_labels: ClassVar = {
        "name": gettext_lazy("Place"),
        "weekend": gettext_lazy("Days of the weekend"),
        "holidays": gettext_lazy("Holidays, a day on each line, such as 2025-12-25"),
    }
    choice_labels: ClassVar = {"weekend": WEEKDAYS}

    name: Line
    weekend: Annotated[list[Weekday], Field(max_length=7)] = []
    holidays: Annotated[list[date], Field(max_length=400)] = []


class ProposeLadder(Attributed):
    """Propose the levels of a dispute, with days, and the places whose working days these are."""

    kind: ClassVar[str] = "followup.propose_ladder"
    says: ClassVar = gettext_lazy("%(by)s proposed a ladder for disputes, with these levels: %(levels)s.")
    label: ClassVar = gettext_lazy("Propose the ladder")
    field_labels: ClassVar = {
        "levels": gettext_lazy("Levels, from the first"),
        "places": gettext_lazy("Whose working days count: a day counts only where all these places work"),
        "top": gettext_lazy("When the last level has lapsed, either side may …"),
    }

    levels: Annotated[list[LadderLevel], Field(min_length=1, max_length=10)]
    places: Annotated[list[WorkingPlace], Field(max_length=20)] = []
    top: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party; who decides for a party."""
        return seat.leads or seat.decides

    def possible(self, seat: Seat) -> None:
        demand_following(seat, PLENARY)

    def check(self, seat: Seat) -> None:
        resting = {day for place in self.places for day in place.weekend}
        if len(resting) == len(WEEKDAYS) and any(level.working for level in self.levels):
            raise Refused(
                _("Between them these places rest on every day of the week. Name fewer, or count all days."), "places"
            )
        names = [level.name.casefold() for level in self.levels]
        if len(set(names)) < len(names):
            raise Refused(_("Two levels have the same name. Call each by a name of its own."), "levels")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Ladder.make(
            entry,
            seat_id=entry.actor,
            levels=[level.model_dump(mode="json") for level in self.levels],
            places=[place.model_dump(mode="json") for place in self.places],
            top=self.top,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"levels": ", ".join(level.name for level in self.levels)}


class AdoptLadder(Attributed):
    """A head adopts a ladder; once every head has, it is in force for disputes that begin from then on."""

    kind: ClassVar[str] = "followup.adopt_ladder"
    says: ClassVar = gettext_lazy("%(by)s adopted the ladder for disputes.")
    label: ClassVar = gettext_lazy("Adopt the ladder")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, adopt it for our party")
    consequence: ClassVar = gettext_lazy(
        "Once every head has adopted it, disputes that begin from then on run by it. Disputes that have begun keep the ladder on which they began."
    )

    ladder: LadderId

    def audience(self, seat: Seat) -> Audience:
        """The plenary, where it was proposed."""
        return self._found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        found = self._found(seat)
        demand_following(seat, PLENARY)
        if found.state != "proposed":
            raise Refused(_("This ladder has been decided. Propose another to change it."))
        rows = LadderAdoption.objects.seen_by(seat).filter(ladder=found)
        said = set(rows.values_list("party__key", flat=True))
        # Once a party has left, and nobody else is missing, whoever stays adopts it again.
        if seat.party_key in said and missing(seat, said):
            raise Refused(_("Your party has adopted this ladder. It is waiting for the other parties."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The ladder as it was proposed."""
        return [(_("Ladder for disputes"), self._found(seat).in_words())]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"adoption": draw.id(), "party": seat.party_id}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.ladder

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        LadderAdoption.make(
            entry, facts["adoption"], ladder_id=self.ladder, party_id=facts["party"], seat_id=entry.actor, at=entry.at
        )
        if _all_have_adopted(entry, self.ladder):
            Ladder.objects.of(entry).in_force().update(state="replaced", changed=entry.number)
            Ladder.change(entry, self.ladder, state="adopted", adopted_at=entry.at)

    def _found(self, seat: Seat) -> Ladder:
        found: Ladder = visible_or_404(Ladder, seat, self.ladder)
        return found


def _all_have_adopted(entry: Entry, ladder: str) -> bool:
    adopted = LadderAdoption.objects.of(entry).filter(ladder_id=ladder).values_list("party_id", flat=True)
    return set(Party.objects.of(entry).at_the_table().values_list("id", flat=True)) <= set(adopted)
