"""Every example in a docstring of this engine holds."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from goodoffices.engines import ledger

MODULES = [
    f"{ledger.__name__}.{found.name}" for found in pkgutil.iter_modules(ledger.__path__) if found.name != "tests"
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(import_module(name)).attempted for name in MODULES) >= 10
