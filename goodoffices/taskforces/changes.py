"""Terms, delivered reports and work plans that changed since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.taskforces.models import Item, TabledReport, Terms


def task_forces(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    terms = Terms.objects.seen_by(seat).standing().changed_after(heads).select_related("book", "force")
    reports = TabledReport.objects.seen_by(seat).changed_after(heads).select_related("book", "force")
    yield Change([*terms.order_by("number"), *reports.order_by("number")])


def work_plans(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Item.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("book__name", "number")
    yield Change([each for each in rows if each.seat_id != seat.id or each.changed > each.number])
