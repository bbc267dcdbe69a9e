"""The public domains that are handed down beside the repository: counts and stored oracles, each from its own file."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.settlement.formats import read
from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.tests.cases import DOMAINS

pytestmark = pytest.mark.skipif(not DOMAINS.exists(), reason="the public domains are not beside the repository")

GENIUS = DOMAINS / "genius"
ITEX = GENIUS / "ItexvsCypress"


def counted(case: Case) -> tuple[int, int]:
    return case.domain.outcomes, frontier(case).points


def test_rounding_would_find_16_points_more_in_7issues() -> None:
    assert counted(read([GENIUS / "7issues"])) == (10_000_000, 338)


def test_ampo_and_city_are_named_by_the_template_and_agree_on_options_by_name() -> None:
    case = read([GENIUS / "AMPOvsCity"])
    assert case.parties == ("AMPO", "City")
    assert case.domain.outcomes == 1_944_000
    daniels = [issue.name for issue in case.domain.issues].index("Commisioner Daniels")
    keep = case.domain.issues[daniels].options.index("Keep")
    # The files number Keep and Fire differently; what is meant is what is said.
    assert [mandate.worth[daniels][keep] for mandate in case.mandates] == [0, Fraction("0.081")]


def test_pairing_options_by_their_place_would_lose_efficient_packages_of_ampo_and_city() -> None:
    """AMPO's file lists Keep before Fire, City's and the template Fire before Keep: read by place, both want the same."""
    case = read([GENIUS / "AMPOvsCity"])
    found = frontier(case)
    assert (found.points, found.packages) == (192, 283)
    daniels = [issue.name for issue in case.domain.issues].index("Commisioner Daniels")
    ampo, city = case.mandates
    swapped = tuple(row[::-1] if at == daniels else row for at, row in enumerate(ampo.worth))
    by_place = frontier(replace(case, mandates=(replace(ampo, worth=swapped), city)))
    assert (by_place.points, by_place.packages) == (176, 257)


def test_an_option_listed_twice_counts_once_with_its_last_evaluation() -> None:
    case = read([GENIUS / "AMPOvsCity"])
    assert case.domain.issues[0].options == ("0", "200", "400", "600", "800", "1000")
    assert case.mandates[0].worth[0][0] == Fraction("0.457") * Fraction(8, 100)
    assert any("listed twice" in note for note in case.notes)


def test_a_template_named_alone_finds_its_profiles() -> None:
    assert read([GENIUS / "AMPOvsCity/ampo_vs_city_template.xml"]) == read([GENIUS / "AMPOvsCity"])


def test_profiles_alone_make_a_case() -> None:
    folder = GENIUS / "EnergySmall"
    case = read([folder / "EnergySmall-A-prof1.xml", folder / "EnergySmall-A-prof2.xml"])
    assert counted(case)[0] == 15_625
    assert [mandate.reservation for mandate in case.mandates] == [Fraction(1, 2)] * 2
    assert sum("discount" in note for note in case.notes) == 2


def test_variants_of_one_party_are_not_taken_for_parties() -> None:
    with pytest.raises(Unusable, match=r"variants of one party, not two\. Name the domain and one profile a party"):
        read([ITEX])
    files = ["domain", "CypressAReserve03", "ItexBReserve01"]
    case = read([ITEX / f"ItexvsCypress_{name}.xml" for name in files])
    assert case.domain.outcomes == 180
    assert [mandate.reservation for mandate in case.mandates] == [Fraction("0.3"), Fraction("0.1")]


def test_politics_has_six_parties() -> None:
    assert len(read([GENIUS / "Politics"]).parties) == 6
    named = [GENIUS / f"Politics/Politics{name}.xml" for name in ("", "_util3", "_util1")]
    assert read(named).parties == ("Politics_util3", "Politics_util1")


def test_the_port_games_have_the_counts_that_are_published() -> None:
    case = read([DOMAINS / "scorable/base"])
    assert counted(case) == (720, 481)
    assert frontier(case, acceptable=True).points == 12
    assert case.parties[3:] == ("SportCo", "Department of Tourism", "Environmental League")


@pytest.mark.parametrize("folder", sorted((DOMAINS / "geniusweb").glob("domain*")), ids=lambda folder: folder.name)
def test_geniusweb_frontiers_are_those_stored(folder: Path) -> None:
    case = read([folder])
    stored: Any = json.loads((folder / "specials.json").read_text(encoding="utf-8"))
    assert case.domain.outcomes == stored["size"]
    found = frontier(case)
    ours = {tuple(sorted(case.domain.named(found.package(at)).items())) for at in range(found.points)}
    assert ours == {tuple(sorted(each["bid"].items())) for each in stored["pareto_front"]}
    for each in stored["pareto_front"]:
        exact = case.utilities(case.domain.choice(each["bid"]))
        assert [float(value) for value in exact] == pytest.approx(each["utility"], abs=1e-12)


@pytest.mark.parametrize(
    "one, other",
    [("7issues", "EnergySmall"), ("EnergySmall", "AMPOvsCity")],
)
def test_a_profile_for_another_domain_is_refused_by_name(one: str, other: str) -> None:
    domain = next(
        path for path in sorted((GENIUS / one).iterdir()) if "template" in path.read_text(encoding="utf-8")[:200]
    )
    profiles = sorted(path for path in (GENIUS / other).iterdir() if "<weight" in path.read_text(encoding="utf-8"))
    with pytest.raises(Unusable, match="another domain"):
        read([domain, *profiles])
