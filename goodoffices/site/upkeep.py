"""Brings the tables and the static files up to date at start, after checking whether there is anything to do.

People wait for a server that restarts; planning no migrations and copying no files took half a second.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from goodoffices import __version__
from goodoffices.record.models import recorded_models


def tables_up_to_date() -> None:
    """Migrate, unless this database says that these very migrations have been made. (A backup says the same of itself.)"""
    wanted = _version_of_tables()
    # house: sql: the version that a database keeps of itself
    with connection.cursor() as cursor:
        (there,) = cursor.execute("PRAGMA user_version").fetchone()
        if there != wanted:
            call_command("migrate", verbosity=0, interactive=False)
            cursor.execute(f"PRAGMA user_version = {wanted}")


def statics_up_to_date() -> None:
    """Collect, unless the same files were collected last time."""
    stamp, manifest = settings.DATA / "static.stamp", settings.STATIC_ROOT / "staticfiles.json"
    wanted = "".join(f"{line}\n" for line in _statics())
    if manifest.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)


def _version_of_tables() -> int:
    """A number for the migrations that there are, and for the tables that have triggers of ours."""
    names = [
        f"{app.label} {file.stem}" for app in apps.get_app_configs() for file in Path(app.path).glob("migrations/*.py")
    ]
    watched = [model._meta.db_table for model in recorded_models() if model.structural or model.lasting]
    return zlib.crc32("\n".join(sorted(names) + watched).encode()) & 0x7FFFFFFF or 1  # 0 is a database without a word


def _statics() -> Iterator[str]:
    yield __version__
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            yield f"{name} {about.st_size} {about.st_mtime_ns}"
