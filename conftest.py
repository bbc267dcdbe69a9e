"""What every test stands on: a fresh database file each, chance keyed by place, the cast, and replay at the end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked `long` runs by name (`-m long`), or when GOODOFFICES_LONG=1 says so."""
    if os.environ.get("GOODOFFICES_LONG") == "1" or "long" in (config.getoption("-m") or ""):
        return
    skip = pytest.mark.skip(reason="long: run it with -m long, or GOODOFFICES_LONG=1")
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


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest.FixtureRequest) -> Iterator[Path]:
    """A migrated, empty database file, copied for each test. Triggers are never switched off, so nothing is flushed."""
    from django.core.management import call_command

    folder = Path(tempfile.mkdtemp(prefix="goodoffices-template-"))
    path = folder / "template.sqlite3"
    with django_db_blocker.unblock(), database_file(path):  # type: ignore[attr-defined]
        call_command("migrate", verbosity=0)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield path
    shutil.rmtree(folder, ignore_errors=True)


class database_file:
    """Point the default connection of this thread to a database file; back again on leaving."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> "database_file":
        from goodoffices.record.memory import forget_everything

        connection = connections["default"]
        connection.close()
        self.before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = self.path
        forget_everything()  # keyed chance gives other worlds the same ids
        return self

    def __exit__(self, *_: object) -> None:
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = self.before


@pytest.fixture
def database(template_database: Path, tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[Path]:
    """A fresh database file for one test."""
    path = tmp_path / "test.sqlite3"
    shutil.copy(template_database, path)
    with django_db_blocker.unblock(), database_file(path):  # type: ignore[attr-defined]
        yield path


@pytest.fixture
def keyed() -> Iterator[None]:
    """Ids, salts and times as functions of book, number and slot."""
    from goodoffices.record.source import KeyedSource, drawing_from

    with drawing_from(KeyedSource("tests")):
        yield


@pytest.fixture
def replayed(database: Path) -> Iterator[None]:
    """After the test: the record alone rebuilds the same tables, references go up, rows stay in their audience."""
    from goodoffices.record import replay
    from tests.house import references_that_go_down

    yield
    assert replay.check() == []
    assert references_that_go_down() == []


@pytest.fixture
def river(database: Path, keyed: None, replayed: None) -> Iterator["tests.cast.River"]:  # type: ignore[name-defined]  # noqa: F821
    """The invented two-sided case, open, with its cast."""
    from tests.cast import River

    yield River.played()


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
