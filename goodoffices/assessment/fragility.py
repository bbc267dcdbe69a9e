"""Judgements on which it hangs alone which futures hold together: how far each has to move, and what comes or goes by then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.assessment.commentary import minus, signed
from goodoffices.assessment.futures import answer_of, titled
from goodoffices.assessment.models import Run

MOST_NAMED = 8  # futures that fall away


@dataclass(frozen=True)
class Way:
    """A move up or down: how far, in words; the numbers of the first futures that fall away, how many `more` do, how many others come."""

    how: str
    lost: list[int]
    more: int
    gained: int


@dataclass(frozen=True)
class Fragile:
    """A judgement of variant `at` on variant `onto`, from 0 through all descriptors; its `value` in the run; by how much it may not
    move, and, since the engine has told it, what that does each way."""

    at: int
    onto: int
    source: str
    target: str
    value: str
    by: str
    ways: list[Way]


def fragile(run: Run) -> list[Fragile]:
    titles = [
        titled(run, (n, v)) for n, each in enumerate(run.matrix["descriptors"]) for v in range(len(each["variants"]))
    ]
    values = {(a, b): value for a, b, value in run.matrix["judgements"]}
    told = answer_of(run).get("disagreement") or {}
    return [
        Fragile(
            each["from"],
            each["to"],
            titles[each["from"]],
            titles[each["to"]],
            signed(str(values.get((each["from"], each["to"]), "0"))),
            minus(each["by"]),
            list(_ways(each)),
        )
        for each in told.get("fragile", ())
    ]


def _ways(told: Mapping[str, Any]) -> Iterator[Way]:
    """None in runs from before the engine told them."""
    for raised, way in ((False, told.get("lowered")), (True, told.get("raised"))):
        if way:
            lost = way["goes"][:MOST_NAMED]
            yield Way(_how(raised, way["by"], way["beyond"]), lost, way["lost"] - len(lost), way["gained"])


def _how(raised: bool, by: str, beyond: bool) -> str:
    gaps = {"by": by}
    if by == "0":
        return _("raised, however little") if raised else _("lowered, however little")
    if beyond:
        return (_("raised by more than %(by)s") if raised else _("lowered by more than %(by)s")) % gaps
    return (_("raised by %(by)s") if raised else _("lowered by %(by)s")) % gaps
