"""What the reference shows is what happens."""

import re
from datetime import date
from pathlib import Path

import pytest

from goodoffices.cases.lines import DEEPEST, LARGEST
from goodoffices.cases.loading import FORMAT, BadCase, parse
from goodoffices.cases.playing import go_on, play
from goodoffices.consultation.models import Statement
from goodoffices.process.acts import FoundProcess
from goodoffices.process.audience import KEYED, SINGLE

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "case-files.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_plays_up_to_its_day_and_on(database, replayed):
    case = parse(blocks("yaml")[0])
    played = play(case)
    assert played.done == len(case.steps) - 1
    assert go_on(case, played.names, played.cast, played.done, date.max) == len(case.steps)
    assert Statement._base_manager.order_by("number").last().text.startswith("@all: ")


def test_the_slips_are_told_as_the_page_says():
    with pytest.raises(BadCase) as bad:
        parse(blocks("yaml")[1])
    assert str(bad.value) == blocks("text")[0].strip()


def test_the_page_names_every_field_room_and_limit():
    assert FORMAT in PAGE
    for word in ("format", "found", "founder", "founded", "zone", "until", "acts", "at", "by", "do", "with", "as"):
        assert f"| `{word}` |" in PAGE
    for field in FoundProcess.model_fields:
        assert f"`{field}`" in PAGE
    for room in SINGLE:
        assert f"`@{room}`" in PAGE
    for room in KEYED:
        assert f"`@{room}:KEY`" in PAGE
    assert f"{LARGEST:,} bytes" in PAGE
    assert f"more than {DEEPEST} deep" in PAGE
