"""What a start brings up to date is looked at every time, and done when there is something to do."""

import os

import pytest
from django.db import connection

from goodoffices.site import upkeep


@pytest.fixture
def called(monkeypatch):
    """The commands of Django that were called."""
    found = []
    monkeypatch.setattr(upkeep, "call_command", lambda name, **_options: found.append(name))
    return found


def version():
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA user_version").fetchone()[0]


def test_a_database_is_migrated_once(database, called):
    assert version() == 0
    upkeep.tables_up_to_date()
    upkeep.tables_up_to_date()
    assert called == ["migrate"]
    assert version() == upkeep._version_of_tables()


def test_a_database_of_an_older_program_is_migrated(database, called, monkeypatch):
    upkeep.tables_up_to_date()
    monkeypatch.setattr(upkeep, "recorded_models", list)  # as if there had been other tables to watch
    upkeep.tables_up_to_date()
    assert called == ["migrate", "migrate"]


def test_a_migration_that_fails_is_tried_again(database, monkeypatch):
    def fails(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr(upkeep, "call_command", fails)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            upkeep.tables_up_to_date()
    assert version() == 0


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    for path, words in (("static/staticfiles.json", "{}"), ("ours/one.css", "a{}")):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(words)
    return tmp_path


def test_static_files_are_collected_once_and_again_when_one_changes(folder, called):
    upkeep.statics_up_to_date()
    upkeep.statics_up_to_date()
    assert called == ["collectstatic"]
    os.utime(folder / "ours/one.css", (1, 1))
    upkeep.statics_up_to_date()
    (folder / "ours/two.css").write_text("b{}")
    upkeep.statics_up_to_date()
    upkeep.statics_up_to_date()
    assert called == ["collectstatic"] * 3


def test_static_files_that_somebody_threw_away_are_collected_again(folder, called):
    upkeep.statics_up_to_date()
    (folder / "static/staticfiles.json").unlink()
    upkeep.statics_up_to_date()
    assert called == ["collectstatic"] * 2


def test_nothing_is_taken_for_collected_that_was_not(folder, monkeypatch):
    def fails(*_args, **_options):
        raise OSError

    monkeypatch.setattr(upkeep, "call_command", fails)
    for _ in range(2):
        with pytest.raises(OSError):
            upkeep.statics_up_to_date()
