"""Profiles, the frozen clock, and the stage on which worlds are played."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck

from tests.noninterference.worlds import Stage

SAME: Any = {  # the same examples in every run: a failure that comes and goes would be believed by nobody
    "deadline": None,
    "database": None,
    "derandomize": True,
    "report_multiple_bugs": False,
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are not worth a line each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 6, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture(scope="session")
def stage(
    template_database: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("worlds")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        stage = Stage(template_database, folder)
        stage.find_methods()
        yield stage
