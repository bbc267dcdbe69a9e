"""How thoroughly to test: as CI does, or at length (`make test-long`, which sets GOODOFFICES_LONG=1)."""

import os
from typing import Any

import pytest

LONG = os.environ.get("GOODOFFICES_LONG") == "1"


def examples(ci: int, long: int) -> int:
    """How many examples Hypothesis makes up, for `max_examples`. What CI leaves out the long profile makes up for."""
    return long if LONG else ci


def long_only(*values: Any) -> Any:
    """A parameter that is tried at length alone."""
    return pytest.param(*values, marks=pytest.mark.long)
