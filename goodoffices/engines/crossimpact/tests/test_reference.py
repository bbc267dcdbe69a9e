"""The reference page and the examples in docstrings hold."""

import doctest
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

from goodoffices.engines import crossimpact
from goodoffices.engines.crossimpact.formats import FORMATS
from goodoffices.site import command

PAGE = Path(__file__).parents[4] / "docs/reference/impact.md"
MODULES = [
    found.name
    for found in pkgutil.walk_packages(crossimpact.__path__, f"{crossimpact.__name__}.")
    if ".tests" not in found.name
]


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the code")
def test_the_examples_of_the_page_run() -> None:
    text = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE))
    test = doctest.DocTestParser().get_doctest(text, {}, "impact.md", str(PAGE), 0)
    assert len(test.examples) > 15
    told: list[str] = []
    assert doctest.DocTestRunner().run(test, out=told.append).failed == 0, "".join(told)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_the_command_offers_every_format_and_solutions() -> None:
    assert (*FORMATS, "sl") == command.IMPACT_FORMATS
