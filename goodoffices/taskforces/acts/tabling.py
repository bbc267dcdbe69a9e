"""What is delivered: a copy of the report in the plenary, with what it recommends and where parties dissent."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field

from goodoffices.process.acts.founding import Key
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat, TaskForce
from goodoffices.record.acts import Called, Pages, Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw, derived
from goodoffices.taskforces.deciding import task_force_seen_by, terms_of
from goodoffices.taskforces.models import Recommendation, TabledReport, Terms

Recommended = Annotated[list[Words], Field(max_length=50)]


class DissentNote(BaseModel):
    """What a party noted against a report."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    party: Key
    words: Words


class TableReport(Attributed):
    """The plenary reads what both co-chairs delivered, without prejudice to any party’s position."""

    kind: ClassVar[str] = "taskforces.table_report"
    says: ClassVar = gettext_lazy(
        "%(by)s tabled the report of “%(title)s” for all its co-chairs, without prejudice to any party’s position."
    )
    only_entailed: ClassVar[bool] = True

    task_force: Key
    words: Pages | None = None
    recommendations: Recommended = []
    consensus: bool = False
    dissents: list[DissentNote] = []

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def possible(self, seat: Seat) -> None:
        """Once more: the clock may have ended the task force just before this entry."""
        demand_in_force(terms_of(seat, self.task_force))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "force": task_force_seen_by(seat, self.task_force).id}

    def apply(self, entry: Entry) -> None:
        TabledReport.make(
            entry,
            force_id=entry.facts["force"],
            words=self.words or "",
            consensus=self.consensus,
            dissents=[each.model_dump() for each in self.dissents],
            at=entry.at,
        )
        for place, words in enumerate(self.recommendations, 1):
            id = recommendation_of(entry.id, place)
            Recommendation.make(entry, id=id, report_id=entry.id, ordinal=place, words=words)

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        return {"recommendation": [recommendation_of(facts["id"], n + 1) for n in range(len(self.recommendations))]}

    def gaps(self, entry: Entry) -> dict[str, Any]:
        force = row_named(TaskForce, entry.facts["force"])
        return {"title": Called(force.book_id, force.number, force.name, force.citation)}


def recommendation_of(report: str, place: int) -> str:
    return derived(report, "recommendation", place)


def demand_in_force(terms: Terms | None) -> None:
    if terms is None or terms.state == "drafted":
        raise Refused(_("The terms of this task force are not in force yet. Wait until every head has adopted them."))
    if terms.state == "ended":
        raise Refused(_("This task force has ended. Set up another one to go on."))
