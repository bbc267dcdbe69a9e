"""The row over all public domains beside the repository, where they are there."""

from pathlib import Path

from benchmarks.settlement.measuring import Row
from goodoffices.engines.settlement.formats import read
from goodoffices.engines.settlement.frontier import Frontier, frontier
from goodoffices.engines.settlement.model import Case

DOMAINS = Path(__file__).parents[3] / "shared" / "data" / "domains"


def cases(_seed: int) -> list[Case]:
    genius = DOMAINS / "genius"
    itex = [genius / "ItexvsCypress" / f"ItexvsCypress_{name}.xml" for name in ("domain", "CypressA10", "ItexB100")]
    energy = [genius / "EnergySmall" / f"EnergySmall-A-{name}.xml" for name in ("domain", "prof1", "prof2")]
    folders = [genius / "7issues", genius / "AMPOvsCity", genius / "Politics"]
    folders += sorted((DOMAINS / "geniusweb").iterdir()) + sorted((DOMAINS / "scorable").iterdir())
    return [read(itex), read(energy), *(read([folder]) for folder in folders)]


def frontiers(given: list[Case]) -> list[Frontier]:
    return [frontier(each) for each in given]


def told(found: list[Frontier]) -> str:
    return f"{len(found)} domains, {sum(each.points for each in found):,} points"


ROWS = [Row("domains", "every public domain, once read", 1, cases, frontiers, told)] if DOMAINS.exists() else []
