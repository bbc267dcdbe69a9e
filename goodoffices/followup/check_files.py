"""The report of a check as a file."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from goodoffices.followup.checks_read import assessments_of, reviews_of
from goodoffices.followup.labels import FINDINGS, PROGRESS
from goodoffices.followup.models import Assessment, Check, Review
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet, sheet
from goodoffices.process.tables import Table, download_table, workbook


def report_as(seat: Seat, check: Check, form: str) -> HttpResponse:
    name = f"check-{check.place}"
    if form == "pdf":
        content = sheet(f"{check.title}, {check.day}", _blocks(seat, check), date.fromisoformat(check.day), "pdf")
        return download_sheet(name, content, "pdf")
    return download_table(name, workbook(*_tables(seat, check)), "xlsx")


def _tables(seat: Seat, check: Check) -> Iterator[Table]:
    """A sheet for each part of the report; of what has no line, its head alone, so that every report has the same sheets."""
    held = [check.title, check.state_name, check.day, check.venue, check.framework.level]
    yield Table(check.title, [_("Check"), _("State"), _("Day"), _("Venue"), _("At what level")], [held])
    yield Table(_("Present"), [_("Present")], [[name] for name in check.present])
    header = [_("Commitment"), _("Reported"), _("Found"), _("How far, to an observer"), _("Assessment"), _("Citation")]
    said = assessments_of(seat, check)
    rows = [
        [each.commitment.what, *_stands(each), each.level_name, each.words, each.commitment.citation] for each in said
    ]
    yield Table(_("Assessments"), header, rows)
    yield from _of_strategies(reviews_of(seat, check))
    yield Table(_("Next steps"), [_("Next steps")], [[line] for line in check.next.splitlines() if line.strip()])


def _of_strategies(reviews: list[Review]) -> Iterator[Table]:
    header = [_("Strategy"), _("Does it work?"), _("What is counted"), _("Number")]
    rows = [
        [each.strategy.name, each.works_name, each.strategy.indicator_name, _number(each.counted)] for each in reviews
    ]
    yield Table(_("Strategies"), header, rows)
    changed = [each for each in reviews if each.adjustment]
    rows = [[each.strategy.name, each.adjustment, each.why] for each in changed]
    yield Table(_("Adjustments"), [_("Strategy"), _("What changes"), _("Why")], rows)


def _number(counted: int | None) -> str:
    return "" if counted is None else str(counted)


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
        counted = f"{review.strategy.indicator_name}: {review.counted}" if review.counted is not None else ""
        told = (f"{review.strategy.name}: {review.works_name}", counted, review.adjustment, review.why)
        yield "\n".join(part for part in told if part)
    if check.next:
        yield _("Next steps: %(words)s") % {"words": check.next}
