"""What every test stands on: a fresh database file each, chance keyed by place, the cast, and replay at the end."""

import os
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copied, database_file, everything_recorded, made_once, migrated, settled, version_of_tables
from tests.folders import Folders
from tests.profiles import LONG


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked `long` runs by name (`-m long`), or when GOODOFFICES_LONG=1 says so."""
    if LONG or "long" in (config.getoption("-m") or ""):
        return
    skip = pytest.mark.skip(reason="long: make test-long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def plain_statics() -> None:
    """Pages under test name static files by their plain names: nothing is collected for them."""
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session", autouse=True)
def with_mail() -> None:
    """A host that sends mail; under test it goes into `mail.outbox`."""
    from django.conf import settings

    settings.MAIL = True


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What a page sets for its thread, no later test finds."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share: see `databases.made_once`."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def folders(shared_folder: Path) -> Folders:
    """Data folders to serve, ready at once."""
    return Folders(shared_folder)


@pytest.fixture(scope="session")
def template_database(
    pytestconfig: pytest.Config, shared_folder: Path, django_db_blocker: pytest.FixtureRequest
) -> Path:
    """A migrated, empty database file, copied for each test. Triggers are never switched off, so nothing is flushed.

    Migrating takes three seconds: it is done once for these tables, and neither by each worker nor in each run.
    """
    cache = getattr(pytestconfig, "cache", None)  # there is none with `-p no:cacheprovider`
    folder = cache.mkdir("goodoffices-databases") if cache else shared_folder
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return made_once(folder, f"{version_of_tables()}.sqlite3", migrated)


@dataclass(frozen=True)
class PlayedOnce:
    """The river case as it came out of playing, in a file to copy; and what its tables held when it had been checked."""

    path: Path
    outcome: Any
    held: Any


@pytest.fixture(scope="session")
def river_once(
    template_database: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: pytest.FixtureRequest
) -> PlayedOnce:
    """Under the tests' own chance the river case comes out alike every time: it is played once, and copied."""
    from goodoffices.record.source import KeyedSource, drawing_from
    from tests.cast import River
    from tests.house import faults_of_the_record

    path = copied(template_database, tmp_path_factory.mktemp("river") / "river.sqlite3")
    with django_db_blocker.unblock(), database_file(path), drawing_from(KeyedSource("tests")):  # type: ignore[attr-defined]
        outcome = River.played().outcome
        assert faults_of_the_record() == []
        held = everything_recorded()
        settled()
    return PlayedOnce(path, outcome, held)


@pytest.fixture
def database(
    request: pytest.FixtureRequest, template_database: Path, tmp_path: Path, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Path]:
    """A fresh database file for one test: empty, or with the river case in it if the test asks for that."""
    about_the_river = "river" in request.fixturenames
    template = request.getfixturevalue("river_once").path if about_the_river else template_database
    path = copied(template, tmp_path / "test.sqlite3")
    with django_db_blocker.unblock(), database_file(path):  # type: ignore[attr-defined]
        yield path


@pytest.fixture
def keyed() -> Iterator[None]:
    """Ids, salts and times as functions of book, number and slot."""
    from goodoffices.record.source import KeyedSource, drawing_from

    with drawing_from(KeyedSource("tests")):
        yield


@pytest.fixture
def replayed(request: pytest.FixtureRequest, database: Path) -> Iterator[None]:
    """After the test: the record alone rebuilds the same tables, references go up, rows stay in their audience."""
    from tests.house import faults_of_the_record

    yield
    if "river" in request.fixturenames and everything_recorded() == request.getfixturevalue("river_once").held:
        return  # a test that only looked: this very state has been checked already
    assert faults_of_the_record() == []


@pytest.fixture
def river(database: Path, keyed: None, replayed: None, river_once: PlayedOnce) -> "tests.cast.River":  # type: ignore[name-defined]  # noqa: F821
    """The invented two-sided case, open, with its cast."""
    from tests.cast import River

    return River(deepcopy(river_once.outcome))


@pytest.fixture
def plenary(river):  # type: ignore[no-untyped-def]
    return river.book("plenary")


@pytest.fixture
def amara(river):  # type: ignore[no-untyped-def]
    return river.seat("amara")


@pytest.fixture
def lena(river):  # type: ignore[no-untyped-def]
    return river.seat("lena")


@pytest.fixture
def idris(river):  # type: ignore[no-untyped-def]
    return river.seat("idris")


@pytest.fixture
def noor(river):  # type: ignore[no-untyped-def]
    """An outsider: she mediates another process on the same host, and has no seat in this one."""
    return river.outsider()
