"""Which issue an item of a day's programme is about: the one it names, or the one that reads as its item of the agenda."""

from collections.abc import Iterable, Mapping

from goodoffices.agenda.models import Issue
from goodoffices.process.audience import at_the_table
from goodoffices.process.extensions import Part
from goodoffices.process.models import ProgrammeItem, Seat
from goodoffices.record.fields import looks_like


def issues_beside(seat: Seat, sort: str, ids: Iterable[str]) -> Mapping[str, Part]:
    items = list(ProgrammeItem.objects.seen_by(seat).filter(id__in=list(ids)).exclude(about=None))
    issues = list(Issue.objects.seen_by(seat).filter(at_the_table()).select_related("book")) if items else []
    by_id, by_title = {each.id: each for each in issues}, {looks_like(each.title): each for each in issues}
    found = {item.id: by_id.get(item.about_id or "") or by_title.get(looks_like(item.text)) for item in items}
    return {id: Part("agenda/_programmed.html", issue) for id, issue in found.items() if issue}
