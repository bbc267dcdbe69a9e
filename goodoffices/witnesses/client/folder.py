"""What a witness keeps on its own disk: its key, the host's key, the last good checkpoint of each book, and evidence.

`witness.json` is also what a browser saves as a file, so that a key may move between the two; use it in one place at a time.
"""

import base64
import fcntl
import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodoffices.engines.ledger import WitnessSigner
from goodoffices.engines.ledger.keys import BadNote, VerifierKey
from goodoffices.engines.ledger.notes import open_checkpoint
from goodoffices.engines.ledger.witnessing import Seen

FORMAT, FILE, EVIDENCE = "goodoffices-witness/1", "witness.json", "goodoffices-evidence/1"


class Damaged(Exception):
    """What is kept cannot be used. Its message is a sentence."""


@dataclass
class Kept:
    """All that a witness remembers; `seen`: by origin the signed note, word for word."""

    folder: Path
    name: str
    seed: bytes
    host: str = ""
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def signer(self) -> WitnessSigner:
        return WitnessSigner(self.name, self.seed)

    def of(self, origin: str) -> Seen | None:
        """What was found good last of a book; Damaged if that is not what the host signed."""
        note = self.seen.get(origin)
        if note is None:
            return None
        try:
            said = open_checkpoint(note, [VerifierKey.parse(self.host)])
        except BadNote as problem:
            raise Damaged(f"{self.folder / FILE} is damaged: {problem} Put it back from a copy.") from None
        return Seen(said.size, said.root, note)

    def remember(self, origin: str, note: str) -> None:
        """On the disk before this returns: only then may a signature go out."""
        self.seen[origin] = note
        self.write()

    def write(self) -> None:
        seed = base64.b64encode(self.seed).decode()
        whole = {"format": FORMAT, "name": self.name, "seed": seed, "host": self.host, "seen": self.seen}
        _write(self.folder / FILE, json.dumps(whole, ensure_ascii=False, indent=2))

    def keep_evidence(self, told: dict[str, Any]) -> tuple[Path, bool]:
        """What does not fit together, as a file; also whether it is new."""
        content = json.dumps({"format": EVIDENCE, **told}, ensure_ascii=False, indent=2)
        file = self.folder / f"evidence-{hashlib.sha256(content.encode()).hexdigest()[:16]}.json"
        if new := not file.exists():
            _write(file, content)
        return file, new


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The folder is this run's own, until it ends however it ends: two that remember apart could sign two histories."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = os.open(folder, os.O_RDONLY)
    try:
        _lock(held, folder)
        yield
    finally:
        os.close(held)


def _lock(held: int, folder: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Damaged(
            f"Another witness is at work with the folder {folder}. Stop it first, or give this one a folder and a key of its own."
        ) from None


def opened(folder: Path, name: str = "") -> Kept:
    """What is kept in a folder that is held; a new key on the first run, under a name that says nothing unless one is given."""
    file = folder / FILE
    if file.exists():
        return _read(file)
    # house: clock or chance: a witness's own key, at its own machine
    made = Kept(folder, name or f"witness-{secrets.token_hex(4)}", secrets.token_bytes(32))
    _tried(made, file)
    made.write()
    return made


def _read(file: Path) -> Kept:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        whole = told["format"] == FORMAT and all(isinstance(told[name], str) for name in ("name", "seed", "host"))
        seen = dict(told["seen"])
        seed = base64.b64decode(told["seed"], validate=True)
    except (ValueError, KeyError, TypeError):
        whole, seen, told, seed = False, {}, {}, b""
    if not whole or not all(isinstance(text, str) for pair in seen.items() for text in pair):
        raise Damaged(f"{file} is damaged. Put it back from a copy: a witness that forgets cannot notice a fork.")
    memory = Kept(file.parent, told["name"], seed, told["host"], seen)
    _tried(memory, file)
    return memory


def _tried(memory: Kept, file: Path) -> None:
    try:
        memory.signer  # noqa: B018 - whether these make a key
    except BadNote as problem:
        raise Damaged(f"{file} cannot be used: {problem}") from None


def _write(file: Path, content: str) -> None:
    """Whole or not at all, readable by its owner alone, on the disk when this returns."""
    handle, new = tempfile.mkstemp(dir=file.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(new).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(new).unlink()
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
