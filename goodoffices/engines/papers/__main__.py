"""The child: reads one request from its input, confines itself, looks at the file, and writes one answer.

The file comes as an open descriptor, and the cleaned bytes go into a folder of the parent's. Nothing that a file can do to this
process reaches further than that, as far as Python can keep it: see docs/reference/papers.md for what it cannot.
"""

import errno
import json
import os
import resource
import signal
import sys
from typing import Any

CLEANED = "cleaned"
"""The name of the file with the cleaned bytes."""

_NEVER = ("socket.", "subprocess.", "ctypes.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.kill",
          "os.remove", "os.rename", "os.link", "os.symlink", "os.chmod", "os.chown", "os.rmdir", "shutil.", "pty.", "ftplib.",
          "urllib.", "http.", "webbrowser.", "sqlite3.connect")  # fmt: skip
_SPARE = 4_000_000  # bytes, given back where memory ends, so that there is some to say so
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    request = json.loads(sys.stdin.buffer.read())
    confine(request["limits"], request["folder"])
    answer = _answer(request)
    sys.stdout.write(json.dumps(answer))


def confine(limits: dict[str, Any], folder: str) -> None:
    """Bounds of the kernel first, then what Python itself refuses."""
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["processor"]),
        (resource.RLIMIT_FSIZE, 4 * limits["size"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        most = min(most, hard) if (hard := resource.getrlimit(what)[1]) != resource.RLIM_INFINITY else most
        resource.setrlimit(what, (most, most))
    signal.alarm(int(limits["wall"]) + 5)  # if the parent is gone
    sys.addaudithook(_guard(folder))


def _guard(folder: str) -> Any:
    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_NEVER):
            raise PermissionError(event)
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            inside, _slash, name = str(arguments[0]).rpartition("/")
            if inside != folder or name in {"", ".", ".."}:
                raise PermissionError(event)

    return guard


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    from goodoffices.engines.papers.limits import DISK_FULL, Limits
    from goodoffices.engines.papers.looking import look
    from goodoffices.engines.papers.memory import is_out_of_memory
    from goodoffices.engines.papers.told import NotTaken, Told

    told, spare = Told(), bytearray(_SPARE)
    try:
        with os.fdopen(request["file"], "rb") as file:
            if request.get("wanted") == "words":
                kind, cleaned = "text", _words(file.read())
            else:
                kind, cleaned = look(file.read(), request["name"], Limits(**request["limits"]), told)
        with open(os.path.join(request["folder"], CLEANED), "xb") as out:  # noqa: PTH118, PTH123
            out.write(cleaned)
    except Exception as problem:
        del spare
        if is_out_of_memory(problem):  # before all else: what was found without memory is no finding
            return {"refused": "too-heavy", "facts": {"how": "memory"}}
        if isinstance(problem, NotTaken):
            return {"refused": problem.code, "facts": problem.facts}
        if isinstance(problem, RecursionError):
            return {"refused": "damaged", "facts": {}}
        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SystemExit(DISK_FULL) from None
        # a fault of ours: the parent is told which, and never what was in the file
        return {"refused": "broke", "facts": {"how": type(problem).__name__}}
    return {"type": kind, "told": told.records()}


def _words(data: bytes) -> bytes:
    from goodoffices.engines.papers.kinds import kind_of
    from goodoffices.engines.papers.pdf.words import words_of_pdf
    from goodoffices.engines.papers.told import NotTaken

    if kind_of(data) != "pdf":
        raise NotTaken("unknown")
    return words_of_pdf(data).encode("utf-8", "replace")


if __name__ == "__main__":
    main()
