"""The matrix as a file, as its reader sees it, and the files that are attached to a commitment."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from goodoffices.files.models import File
from goodoffices.followup.models import Assessment, Commitment
from goodoffices.followup.queries import Line
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet, sheet
from goodoffices.process.tables import Table, comma_separated, download_table, workbook


def attached_to(seat: Seat, row: Commitment) -> list[File]:
    """The files that stand beside it and are not withdrawn: what a report or a finding may rest on."""
    return list(
        File.objects.seen_by(seat)
        .filter(about=row.id, book=row.book_id)
        .exclude(state="withdrawn")
        .select_related("book")
    )


def matrix_as(seat: Seat, lines: list[Line], form: str) -> HttpResponse:
    title = _("Implementation matrix")
    if form == "pdf":
        return download_sheet("matrix", sheet(title, _blocks(seat, lines), host_day(seat.process), "pdf"), "pdf")
    header, rows = _header(), list(_rows(seat, lines))
    content = workbook(Table(title, header, rows)) if form == "xlsx" else comma_separated(header, rows)
    return download_table("matrix", content, form)


def _header() -> list[str]:
    return [
        _("No."), _("What is to be done"), _("Who owes it"), _("To whom"), _("What it is to achieve"), _("By when"),
        _("Day"), _("Who verifies it"), _("State"), _("Reported"), _("Found"),
        _("How far, to an observer"), _("Assessment"), _("Who may be told"), _("Citation"),
    ]  # fmt: skip


def _rows(seat: Seat, lines: Iterable[Line]) -> Iterator[list[str]]:
    """A line a commitment; the columns of an observer hold what the last check that was held said of it."""
    said = _last_assessments(seat)
    for number, line in enumerate(lines, 1):
        row, last = line.row, said.get(line.row.id)
        yield [
            str(number), row.what, "; ".join(line.who), "; ".join(line.to), row.objective, line.due, row.due_on,
            line.verifier, line.state_name, line.reported, line.found,
            last.level_name if last else "", last.words if last else "", row.publicity_name, row.citation,
        ]  # fmt: skip


def _last_assessments(seat: Seat) -> dict[str, Assessment]:
    rows = Assessment.objects.seen_by(seat).filter(current=True, check_of__state="held")
    return {each.commitment_id: each for each in rows.order_by("check_of__day", "number")}


def _blocks(seat: Seat, lines: list[Line]) -> Iterator[str]:
    yield seat.process.title
    if seat.process.notice:
        yield seat.process.notice
    yield _("As %(seat)s reads it.") % {"seat": seat.name}
    for number, line in enumerate(lines, 1):
        row = line.row
        told = [
            f"{number}. {row.what}",
            _("Who owes it: %(who)s") % {"who": "; ".join(line.who)},
            _("To whom: %(whom)s") % {"whom": "; ".join(line.to) or "–"},
            _("By when: %(due)s") % {"due": line.due or "–"},
            _("Reported: %(reported)s") % {"reported": line.reported or "–"},
            _("Found: %(found)s") % {"found": line.found or "–"},
            _("State: %(state)s") % {"state": line.state_name},
            _("Who verifies it: %(verifier)s") % {"verifier": line.verifier or "–"},
            _("Who may be told: %(told)s") % {"told": row.told_name},
            row.citation,
        ]
        yield "\n".join(told)
