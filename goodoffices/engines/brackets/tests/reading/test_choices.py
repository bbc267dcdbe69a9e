"""Which neighbouring brackets are alternatives, which add to each other, and where a row holds two choices."""

import pytest

from goodoffices.engines.brackets import parse


def choices(text: str) -> list[list[str]]:
    draft = parse(f"1. Parties {text} act.")
    return [[draft.inner(draft.brackets[member]) for member in choice.members] for choice in draft.choices]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a fee] [and a fine]", []),
        ("[a fee][or a fine]", []),
        ("[a fee] [and/or a fine]", []),
        ("[a fee] [including a fine]", []),
        ("[a fee] [as well as a fine]", []),
        ("[a fee][y una multa]", []),
        ("[forests] [and REDD+] [and land]", []),
        ("[prevent] [and combat] [crime] [abuse]", [["crime", "abuse"]]),
        ("[attract] [and] [mobilize]", []),
        ("[and][or]", [["and", "or"]]),
        ("[including][especially]", [["including", "especially"]]),
        ("[[and] a fee] [a fine]", []),
        ("[US: a fee] [EU: and a fine]", []),
        ("[oranges][apples]", [["oranges", "apples"]]),
        ("[a fee] [US: delete]", []),
        ("[a fee] [EU: a fine]", [["a fee", "a fine"]]),
        ("[IND: pending capital] [AUS: scrutiny reservation]", []),
        ("[a fee] [agreed ad ref]", []),
        ("[shall] (Norway) [should] (Chile)", [["shall", "should"]]),
        ("[shall]2[should]", [["shall", "should"]]),
        ("[shall]2 [should]", [["shall", "should"]]),
        ("[Each Party][All Parties] [shall][should]", [["Each Party", "All Parties"], ["shall", "should"]]),
        ("[Developed Parties][shall][should]", [["shall", "should"]]),
        ("[2030][2050] [net][gross]", [["2030", "2050"], ["net", "gross"]]),
        ("[below 2][below 3] [below 4][below 5]", [["below 2", "below 3", "below 4", "below 5"]]),
        ("[one paragraph.]\n[Another one.]", []),
        ("[They shall report.]\n[They should report.]", [["They shall report.", "They should report."]]),
        ("[contributions]\n[commitments]", [["contributions", "commitments"]]),
    ],
)  # fmt: skip
def test_alternatives_are_told_from_additions(text: str, found: list[list[str]]) -> None:
    assert choices(text) == found
