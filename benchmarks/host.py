"""The server under test: `goodoffices serve` as a subprocess on its own core, told what to do by its contract alone."""

import json
import os
import secrets
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from benchmarks import cores

START_WITHIN = 60
STREAMS_OF_A_SEAT = 10  # the server ends more than a dozen
COMMAND = "from goodoffices.site.command import main; raise SystemExit(main())"
LINE = "In the dry year of {n} the gauges at the upper weir stood below the mark on forty-one days. "


@dataclass(frozen=True)
class Table:
    """A process with people at it. `sessions` are cookies, several of the same seat where there are more than seats."""

    folder: Path
    process: str
    room: str
    tokens: tuple[str, ...]
    sessions: tuple[str, ...]


class Host:
    """One running server."""

    def __init__(self, folder: Path, command: str = "serve", under: tuple[str, ...] = (), *extra: str) -> None:
        self.folder = folder
        call = [sys.executable, "-c", COMMAND, command, "--data", str(folder), "--port", "0", "--json"]
        # A host keeps Python's compiled files, as ours does by default; `rows/starting.py` says if this one cannot.
        own = ("GOODOFFICES_", "PYTHONDONTWRITEBYTECODE")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        with (folder.with_suffix(".err")).open("ab") as errors:
            self.process = subprocess.Popen(
                [*under, *call, *extra],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                start_new_session=True,
                preexec_fn=partial(cores.take, cores.SERVER),
            )
        self.told = json.loads(self._first_line())
        self.port = int(self.told["url"].rsplit(":", 1)[1])
        self.pid = _child(self.process.pid) if under else self.process.pid

    def _first_line(self) -> bytes:
        assert self.process.stdout is not None
        if select.select([self.process.stdout], [], [], START_WITHIN)[0] and (line := self.process.stdout.readline()):
            return line
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.folder.with_suffix('.err').read_text()[-2000:]}")

    def stop(self) -> None:
        self._signal(15)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        self._signal(9)
        self.process.wait()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _child(pid: int) -> int:
    """The server itself, where it runs under a tracer."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


@cache
def scratch() -> Path:
    """Where this run keeps its data; thrown away at its end."""
    return Path(tempfile.mkdtemp(prefix="goodoffices-bench-"))


def seated(delegates: int, sessions: int, statements: int = 100, issues: int = 0) -> Table:
    """A fresh copy of a data folder with so many people at the table; the copied one is made once a run."""
    table = _seeded(delegates, sessions, statements, issues)
    folder = Path(tempfile.mkdtemp(dir=scratch())) / "data"
    shutil.copytree(table.folder, folder)
    return Table(folder, table.process, table.room, table.tokens, table.sessions)


@cache
def _seeded(delegates: int, sessions: int, statements: int, issues: int) -> Table:
    """Through the front door: the demonstration's own case, seats admitted by the heads, people signed in by its links."""
    from benchmarks.load import asking

    folder = Path(tempfile.mkdtemp(dir=scratch())) / "data"
    with Host(folder, "demo", (), "--case", "river", "--no-browser") as host:
        api = asking.Api(host.port, host.told["process"])
        heads = [seat for seat in host.told["seats"] if seat["role"] == "head"]
        for n in range(delegates):
            head = heads[n % len(heads)]
            asked = {"role": "delegate", "party": head["party"], "name": f"Delegate {n + 1}"}
            api.act(head["token"], "process.admit_seat", asked)
        room = next(room["id"] for room in api.get(heads[0]["token"], "/rooms")["rooms"] if room["kind"] == "plenary")
        raised = [api.act(heads[0]["token"], "agenda.raise_issue", {"title": f"Issue {n + 1}"}) for n in range(issues)]
        for n in range(statements):
            about = {"issues": [raised[n % issues]["id"]]} if issues else {}
            said = {"room": room, "text": LINE.format(n=1900 + n) * (1 + n % 3), **about}
            api.act(heads[n % 2]["token"], "consultation.make_statement", said)
        api.close()
    with Host(folder, "demo", (), "--case", "river", "--no-browser") as host:  # it now knows the delegates, too
        seats: list[dict[str, Any]] = [seat for seat in host.told["seats"] if seat["party"]]
        links = [seat["sign_in"].split("/", 3)[3] for seat in seats]
        cookies = [asking.signed_in(host.port, "/" + links[n % len(links)]) for n in range(sessions)]
    tokens = _to_stay(folder, [seat["token"] for seat in seats])
    return Table(folder, host.told["process"], room, tokens, tuple(cookies))


def _to_stay(folder: Path, tokens: list[str]) -> tuple[str, ...]:
    """Other tokens for these seats, and people who are not the demonstration's: serving its folder ends what it gave out."""
    from goodoffices.accounts.secrets import digest

    others = tuple(f"go_{secrets.token_hex(32)}" for _ in tokens)
    with closing(sqlite3.connect(folder / "goodoffices.sqlite3")) as line, line:
        for token, other in zip(tokens, others, strict=True):
            line.execute("UPDATE accounts_token SET hash = ? WHERE hash = ?", [digest(other), digest(token)])
        line.execute("UPDATE accounts_user SET email = replace(email, '@demo.invalid', '@example.org')")
    return others


def comes_back(folder: Path, asked: bytes) -> tuple[float, float]:
    """Seconds from now, with the server gone, to its first answer to a request; and of these, until it listened."""
    from benchmarks.load import asking

    gone = time.perf_counter()
    with Host(folder) as host:
        listens = time.perf_counter()
        status = asking.once(host.port, asked)
        answered = time.perf_counter()
    if status != 201:
        raise RuntimeError(f"the first act after the restart was answered {status}")
    return answered - gone, listens - gone
