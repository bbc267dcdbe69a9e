"""How fast fifty megabytes are taken in: in one request, and in pieces of a megabyte, each examined and kept on the disk.

Beside it: what the bytes alone cost, copied to a file that is synced, and hashed. The server has one core; the child that
examines a file runs on it, too, and has its own memory, which docs/reference/papers.md tells of.
"""

import hashlib
import http.client
import json
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Run, middle
from benchmarks.host import Host, Table, scratch, seated
from benchmarks.load import asking
from benchmarks.papers import scan
from goodoffices.engines.papers.tests.making import jpeg

MEGABYTE = 1_000_000


def measure(run: Run) -> None:
    size = 5 if run.quick else 49  # a host takes fifty, and a request has some words around the file
    picture = jpeg(scan=scan(size * MEGABYTE), width=8_000, height=6_000)
    plain, plains = middle(size / _copied(picture) for _ in range(run.times))
    table = seated(delegates=2, sessions=1, statements=2)
    for name, send in (("in one", _in_one), ("in pieces", _in_pieces)):
        took, grown = [], []
        with Host(table.folder) as host:
            api = asking.Api(host.port, table.process)
            about = api.act(
                table.tokens[0], "consultation.make_statement", {"room": table.room, "text": "See the picture."}
            )
            for n in range(run.times):
                before = _fresh_peak(host.pid)
                took.append(size / _seconds(partial(send, host, table, n, about["id"], picture)))
                grown.append((_peak_kb(host.pid) - before) / 1e3)
        rate, rates = middle(took)
        run.add(
            Figure(f"upload of {size} MB, {name}", rate, "MB/s", "copied and hashed", plain, spread=rates),
            Figure(f"memory of the server meanwhile, {name}", max(grown), "MB", note="peak, less what it had before"),
        )
    run.add(Figure("the same bytes, copied and hashed", plain, "MB/s", spread=plains))


def _copied(data: bytes) -> float:
    """Seconds to write the bytes to a file that is on the disk, and to hash them."""
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        begun = time.perf_counter()
        with Path(folder, "copy").open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        hashlib.sha256(data).hexdigest()
        return time.perf_counter() - begun


def _in_one(host: Host, table: Table, n: int, about: str, data: bytes) -> None:
    fields = {"about": about, "title": f"The dam, {n}"}
    parts = [
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    parts.append('--part\r\nContent-Disposition: form-data; name="file"; filename="dam.jpg"\r\n\r\n')
    body = "".join(parts).encode() + data + b"\r\n--part--\r\n"
    _asked(host, table, n, "POST", "/files", body, {"Content-Type": "multipart/form-data; boundary=part"})


def _in_pieces(host: Host, table: Table, n: int, about: str, data: bytes) -> None:
    """As the page does it, on a connection that is kept; then the act that attaches it."""
    line = http.client.HTTPConnection("127.0.0.1", host.port, timeout=120)
    begin = json.dumps({"about": about, "name": "dam.jpg", "size": len(data)})
    told = _asked(host, table, n, "POST", "/files/uploads", begin, line=line)
    for offset in range(0, len(data), told["piece"]):
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        piece = data[offset : offset + told["piece"]]
        found = _asked(host, table, n, "PATCH", f"/files/uploads/{told['upload']}", piece, headers, line)
    act = {"kind": "files.attach", "data": {"about": about, "title": f"The dam in pieces, {n}", "file": found["file"]}}
    _asked(host, table, n, "POST", "/acts", json.dumps(act), line=line)
    line.close()


def _asked(
    host: Host,
    table: Table,
    n: int,
    method: str,
    path: str,
    body: str | bytes,
    headers: dict[str, str] | None = None,
    line: http.client.HTTPConnection | None = None,
) -> Any:
    """Each run is another seat's: a seat has only so much room for files."""
    own = line or http.client.HTTPConnection("127.0.0.1", host.port, timeout=120)
    token = table.tokens[n % len(table.tokens)]
    told = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **(headers or {})}
    own.request(method, f"/api/processes/{table.process}{path}", body, told)
    answer = own.getresponse()
    content = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path} was answered {answer.status}: {content[:300]!r}")
    if line is None:
        own.close()
    return json.loads(content)


def _seconds(does: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    does()
    return time.perf_counter() - begun


def _fresh_peak(pid: int) -> int:
    """Forget how much memory it ever had, where the kernel allows that; kilobytes now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return _peak_kb(pid)


def _peak_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
