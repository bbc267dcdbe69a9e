"""The matrices that are known, with the answers that others published."""

import csv
import hashlib
import re
from fractions import Fraction
from pathlib import Path

import pytest

from goodoffices.engines.crossimpact import api
from goodoffices.engines.crossimpact.formats import sl
from goodoffices.engines.crossimpact.formats.source import Source
from goodoffices.engines.crossimpact.tests.matrices import EXAMPLES

SHARED = Path(__file__).parents[5] / "shared/data/impact"


def load(path: Path) -> api.Matrix:
    return api.read(path.read_bytes(), path.name)


def test_scenariowizards_own_solutions_with_every_number() -> None:
    matrix = load(EXAMPLES / "CIB_global.scw")
    listed = sl.read(Source("CIB_global.sl", (EXAMPLES / "CIB_global.sl").read_bytes()))
    found = api.solve(matrix)
    assert [(each.variants, each.consistency, each.impact) for each in found.consistent] == [
        (each.variants, each.consistency, each.impact) for each in listed
    ]
    basins = {each.scenarios[0]: each.basin for each in api.attractors(matrix).attractors if each.length == 1}
    assert basins == {each.variants: each.weight for each in listed}, "the weight is the basin of global succession"
    again = sl.write(matrix, [(e.variants, basins[e.variants] or 0, e.consistency, e.impact) for e in found.consistent])
    assert sl.read(Source("again.sl", again)) == listed


def test_the_examples_are_what_their_page_says() -> None:
    page = (EXAMPLES / "README.md").read_text()
    told = dict(re.findall(r"\| `([\w.]+)` \|.*\| `(\w{64})` \|", page))
    assert told == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in EXAMPLES.iterdir()
        if path.suffix in (".scw", ".sl", ".csv")
    }


def test_somewhereland_has_its_ten_scenarios() -> None:
    matrix = load(EXAMPLES / "SomewhereLand.csv")
    assert matrix.sizes == (3, 3, 3, 2, 3, 3) and matrix.notes == ()
    found = api.solve(matrix)
    assert found.status == "complete" and found.count == 10
    best = found.consistent[0]
    assert matrix.named(best.variants) == dict(zip("ABCDEF", "131233", strict=True)) and best.impact == 21


@pytest.mark.parametrize("name", ["SomewhereLand", "ExampleCIB"])
def test_shared_matrices_against_computed_solutions(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared data is not on this machine")
    matrix = load(SHARED / f"{name}.csv")
    found = api.solve(matrix)
    with (SHARED / f"{name}.solutions.computed.csv").open() as file:
        expected = {(row["scenario"], Fraction(row["total_impact_score"])) for row in csv.DictReader(file)}
    joined = "" if name == "SomewhereLand" else "-"
    told = {
        (" ".join(f"{d}{joined}{v}" for d, v in matrix.named(each.variants).items()), matrix.value(each.impact))
        for each in found.consistent
    }
    assert told == expected
