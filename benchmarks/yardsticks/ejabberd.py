"""E: messages a second that ejabberd accepts into an archived room, as Debian packages it; where it is installed.

    apt-get install --no-install-recommends ejabberd erlang-p1-sqlite3

It runs as a node of its own in a temporary folder, on the server's core. A message counts as accepted when its sender
hears it from the room: by then it is in the archive, and synced.
"""

import asyncio
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import uvloop

from benchmarks import cores
from benchmarks.host import LINE, scratch

HERE = Path(__file__).parent
ROOM = "talks@conference.localhost"
STREAM = (
    "<?xml version='1.0'?><stream:stream to='localhost' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
)
AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"
BIND = "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
JOIN = "<presence to='{room}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
OPEN_ROOM = (
    "<iq type='set' id='room' to='{room}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
    "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
)
SAY = "<message type='groupchat' to='{room}' id='{id}'><body>{text}</body></message>"


@dataclass(frozen=True)
class Found:
    rate: float | None
    note: str = ""


def measured(occupants: int, senders: int, seconds: float) -> Found:
    if not (shutil.which("erl") and Path("/usr/share/ejabberd/sql/lite.sql").exists()):
        return Found(None, "not installed: apt-get install --no-install-recommends ejabberd erlang-p1-sqlite3")
    with _Node() as node:
        accepted = uvloop.run(_accepted(node, occupants, senders, seconds))
    return Found(accepted / seconds, f"archive in SQLite{_synced()}")


@cache
def _synced() -> str:
    """How often its archive waits for the disk, in a short run of its own."""
    if not shutil.which("strace"):
        return ""
    trace = Path(tempfile.mkdtemp(dir=scratch())) / "trace"
    with _Node("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)) as node:
        uvloop.run(_accepted(node, 2, 1, 1, warm=0.2))
        stored = sqlite3.connect(node.folder / "ejabberd.sqlite3").execute("SELECT count(*) FROM archive").fetchone()[0]
    syncs = len(re.findall(r"^\d+ +f(?:data)?sync\(", trace.read_text(), re.MULTILINE))
    return f", {syncs / stored:.1f} syncs a message"


class _Node:
    def __init__(self, *under: str) -> None:
        self.folder = folder = Path(tempfile.mkdtemp(dir=scratch()))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        told = (HERE / "ejabberd.yml").read_text().format(folder=folder, port=self.port)
        (folder / "ejabberd.yml").write_text(told)
        environment = {
            **os.environ,
            "ERL_LIBS": next(str(path.parent) for path in Path("/usr/lib").glob("*/ejabberd-*")),
            "EJABBERD_CONFIG_PATH": str(folder / "ejabberd.yml"),
            "EJABBERD_LOG_PATH": str(folder / "ejabberd.log"),
            "ERL_CRASH_DUMP": str(folder / "crash.dump"),
        }
        # One scheduler: it has one core. No node name, so that nothing listens but the one port.
        call = [*under, "erl", "+S", "1:1", "-noinput", "-mnesia", "dir", f'"{folder}/spool"', "-s", "ejabberd"]
        with (folder / "out").open("wb") as out:
            self.process = subprocess.Popen(
                call,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=partial(cores.take, cores.SERVER),
            )

    def __enter__(self) -> "_Node":
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, 9)
        self.process.wait()

    async def listens(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                await asyncio.sleep(0.1)
        raise RuntimeError(f"ejabberd did not start:\n{(self.folder / 'out').read_text()[-2000:]}")


class _Occupant(asyncio.Protocol):
    """Somebody in the room; hears everything, and waits for single words only while coming in and for its own echo."""

    def __init__(self) -> None:
        self._word, self._waits, self._taken = b"", None, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if self._waits is None:
            return
        self._taken += data
        if self._word in self._taken:
            waits, self._waits, self._taken = self._waits, None, b""
            waits.set_result(None)
        else:
            self._taken = self._taken[-20_000:]

    async def say(self, words: str, until: bytes) -> None:
        self._word, self._taken, self._waits = until, b"", asyncio.get_running_loop().create_future()
        self.transport.write(words.encode())
        await asyncio.wait_for(self._waits, 60)

    async def come_in(self, nick: str) -> None:
        await self.say(STREAM, b"</stream:features>")
        await self.say(AUTH, b"<success")
        await self.say(STREAM, b"</stream:features>")
        await self.say(BIND, b"</iq>")
        await self.say(JOIN.format(room=ROOM, nick=nick), b"<subject")


async def _accepted(node: _Node, occupants: int, senders: int, seconds: float, warm: float = 1) -> int:
    await node.listens()
    loop, inside, gate = asyncio.get_running_loop(), [], asyncio.Semaphore(20)

    async def enter(nick: str) -> None:
        async with gate:
            _, occupant = await loop.create_connection(_Occupant, "127.0.0.1", node.port)
            await occupant.come_in(nick)
            inside.append(occupant)

    await enter("first")
    await inside[0].say(OPEN_ROOM.format(room=ROOM), b"type='result'")
    await asyncio.gather(*[enter(f"p{n}") for n in range(1, occupants)])

    begin = time.perf_counter() + warm
    end, accepted = begin + seconds, 0

    async def speak(who: int) -> None:
        nonlocal accepted
        said = 0
        while time.perf_counter() < end:
            said += 1
            id = f"m-{who}-{said}."
            await inside[who].say(SAY.format(room=ROOM, id=id, text=LINE.format(n=2025)), id.encode())
            if begin <= time.perf_counter() <= end:
                accepted += 1

    await asyncio.gather(*[speak(who) for who in range(senders)])
    return accepted
