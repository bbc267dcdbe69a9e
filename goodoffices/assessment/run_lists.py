"""Lists of runs: whose judgements each was asked of, as far as its reader may know, and what was held and wished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.assessment.commentary import isolated, paired
from goodoffices.assessment.judged import Drawn
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


@dataclass(frozen=True)
class Tipping:
    """What a tip holds, and what it wishes for: variants by descriptor and name; `linked`: whether by what is agreed alone."""

    held: list[str]
    wished: list[str]
    linked: bool


Names = Sequence[tuple[str, Sequence[str]]]  # descriptors, each with what its variants are called


def named(plan: Drawn) -> Names:
    return [(each.name, [variant.name for variant in plan.variants[each.id]]) for each in plan.descriptors]


def named_in(run: Run) -> Names:
    """As it was asked: a diagram may have been reworded since."""
    return [(each["name"], each["variants"]) for each in run.matrix["descriptors"]]


def tippings(seat: Seat, runs: Iterable[Run], names: Names) -> dict[str, Tipping]:
    """By id of each of these runs that asks what a measure tips. Of its question no more is loaded than that."""
    ids = [run.id for run in runs if run.question == "tip"]
    if not ids:
        return {}
    rows = Run.objects.seen_by(seat).filter(id__in=ids).order_by()
    return {
        id: Tipping(_titles(names, held), _titles(names, wished), bool(wished and measures))
        for id, held, wished, measures in rows.values_list("id", "asked__fix", "asked__wish", "asked__measures")
    }


def _titles(names: Names, pairs: Sequence[Sequence[int]]) -> list[str]:
    """`pairs`: [descriptor, variant], both from 0."""
    return [paired(names[n][0], names[n][1][v]) for n, v in pairs]
