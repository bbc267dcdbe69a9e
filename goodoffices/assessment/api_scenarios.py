"""Scenarios as resources: what judges say of a diagram, what they adopted, and what was asked of it."""

from collections.abc import Iterable
from typing import Any

from ninja import Field, Path, Router, Schema

from goodoffices.assessment import scenario_queries
from goodoffices.assessment.api_rows import Judged, by, judged
from goodoffices.assessment.judged import said as cells_of
from goodoffices.assessment.models import Influences, Run, Section
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["assessment"])


class JudgeLine(Schema):
    """How many pairs one judge has judged; judges who are not named, together."""

    by: str | None
    party: str | None
    mine: bool
    judged: int


class SectionOut(Judged):
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    round: int | None
    judgements: list[dict[str, str]]


class SpreadOut(Schema):
    book: str
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    count: int
    least: str
    most: str


class JudgementsOfInfluences(Schema):
    judges: list[JudgeLine]
    sections: list[SectionOut]
    spread: list[SpreadOut]


class AdoptedOut(Schema):
    value: str
    by: list[str] | None


class JointPair(Schema):
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    state: str
    values: list[AdoptedOut]
    missing: list[str] | None
    waiting: int


class JointOut(Schema):
    judges: list[str]
    named: bool
    pairs: list[JointPair]


class RunLine(Judged):
    question: str
    whose: str
    state: str
    after: str | None
    round: int | None


class Runs(Schema):
    runs: list[RunLine]


class Way(Schema):
    descriptor: str
    variant: str


class RunDescriptor(Schema):
    name: str
    variants: list[str]


class RunOut(RunLine):
    influences: str | None
    descriptors: list[RunDescriptor]
    fix: list[Way]
    wish: list[Way]
    linked_only: bool
    judged: int | None
    unjudged: int | None
    engine: str
    input: str
    answer: dict[str, Any] | None


@router.get(
    "/assessment/influences/{influences}/judgements",
    response=JudgementsOfInfluences,
    by_alias=True,
    summary="Who judged what of a diagram",
)
def judgements_of_influences(request: SeatedRequest, process: Path[str], influences: Path[str]) -> dict[str, Any]:
    """Sections of judges who are named, and one’s own; what all judges say of each pair, from the least to the most, by book."""
    seat = request.auth
    found: Influences = found_once(Influences, seat, influences)
    rows = scenario_queries.sections_read(seat, found)
    return {
        "judges": [
            {**by(each.row), "mine": each.mine, "judged": each.count} for each in scenario_queries.by_judge(seat, rows)
        ],
        "sections": [
            {
                **judged(row),
                "from": row.source_id,
                "to": row.target_id,
                "round": row.round,
                "judgements": [{name: cell[name] for name in ("from", "to", "value", "reason")} for cell in row.cells],
            }
            for row in rows
            if row.named == "seat" or row.seat_id == seat.id
        ],
        "spread": _spread(seat, rows),
    }


def _spread(seat: Seat, rows: Iterable[Section]) -> list[dict[str, Any]]:
    """A judge counts once in a book. Rows that do not name theirs count each: that two are by the same judge is not told."""
    said: dict[tuple[str, str, str], dict[str, str]] = {}
    for row, cell in cells_of(rows):
        judge = row.seat_id if row.named == "seat" or row.seat_id == seat.id else row.id
        said.setdefault((row.book_id, cell["from"], cell["to"]), {})[judge] = cell["value"]
    return [
        {
            **dict(zip(("book", "from", "to"), place, strict=True)),
            "count": len(values),
            "least": min(values.values(), key=float),
            "most": max(values.values(), key=float),
        }
        for place, values in said.items()
    ]


@router.get(
    "/assessment/influences/{influences}/joint", response=JointOut, by_alias=True, summary="Who has adopted what"
)
def joint(request: SeatedRequest, process: Path[str], influences: Path[str]) -> dict[str, Any]:
    """Where judges are not named, `by` and `missing` are null, and `values` are the least and the most that was adopted."""
    seat = request.auth
    _plan, state = scenario_queries.joint_state(seat, found_once(Influences, seat, influences))
    return {
        "judges": [each.id for each in state.judges],
        "named": state.named,
        "pairs": [_pair(cell, state.named) for cell in state.cells],
    }


def _pair(cell: scenario_queries.JointCell, named: bool) -> dict[str, Any]:
    values = cell.values if named else tuple(dict.fromkeys((cell.values[0], cell.values[-1])))
    return {
        "from": cell.source.id,
        "to": cell.target.id,
        "state": cell.state,
        "values": [{"value": value, "by": [each.id for each in whose] if named else None} for value, whose in values],
        "missing": [each.id for each in cell.missing] if named else None,
        "waiting": len(cell.missing),
    }


@router.get("/assessment/influences/{influences}/runs", response=Runs, summary="What was asked of a diagram")
def runs(request: SeatedRequest, process: Path[str], influences: Path[str]) -> dict[str, Any]:
    """`after`: the run whose futures were tipped; null where there is none, or the seat does not read it."""
    seat = request.auth
    found: Influences = found_once(Influences, seat, influences)
    rows = Run.objects.seen_by(seat).filter(influences=found.id).select_related("book", "party")
    told = list(rows.order_by("number", "id").defer("matrix", "asked", "answer"))
    return {"runs": [_line(row, {each.id for each in told}) for row in told]}


@router.get("/assessment/runs/{run}", response=RunOut, summary="A question put to the engine, and its answer")
def run(request: SeatedRequest, process: Path[str], run: Path[str]) -> dict[str, Any]:
    """`influences` is null where the seat does not read the diagram: it was admitted later."""
    row: Run = found_once(Run, request.auth, run, "book", "party")
    drawn = Influences.objects.seen_by(request.auth).filter(id=row.influences_id).values_list("id", flat=True).first()
    descriptors = row.matrix["descriptors"]
    return {
        **_line(row, set(Run.objects.seen_by(request.auth).filter(id=row.after_id).values_list("id", flat=True))),
        "influences": drawn,
        "descriptors": descriptors,
        **{name: _ways(descriptors, row.asked.get(name, [])) for name in ("fix", "wish")},
        "linked_only": row.question == "tip" and bool(row.asked["measures"]),
        **{name: row.asked.get(name) for name in ("judged", "unjudged")},
        **{name: getattr(row, name) for name in ("engine", "input", "answer")},
    }


def _line(row: Run, read: set[str]) -> dict[str, Any]:
    """`read`: the runs that the seat reads, of those that this one may have been asked after."""
    said = {name: getattr(row, name) for name in ("question", "whose", "state", "round")}
    return {**judged(row), **said, "after": row.after_id if row.after_id in read else None}


def _ways(descriptors: list[dict[str, Any]], held: Iterable[Any]) -> list[dict[str, str]]:
    return [{"descriptor": descriptors[at]["name"], "variant": descriptors[at]["variants"][v]} for at, v in held]
