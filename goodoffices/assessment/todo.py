"""What waits for judges: implications and influences that they were asked to judge, and what is to be adopted."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.assessment.judged import as_read, matrices_of
from goodoffices.assessment.models import Implication, Influences, Judgement, Section, SectionAdoption, Sheet, Variant
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached

SORT = "assessments"


@cached(per="seat")
def what_waits(seat: Seat) -> tuple[Todo, ...]:
    """Nothing for those whom no sheet and no diagram names: whoever may judge is not pressed to. Nothing either in rooms that take
    nothing more, as once the talks are concluded."""
    return (*_to_judge(seat), *_of_influences(seat))


def _to_judge(seat: Seat) -> Iterator[Todo]:
    sheets = Sheet.objects.seen_by(seat).filter(state="open").select_related("book").order_by("book_id", "number")
    asked = [sheet for sheet in sheets if seat.id in sheet.judges and seat.process.takes(sheet.audience)]
    if not asked:
        return
    ids = [sheet.id for sheet in asked]
    # What nobody has described says nothing that all judges could judge alike.
    described = Implication.objects.seen_by(seat).filter(sheet__in=ids).exclude(words="")
    ours = Judgement.objects.seen_by(seat).current().filter(seat=seat.id, implication__sheet__in=ids)
    waiting = described.exclude(id__in=ours.values("implication_id"))
    left_of = dict(waiting.order_by().values_list("sheet_id").annotate(Count("id")))
    for sheet in asked:
        if left := left_of.get(sheet.id, 0):
            words = ngettext(
                "%(left)s implication of “%(title)s” is waiting for your judgement.",
                "%(left)s implications of “%(title)s” are waiting for your judgement.",
                left,
            ) % {"left": left, "title": sheet.title}
            yield Todo(SORT, words, sheet.page(), sheet.book, sheet.number, sheet.at)


def _of_influences(seat: Seat) -> Iterator[Todo]:
    drawn = Influences.objects.seen_by(seat).select_related("book").order_by("book_id", "number")
    asked = [each for each in drawn if seat.id in each.judges and seat.process.takes(each.audience)]
    if not asked:
        return
    ids = [each.id for each in asked]
    pairs, judged, adopted = _pairs(seat, ids), _judged(seat, ids), _adopted(seat, ids)
    for each in asked:
        if words := _left_to_judge(each, pairs.get(each.id, 0), judged[each.id]):
            yield Todo(SORT, words, f"{each.page()}#sections", each.book, each.number, each.at)
        if judged[each.id] and (words := _left_to_adopt(seat, each, adopted.get(each.id, {}))):
            page = reverse("assessment:joint", args=[seat.process_id, each.id])
            yield Todo(SORT, words, page, each.book, each.number, each.at)


def _pairs(seat: Seat, ids: list[str]) -> dict[str, int]:
    """By diagram, how many judgements there could be."""
    sizes: dict[str, list[int]] = {}
    rows = Variant.objects.seen_by(seat).filter(influences__in=ids).order_by()
    for drawn, _descriptor, size in rows.values_list("influences_id", "descriptor_id").annotate(Count("id")):
        sizes.setdefault(drawn, []).append(size)
    return {drawn: sum(size * (sum(every) - size) for size in every) for drawn, every in sizes.items()}


def _judged(seat: Seat, ids: list[str]) -> Counter[str]:
    """By diagram, how many this seat judges now, in whatever room."""
    rows = Section.objects.seen_by(seat).current().filter(influences__in=ids, seat=seat.id).order_by()
    pairs = {
        (drawn, cell["from"], cell["to"])
        for drawn, cells in rows.values_list("influences_id", "cells")
        for cell in cells
    }
    return Counter(drawn for drawn, _source, _target in pairs)


def _left_to_judge(drawn: Influences, pairs: int, judged: int) -> str:
    if not judged:
        return _("The influences of “%(title)s” are waiting for your judgements.") % {"title": drawn.title}
    if judged >= pairs:
        return ""
    return ngettext(
        "%(left)s influence of “%(title)s” is waiting for your judgement.",
        "%(left)s influences of “%(title)s” are waiting for your judgement.",
        pairs - judged,
    ) % {"left": pairs - judged, "title": drawn.title}


def _left_to_adopt(seat: Seat, drawn: Influences, adopted: dict[str, set[tuple[str, ...]]]) -> str:
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
    rows = SectionAdoption.objects.seen_by(seat).current().filter(influences__in=ids).select_related("book")
    by_drawn: dict[str, list[SectionAdoption]] = {}
    for row in as_read(seat, rows):
        by_drawn.setdefault(row.influences_id, []).append(row)
    return {
        drawn: {judge: {(*pair, value) for pair, value in matrix.cells.items()} for judge, matrix in adopted.items()}
        for drawn, adopted in ((drawn, matrices_of(rows)) for drawn, rows in by_drawn.items())
    }
