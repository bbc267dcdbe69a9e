"""A sheet with what is judged on it, a precedent, and a diagram that has been run, for tests that open every address there is."""

from typing import Any

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment.acts import (
    AdoptInfluences,
    DrawInfluences,
    InvokePrecedent,
    Judge,
    LinkToThing,
    OpenSheet,
    RunScenarios,
    SetPrecedent,
    SubmitView,
    Tip,
)
from goodoffices.assessment.models import Descriptor, Implication, Variant
from goodoffices.assessment.tests.sheets import work_off
from goodoffices.record.perform import perform
from tests.table import now

NAMES = {"sheet", "implication", "precedent", "influences", "descriptor", "onto", "scenario_run"}
DESCRIPTORS = [{"name": "Rain", "variants": ["much", "little"]}, {"name": "Gate", "variants": ["open", "shut"]}]
JUDGED = [{"source": 1, "target": 3, "value": "2"}, {"source": 4, "target": 2, "value": "1.5"}]


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name, in a room; the plenary if none is given."""
    book = {"book": room.id} if room is not None else {}
    columns = [{"name": "The delta"}, {"scope": "global"}, {"scope": "affected", "name": "Fishers"}]
    sheet = perform(
        OpenSheet(title="What the dam means", rows=[{"name": "The dam"}], columns=columns, **book), now(seat)
    )
    cells = Implication.objects.seen_by(now(seat)).filter(sheet=sheet.entry.id).order_by("row__place", "column__place")
    cell = cells.values_list("id", flat=True)[0]
    perform(Judge(cell=cell, likelihood="likely", severity="major", reasons="The gauges say so."), now(seat))
    issue = perform(RaiseIssue(title="The dam", **book), now(seat)).entry.id
    other = perform(RaiseIssue(title="The ferry", **book), now(seat)).entry.id
    perform(LinkToThing(cell=cell, about=issue), now(seat))
    precedent = perform(SetPrecedent(decision=issue, words="What is raised is answered."), now(seat)).entry.id
    perform(InvokePrecedent(precedent=precedent, to=other), now(seat))
    perform(SubmitView(words="Mind the fish.", anonymous=True, about=cell, **book), now(lead))
    return {"sheet": sheet.entry.id, "implication": cell, "precedent": precedent, **_run(seat, issue, book)}


def _run(seat: Any, issue: str, book: dict[str, str]) -> dict[str, str]:
    drawn = perform(
        DrawInfluences(title="If it rains", descriptors=DESCRIPTORS, judgements=JUDGED, judges=[seat.id], **book),
        now(seat),
    ).entry.id
    ids = list(
        Variant.objects.seen_by(now(seat)).filter(influences=drawn).order_by("place").values_list("id", flat=True)
    )
    perform(LinkToThing(variant=ids[2], about=issue), now(seat))
    perform(AdoptInfluences(influences=drawn, cells=[{"from": ids[0], "to": ids[2], "value": "2"}]), now(seat))
    run = perform(RunScenarios(influences=drawn, near=1), now(seat)).entry.id
    work_off()
    perform(Tip(run=run, fix=[ids[2]], wish=[ids[0]]), now(seat))
    work_off()
    rain, gate = Descriptor.objects.seen_by(now(seat)).filter(influences=drawn).order_by("place")
    return {"influences": drawn, "descriptor": rain.id, "onto": gate.id, "scenario_run": run}


def filled(mediator: Any, north: Any, south: Any) -> None:
    """Of everything one that has ended, and one that waits."""
    things_in(north, mediator, None, "")
    drawn = perform(
        DrawInfluences(title="If it thaws", descriptors=DESCRIPTORS, judges=[north.id, south.id], judgements=JUDGED),
        now(south),
    ).entry.id
    perform(RunScenarios(influences=drawn), now(south))
