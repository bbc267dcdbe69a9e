"""A sheet, judgements or a matrix come in as a file: read, shown to be checked, and put on record by an act.

Nothing of a file is kept, and nothing is on record before the second page is sent. Asked without a file, each page has the form
that sends one; so it has where a file cannot be read.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodoffices.assessment.judgement_reading import read_judgements
from goodoffices.assessment.matrix_files import (
    CellsRead,
    MatrixRead,
    demand_drawable,
    listed,
    matched,
    read_matrix,
    to_draw,
)
from goodoffices.assessment.models import Influences, Sheet
from goodoffices.assessment.sheet_reading import read_sheet
from goodoffices.assessment.uploads import Unread, Uploaded, uploaded
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.requests import SeatedRequest

TABLES = ".xlsx,.csv"
MATRICES = ".scw,.csv,.xlsx"
MOST_SHOWN = 200  # judgements of a matrix that a page lists one by one

Read = Callable[[Uploaded], dict[str, Any]]


# house: submits: a file that is read and shown before anything of it is on record
@require_http_methods(["GET", "HEAD", "POST"])
def check_sheet(request: SeatedRequest, process: str) -> HttpResponse:
    """How a table was read as a new sheet."""
    seat: Seat = request.seat
    page = {"heading": _("A sheet from a file"), "accept": TABLES, "hint": _(
        "An XLSX or CSV file: one that was taken from a sheet, or a table with measures and trends in its first column, "
        "regions and groups in its first line, and implications where they meet."
    ), "back": reverse("assessment:sheets", args=[process])}  # fmt: skip

    def read(file: Uploaded) -> dict[str, Any]:
        return {"found": read_sheet(seat, file), "judges": _judges(seat)}

    return _checked(request, "assessment/check_sheet.html", page, read)


# house: submits: a file that is read and shown before anything of it is on record
@require_http_methods(["GET", "HEAD", "POST"])
def check_judgements(request: SeatedRequest, process: str, sheet: str) -> HttpResponse:
    """Which judgements of a sheet a file holds, and what they would revise."""
    seat: Seat = request.seat
    of: Sheet = found_once(Sheet, seat, sheet)
    page = {"heading": _("Judgements from a file"), "accept": TABLES, "of": of, "back": of.page(), "hint": _(
        "The file of this sheet, XLSX or CSV, with your judgements filled in. Lines with another judge are passed over."
    )}  # fmt: skip
    return _checked(
        request,
        "assessment/check_judgements.html",
        page,
        lambda file: {"found": read_judgements(seat, of, file)},
    )


# house: submits: a file that is read and shown before anything of it is on record
@require_http_methods(["GET", "HEAD", "POST"])
def check_influences(request: SeatedRequest, process: str) -> HttpResponse:
    """How a matrix was read as a new diagram with one's own judgements."""
    seat: Seat = request.seat
    page = {"heading": _("A diagram from a file"), "accept": MATRICES, "divides": True, "hint": _(
        "A .scw file of ScenarioWizard, or a table as CSV or XLSX. Its judgements become your own."
    ), "back": reverse("assessment:diagrams", args=[process])}  # fmt: skip

    def read(file: Uploaded) -> dict[str, Any]:
        found = to_draw(read_matrix(file, divide="divide" in request.POST))
        demand_drawable(seat, found)
        rows = json.dumps(found.descriptors, ensure_ascii=False)
        return {"found": found, "title": file.title, "descriptors": rows, "judges": _judges(seat)}

    return _checked(request, "assessment/check_influences.html", page, read)


# house: submits: a file that is read and shown before anything of it is on record
@require_http_methods(["GET", "HEAD", "POST"])
def check_matrix(request: SeatedRequest, process: str, influences: str) -> HttpResponse:
    """Which judgements of a diagram a file holds, and what they would change."""
    seat: Seat = request.seat
    of: Influences = found_once(Influences, seat, influences)
    page = {"heading": _("Judgements from a file"), "accept": MATRICES, "divides": True, "of": of, "hint": _(
        "A .scw file of ScenarioWizard, or a table as CSV or XLSX, with the names that stand in this diagram."
    ), "back": of.page()}  # fmt: skip

    def read(file: Uploaded) -> dict[str, Any]:
        found = read_matrix(file, divide="divide" in request.POST)
        cells = matched(seat, of, found)
        shown = cells.cells[:MOST_SHOWN]
        known = {"shown": shown, "left": len(cells.cells) - len(shown), "remarks": list(_remarks(found, cells))}
        return {"found": found, "read": cells, **known}

    return _checked(request, "assessment/check_matrix.html", page, read)


# house: submits: a file that is read and shown before anything of it is on record
def _checked(request: SeatedRequest, template: str, page: dict[str, Any], read: Read) -> HttpResponse:
    """The page that shows how a file was read; the form that sends one, where there is none or it cannot be read."""
    problem = {}
    if request.method == "POST":
        try:
            file = uploaded(request)
            return render(request, template, {**page, "file": file.name, **read(file)})
        except Refused as refusal:
            problem = {"sentence": str(refusal)}
        except Unread as unread:
            problem = {"sentence": unread.sentence, "found": unread.found}
    known = {**page, **problem, "may": request.seat.speaks}
    return render(request, "assessment/check_file.html", known, status=422 if problem else 200)


def _remarks(found: MatrixRead, read: CellsRead) -> Iterator[str]:
    """What is to be known before the judgements of a file are sent."""
    if not found.gaps:
        yield _(
            "This format has a number everywhere. A 0 is taken for a judgement only where you have judged the pair."
        )
    if read.unchanged:
        yield _("As you have them on record: %(count)s.") % {"count": read.unchanged}
    if read.zeros:
        yield _("Judged 0, because the file says so: %(count)s.") % {"count": read.zeros}
    if read.private:
        yield _(
            "As you judged them in a narrower room alone: %(count)s. Choose that room, unless every reader of the diagram is "
            "to read them."
        ) % {"count": read.private}
    if read.missing:
        yield _("Not in the file, and left as they are: %(names)s.") % {"names": listed(read.missing)}


def _judges(seat: Seat) -> list[Seat]:
    rows = Seat.objects.seen_by(seat).seated().select_related("party", "process").order_by("number", "id")
    return [each for each in rows if each.speaks]
