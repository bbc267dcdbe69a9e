"""The real server as a subprocess of a test, which may be traced, squeezed or given other settings."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.serving import Host


class Tried(Host):
    """`under` is a command to run it under, `before` what its process does before it begins."""

    def __init__(
        self,
        data: Path,
        *arguments: str,
        command: str = "demo",
        under: tuple[str, ...] = (),
        settings: str = "goodoffices.site.settings",
        before: Callable[[], None] | None = None,
    ) -> None:
        self.under, self.settings, self.before = under, settings, before
        super().__init__(data, *arguments, command=command)

    def start(self) -> None:
        extra = ["--no-browser", *self.arguments] if self.command == "demo" else list(self.arguments)
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [*self.under, *command(self.command), "--data", str(self.data), "--port", "0", "--json", *extra],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment(self.settings),
                text=True,
                start_new_session=True,
                preexec_fn=self.before,
            )
        self.told: dict[str, Any] = json.loads(self._first_line())
        self.url: str = self.told["url"]

    def kill(self) -> None:
        """SIGKILL to the whole group: nobody is left to tidy up."""
        os.killpg(self.process.pid, 9)
        self.process.wait()

    def stop(self) -> None:
        """Also under a tracer, which passes the signal on to nobody: to the whole group."""
        os.killpg(self.process.pid, 15)
        self.process.wait(10)


def command(name: str) -> list[str]:
    return [sys.executable, "-m", "goodoffices.site.command", name]


def environment(settings: str = "goodoffices.site.settings") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOODOFFICES_")}
    return {**kept, "DJANGO_SETTINGS_MODULE": settings}


def run(
    data: Path, name: str, *arguments: str, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command of the product that ends by itself."""
    return subprocess.run(
        [*command(name), "--data", str(data), *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=120,
        preexec_fn=before,
    )
