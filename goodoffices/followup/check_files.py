"""The report of a check as a file."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from goodoffices.followup.checks_read import assessments_of, reviews_of
from goodoffices.followup.labels import FINDINGS, PROGRESS
from goodoffices.followup.models import Assessment, Check
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet, sheet
from goodoffices.process.tables import download_table, workbook


def report_as(seat: Seat, check: Check, form: str) -> HttpResponse:
    name = f"check-{check.place}"
    if form == "pdf":
        content = sheet(f"{check.title}, {check.day}", _blocks(seat, check), date.fromisoformat(check.day), "pdf")
        return download_sheet(name, content, "pdf")
    header = [_("Commitment"), _("Reported"), _("Found"), _("How far, to an observer"), _("Assessment"), _("Citation")]
    rows = [
        [each.commitment.what, *_stands(each), each.level_name, each.words, each.commitment.citation]
        for each in assessments_of(seat, check)
    ]
    return download_table(name, workbook(check.title, header, rows), "xlsx")


def _stands(each: Assessment) -> tuple[str, str]:
    """What was reported and found by then."""
    return str(PROGRESS.get(each.reported, "")), str(FINDINGS.get(each.found, ""))


def _blocks(seat: Seat, check: Check) -> Iterator[str]:
    yield seat.process.title
    if seat.process.notice:
        yield seat.process.notice
    yield f"{check.state_name}. {check.venue}".strip()
    yield _("Present: %(names)s") % {"names": "; ".join(check.present) or "–"}
    for each in assessments_of(seat, check):
        reported, found = _stands(each)
        stands = _("Reported: %(reported)s. Found: %(found)s.") % {"reported": reported or "–", "found": found or "–"}
        yield "\n".join(part for part in (each.commitment.what, stands, each.level_name, each.words) if part)
    for review in reviews_of(seat, check):
        yield "\n".join(
            part for part in (f"{review.strategy.name}: {review.works_name}", review.adjustment, review.why) if part
        )
    if check.next:
        yield _("Next steps: %(words)s") % {"words": check.next}
