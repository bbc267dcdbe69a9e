"""The reference page: its examples run, its tables say what the code says."""

import doctest
import re
from pathlib import Path

import pytest

from goodoffices.engines.settlement.cli import RULES
from goodoffices.engines.settlement.formats import FORMATS
from goodoffices.engines.settlement.reports.fairness import AXIOMS, KEEPS
from goodoffices.engines.settlement.solutions import SOLUTIONS
from goodoffices.engines.settlement.tests.cases import DOMAINS
from goodoffices.site import command

PAGE = Path(__file__).parents[4] / "docs/reference/settlement.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the code")


def test_the_examples_run() -> None:
    """Examples marked “shared” need the public domains, and run where these are."""
    text = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE))
    if not DOMAINS.exists():
        text = re.sub(r"^>>> [^\n]*# shared\n(?:(?!>>>|\n)[^\n]*\n)*", "", text, flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, "settlement.md", str(PAGE), 0)
    assert len(test.examples) > 20
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert runner.run(test, out=told.append).failed == 0, "".join(told)


def test_the_promises_in_the_table_are_those_in_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = text[text.index("| | nash") :].split("\n\n")[0].splitlines()
    rules = [cell.strip() for cell in table[0].split("|")[2:-1]]
    stated = {
        (row.split("|")[1].strip(), rule)
        for row in table[2:]
        for rule, cell in zip(rules, row.split("|")[2:-1], strict=True)
        if cell.strip() == "yes"
    }
    ours = {(AXIOMS[axiom].name, rule) for rule, keeps in KEEPS.items() for axiom in keeps}
    ours |= {("shift invariance", rule) for rule, keeps in KEEPS.items() if "scale" in keeps}  # a scale has a beginning
    assert stated == ours


def test_the_command_knows_the_formats_and_rules_of_the_engine() -> None:
    """The command's own lists save it from importing the engine for `--help`."""
    assert tuple(FORMATS) == command.FORMATS
    assert set(RULES) <= set(SOLUTIONS) == set(command.RULES)
    assert all(f"`{name}`" in PAGE.read_text(encoding="utf-8") for name in (*FORMATS, *SOLUTIONS))
