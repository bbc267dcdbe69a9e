"""How much of what each side said has been put into another language."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from goodoffices.interpretation.models import Rendering
from goodoffices.process.attribution import side_of
from goodoffices.process.audience import side_to_side
from goodoffices.process.extensions import Measure
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects


def of_renderings(seat: Seat, plenary_only: bool) -> list[Measure]:
    rows = Rendering.objects.seen_by(seat).filter(side_to_side(plenary_only), state="standing").select_related("about")
    subjects = [rendering.subject for rendering in with_subjects(rows, seen_by(seat))]
    sides = [side_of(seat, subject) for subject in subjects if not subject.anonymous]
    rendered = Counter([side for side in sides if side])
    return [Measure("rendered", _("Renderings of what it said"), 130, rendered)]
