"""A sheet on the river, as tests of pages set one up, and what its reader gets to see."""

from typing import Any

from goodoffices.assessment.acts import Judge, OpenSheet
from goodoffices.assessment.acts.standing import implication_at
from goodoffices.process.models import Seat
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, now, rules

ROWS: list[dict[str, str]] = [{"name": "Economic sanctions"}, {"kind": "no_agreement"}]
COLUMNS: list[dict[str, str]] = [
    {"scope": "global"},
    {"scope": "regional", "name": "The lower valley"},
    {"scope": "affected", "name": "Fishing villages"},
]


def opened(by: Seat, **more: Any) -> str:
    """The id of a sheet of two rows and three columns."""
    given = {"title": "The dam package", "purpose": "Before we decide.", "rows": ROWS, "columns": COLUMNS}
    return perform(OpenSheet(**{**given, **more}), now(by)).entry.id


def judged(by: Seat, cell: str, likelihood: str = "likely", severity: str = "major", **more: Any) -> str:
    return perform(Judge(cell=cell, likelihood=likelihood, severity=severity, **more), now(by)).entry.id


def at(sheet: str, row: int = 1, column: int = 1) -> str:
    """The id of an implication by its places, from 1."""
    return implication_at(sheet, row, column)


def page_of(seat: Seat, rest: str = "", status: int = 200, **headers: str) -> str:
    """A page of the office, as its reader gets it."""
    answer = client_of(now(seat), headers=headers).get(f"/processes/{seat.process_id}/assessment/{rest}")
    assert answer.status_code == status, (rest, answer.status_code)
    return answer.text


def admitted_observer(amara: Seat, lena: Seat, idris: Seat) -> Seat:
    """An observer whom the ground rules admit to the plenary, from now on."""
    observer = admit(now(amara), "observer", "Observer")
    rules(now(amara), [now(lena), now(idris)], observers=True)
    return now(observer)
