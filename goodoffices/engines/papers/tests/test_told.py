"""The table of codes: every code that the engine uses has a sentence, and every sentence is used and well written."""

import re
from pathlib import Path

import pytest

from goodoffices.engines.papers import told
from goodoffices.engines.papers.told import NAMES, REFUSED, TOLD, NotTaken, Told

SOURCE = "\n".join(
    file.read_text()
    for file in Path(told.__file__).parent.rglob("*.py")
    if "tests" not in file.parts and file.name != "told.py"
)


@pytest.mark.parametrize("code", [*REFUSED, *TOLD, *NAMES])
def test_every_code_is_used(code):
    assert f'"{code}"' in SOURCE


def test_every_code_that_is_used_has_a_sentence():
    assert set(re.findall(r'NotTaken\(\s*"([\w-]+)"', SOURCE)) <= REFUSED.keys()
    assert set(re.findall(r'\.tell\(\s*"([\w-]+)"', SOURCE)) <= TOLD.keys()
    assert set(re.findall(r'\.name\(\s*"([\w-]+)"', SOURCE)) <= TOLD.keys()


@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_is_two_short_sentences_even_without_facts(code):
    words = str(NotTaken(code))
    assert len(re.findall(r"[^.]\.(?:\s|$)", words)) == 2, words
    assert len(words) < 130
    assert not re.search(r"%\(|!|please|sorry|invalid", words, re.IGNORECASE)


def test_counts_of_nothing_are_not_told():
    found = Told()
    found.tell("links", 0)
    found.name("metadata-removed")
    assert found.records() == []


def test_records_stand_in_the_order_of_the_table_and_hold_no_author():
    found = Told()
    found.tell("links", 2)
    found.tell("changes")
    found.author("changes", "Lena")
    found.name("metadata-removed", "company", "author")
    assert found.records() == [
        {"code": "metadata-removed", "names": ["author", "company"]},
        {"code": "changes", "count": 1, "authors": 1},
        {"code": "links", "count": 2},
    ]


def test_the_reference_names_every_code():
    reference = (Path(told.__file__).parents[3] / "docs" / "reference" / "papers.md").read_text()
    assert [code for code in [*REFUSED, *TOLD] if f"`{code}`" not in reference] == []
