"""What waits for judges: implications and influences that they were asked to judge, and what is to be adopted."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.assessment.models import Implication, Influences, Judgement, Section, SectionAdoption, Sheet
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached

SORT = "assessments"


@cached(per="seat")
def what_waits(seat: Seat) -> tuple[Todo, ...]:
    """Nothing for those whom no sheet and no diagram names: whoever may judge is not pressed to."""
    return (*_to_judge(seat), *_of_influences(seat))


def _to_judge(seat: Seat) -> Iterator[Todo]:
    sheets = Sheet.objects.seen_by(seat).filter(state="open").select_related("book").order_by("book_id", "number")
    asked = [sheet for sheet in sheets if seat.id in sheet.judges]
    if not asked:
        return
    ids = [sheet.id for sheet in asked]
    every = _counts(Implication.objects.seen_by(seat).filter(sheet__in=ids), "sheet_id")
    ours = Judgement.objects.seen_by(seat).current().filter(seat=seat.id, implication__sheet__in=ids)
    judged = Counter(sheet for sheet, _id in set(ours.values_list("implication__sheet_id", "implication_id")))
    for sheet in asked:
        if left := every.get(sheet.id, 0) - judged[sheet.id]:
            words = ngettext(
                "%(left)s implication of “%(title)s” is waiting for your judgement.",
                "%(left)s implications of “%(title)s” are waiting for your judgement.",
                left,
            ) % {"left": left, "title": sheet.title}
            yield Todo(SORT, words, sheet.page(), sheet.book, sheet.number, sheet.at)


def _counts(rows: Any, field: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(field).annotate(Count("id")))


def _of_influences(seat: Seat) -> Iterator[Todo]:
    drawn = Influences.objects.seen_by(seat).select_related("book").order_by("book_id", "number")
    asked = [each for each in drawn if seat.id in each.judges]
    if not asked:
        return
    ids = [each.id for each in asked]
    judged = set(
        Section.objects.seen_by(seat).filter(influences__in=ids, seat=seat.id).values_list("influences_id", flat=True)
    )
    adopted = _adopted(seat, ids)
    for each in asked:
        words = _waiting(seat, each, each.id in judged, adopted.get(each.id, {}))
        if words:
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)


def _waiting(seat: Seat, drawn: Influences, judged: bool, adopted: dict[str, set[tuple[str, ...]]]) -> str:
    if not judged:
        return _("The influences of “%(title)s” are waiting for your judgements.") % {"title": drawn.title}
    theirs = set().union(*[cells for judge, cells in adopted.items() if judge in drawn.judges and judge != seat.id])
    pairs = {cell[:2] for cell in theirs - adopted.get(seat.id, set())}
    if not pairs:
        return ""
    return ngettext(
        "%(left)s influence of “%(title)s” that others adopted is waiting for you to adopt the same or to talk it over.",
        "%(left)s influences of “%(title)s” that others adopted are waiting for you to adopt the same or to talk them over.",
        len(pairs),
    ) % {"left": len(pairs), "title": drawn.title}


def _adopted(seat: Seat, ids: list[str]) -> dict[str, dict[str, set[tuple[str, ...]]]]:
    """By diagram and judge: from, to and value of what that judge would have in the joint matrix."""
    rows = SectionAdoption.objects.seen_by(seat).current().filter(influences__in=ids)
    found: dict[str, dict[str, set[tuple[str, ...]]]] = {}
    for drawn, judge, cells in rows.values_list("influences_id", "seat_id", "cells"):
        said = found.setdefault(drawn, {}).setdefault(judge, set())
        said |= {(cell["from"], cell["to"], cell["value"]) for cell in cells}
    return found
