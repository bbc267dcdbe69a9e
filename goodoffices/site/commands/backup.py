"""`goodoffices backup FILE` and `restore FILE`: the database, the files, the keys and the settings, as one file."""

import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from goodoffices.files import storing
from goodoffices.site.commands import answer, data_folder, start
from goodoffices.site.failed import Failed

DATABASE = "goodoffices.sqlite3"
KEPT = ("keys/secret-key", "keys/record-key", "goodoffices.toml", "demo.json")


def run(options: Any) -> int:
    return _backup(options) if options.what == "backup" else _restore(options)


def _backup(options: Any) -> int:
    folder = start()
    target: Path = options.file
    try:
        _write(folder, target)
    except OSError as problem:
        raise Failed(f"{target} cannot be written: {problem.strerror}.") from None
    answer(
        options,
        {"file": str(target), "bytes": target.stat().st_size},
        f"Everything is in {target}. Keep it as safe as the host: it holds the keys.",
    )
    return 0


def _write(folder: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = Path(scratch) / DATABASE
        _copy_database(database)
        with tarfile.open(part, "w:gz") as out:
            out.add(database, DATABASE)
            for name in KEPT:
                if (folder / name).exists():
                    out.add(folder / name, name)
            # After the database: every file that it knows is there, since none of those is ever taken away.
            for name in storing.all_kept():
                with suppress(FileNotFoundError):  # an upload that nobody attached, and that was given up just now
                    out.add(folder / name, name)
    part.chmod(0o600)  # it holds the keys
    part.replace(target)


def _copy_database(target: Path) -> None:
    """A consistent copy while the host runs (SQLite's VACUUM INTO)."""
    from django.db import connection

    # house: sql: the host's own copy
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])


def _restore(options: Any) -> int:
    folder = data_folder()
    if (folder / DATABASE).exists():
        raise Failed(f"{folder} holds a database already. Restore into an empty folder, named with --data.")
    try:
        with tarfile.open(options.file, "r:gz") as taken:
            names = set(taken.getnames())
            strange = {name for name in names - {DATABASE, *KEPT} if not storing.KEPT.fullmatch(name)}
            if DATABASE not in names or strange:
                raise Failed(f"{options.file} is not a backup of Good Offices.")
            taken.extractall(folder, filter="data")
    except (OSError, tarfile.TarError) as problem:
        raise Failed(f"{options.file} cannot be read: {problem}") from None
    start()
    answer(options, {"data": str(folder)}, f"Restored into {folder}.")
    return 0
