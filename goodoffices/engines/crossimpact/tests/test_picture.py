"""The tableau: well-formed, with a title and a description, no text outside its cell, from the right where names are."""

import xml.etree.ElementTree as ET

from goodoffices.engines.crossimpact import api
from goodoffices.engines.crossimpact.reports import svg
from goodoffices.engines.crossimpact.tests.matrices import EXAMPLES

SVG = "{http://www.w3.org/2000/svg}"


def drawn(matrix: api.Matrix, **asked: object) -> ET.Element:
    found = api.solve(matrix, **asked)  # type: ignore[arg-type]
    return ET.fromstring(svg.draw(matrix, found.consistent, found.count))


def somewhere(names: dict[str, list[str]]) -> api.Matrix:
    rows = api.read((EXAMPLES / "SomewhereLand.csv").read_bytes(), "SomewhereLand.csv").rows
    return api.Matrix.of(names, rows)


LONG = {
    "Foreign policy & <trade>": ["Cooperation", "Rivalry", "Conflict"],
    "Government": ["Patriots party", "Prosperity party", "Social party"],
    "Distribution of wealth": ["Balanced", "Strong contrasts", "Extreme contrasts without any redistribution at all"],
    "Social cohesion": ["Cohesion", "Tensions"],
    "Donaudampfschifffahrtsgesellschaftskapitän": ["Shrinking", "Stagnant", "Rechtsschutzversicherungsgesellschaften"],
    "Values": ["Meritocratic", "Solidarity", "Family"],
}


def test_every_word_is_there_and_within_its_cell() -> None:
    root = drawn(somewhere(LONG))
    words = " ".join(each.text or "" for each in root.iter(f"{SVG}text")).split()
    assert {"Donaudampfschifffahrtsgesellschaftskapitän", "redistribution", "<trade>", "S10"} <= set(words)
    cells = [
        tuple(float(each.attrib[key]) for key in ("x", "y", "width", "height")) for each in root.iter(f"{SVG}rect")
    ]
    checked = 0
    for each in root.iter(f"{SVG}text"):
        x, y = float(each.attrib["x"]), float(each.attrib["y"])
        for left, top, wide, high in cells:
            if left <= x <= left + wide and top <= y <= top + high:
                checked += 1
                assert svg._wide(each.text or "") <= wide and y - 12 >= top and y + 4 <= top + high
    assert checked > 20
    for at, (left, top, wide, high) in enumerate(cells):
        for other_left, other_top, other_wide, other_high in cells[at + 1 :]:
            apart = left + wide <= other_left or other_left + other_wide <= left
            assert apart or top + high <= other_top or other_top + other_high <= top


def test_it_tells_what_it_shows() -> None:
    root = drawn(somewhere(LONG), fix={"Values": "Family"})
    assert root.attrib["role"] == "img" and root.find(f"{SVG}title") is not None
    described = root.findtext(f"{SVG}desc") or ""
    assert "S1: " in described and "Values: Family" in described and "consistency" in described
    assert not list(root.iter(f"{SVG}script"))


def test_names_from_the_right_turn_the_tableau_round() -> None:
    names = {
        "ا": ["ب", "ج", "د"],
        "ه": ["و", "ز", "ح"],
        "ط": ["ي", "ك", "ل"],
        "م": ["ن", "س"],
        "ع": ["ف", "ص", "ق"],
        "ر": ["ش", "ت", "ث"],
    }
    root = drawn(somewhere(names))
    places = {each.text: float(each.attrib["x"]) for each in root.iter(f"{SVG}text")}
    assert places["S1"] > places["S2"] and places["ا"] > places["S1"]


def test_nothing_consistent_is_said() -> None:
    root = ET.fromstring(svg.draw(somewhere(LONG), [], 0))
    assert "There is no scenario to show." in [each.text for each in root.iter(f"{SVG}text")]


def test_it_says_which_of_many_it_shows() -> None:
    matrix = api.Matrix.of({f"D{at}": ["a", "b"] for at in range(5)}, [[0] * 10] * 10)
    found = api.solve(matrix)
    for listed, said in (
        (found.consistent, "12 of 32, those with the highest impact."),
        (found.consistent[:20], "12 of 32."),
    ):
        root = ET.fromstring(svg.draw(matrix, listed, found.count))
        assert said in [each.text for each in root.iter(f"{SVG}text")]
