"""Every public domain through every format and back: the same case, or a sentence that says what the format cannot hold."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from goodoffices.engines.settlement.formats import FORMATS, read, write
from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.solutions import solve
from goodoffices.engines.settlement.tests.cases import DOMAINS
from goodoffices.engines.settlement.tests.random_cases import seeded
from tests.profiles import LONG

pytestmark = pytest.mark.skipif(not DOMAINS.exists(), reason="the public domains are not beside the repository")

FOLDERS = sorted(each for kind in DOMAINS.iterdir() if kind.is_dir() for each in kind.iterdir() if each.is_dir()) if DOMAINS.exists() else []  # fmt: skip
#: These are what the reader takes for a case as they are; of the others a domain and profiles have to be named.
WHOLE = [each for each in FOLDERS if each.name in ("AMPOvsCity", "7issues", "EnergySmall", "Politics", "base", "game1")]


def known(folder: Path) -> Case:
    try:
        return read([folder])
    except Unusable as problem:
        pytest.skip(f"not a case as it stands: {problem}")


def through(case: Case, format: str, where: Path) -> Case:
    target = where / ("there" if FORMATS[format][1] == "folder" else f"there.{format}")
    write(case, format, target)
    return read([target])


def alike(one: Case, other: Case) -> None:
    """The same issues, parties and worths, whatever the files are called."""
    assert one.domain == other.domain and one.parties == other.parties
    for mine, theirs in zip(one.mandates, other.mandates, strict=True):
        assert (mine.worth, mine.terms, mine.base, mine.floor) == (
            theirs.worth,
            theirs.terms,
            theirs.base,
            theirs.floor,
        )


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "scorable"])
@pytest.mark.parametrize("folder", FOLDERS if LONG else WHOLE[:3], ids=lambda folder: folder.name)
def test_a_domain_comes_back_the_same_or_is_refused(folder: Path, format: str, tmp_path: Path) -> None:
    case = known(folder)
    try:
        there = through(replace(case, name=case.name or "a case"), format, tmp_path)
    except Unusable as problem:
        assert any(
            words in str(problem)
            for words in ("no place for", "no decimal", "cannot be written", "divides by", "exactly")
        ), problem
        return
    alike(there, case)


@pytest.mark.parametrize(
    "chain", [("csv", "genius", "xlsx"), ("negmas", "geniusweb", "csv"), ("negolog", "csv", "negmas")]
)
def test_from_format_to_format_nothing_is_lost(chain: tuple[str, ...], tmp_path: Path) -> None:
    case = seeded(3, 4, 3, 40, 2)
    first = case = replace(
        case, name="a case", mandates=tuple(replace(m, reservation=Fraction(0)) for m in case.mandates)
    )
    for at, format in enumerate(chain):
        if format == "geniusweb":  # it states a reservation value as a package; here is none worth 0
            case = replace(case, mandates=tuple(replace(m, reservation=None) for m in case.mandates))
        folder = tmp_path / str(at)
        folder.mkdir()
        case = replace(through(case, format, folder), name="a case")
    alike(case, first)
    names = ["nash", "leximin"]
    assert [each.choice for each in solve(case, names).values()] == [
        each.choice for each in solve(first, names).values()
    ]
    assert list(frontier(case).utilities) == list(frontier(first).utilities)


@pytest.mark.parametrize("folder", WHOLE, ids=lambda folder: folder.name)
def test_a_domain_read_twice_is_the_same_case_with_the_same_notes(folder: Path) -> None:
    one, other = known(folder), known(folder)
    assert one == other and one.notes == other.notes
    assert all(note.endswith(".") for note in one.notes)
    assert one.domain.outcomes > 1 and len(one.parties) >= 2
