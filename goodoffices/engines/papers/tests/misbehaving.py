"""A child that a file has taken over. What it does is said by the name of the file."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goodoffices.engines.papers.__main__ import confine

Request = dict[str, Any]


def _say(answer: Any) -> None:
    print(json.dumps(answer))


def crash(request: Request) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(request: Request) -> None:
    sys.exit(3)


def nothing(request: Request) -> None:
    pass


def hang(request: Request) -> None:
    time.sleep(600)


def flood(request: Request) -> None:
    print("x" * 10_000_000)


def deep(request: Request) -> None:
    print("[" * 90_000)


def unknown_type(request: Request) -> None:
    Path(request["folder"], "cleaned").write_bytes(b"x")
    _say({"type": "exe", "told": []})


def unknown_code(request: Request) -> None:
    Path(request["folder"], "cleaned").write_bytes(b"x")
    _say({"type": "pdf", "told": [{"code": "metadata-removed", "names": ["<script>"]}]})


def long_words(request: Request) -> None:
    _say({"refused": "action", "facts": {"actions": "x" * 5_000}})


def no_file(request: Request) -> None:
    _say({"type": "pdf", "told": []})


def link(request: Request) -> None:
    Path(request["folder"], "cleaned").symlink_to("/etc/passwd")
    _say({"type": "text", "told": []})


def pipe(request: Request) -> None:
    os.mkfifo(Path(request["folder"], "cleaned"))
    _say({"type": "text", "told": []})


def empty(request: Request) -> None:
    Path(request["folder"], "cleaned").write_bytes(b"")
    _say({"type": "text", "told": []})


def _forbidden(request: Request, deed: Callable[[], object]) -> None:
    """Confined, the deed has to fail as Python refuses it; then the answer says so."""
    confine(request["limits"], request["folder"])
    try:
        deed()
    except PermissionError:
        _say({"refused": "broke", "facts": {"how": "kept from it"}})


def reach_network(request: Request) -> None:
    _forbidden(request, lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))


def start_program(request: Request) -> None:
    _forbidden(request, lambda: subprocess.run(["true"]))


def fork(request: Request) -> None:
    _forbidden(request, os.fork)


def write_elsewhere(request: Request) -> None:
    _forbidden(request, lambda: Path(request["folder"], "..", "papers-elsewhere").write_bytes(b"x"))


def remove(request: Request) -> None:
    _forbidden(request, Path("/etc/hostname").unlink)


def write_too_much(request: Request) -> None:
    confine(request["limits"], request["folder"])
    try:
        Path(request["folder"], "cleaned").write_bytes(bytes(5 * request["limits"]["size"]))
    except OSError:
        _say({"refused": "too-heavy", "facts": {"how": "space"}})


if __name__ == "__main__":
    asked = json.loads(sys.stdin.read())
    globals()[asked["name"]](asked)
