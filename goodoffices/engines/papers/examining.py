"""What the parent does: starts the child, outlives it, and believes nothing that it says without a look."""

import builtins
import contextlib
import errno
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from goodoffices.engines.papers.limits import DISK_FULL, Limits
from goodoffices.engines.papers.names import SUFFIXES, tidy_name
from goodoffices.engines.papers.told import NAMES, REFUSED, TOLD, NotTaken

_MODULE = "goodoffices.engines.papers"
_CLEANED = "cleaned"
_MOST_ANSWER = 100_000
_MOST_WORDS = 100
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Examined:
    """A file that may be served, once `discard` was not called yet. Also a context manager that discards.

    type      a key of `names.SUFFIXES`, by content
    name      what the file is called for its readers
    told      plain records: a `code` of `TOLD` with its numbers and names
    path      of the cleaned bytes, in a folder of their own
    size_before, sha256_before, size, sha256   of what came, and of what is kept; sizes in bytes, hashes in hexadecimal
    """

    type: str
    name: str
    told: tuple[dict[str, Any], ...]
    path: Path
    size_before: int
    sha256_before: str
    size: int
    sha256: str

    def discard(self) -> None:
        """Remove the cleaned bytes and their folder."""
        shutil.rmtree(self.path.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: builtins.type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()


def examine(path: Path | str, name: str, limits: Limits | None = None, folder: Path | str | None = None) -> Examined:
    """Examine a file in a child process. `NotTaken` if it is not taken, whatever it did to the child.

    name     as its uploader calls it; only text files are told apart by it
    folder   where the new folder for the cleaned bytes is made; the system's own for temporary files if left out
    OSError if the file cannot be opened, no folder made, or the disk is full.
    """
    limits = limits or Limits()
    room = _room_in(folder)
    try:
        with Path(path).open("rb") as file:
            size, sha256 = _measure(file, limits)
            answer = _ask(file, name, room, limits, "cleaned")
        kept_size, kept_sha256 = _look_at(room / _CLEANED, limits)
        return Examined(
            answer["type"], tidy_name(name, answer["type"]), answer["told"], room / _CLEANED,
            size, sha256, kept_size, kept_sha256,
        )  # fmt: skip
    except BaseException:
        shutil.rmtree(room, ignore_errors=True)
        raise


def words_of(path: Path | str, limits: Limits | None = None, folder: Path | str | None = None) -> str:
    """The words of a PDF, a form feed between two pages, read in a child process; empty if its pages are pictures.

    `NotTaken` if it cannot be read; see `examine` for the rest.
    """
    limits = limits or Limits()
    room = _room_in(folder)
    try:
        with Path(path).open("rb") as file:
            _measure(file, limits)
            _ask(file, "", room, limits, "words")
        with contextlib.suppress(NotTaken):  # a file without a byte: there are no words
            _look_at(room / _CLEANED, limits)
            return (room / _CLEANED).read_text("utf-8", errors="replace")
        return ""
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _room_in(folder: Path | str | None) -> Path:
    """A new folder, by its whole path: the child works in it, and would look for it inside itself."""
    return Path(tempfile.mkdtemp(prefix="papers-", dir=folder)).resolve()


def _measure(file: IO[bytes], limits: Limits) -> tuple[int, str]:
    """Size and hash of what came. `NotTaken` if it is nothing, or too much."""
    size = os.fstat(file.fileno()).st_size
    if size > limits.size:
        raise NotTaken("too-big", size=size, most=limits.size)
    if not size:
        raise NotTaken("empty")
    return size, _hash(file)


def _hash(file: IO[bytes]) -> str:
    sha256 = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        sha256.update(chunk)
    file.seek(0)
    return sha256.hexdigest()


def _ask(file: IO[bytes], name: str, room: Path, limits: Limits, wanted: str) -> dict[str, Any]:
    """The answer of a child. It shares the open file with us, and neither our surroundings nor our folder."""
    request = {
        "file": file.fileno(),
        "name": name[:1_000],
        "folder": str(room),
        "limits": asdict(limits),
        "wanted": wanted,
    }
    with tempfile.TemporaryFile(dir=room) as answer:
        with subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-I", "-m", _MODULE],
            stdin=subprocess.PIPE, stdout=answer, stderr=subprocess.DEVNULL,
            pass_fds=[file.fileno()], cwd=room, env={"TMPDIR": str(room)}, start_new_session=True,
        ) as child:  # fmt: skip
            try:
                child.communicate(json.dumps(request).encode(), timeout=limits.wall)
            except subprocess.TimeoutExpired:
                raise NotTaken("too-heavy", how="time") from None
            finally:
                child.kill()
        if child.returncode == DISK_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if child.returncode:
            raise _death(child.returncode)
        answer.seek(0)
        return _understood(answer.read(_MOST_ANSWER))


def _death(code: int) -> NotTaken:
    """Why a child that ended badly did."""
    if code in {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM}:
        return NotTaken("too-heavy", how="time")
    if code == -signal.SIGXFSZ:
        return NotTaken("too-heavy", how="space")
    return NotTaken("broke", how=f"signal {-code}" if code < 0 else f"status {code}")


def _understood(answer: bytes) -> dict[str, Any]:
    """The answer, after a check of every part of it: a child that a file has taken over may say anything."""
    try:
        said = json.loads(answer)
        if "refused" in said:
            code = said["refused"]
            raise NotTaken(code if code in REFUSED else "broke", **_facts(said["facts"]))
        if said["type"] not in SUFFIXES:
            raise ValueError(said["type"])
        told = tuple({"code": _known(each.pop("code"), TOLD), **_facts(each)} for each in said["told"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotTaken("broke", how="answer") from None
    return {"type": said["type"], "told": told}


def _facts(found: dict[str, Any]) -> dict[str, Any]:
    """Numbers, short words, and names of the table."""
    for key, value in found.items():
        if key not in {"count", "authors", "bytes", "size", "most", "pixels", "how", "save_as", "actions", "names"}:
            raise ValueError(key)
        if isinstance(value, list):
            for name in value:
                _known(name, NAMES)
        elif not (isinstance(value, str) and len(value) <= _MOST_WORDS) and type(value) is not int:
            raise ValueError(key)
    return found


def _known(key: Any, table: dict[str, str]) -> str:
    if not isinstance(key, str) or key not in table:
        raise ValueError
    return key


def _look_at(cleaned: Path, limits: Limits) -> tuple[int, str]:
    """Size and hash of what is kept. It has to be a plain file: not a link to another, nor a pipe to wait for."""
    try:
        handle = os.open(cleaned, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        raise NotTaken("broke", how="answer") from None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= 4 * limits.size:
            raise NotTaken("broke", how="answer")
        return found.st_size, _hash(file)
