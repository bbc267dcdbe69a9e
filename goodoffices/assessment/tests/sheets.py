"""Sheets and diagrams for tests of this office."""

from typing import Any

from goodoffices.assessment.acts import DrawInfluences, JudgeSections, OpenSheet
from goodoffices.assessment.models import Implication, Run, Variant
from goodoffices.assessment.working import work
from goodoffices.process.models import Seat
from goodoffices.record.perform import perform
from tests.table import now

ROWS = [{"name": "The dam"}, {"name": "The ferry", "kind": "process"}]
COLUMNS = [{"name": "The delta"}, {"scope": "global"}]
DESCRIPTORS = [{"name": "Rain", "variants": ["much", "little"]}, {"name": "Gate", "variants": ["open", "shut"]}]


def open_sheet(by: Seat, **more: Any) -> str:
    given = {"title": "What the dam means", "rows": ROWS, "columns": COLUMNS}
    return perform(OpenSheet(**{**given, **more}), now(by)).entry.id


def cells(seat: Seat, sheet: str) -> list[Implication]:
    """Row by row."""
    rows = Implication.objects.seen_by(now(seat)).filter(sheet=sheet).select_related(*Implication.related)
    return list(rows.order_by("row__place", "column__place"))


def draw(by: Seat, **more: Any) -> str:
    return perform(DrawInfluences(**{"title": "If it rains", "descriptors": DESCRIPTORS, **more}), now(by)).entry.id


def variants(seat: Seat, drawn: str) -> list[str]:
    """Their ids, through all descriptors."""
    return list(
        Variant.objects.seen_by(now(seat)).filter(influences=drawn).order_by("place").values_list("id", flat=True)
    )


def judge(by: Seat, drawn: str, *values: tuple[int, int, str], **more: Any) -> None:
    """Judgements by the places of variants, from 0."""
    ids = variants(by, drawn)
    given = [{"source": ids[a], "target": ids[b], "value": value} for a, b, value in values]
    perform(JudgeSections(influences=drawn, cells=given, **more), now(by))


def work_off() -> int:
    """Everything that waits for the host; how many pieces there were."""
    done = 0
    while work():
        done += 1
    return done


def run_of(seat: Seat, id: str) -> Run:
    found: Run = Run.objects.seen_by(now(seat)).select_related(*Run.related).get(id=id)
    return found
