"""Assessments as resources, over HTTP: sheets, what judges say of them, precedents, influences and runs."""

from collections.abc import Iterable
from typing import Any

from ninja import Path, Router, Schema

from goodoffices.assessment import api_beside, api_scenarios, engine, judged
from goodoffices.assessment.api_rows import Judged, cited
from goodoffices.assessment.api_rows import judged as judged_row
from goodoffices.assessment.matrix_files import MINE, matrix_of, withdrawn_of
from goodoffices.assessment.models import (
    Implication,
    Influences,
    Invocation,
    Judgement,
    Precedent,
    Sheet,
    SheetColumn,
    SheetRow,
)
from goodoffices.assessment.sheet_files import implications_of
from goodoffices.process.finding import found_once
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.things import Thing

router = Router(tags=["assessment"])
router.add_router("", api_beside.router)
router.add_router("", api_scenarios.router)


class RowOut(Schema):
    id: str
    kind: str
    name: str


class ColumnOut(Schema):
    id: str
    scope: str
    name: str


class ImplicationOut(Schema):
    id: str
    row: str
    column: str
    words: str


class SheetOut(Schema):
    id: str
    title: str
    state: str
    judges: list[str]
    rows: list[RowOut]
    columns: list[ColumnOut]
    implications: list[ImplicationOut]
    book: str
    citation: str


class Sheets(Schema):
    sheets: list[SheetOut]


class JudgementOut(Judged):
    implication: str
    likelihood: str
    severity: str
    effect: str
    horizon: str
    confidence: str
    reasons: str
    source: str
    round: int | None
    current: bool
    withdrawn: str | None


class Judgements(Schema):
    judgements: list[JudgementOut]


class InvocationOut(Judged):
    about: str | None
    applies: bool
    words: str


class PrecedentOut(Judged):
    about: str | None
    words: str
    state: str
    invocations: list[InvocationOut]


class Precedents(Schema):
    precedents: list[PrecedentOut]


class DiagramLine(Schema):
    id: str
    title: str
    book: str
    citation: str


class Diagrams(Schema):
    influences: list[DiagramLine]


class VariantOut(Schema):
    id: str
    name: str


class DescriptorOut(Schema):
    id: str
    name: str
    variants: list[VariantOut]


class DiagramOut(DiagramLine):
    judges: list[str]
    descriptors: list[DescriptorOut]
    judgements: list[dict[str, str]]
    withdrawn: list[dict[str, str]]
    hash: str


@router.get("/assessment/sheets", response=Sheets, summary="Assessment sheets with their implications")
def sheets(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    rows, columns = (_by_sheet(model.objects.seen_by(seat).order_by("place")) for model in (SheetRow, SheetColumn))
    cells = _by_sheet(Implication.objects.seen_by(seat).order_by("row__place", "column__place"))
    return {
        "sheets": [
            {
                **cited(sheet),
                "title": sheet.title,
                "state": sheet.state,
                "judges": sheet.judges,
                "rows": [{"id": row.id, "kind": row.kind, "name": row.name} for row in rows.get(sheet.id, [])],
                "columns": [{"id": c.id, "scope": c.scope, "name": c.name} for c in columns.get(sheet.id, [])],
                "implications": [
                    {"id": cell.id, "row": cell.row_id, "column": cell.column_id, "words": cell.words}
                    for cell in cells.get(sheet.id, [])
                ],
            }
            for sheet in Sheet.objects.seen_by(seat).select_related("book").order_by("number", "id")
        ]
    }


@router.get("/assessment/sheets/{sheet}/judgements", response=Judgements, summary="What judges say of a sheet")
def judgements(request: SeatedRequest, process: Path[str], sheet: Path[str]) -> dict[str, Any]:
    """Also those that were revised or withdrawn since, in the order in which they were made. `withdrawn`: when."""
    seat = request.auth
    cells = [cell.id for cell in implications_of(seat, found_once(Sheet, seat, sheet))]
    rows = Judgement.objects.seen_by(seat).filter(implication__in=cells).select_related("book", "party")
    return {
        "judgements": [
            {
                **judged_row(row),
                "implication": row.implication_id,
                **{name: getattr(row, name) for name in ("likelihood", "severity", "effect", "horizon", "confidence")},
                **{name: getattr(row, name) for name in ("reasons", "source", "round", "current")},
                "withdrawn": row.withdrawn_at or None,
            }
            for row in rows.order_by("at", "number", "id")
        ]
    }


@router.get("/assessment/precedents", response=Precedents, summary="Precedents, and where they were invoked")
def precedents(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    """`about` is null where the seat does not read what a precedent is of."""
    seat = request.auth
    rows = list(Precedent.objects.seen_by(seat).select_related("book", "party").order_by("number", "id"))
    invoked: dict[str, list[Invocation]] = {}
    for each in Invocation.objects.seen_by(seat).select_related("book", "party").order_by("number", "id"):
        invoked.setdefault(each.precedent_id, []).append(each)
    about = {row.about_id for row in rows} | {each.about_id for some in invoked.values() for each in some}
    seen = set(Thing.objects.seen_by(seat).filter(id__in=about).values_list("id", flat=True))
    return {
        "precedents": [
            {
                **judged_row(row),
                "about": row.about_id if row.about_id in seen else None,
                "words": row.words,
                "state": row.state,
                "invocations": [
                    {
                        **judged_row(each),
                        "about": each.about_id if each.about_id in seen else None,
                        "applies": each.applies,
                        "words": each.words,
                    }
                    for each in invoked.get(row.id, [])
                ],
            }
            for row in rows
        ]
    }


@router.get("/assessment/influences", response=Diagrams, summary="Diagrams of influences")
def diagrams(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    rows = Influences.objects.seen_by(request.auth).select_related("book").order_by("number", "id")
    return {"influences": [{**cited(row), "title": row.title} for row in rows]}


@router.get("/assessment/influences/{influences}", response=DiagramOut, summary="One diagram with judgements")
def diagram(request: SeatedRequest, process: Path[str], influences: Path[str], whose: str = MINE) -> dict[str, Any]:
    """`whose`: “mine”, “joint”, or the id of another judge's seat, where judges are named. `withdrawn`: pairs that this judge withdrew, or
    of the joint matrix that any judge did, and that are not judged since."""
    seat = request.auth
    found: Influences = found_once(Influences, seat, influences)
    drawn, matrix = judged.drawn(seat, found), matrix_of(seat, found, whose)
    return {
        **cited(found),
        "title": found.title,
        "judges": found.judges,
        "descriptors": [
            {
                "id": each.id,
                "name": each.name,
                "variants": [{"id": way.id, "name": way.name} for way in drawn.variants[each.id]],
            }
            for each in drawn.descriptors
        ],
        "judgements": [
            {"from": source, "to": target, "value": value, "reason": matrix.reasons.get((source, target), "")}
            for (source, target), value in matrix.cells.items()
        ],
        "withdrawn": [{"from": source, "to": target} for source, target in withdrawn_of(seat, found, whose)],
        "hash": engine.hash_of(judged.plain(drawn, matrix)) if drawn.descriptors else "",
    }


def _by_sheet(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.sheet_id, []).append(row)
    return found
