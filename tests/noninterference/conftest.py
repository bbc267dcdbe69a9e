"""Profiles, the frozen clock, and the stage on which worlds are played."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck

from tests.databases import made_once
from tests.noninterference.answers import ask, look_in
from tests.noninterference.asking import NO_SUCH_METHOD, Probe, addresses, known
from tests.noninterference.laying import Stage
from tests.noninterference.members import Setting

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


@pytest.fixture(autouse=True)
def often_checkpointed(settings: Any) -> None:
    """An entry a minute is written here, and few books get to an hour: checkpoints are kept every five minutes."""
    settings.CHECKPOINT_MINUTES = 5


@pytest.fixture(scope="session")
def stage(
    template_database: Path,
    shared_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("worlds")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        stage = Stage(template_database, folder)
        found = made_once(shared_folder, "methods.json", lambda path: _methods(stage, path))
        NO_SUCH_METHOD.update((method, route) for method, route in json.loads(found.read_text()))
        yield stage


def _methods(stage: Stage, path: Path) -> None:
    """Ask every address once in each way, to know which do not go together."""
    world, missing = stage.world(Setting()), []
    with world:
        credentials, values = world.sign_in("amara"), known(world, world, "amara")
        look_in(world, credentials)
        for address in addresses():
            for method in ("GET", "POST"):
                if ask(world, Probe(method, address.route % values.fill(address)), credentials).status[:3] == "405":
                    missing.append((method, address.route))
    stage.drop(world)
    path.write_text(json.dumps(missing))
