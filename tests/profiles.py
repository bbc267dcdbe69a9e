"""How thoroughly to test: as CI does, or at length (`make test-long`, which sets GOODOFFICES_LONG=1)."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is, is no property of the product: nothing fails for being slow.
settings.register_profile("goodoffices", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("goodoffices")

LONG = os.environ.get("GOODOFFICES_LONG") == "1"


def examples(ci: int, long: int) -> int:
    """How many examples Hypothesis makes up, for `max_examples`. What CI leaves out the long profile makes up for."""
    return long if LONG else ci


def long_only(*values: Any) -> Any:
    """A parameter that is tried at length alone."""
    return pytest.param(*values, marks=pytest.mark.long)
