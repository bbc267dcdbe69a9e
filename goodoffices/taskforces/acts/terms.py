"""Terms of reference are drafted: for a task force that is set up, by the third party or a head."""

from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.decisions.deciding import is_lead
from goodoffices.process.acts.bodies import KeyOrId
from goodoffices.process.acts.founding import Key
from goodoffices.process.acts.taskforces import SeatIds
from goodoffices.process.attribution import Attributed
from goodoffices.process.days import day_of
from goodoffices.process.models import Party, Seat, TaskForce, seats_by_number
from goodoffices.record.acts import Called, Line, Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw, derived
from goodoffices.taskforces.acts.references import SeatId, demand_neutral, make_chair
from goodoffices.taskforces.dated import DueLines, rows
from goodoffices.taskforces.deciding import task_force_seen_by, terms_of
from goodoffices.taskforces.models import Terms

LONGEST = timedelta(days=3653)


class DraftTerms(Attributed):
    """Draft the terms of reference of a task force; with partners, means or milestones it is a joint initiative."""

    kind: ClassVar[str] = "taskforces.draft_terms"
    says: ClassVar = gettext_lazy("%(by)s drafted terms of reference for “%(title)s”.")
    label: ClassVar = gettext_lazy("Draft the terms")
    field_labels: ClassVar = {
        "purpose": gettext_lazy("Purpose"),
        "scope": gettext_lazy("Scope"),
        "out_of_scope": gettext_lazy("Out of scope"),
        "deliverables": gettext_lazy("Deliverables"),
        "sunset": gettext_lazy("Sunset: the last day"),
        "co_chairs": gettext_lazy("Co-chairs"),
        "rapporteur": gettext_lazy("Rapporteur, of no party"),
        "seats_per_party": gettext_lazy("Seats for each party"),
        "reports_to": gettext_lazy("Reports to"),
        "partners": gettext_lazy("Partners, one a line"),
        "means": gettext_lazy("Means"),
        "milestones": gettext_lazy("Milestones"),
    }

    task_force: KeyOrId
    purpose: Words
    scope: Note = ""
    out_of_scope: Note = ""
    deliverables: DueLines = []
    sunset: date
    co_chairs: SeatIds = []
    rapporteur: SeatId | None = None
    seats_per_party: Annotated[int, Field(ge=1, le=100)] | None = None
    reports_to: Line | None = None
    partners: Annotated[list[Line], Field(max_length=50)] = []
    means: dict[Key, Words] = {}
    milestones: DueLines = []

    def allowed(self, seat: Seat) -> bool:
        """The mediator, a co-mediator, or a head of delegation."""
        return is_lead(seat) or (seat.decides and seat.delegate)

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        found = terms_of(seat, task_force_seen_by(seat, self.task_force).key)
        if found is not None and found.state == "in_force":
            raise Refused(_("The terms of this task force are in force. Extend them, or wind it up."))
        if found is not None and found.state == "ended":
            raise Refused(_("This task force has ended. Set up another one to go on."))

    def check(self, seat: Seat) -> None:
        force = task_force_seen_by(seat, self.task_force)
        for each in [*self.deliverables, *self.milestones]:
            if each.due and each.due > self.sunset:
                raise Refused(
                    _("“%(what)s” is due after the sunset. Choose a later sunset, or an earlier day for it.")
                    % {"what": each.what},
                    "sunset",
                )
        self._demand_chairs(seat, force)
        self._demand_neutral(seat, force)
        keys = {party.key for party in Party.objects.seen_by(seat)}
        if unknown := set(self.means) - keys:
            raise Refused(
                _("No party at the table has the key “%(key)s”. Name the means of the parties alone.")
                % {"key": min(unknown)},
                "means",
            )

    def _demand_chairs(self, seat: Seat, force: TaskForce) -> None:
        by_id = {other.id: other for other in seats_by_number(seat)}
        chairs = [by_id[id] for id in dict.fromkeys(self.co_chairs)]
        if any(other.party_id is None for other in chairs):
            raise Refused(_("A co-chair sits for a party. Choose members of the delegations."), "co_chairs")
        if len({other.party_id for other in chairs}) < len(chairs):
            raise Refused(_("A party has one co-chair. Choose one member of each delegation."), "co_chairs")
        if any(other.id not in force.members or other.left is not None for other in chairs):
            raise Refused(
                _("A co-chair is a member of the task force. Choose from its members, or welcome the seat first."),
                "co_chairs",
            )

    def _demand_neutral(self, seat: Seat, force: TaskForce) -> None:
        if self.rapporteur is not None:
            demand_neutral(visible_or_404(Seat, seat, self.rapporteur), force, "rapporteur")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        today = day_of(seat.process, draw.now())
        if self.sunset < today:
            raise Refused(_("This sunset is in the past. Choose a day that is still to come."), "sunset")
        if self.sunset > today + LONGEST:
            raise Refused(_("This sunset is more than ten years away. Choose an earlier day."), "sunset")
        by_id = {other.id: other.party_id for other in seats_by_number(seat)}
        return {
            "id": draw.id(),
            "force": task_force_seen_by(seat, self.task_force).id,
            "parties": [party.id for party in Party.objects.seen_by(seat).at_the_table().order_by("mark")],
            "chairs": {by_id[id]: id for id in self.co_chairs},
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        rows_before = Terms.objects.of(entry).filter(force_id=facts["force"], state="drafted")
        rows_before.update(state="replaced", changed=entry.number)
        Terms.make(
            entry,
            force_id=facts["force"],
            seat_id=entry.actor,
            rapporteur_id=self.rapporteur,
            purpose=self.purpose,
            scope=self.scope,
            out_of_scope=self.out_of_scope,
            deliverables=rows(self.deliverables),
            sunset=self.sunset.isoformat(),
            seats_per_party=self.seats_per_party,
            reports_to=self.reports_to or "",
            partners=self.partners,
            means=self.means,
            milestones=rows(self.milestones),
            parties=facts["parties"],
            at=entry.at,
        )
        for party, chair in facts["chairs"].items():
            make_chair(entry, entry.id, party, chair, derived(entry.id, "chair", party))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        force = row_named(TaskForce, entry.facts["force"])
        return {"title": Called(force.book_id, force.number, force.name, force.citation)}
