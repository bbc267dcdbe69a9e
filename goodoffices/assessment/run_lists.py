"""Whose judgements runs were asked of, as far as their reader may know."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goodoffices.assessment.commentary import isolated
from goodoffices.assessment.models import Run
from goodoffices.process.models import Seat


def whose_words(seat: Seat, runs: Iterable[Run]) -> dict[str, str]:
    """By id of the run. Another judge's name stands in a run only where judges are named: the act refuses it elsewhere."""
    found = list(runs)
    others = {run.whose for run in found if run.named == "seat" and run.whose not in ("joint", "mine", seat.id)}
    names = dict(Seat.objects.seen_by(seat).filter(id__in=others).values_list("id", "name")) if others else {}
    tipped = {run.after_id for run in found if run.whose == "mine" and run.after_id}
    asked = dict(Run.objects.seen_by(seat).filter(id__in=tipped).values_list("id", "seat_id")) if tipped else {}
    return {run.id: _words(seat, run, names, asked) for run in found}


def _words(seat: Seat, run: Run, names: dict[str, str], asked: dict[str, str]) -> str:
    """`asked`: by id of a run that is tipped, the seat that asked for it. Its judgements are meant, whoever tips."""
    if run.whose == "joint":
        return _("The joint matrix")
    whose = asked.get(run.after_id, "") if run.after_id else run.seat_id
    if run.whose == seat.id or (run.whose == "mine" and whose == seat.id):
        return _("Your own judgements")
    if run.whose == "mine" and run.after_id:
        return _("The judgements of whoever asked for the run that is tipped")
    if run.whose == "mine":
        return _("The judgements of whoever asked")
    if run.whose in names:
        return _("Judgements of %(name)s") % {"name": isolated(names[run.whose])}
    return _("One judge’s judgements")
