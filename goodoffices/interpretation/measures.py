"""How much of what each side said has been put into another language."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from goodoffices.interpretation.models import Rendering
from goodoffices.process.extensions import Measure
from goodoffices.process.models import Seat


def of_renderings(seat: Seat, plenary_only: bool) -> list[Measure]:
    kinds = ["plenary"] if plenary_only else ["plenary", "caucus"]
    rows = Rendering.objects.seen_by(seat).filter(state="standing", book__kind__in=kinds)
    rows = rows.exclude(statement__named="nobody").exclude(statement__party__isnull=True)
    rendered = Counter(rows.values_list("statement__party", flat=True))
    return [Measure("rendered", _("Renderings of what it said"), 130, rendered)]
