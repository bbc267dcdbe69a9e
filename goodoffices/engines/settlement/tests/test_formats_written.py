"""What is written means what the case means to whoever else reads it: each format by a reader of ten lines, made for this test.

A round trip through our own reader would pass if reader and writer made the same mistake. These readers share nothing with it:
they compute what packages are worth as the format's own program does, from the file alone.
"""

import csv
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.formats import write
from goodoffices.engines.settlement.formats.writing import file_names, profile_names
from goodoffices.engines.settlement.model import Case, Domain, Issue, Unusable
from goodoffices.engines.settlement.tests.cases import DECIMALS, NEGATIVE, cases, entangled
from tests.profiles import examples

F = Fraction
Package = dict[str, str]
#: What a file says: a package → what it is worth; and the reservation value, None where there is none.
Told = tuple[Callable[[Package], Fraction], Fraction | None]

quickly = settings(
    max_examples=examples(12, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def packages(case: Case) -> list[Package]:
    return [
        dict(zip(names(case), options, strict=True)) for options in product(*(i.options for i in case.domain.issues))
    ]


def names(case: Case) -> list[str]:
    return [issue.name for issue in case.domain.issues]


def written(case: Case, format: str, single: str = "") -> dict[str, bytes]:
    """The files of a case by name; an example that the format says it cannot hold is passed over."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / (single or "there")
        try:
            files = write(case, format, where)
        except Unusable as problem:
            assume(
                not any(words in str(problem) for words in ("cannot be written", "formula", "exactly", "divides by"))
            )
            raise
        return {path.name: path.read_bytes() for path in files}


def means_the_same(case: Case, told: list[Told], stated: bool) -> None:
    """`stated`: a reservation value that nobody stated comes out as 0."""
    assert len(told) == len(case.mandates)
    for mandate, (worth, floor) in zip(case.mandates, told, strict=True):
        assert floor == (mandate.floor if stated else mandate.reservation)
        for package in packages(case):
            assert worth(package) == mandate.of(case.domain.choice(package))


def exactly(text: str) -> Any:
    """JSON with numbers as fractions."""
    return json.loads(text, parse_float=F, parse_int=F)


# ---- readers ---------------------------------------------------------------------------------------------------------


def by_genius(files: dict[str, bytes]) -> list[Told]:
    """Weight × evaluation ÷ the issue's greatest evaluation, as Genius computes it; the template says whose file is whose."""
    domain = ElementTree.fromstring(files["domain.xml"])

    def told(name: str) -> Told:
        space = ElementTree.fromstring(files[name])
        weights = {each.get("index"): F(each.get("value", "")) for each in space.iter("weight")}
        rows = {}
        for issue in space.iter("issue"):
            row = {item.get("value", ""): F(item.get("evaluation", "")) for item in issue.iter("item")}
            most = max(row.values())
            rows[issue.get("name")] = {o: weights[issue.get("index")] * v / (most or 1) for o, v in row.items()}
        floor = space.find("reservation")
        return lambda package: sum((rows[i][o] for i, o in package.items()), F(0)), (
            None if floor is None else F(floor.get("value", ""))
        )

    return [told(agent.get("utility_space", "")) for agent in domain.iter("agent")]


def by_geniusweb(files: dict[str, bytes]) -> list[Told]:
    def told(content: bytes) -> Told:
        space = exactly(content.decode())["LinearAdditiveUtilitySpace"]

        def worth(package: Package) -> Fraction:
            total = F(0)
            for issue, option in package.items():
                utilities = space["issueUtilities"][issue]["DiscreteValueSetUtilities"]["valueUtilities"]
                assert option in space["domain"]["issuesValues"][issue]["values"]
                total += space["issueWeights"][issue] * utilities[option]
            return total

        bid = space.get("reservationBid")
        return worth, None if bid is None else worth(bid["issuevalues"])

    return [told(content) for name, content in sorted(files.items()) if name != "domain.json"]


def by_negmas(files: dict[str, bytes]) -> list[Told]:
    """By the places of the issues in the domain, as NegMAS applies a list of functions."""
    load = lambda name: yaml.load(files[name], yaml.BaseLoader)  # noqa: E731
    order = [issue["name"] for issue in load("domain.yml")["issues"]]

    def told(name: str) -> Told:
        page = load(name)

        def worth(package: Package) -> Fraction:
            parts = zip(page["weights"], page["values"], order, strict=True)
            return F(page.get("bias", "0")) + sum((F(w) * F(f["mapping"][package[i]]) for w, f, i in parts), F(0))

        return worth, F(page["reserved_value"]) if "reserved_value" in page else None

    return [told(name) for name in sorted(files) if name != "domain.yml"]


def by_negolog(files: dict[str, bytes]) -> list[Told]:
    def told(content: bytes) -> Told:
        page = exactly(content.decode())
        return (
            lambda package: sum((page["issueWeights"][i] * page["issues"][i][o] for i, o in package.items()), F(0)),
            page["reservationValue"],
        )

    return [told(content) for _, content in sorted(files.items())]


def by_scores(files: dict[str, bytes]) -> list[Told]:
    def told(content: str) -> Told:
        *rows, floor = [[F(cell) for cell in line.split(",")] for line in content.splitlines()]
        return lambda package: sum((rows["ABCD".index(i)][int(o[1:]) - 1] for i, o in package.items()), F(0)), floor[0]

    parties = [line.split(",") for line in files["config.txt"].decode().splitlines()]
    return [told(files[f"{file}.txt"].decode()) for _, file, _ in parties]


def by_table(rows: list[list[str]]) -> list[Told]:
    """Rows of cells: options, then what is said of the whole; combinations as `issue=option & issue=option`, not quoted."""
    (*_, header), *lines = [rows[:1], *rows[1:]]

    def told(column: int) -> Told:
        worth: dict[tuple[str, str], Fraction] = {}
        terms: list[tuple[set[tuple[str, str]], Fraction]] = []
        base, floor = F(0), None
        for issue, option, *cells in lines:
            cell = cells[column]
            match issue:
                case "dependency":
                    pairs = {tuple(part.split("=")) for part in option.split(" & ")}
                    terms.append((pairs, F(cell or 0)))  # type: ignore[arg-type]
                case "exclusion":
                    assert not cell
                case "base value":
                    base = F(cell)
                case "reservation value":
                    floor = F(cell) if cell else None
                case _:
                    worth[issue, option] = F(cell)
        return (
            lambda package: (
                base
                + sum((worth[each] for each in package.items()), F(0))
                + sum((more for pairs, more in terms if pairs <= set(package.items())), F(0))
            )
        ), floor

    return [told(column) for column in range(len(header) - 2)]


# ---- what they find --------------------------------------------------------------------------------------------------

READERS = {"genius": by_genius, "geniusweb": by_geniusweb, "negmas": by_negmas, "negolog": by_negolog}


@pytest.mark.parametrize("format", ["genius", "negmas", "negolog"])
@quickly
@given(case=cases(st.one_of(DECIMALS, st.integers(0, 9).map(F))))
def test_another_reader_finds_the_same_worths_and_reservation_values(format: str, case: Case) -> None:
    means_the_same(case, READERS[format](written(case, format)), stated=format == "negolog")


@quickly
@given(case=cases(floors=False), data=st.data())
def test_geniusweb_is_told_the_same_and_reserves_by_a_package(case: Case, data: st.DataObject) -> None:
    drawn = data.draw(st.sampled_from(packages(case)))
    at = case.domain.choice(drawn)
    stated = tuple(replace(each, reservation=data.draw(st.sampled_from([None, each.of(at)]))) for each in case.mandates)
    case = replace(case, mandates=stated)
    means_the_same(case, by_geniusweb(written(case, "geniusweb")), stated=False)


@quickly
@given(case=cases(st.one_of(NEGATIVE, st.integers(-9, 9).map(F))))
def test_scores_are_told_the_same(case: Case) -> None:
    issues = tuple(
        Issue(letter, tuple(f"{letter}{at + 1}" for at in range(len(issue.options))))
        for letter, issue in zip("ABCD", case.domain.issues, strict=False)
    )
    parties = tuple(replace(each, party=f"party {at}") for at, each in enumerate(case.mandates))
    case = replace(case, domain=Domain(issues), mandates=parties)
    means_the_same(case, by_scores(written(case, "scorable")), stated=True)


def plainly(case: Case) -> Case:
    """The same with names that a table need not quote."""
    domain = Domain(
        tuple(
            Issue(f"issue {at}", tuple(f"o {o}" for o in range(len(issue.options))))
            for at, issue in enumerate(case.domain.issues)
        ),
        case.domain.exclusions,
    )
    return replace(case, domain=domain, name="a case")


def allowed(case: Case) -> Case:
    """Without exclusions, so that every package can be asked for."""
    return replace(case, domain=replace(case.domain, exclusions=()))


@quickly
@given(case=entangled().map(plainly))
def test_a_csv_says_the_same_to_whoever_reads_its_cells(case: Case) -> None:
    (content,) = written(case, "csv", "case.csv").values()
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    means_the_same(allowed(case), by_table(rows), stated=False)
    shut = [row[1] for row in rows if row[0] == "exclusion"]
    assert shut == [
        " & ".join(f"issue {i}=o {o}" for i, o in zip(each.issues, each.options, strict=True))
        for each in case.domain.exclusions
    ]


@quickly
@given(case=entangled().map(plainly))
def test_a_workbook_says_the_same_to_whoever_reads_its_cells(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.xlsx"
        write(case, "xlsx", path)
        sheet = openpyxl.load_workbook(path).worksheets[0]
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    means_the_same(allowed(case), by_table(rows), stated=False)


# ---- names of files --------------------------------------------------------------------------------------------------


@settings(max_examples=examples(60, 1000), deadline=None)
@given(parties=st.lists(st.text(max_size=100), min_size=1, max_size=8), ending=st.sampled_from([".xml", ".txt"]))
def test_names_of_files_are_apart_on_every_system(parties: list[str], ending: str) -> None:
    found = file_names(parties, ending, taken=("domain", "config"))
    assert len({name.casefold() for name in [*found, f"domain{ending}", f"config{ending}"]}) == len(parties) + 2
    for name in found:
        stem = name.removesuffix(ending)
        assert name.endswith(ending) and stem == stem.strip(" .") and 0 < len(stem) < 90
        assert not set(name) & set('<>:"/\\|?*\0\n')


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        (["Union", "union", "UNION"], ["Union.xml", "union-2.xml", "UNION-3.xml"]),
        (["Domain", "a/b", "a:b"], ["Domain-2.xml", "a_b.xml", "a_b-2.xml"]),
        (["...", "", "///"], ["party.xml", "party-2.xml", "party-3.xml"]),
        (["محمد", "工会", "R&D (new)"], ["محمد.xml", "工会.xml", "R_D (new).xml"]),
    ],
)
def test_a_file_is_called_like_its_party_as_far_as_that_goes(parties: list[str], expected: list[str]) -> None:
    assert file_names(parties, ".xml") == expected


@pytest.mark.parametrize("count", [1, 2, 26, 27, 100, 1234])
def test_profiles_in_alphabetical_order_are_in_the_order_of_the_parties(count: int) -> None:
    found = profile_names(count, ".json")
    assert found == sorted(found) and len(set(found)) == count
