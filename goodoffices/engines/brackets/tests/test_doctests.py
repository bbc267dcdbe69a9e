"""Every example in a docstring of this engine holds."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from goodoffices.engines import brackets

MODULES = [
    found.name
    for found in pkgutil.walk_packages(brackets.__path__, f"{brackets.__name__}.")
    if ".tests" not in found.name
]


@pytest.mark.parametrize("name", [brackets.__name__, *MODULES])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_the_examples_are_found_in_every_room() -> None:
    with_examples = {name.split(".")[3] for name in MODULES if doctest.testmod(import_module(name)).attempted}
    assert with_examples >= {"comparing", "counting", "model", "operations", "reading", "rendering", "terminal", "word"}
