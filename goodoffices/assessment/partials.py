"""Where pages show assessments: beside what implications and variants are linked to, and what sets or invokes a precedent."""

from collections.abc import Iterable, Mapping

from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat
from goodoffices.record.things import Noun


def on_things(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    return {}


def actions_on(seat: Seat, thing: Noun) -> Iterable[Part]:
    return ()
