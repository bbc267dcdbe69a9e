"""Clauses of real texts: how many false alarms the rules make there, and whether they see what is taken out.

The Paris Agreement as adopted (UNFCCC) and the Vienna Convention on Diplomatic Relations (1961) are final: what is found in
them is, with few exceptions, a false alarm.
"""

import json
import re
from pathlib import Path

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.storing import rows
from goodoffices.engines.clauses import Clause, checked, report

DATA = Path(__file__).parents[5] / "shared" / "data"
PARIS = DATA / "texts" / "paris-2015-12-12-adopted.md"
VIENNA = DATA / "treaties" / "vcdr.json"


def clauses(text):
    """The provisions of a text, each with the labels down to it from its article."""
    every = rows(parse(text))
    by_id = {row.id: row for row in every}
    return [Clause(row.id, *_path(row, by_id)) for row in every]


def _path(row, by_id):
    labels, above, article = [], row, False
    while above is not None and not article:
        if above.label and above.kind not in ("heading", "option"):
            labels.insert(0, above.label)
        article = above.kind == "article"
        above = by_id.get(above.parent)
    return tuple(labels), row.words, article


@pytest.fixture(scope="module")
def paris():
    if not PARIS.exists():
        pytest.skip(f"the text is not here: {PARIS.name}")
    return PARIS.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def vienna():
    if not VIENNA.exists():
        pytest.skip(f"the treaty is not here: {VIENNA.name}")
    treaty = json.loads(VIENNA.read_text(encoding="utf-8"))
    parts = [treaty["preamble_en"]]
    for number, each in enumerate(treaty["articles"], 1):
        parts += [f"Article {number}", _lines(each["content_en"])]
    return "\n\n".join(parts)


def _lines(content):
    """Its paragraphs on lines of their own: the file sets them in one."""
    content = re.sub(r"(?<=[.;:”])\s*(\(\w\))", r"\n\n\1", content)
    content = re.sub(r"(?<=[.”])\s*(\d{1,2}\.)(?=\S)", r"\n\n\1 ", content)
    return re.sub(r"^(\d{1,2}\.)(?=\S)", r"\1 ", content)


def test_false_alarms_in_the_paris_agreement_are_few(paris):
    """Of three, one is true (“Convention” is defined in the preamble and in Article 1)."""
    found = [(each.sort, each.words) for each in checked(clauses(paris))]
    assert ("defined_twice", "Convention") in found
    assert len(found) <= 3, found


def test_there_are_none_in_the_vienna_convention(vienna):
    assert checked(clauses(vienna)) == []


@pytest.mark.parametrize("number", [2, 13, 14, 15])
def test_an_article_that_is_taken_out_is_missed(paris, number):
    """Every one of these is referred to elsewhere in the Paris Agreement."""
    without = re.sub(rf"## Article {number}\n.*?(?=## Article {number + 1}\n)", "", paris, flags=re.DOTALL)
    assert without != paris
    missed = {each.other for each in checked(clauses(without)) if each.sort == "no_article"}
    assert missed == {str(number)}


def test_most_duties_name_somebody(paris, vienna):
    for text in (paris, vienna):
        duties = [each for each in report(clauses(text)).elements if each.binding]
        assert len(duties) > 80
        assert sum(bool(each.who) for each in duties) / len(duties) > 0.85
