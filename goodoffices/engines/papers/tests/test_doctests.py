"""Every example in a docstring of this engine holds."""

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["names", "links"])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    done = doctest.testmod(import_module(f"goodoffices.engines.papers.{name}"))
    assert done.attempted > 0
    assert done.failed == 0
