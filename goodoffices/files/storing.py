"""Where the bytes of files lie, below `files/` in the data folder.

    <book>/<token>             what was attached, or waits to be
    waiting/<seat>/<token>     what is known of an upload that nobody has attached yet, as JSON
    coming/                    what is being examined

A token is random, and no two files share bytes, not even equal ones: a book's folder tells nothing of another's. What waits is
noted before its bytes come, so that bytes without a row are always known to wait, however the power goes.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import OperationalError

WAITS = 24 * 3600  # seconds for which an upload waits to be attached
TOKEN = re.compile(r"[a-z2-7]{24}")
KEPT = re.compile(r"files/(waiting/)?[a-z2-7]{24}/[a-z2-7]{24}")  # of all that lies there, what a back-up holds


class Damaged(Exception):
    """The bytes of a file are missing, or are not those that were attached."""


@dataclass(frozen=True)
class Waiting:
    """An upload that has been examined: it is one seat's, for one book. Sizes in bytes, hashes in hexadecimal."""

    token: str
    seat: str
    book: str
    name: str
    type: str
    size: int
    sha256: str
    sha256_before: str
    told: list[dict[str, Any]]


def keep(waiting: Waiting, bytes_at: Path) -> None:
    """Keep an upload: once this returns, it is on the disk. The bytes are moved from where they are, on the same disk."""
    with disk():
        write(_note_of(waiting.seat, waiting.token), json.dumps(asdict(waiting)).encode())
        _move(bytes_at, _bytes_of(waiting.book, waiting.token))


def waiting_of(seat: str, token: str) -> Waiting | None:
    """The upload of this seat with this token, if it still waits."""
    if not TOKEN.fullmatch(token):
        return None
    try:
        found = Waiting(**json.loads(_note_of(seat, token).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return found if _bytes_of(found.book, token).exists() else None


def all_waiting(seat: str) -> list[Waiting]:
    folder = root() / "waiting" / seat
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return [found for name in names if (found := waiting_of(seat, name))]


def attached(seat: str, token: str) -> None:
    """It waits no longer, and its bytes stay."""
    _note_of(seat, token).unlink(missing_ok=True)


def discard(waiting: Waiting) -> None:
    """An upload of which nothing came: neither its bytes nor what was known of it stay."""
    _bytes_of(waiting.book, waiting.token).unlink(missing_ok=True)
    _note_of(waiting.seat, waiting.token).unlink(missing_ok=True)


def overdue(seat: str) -> list[Waiting]:
    """Uploads of this seat that have waited too long."""
    # house: clock or chance: how long an upload waits is on no record
    before = time.time() - WAITS
    return [each for each in all_waiting(seat) if _note_of(seat, each.token).stat().st_mtime < before]


@contextmanager
def whole(book: str, token: str, sha256: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, open, after they were checked against its hash; `Damaged` if they are not the same."""
    try:
        file = _bytes_of(book, token).open("rb")
    except OSError:
        raise Damaged from None
    with file:
        try:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            raise Damaged from None
        if found != sha256:
            raise Damaged
        file.seek(0)
        yield file


def all_kept() -> list[str]:
    """All bytes and all notes, as paths below the data folder; what is on its way is not among them."""
    found = [*root().glob("*/*"), *root().glob("waiting/*/*")]
    names = sorted(each.relative_to(settings.DATA).as_posix() for each in found if each.is_file())
    return [name for name in names if KEPT.fullmatch(name)]


def folder_for_examining() -> Path:
    """A folder on the same disk."""
    with disk():
        return made(root() / "coming")


def root() -> Path:
    return Path(settings.DATA) / "files"


def _bytes_of(book: str, token: str) -> Path:
    return root() / book / token


def _note_of(seat: str, token: str) -> Path:
    return root() / "waiting" / seat / token


def made(folder: Path) -> Path:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync(folder.parent)
    return folder


def write(path: Path, content: bytes) -> None:
    part = made(path.parent) / f".{path.name}"
    with part.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    _sync(path.parent)


def _move(source: Path, target: Path) -> None:
    """The bytes are on the disk before they have their name, and then the name is."""
    made(target.parent)
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.chmod(0o600)
    source.replace(target)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk() -> Iterator[None]:
    """A disk that is full, or takes nothing, is told like a database that cannot be written."""
    try:
        yield
    except OSError as problem:
        raise not_kept(problem) from problem


def not_kept(problem: OSError) -> OperationalError:
    return OperationalError(f"files cannot be kept: {problem.strerror}")
