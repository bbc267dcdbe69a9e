"""What remains between the parties: what is in brackets, counted by who stands on it."""

from collections.abc import Iterable
from typing import NamedTuple

from goodoffices.text.models import Provision
from goodoffices.text.queries import Shown, Stance


class Remaining(NamedTuple):
    """How many bracketed wordings one side proposes, opposes and reserves on."""

    side: Stance
    proposed: int
    opposed: int
    reserved: int


def remaining_by_party(shown: Iterable[Shown]) -> list[Remaining]:
    """One line a side that stands on anything in brackets, by name."""
    sides: dict[str, Stance] = {}
    counts: dict[tuple[str, str], int] = {}
    for each in shown:
        for choice in each.choices:
            for stance in choice.stances:
                sides.setdefault(stance.side, stance)
                counts[stance.side, stance.stance] = counts.get((stance.side, stance.stance), 0) + 1
    found = [
        Remaining(side, *(counts.get((key, stance), 0) for stance in ("proposed", "opposed", "reserved")))
        for key, side in sides.items()
    ]
    return sorted(found, key=lambda one: one.side.name)


def remaining_by_reason(shown: Iterable[Shown]) -> list[tuple[str, list[Provision]]]:
    """By reason that this reader may read, the provisions whose brackets stay for it; the most frequent reason first."""
    found: dict[str, dict[str, Provision]] = {}
    for each in shown:
        for choice in each.choices:
            for reason in choice.reasons:
                found.setdefault(reason.reason_name, {})[each.provision.id] = each.provision
    return sorted(((name, list(rows.values())) for name, rows in found.items()), key=lambda one: (-len(one[1]), one[0]))
