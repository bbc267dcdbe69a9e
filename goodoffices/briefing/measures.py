"""Even-handedness in figures, party beside party: what each office counts, compared and put into words."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from goodoffices.process.extensions import Measure, Reading
from goodoffices.process.models import Party, Seat
from goodoffices.record.cache import cached
from goodoffices.record.office import declared

EVEN = 1.5  # sides within this ratio count as even
ENOUGH = 5  # of a thing, before one side is compared with another
TWICE = (1.75, 2.25)


@cached
def measures_of(seat: Seat, plenary_only: bool) -> list[Measure]:
    """The figures of all offices, in order; of the plenary alone, what the whole table has in common."""
    found = [measure for count in declared("measures") for measure in count(seat, plenary_only)]
    return sorted(_added(found), key=lambda measure: measure.place)


def _added(found: Iterable[Measure]) -> list[Measure]:
    """What several offices count under one name, put together."""
    by_name: dict[str, Measure] = {}
    for each in found:
        before = by_name.get(each.name)
        if before is None:
            by_name[each.name] = each
            continue
        values = {
            party: before.values.get(party, 0) + each.values.get(party, 0) for party in {*before.values, *each.values}
        }
        of = None if before.of is None and each.of is None else (before.of or 0) + (each.of or 0)
        by_name[each.name] = before._replace(
            label=before.label or each.label, values=values, reading=before.reading or each.reading, of=of
        )
    return list(by_name.values())


# ---- put into words --------------------------------------------------------------------------------------------------


def in_words(measures: Iterable[Measure], parties: list[Party]) -> list[str]:
    """A plain reading of these figures, a sentence each. What nobody has anything of is not spoken of."""
    read = sorted([(each.reading, each) for each in measures if each.reading], key=lambda pair: pair[0].place)
    return [sentence for reading, measure in read if (sentence := _compared(reading, measure, parties))]


def _compared(reading: Reading, measure: Measure, parties: list[Party]) -> str:
    values = [(party.name, measure.values.get(party.id, 0)) for party in parties]
    if len(values) < 2 or not any(value for _name, value in values):
        return ""
    (less, least), (more, most) = min(values, key=_value), max(values, key=_value)
    gaps = {"more": more, "less": less}
    if (
        measure.of if measure.of is not None else 0 if measure.lasts else sum(value for _name, value in values)
    ) < ENOUGH:
        return ""
    if not least:
        holders = [value for _name, value in values if value]
        return str(reading.only) % gaps if len(holders) == 1 else ""
    ratio = most / least
    if ratio < EVEN:
        return str(reading.even)
    if TWICE[0] <= ratio < TWICE[1]:
        return str(reading.twice) % gaps
    return str(reading.times) % {**gaps, "times": _times(ratio)}


def _value(pair: tuple[str, float]) -> float:
    return pair[1]


def _times(ratio: float) -> str:
    return str(number_format(round(ratio, 1) if ratio < 10 else round(ratio), use_l10n=True)).removesuffix(".0")


def lasting(seconds: float) -> str:
    """A length of time as one says it: minutes up to two hours, hours up to two days, then days."""
    minutes = round(seconds / 60)
    if minutes < 120:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 2880:
        return _("%(count)s h") % {"count": round(minutes / 60)}
    return _("%(count)s days") % {"count": round(minutes / 1440)}


def rows(measures: Iterable[Measure], parties: list[Party]) -> list[dict[str, Any]]:
    """The lines of the comparison: a name, and for each side a figure in words and the share of the greatest."""
    return [{"name": measure.label, "cells": _cells(measure, parties)} for measure in measures]


def _cells(measure: Measure, parties: list[Party]) -> list[dict[str, Any]]:
    values = [(party, measure.values.get(party.id, 0)) for party in parties]
    greatest = max((value for _party, value in values), default=0) or 1
    return [
        {
            "party": party,
            "figure": lasting(value) if measure.lasts else str(int(value)),
            "share": round(100 * value / greatest),
        }
        for party, value in values
    ]
