"""A real server as a subprocess, for tests that come from outside."""

import json
import os
import select
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

START_WITHIN = 60  # seconds; generous, since machines are noisy


class Host:
    """`goodoffices demo` (or `serve`) on a free port of the loopback, with a data folder of its own."""

    def __init__(self, data: Path, *arguments: str, command: str = "demo") -> None:
        self.data, self.command = data, command
        self.arguments = arguments or (("--case", "river") if command == "demo" else ())
        self.errors = data.with_suffix(".err")
        self.start()

    def start(self) -> None:
        extra = ["--no-browser", *self.arguments] if self.command == "demo" else list(self.arguments)
        call = [sys.executable, "-m", "goodoffices.site.command", self.command]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GOODOFFICES_")}
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [*call, "--data", str(self.data), "--port", "0", "--json", *extra],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                text=True,
            )
        self.told: dict[str, Any] = json.loads(self._first_line())
        self.url: str = self.told["url"]

    def _first_line(self) -> str:
        assert self.process.stdout is not None
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline:
            if select.select([self.process.stdout], [], [], 0.2)[0]:
                if line := self.process.stdout.readline():
                    return line
                break
        self.stop()
        raise AssertionError(f"the server did not start: {self.errors.read_text()[-2000:]}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def seat(self, role: str, party: str | None = None) -> dict[str, Any]:
        return next(s for s in self.told["seats"] if (s["role"], s["party"]) == (role, party))

    def get(self, seat: dict[str, Any], path: str) -> Any:
        return self._call(seat, path)

    def act(self, seat: dict[str, Any], kind: str, **data: Any) -> Any:
        return self._call(seat, "/acts", {"kind": kind, "data": data})

    def room(self, seat: dict[str, Any], kind: str) -> dict[str, Any]:
        return next(room for room in self.get(seat, "/rooms")["rooms"] if room["kind"] == kind)

    @property
    def door(self) -> str:
        """The link to all seats: a demonstration's links hold a key."""
        link: str = self.told["seats"][0]["sign_in"]
        return link.rsplit("seats/", 1)[0]

    def way_in(self, seat: str) -> str:
        """The path that signs in as whoever sits there."""
        return f"{self.door.removeprefix(self.url)}seats/{seat}/"

    def page(self, path: str = "") -> str:
        return f"{self.url}/processes/{self.told['process']}/{path}"

    def _call(self, seat: dict[str, Any], path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            f"{self.url}/api/processes/{self.told['process']}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {seat['token']}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
