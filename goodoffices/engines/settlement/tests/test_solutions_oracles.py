"""Nash and Kalai–Smorodinsky points that came with public domains."""

import json
from pathlib import Path

import pytest

from goodoffices.engines.settlement import formats
from goodoffices.engines.settlement.solutions import solve
from goodoffices.engines.settlement.tests.cases import DOMAINS

STORED = sorted((DOMAINS / "geniusweb").glob("*/specials.json"))
needs_domains = pytest.mark.skipif(not STORED, reason="the shared domains are not beside the repository")


@needs_domains
@pytest.mark.parametrize("specials", STORED, ids=lambda path: path.parent.name)
def test_nash_is_the_stored_point(specials: Path) -> None:
    stored = json.loads(specials.read_text(encoding="utf-8"))
    case = formats.read([specials.parent])
    found = solve(case, ["nash"])["nash"]
    assert case.domain.named(found.choice) == stored["nash"]["bid"]
    assert [float(each) for each in found.utilities] == pytest.approx(stored["nash"]["utility"])


@needs_domains
@pytest.mark.parametrize("specials", STORED, ids=lambda path: path.parent.name)
def test_the_stored_kalai_point_is_found_or_bettered_for_the_worst_off(specials: Path) -> None:
    """What is stored is the efficient package whose utilities differ least. The greatest minimum can lie beside it, as in
    domain02: 0.9631 and 0.9820 instead of 0.9674 and 0.9608."""
    stored = json.loads(specials.read_text(encoding="utf-8"))
    case = formats.read([specials.parent])
    theirs = case.utilities(case.domain.choice(stored["kalai"]["bid"]))
    ours = solve(case, ["ks"])["ks"].utilities
    points = [point["utility"] for point in stored["pareto_front"]]
    least = min(points, key=lambda point: abs(point[0] - point[1]))
    assert [float(each) for each in theirs] == pytest.approx(least)
    if specials.parent.name == "domain02":
        assert min(ours) > min(theirs)
    else:
        assert ours == theirs
