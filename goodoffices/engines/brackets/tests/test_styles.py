"""Drafts in the styles of other talks, each read as a careful reader does: trade, climate, health, plastics; French, Chinese, Arabic.

`styles/NAME.txt` is a draft of our own; `styles/NAME.expected` what is in it, by line: units with the line of the unit around them,
options from their first line to their last, choices, and who stands where.
"""

from itertools import groupby
from pathlib import Path

import pytest

from goodoffices.engines.brackets import parse, write
from goodoffices.engines.brackets.outlining import Outlined, outlined
from goodoffices.engines.brackets.reading import encode

STYLES = Path(__file__).with_name("styles")
NAMES = sorted(path.stem for path in STYLES.glob("*.txt"))


def said(found: Outlined) -> list[str]:
    """What an outline says, a line for each thing, in the order of the draft."""
    lines = {unit.path: f" in {unit.line}" for unit in found.units}
    rows = [
        (one.line, 0, f"{one.line} {one.kind} {one.label}".rstrip() + lines.get(one.parent or "", ""))
        for one in found.units
    ]
    rows += [
        (one.line, 1, f"{one.line}-{one.end_line} option {one.label}{lines.get(one.parent or '', '')}"
         f"{' says nothing' if one.no_text else ''}")
        for one in found.options
    ]  # fmt: skip
    for _, group in groupby(sorted(found.alternatives, key=lambda one: one.group), key=lambda one: one.group):
        members = list(group)
        words = " | ".join(one.words[:24] for one in members)
        rows.append((members[0].line, 2, f"{members[0].line} choice of {len(members)}: {words}"))
    rows += [(one.line, 3, f"{one.line} {one.party} {one.stance}") for one in found.attributions]
    return [words for _, _, words in sorted(rows)]


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_another_style_is_read_as_people_read_it(name: str) -> None:
    text = (STYLES / f"{name}.txt").read_text(encoding="utf-8")
    expected = (STYLES / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    assert said(outlined(parse(text))) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_another_style_is_written_back_byte_for_byte(name: str) -> None:
    data = (STYLES / f"{name}.txt").read_bytes()
    assert encode(write(parse(data.decode()))) == data


def test_there_are_drafts_of_thirteen_styles() -> None:
    assert len(NAMES) == 13
