"""Database files for tests: made once, by whoever comes first, and copied from then on."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from django.db import connections

ROOT = Path(__file__).parents[1]


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


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of this name, which several workers may ask for at one time; the first alone calls `make(path)`."""
    wanted = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            begun = folder / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)
            begun.unlink(missing_ok=True)
            make(begun)
            begun.rename(wanted)  # whole, or not at all
    return wanted


def migrated(path: Path) -> None:
    """An empty database with all its tables."""
    from django.core.management import call_command

    with database_file(path):
        call_command("migrate", verbosity=0)
        settled()


def settled() -> None:
    """Everything written stands in the file itself, which can then be copied."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copied(template: Path, path: Path) -> Path:
    return Path(shutil.copy(template, path))


def version_of_tables() -> str:
    """Of all that the empty tables come from: migrations, models, the record's triggers, the packages that are installed."""
    house = ROOT / "goodoffices"
    sources = {
        *house.glob("**/migrations/*.py"),
        *house.glob("*/models.py"),
        *house.glob("*/models/*.py"),
        *house.glob("*/apps.py"),
        *house.glob("record/*.py"),
        *house.glob("site/sqlite/*.py"),
        house / "site/settings.py",
    }
    packages = sorted({f"{each.metadata['Name']} {each.version}" for each in distributions()})
    version = hashlib.sha256(json.dumps(packages).encode())
    for file in sorted(sources):
        version.update(str(file.relative_to(house)).encode() + file.read_bytes())
    return version.hexdigest()[:16]


def recorded_rows() -> dict[str, dict[str, tuple[Any, ...]]]:
    """Every recorded row as the database holds it: table → id → values. Asked in SQL, for it is asked several times a test."""
    from goodoffices.record.models import recorded_models

    found = {}
    with connections["default"].cursor() as cursor:
        for model in recorded_models():
            columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            rows = cursor.execute(
                f'SELECT "{model._meta.pk.column}", {columns} FROM "{model._meta.db_table}"'
            ).fetchall()
            found[model._meta.label] = {row[0]: tuple(row[1:]) for row in rows}
    return found


def everything_recorded() -> tuple[Any, int]:
    """The recorded rows and the number of entries: what a refused act leaves as it was, and what a replay rebuilds."""
    from goodoffices.record.models import Entry

    return recorded_rows(), Entry.objects.count()
