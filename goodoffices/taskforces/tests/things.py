"""A task force with its terms, a plan and a delivered report, for tests that open every address there is."""

from datetime import timedelta
from typing import Any

from goodoffices.process.acts import SetUpTaskForce
from goodoffices.process.audience import is_table
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat, TaskForce
from goodoffices.record.perform import perform
from goodoffices.taskforces.acts import AddItem, AdoptTerms, DeliverReport, DissentFromReport, DraftReport, DraftTerms
from goodoffices.taskforces.models import TabledReport
from tests.table import now

NAMES = {"task_force", "tabled_report"}


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name, which the table knows: whoever is there sits in it, so that all open its pages."""
    if room is not None and not is_table(room.audience):
        return {}
    everyone = [each.id for each in Seat.objects.seen_by(lead).seated()]
    key = f"force_{TaskForce.objects.seen_by(lead).count()}"
    force = perform(SetUpTaskForce(task_force=key, name=f"Gauges {key}", members=everyone), lead).entry.id
    _worked(now(lead), key)
    return {"task_force": force, "tabled_report": TabledReport.objects.seen_by(now(lead)).latest("number").id}


def _worked(lead: Any, key: str) -> None:
    """From its terms to a report that is delivered."""
    heads = [now(head) for head in Seat.objects.seen_by(lead).heads()]
    sunset = host_day(lead.process) + timedelta(days=30)
    terms = perform(
        DraftTerms(
            task_force=key,
            purpose="Read the gauges together.",
            sunset=sunset,
            rapporteur=lead.id,
            co_chairs=[head.id for head in heads],
            deliverables=[f"{sunset} A list of the gauges", "A map"],
        ),
        lead,
    ).entry.id
    for head in heads:
        perform(AdoptTerms(terms=terms, unequal=True), head)
    perform(AddItem(task_force=key, what="Walk along the river", due=sunset), heads[0])
    report = perform(DraftReport(task_force=key, words="We read them.", recommendations=["One gauge."]), lead).entry.id
    perform(DissentFromReport(report=report, words="Not on our bank."), heads[0])
    for head in heads:
        perform(DeliverReport(report=report), head)


def filled(mediator: Any, north: Any, south: Any) -> None:
    """A task force that has delivered, and a joint initiative whose terms wait for the heads."""
    things_in(north, mediator, None, "")
    members = [north.id, south.id, mediator.id]
    perform(SetUpTaskForce(task_force="boats", name="Boats on the river", members=members), now(mediator))
    perform(
        DraftTerms(
            task_force="boats",
            purpose="Two boats that both sides sail.",
            sunset=host_day(mediator.process) + timedelta(days=90),
            partners=["River Fund"],
            means={"north": "Two boats", "south": "Crews"},
            milestones=["The first crossing"],
        ),
        now(mediator),
    )
