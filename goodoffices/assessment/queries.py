"""What the rail and “Go to…” ask."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goodoffices.assessment.models import Influences, Precedent, Sheet
from goodoffices.process.extensions import Link, Place
from goodoffices.process.models import Seat

OF_SCENARIOS = ("assessment:influences", "assessment:joint", "assessment:section", "assessment:runs", "assessment:run",
                "assessment:scenario", "assessment:new_influences", "assessment:check_influences",
                "assessment:check_matrix")  # fmt: skip


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("Scenarios"), "assessment:diagrams", pages=OF_SCENARIOS, place=41)


def places(seat: Seat) -> Iterable[Place]:
    for sheet in Sheet.objects.seen_by(seat).select_related("book").order_by("number"):
        yield Place(_("Implications"), sheet.title, sheet.page(), sheet.citation)
    for precedent in Precedent.objects.seen_by(seat).filter(state="set").select_related("book").order_by("number"):
        yield Place(_("Precedents"), precedent.title, precedent.page(), precedent.citation)
    for drawn in Influences.objects.seen_by(seat).select_related("book").order_by("number"):
        yield Place(_("Scenarios"), drawn.title, drawn.page(), drawn.citation)
