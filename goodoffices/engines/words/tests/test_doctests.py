"""Every example in a docstring of this engine holds."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from goodoffices.engines import words

MODULES = sorted(found.name for found in pkgutil.iter_modules(words.__path__) if found.name != "tests")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"{words.__name__}.{name}")).failed == 0


def test_what_turns_words_into_forms_has_examples() -> None:
    tried = {name for name in MODULES if doctest.testmod(import_module(f"{words.__name__}.{name}")).attempted}
    assert tried >= {"arabic", "cutting", "folding", "forms", "query", "snippets", "stemming", "turkish"}
