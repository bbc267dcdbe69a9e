"""A host under test: the command as a person would call it, and a client that knows HTTP and nothing else."""

import http.client
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SCRIPT = Path(sys.executable).with_name("goodoffices")
COMMAND = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "goodoffices.site.command"]
PATIENCE = 30


def environment(**more: str) -> dict[str, str]:
    """A clean one: nothing of the tests' own settings reaches the command."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("GOODOFFICES_", "DJANGO_"))}
    return {**ours, **more}


def run(*arguments: object, cwd: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Call the command and wait for its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        cwd=cwd,
        env=environment(**settings),
        check=False,
    )


def ran(*arguments: object, **more: Any) -> Any:
    """Call the command with --json; what it answers."""
    done = run(*arguments, "--json", **more)
    assert done.returncode == 0, done.stderr
    return only_object(done.stdout)


def only_object(text: str) -> Any:
    """The one JSON object that standard output holds."""
    found, end = json.JSONDecoder().raw_decode(text)
    assert isinstance(found, dict)
    assert text[end:].strip() == "", f"more than one thing on standard output: {text[end:][:200]}"
    return found


class Host:
    """A server in a process of its own, from `with` to the end of it; started in the folder `inside`, where that is given."""

    def __init__(self, *arguments: object, inside: Path | None = None, **settings: str) -> None:
        self.arguments, self.inside, self.settings = arguments, inside, settings

    def __enter__(self) -> "Host":
        self.process = subprocess.Popen(
            [*COMMAND, *map(str, self.arguments), "--port", "0", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment(**self.settings),
            cwd=self.inside,
        )
        self.said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(PATIENCE)
            self._listener.join(PATIENCE)
            raise AssertionError(f"the host did not start: {''.join(self.said)}")
        self.hello: dict[str, Any] = json.loads(line)
        self.port = urlsplit(self.hello["url"]).port
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> str:
        """End the server as Ctrl-C would; whatever else it wrote to standard output."""
        self.process.terminate()
        try:
            rest, _ = self.process.stdout.read(), self.process.wait(PATIENCE)  # type: ignore[union-attr]
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._listener.join(PATIENCE)
        return rest

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)

    @property
    def process_id(self) -> str:
        return str(self.hello["process"])

    def seat(self, role: str, party: str | None = None) -> "Caller":
        """One of the seats that the demonstration told of."""
        (seat,) = [s for s in self.hello["seats"] if (s["role"], s["party"]) == (role, party)]
        return Caller(self, seat["token"], seat["seat"])


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


class Caller:
    """A client with a token, or without one."""

    def __init__(self, host: Host, token: str | None = None, seat: str = "", process: str = "") -> None:
        self.host, self.token, self.seat = host, token, seat
        self.base = f"/api/processes/{process or host.process_id}"

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        sent = {"Authorization": f"Bearer {self.token}"} if self.token is not None else {}
        if body is not None:
            sent["Content-Type"] = "application/json"
        line = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, {**sent, **(headers or {})})
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            line.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", self.base + path)

    def told(self, path: str) -> Any:
        """What a good answer holds."""
        answer = self.get(path)
        assert (answer.status, answer.type) == (200, "application/json"), answer.text[:500]
        return answer.json

    def act(self, kind: str, data: Any, **more: Any) -> Answer:
        return self.post({"kind": kind, "data": data, **more})

    def post(self, body: Any) -> Answer:
        return self.ask("POST", f"{self.base}/acts", json.dumps(body).encode())

    def done(self, kind: str, data: Any, **more: Any) -> Any:
        """Perform, and be told of the new entry."""
        answer = self.act(kind, data, **more)
        assert (answer.status, answer.type) == (201, "application/json"), answer.text[:500]
        return answer.json

    def room(self, kind: str, name: str = "") -> str:
        return str(self._one("/rooms", "rooms", kind, name)["id"])

    def book(self, kind: str, name: str = "") -> str:
        return str(self._one("/books", "books", kind, name)["book"])

    def _one(self, path: str, key: str, kind: str, name: str) -> Any:
        (found,) = [row for row in self.told(path)[key] if row["kind"] == kind and row["name"].startswith(name)]
        return found

    def entries(self, book: str, after: int = 0) -> list[Any]:
        return list(self.told(f"/books/{book}/entries?after={after}")["entries"])


PROBLEM = {"type", "title", "status", "detail"}


def is_problem(answer: Answer, status: int, *errors: str) -> Any:
    """An `application/problem+json` answer with this status, and these fields wrong; returns it."""
    assert answer.status == status, (answer.status, answer.text[:500])
    assert answer.type == "application/problem+json", answer.headers
    body = answer.json
    assert set(body) >= PROBLEM, body
    assert body["status"] == status
    assert isinstance(body["type"], str) and body["title"]
    assert body["detail"][0].isupper() or body["detail"][0] in "“a" or ":" in body["detail"], body["detail"]
    assert "Traceback" not in answer.text
    if status == 422:
        assert isinstance(body["errors"], dict), body
        assert all(isinstance(each, list) and each for each in body["errors"].values())
    for field in errors:
        assert field in body["errors"], body["errors"]
    return body
