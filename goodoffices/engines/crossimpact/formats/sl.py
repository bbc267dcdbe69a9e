"""ScenarioWizard's list of solutions (.sl): a line for each scenario, `" 2 3 2",4,0,0,15,""`.

Quoted: the variants, counted from 1. Then a weight (from how many configurations global succession leads here), the consistency value, a
number that is 0 in all files seen, the total impact score, and a comment.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.engines.crossimpact.formats.source import Source
from goodoffices.engines.crossimpact.model import Matrix, Scenario
from goodoffices.engines.crossimpact.model.matrix import written

_LINE = re.compile(r'\s*"([\d\s]+)"\s*[,;]\s*(-?[\d.]+)?.*')
_NUMBERS = re.compile(r'\s*"[\d\s]+"\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*(?:,.*)?')


@dataclass(frozen=True)
class Listed:
    """A scenario with what its file says of it; None where it says nothing."""

    variants: Scenario
    weight: Fraction | None = None
    consistency: Fraction | None = None
    impact: Fraction | None = None


def recognise(source: Source) -> bool:
    head = [line.strip() for line in source.text[:2_000].splitlines() if line.strip()][:2]
    return len(head) == 2 and "scenariowizard" in head[0].casefold() and head[1].casefold().startswith("solution")


def read(source: Source) -> list[Listed]:
    """Raises `Unusable` naming the line."""
    found: list[Listed] = []
    for number, line in enumerate(source.lines, 1):
        if not line.strip().startswith('"'):
            continue
        if not _LINE.fullmatch(line):
            raise source.refusal("this is no scenario: variants from 1 in quotes, then numbers.", number)
        places = [int(each) for each in line.split('"')[1].split()]
        if not places or min(places) < 1 or (found and len(places) != len(found[0].variants)):
            raise source.refusal("a scenario has one variant of each descriptor, counted from 1.", number)
        numbers = _NUMBERS.fullmatch(line)
        try:
            values = [Fraction(numbers[at]) for at in (1, 2, 4)] if numbers else []
        except ValueError:
            raise source.refusal("one of the numbers behind the scenario is none.", number) from None
        found.append(Listed(tuple(each - 1 for each in places), *values))
    if not found and not recognise(source):
        raise source.refusal("there is no scenario in it. Choose a .sl file of ScenarioWizard.")
    return found


def write(matrix: Matrix, scenarios: Iterable[tuple[Scenario, int, int | None, int]]) -> bytes:
    """Scenarios as ScenarioWizard lists them, each with its weight (the basin of global succession; 0 where it is not known), its
    consistency value and its total impact score, in units of 1/scale."""
    listed = list(scenarios)
    lines = ["$ ScenarioWizard 3.0", "Solution set", f" {len(listed)} ", ""]
    for chosen, weight, consistency, impact in listed:
        variants = "".join(f" {v + 1}" for v in chosen)
        values = written(matrix.value(consistency or 0)), written(matrix.value(impact))
        lines.append(f'"{variants}",{weight},{values[0]},0,{values[1]},""')
    return ("\r\n".join(lines) + "\r\n").encode()
