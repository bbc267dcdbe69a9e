"""One file a command. Each has `run(options)`, which returns the exit code."""

# house: record read: the host's own commands

import codecs
import fcntl
import gc
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from goodoffices.site.failed import Failed

# Import the settings (pydantic) where they are used: commands that need no host then start sooner.


def start() -> Path:
    """Read the settings, wake Django, bring the tables up to date; returns the data folder."""
    from goodoffices.site.config import WrongSetting

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.site.settings")
    folder = data_folder()
    try:
        import django

        django.setup()
    except WrongSetting as wrong:
        raise Failed(str(wrong)) from None
    except OSError as problem:
        raise _unusable(folder, problem) from None
    from django.db import DatabaseError, OperationalError

    from goodoffices.site.upkeep import tables_up_to_date

    try:
        tables_up_to_date()
    except OperationalError:
        raise  # the disk's: it may be full, or may not be written to
    except DatabaseError as problem:
        raise Failed(
            f"The database in {folder} cannot be used: {problem}. Restore a backup, or name another folder."
        ) from None
    _warn()
    gc.enable()
    return folder


def _warn() -> None:
    """What is not as durable here as it should be, in words, at every start."""
    from goodoffices.record.checks import sqlite_is_durable

    for warning in sqlite_is_durable():
        say(f"{warning.msg} {warning.hint}")


def data_folder() -> Path:
    """Where this host keeps its data, as the settings say; made if it is not there yet."""
    from goodoffices.site.config import WrongSetting, config

    try:
        folder = config().data
    except WrongSetting as wrong:
        raise Failed(str(wrong)) from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unusable(folder, problem) from None
    return folder


def _unusable(folder: Path, problem: OSError) -> Failed:
    return Failed(f"The data folder {folder} cannot be used: {problem.strerror}. Name another with --data.")


def held() -> Path:
    """The data folder, held by this server until its process ends, however it ends. Other commands work beside it."""
    # house: kept between requests: the lock on the data folder
    global _holding
    folder = data_folder()
    try:
        _holding = os.open(folder, os.O_RDONLY)
        fcntl.flock(_holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
        tempfile.TemporaryFile(dir=folder).close()  # is it writable at all?
    except BlockingIOError:
        raise Failed(
            f"Another server is running on the data folder {folder}. Stop it first, or name another with --data."
        ) from None
    except OSError as problem:
        raise _unusable(folder, problem) from None
    return folder


_holding = -1  # an open folder, which holds the lock


def collect_statics() -> None:
    from goodoffices.site.upkeep import statics_up_to_date

    try:
        statics_up_to_date()
    except OSError as problem:
        raise _unusable(data_folder(), problem) from None


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def answer(options: Any, whole: dict[str, Any], words: str) -> None:
    """The one JSON object with `--json`; words for people otherwise."""
    tell(json.dumps(whole, ensure_ascii=False) if options.json else words)


def tell(words: str) -> None:
    """To standard output, as long as somebody reads: whoever closes it (`| head`) has seen enough, and nothing went wrong."""
    try:
        print(_writable(words), flush=True)
    except BrokenPipeError:
        _write_no_more()
    except OSError as problem:
        _write_no_more()
        raise Failed(
            f"The answer cannot be written: {problem.strerror}. Free some space, or send it elsewhere."
        ) from None


def _write_no_more() -> None:
    """Else Python tries to write the rest at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _writable(words: str) -> str:
    """Letters that this output cannot write (in an ASCII locale, or a file's broken bytes) as JSON escapes them: so an object
    stays one, and means the same."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        codecs.register_error("as in JSON", _as_in_json)
        return words.encode(encoding, "as in JSON").decode(encoding)
    return words


def _as_in_json(problem: UnicodeError) -> tuple[str, int]:
    assert isinstance(problem, UnicodeEncodeError)
    return json.dumps(problem.object[problem.start : problem.end])[1:-1], problem.end
