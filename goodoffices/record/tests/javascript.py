"""Runs the check's own modules: in Node, where there is one, or else in Chromium, which CI has for the journeys.

A process is started once, and asked as often as one likes. `GOODOFFICES_JAVASCRIPT=chromium` takes the browser though Node is there.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from goodoffices.record import check_page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
AT_ONCE = 100

Asked = tuple[bytes, bytes | None, str | None]
"""A copy, an older file, and a key, as `verify` takes them."""

VERIFYING = """
const bytes = (text) => (text === null ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
const answer = (asked) => Promise.all(asked.map(async ([copy, against, key]) => {
  const { ok, proves, codes, sentences, about } = await verify(bytes(copy), { against: bytes(against), key });
  return { ok, proves, codes, sentences: sentences.map((each) => told(each)), ...about };
}));
"""
IN_NODE = """
const { createInterface } = await import("node:readline");
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await answer(JSON.parse(line))));
"""


class JavaScript:
    """A running process; `ask` gives what the script's function `answer` returns."""

    def __init__(self, process: subprocess.Popen[str], runs_in: str) -> None:
        self._process, self.runs_in = process, runs_in

    def ask(self, asked: Any) -> Any:
        """One line there, one line back, so that neither waits for the other with a full pipe."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        if line := self._process.stdout.readline():
            return json.loads(line)
        raise AssertionError(f"{self.runs_in} ended with {self._process.wait()}")

    def verify(self, asked: Sequence[Asked]) -> Iterator[dict[str, Any]]:
        """The reports, as `checker.Report.as_dict` has them."""
        for start in range(0, len(asked), AT_ONCE):
            yield from self.ask(
                [[_letters(copy), _letters(older), key] for copy, older, key in asked[start : start + AT_ONCE]]
            )


@contextmanager
def running(script: str = VERIFYING, where: str | None = None) -> Iterator[JavaScript]:
    """The check's modules with `script` behind them. Skipped where nothing runs JavaScript, but never in CI."""
    code = check_page.scripts(*check_page.CHECKER) + script
    found = where or engine()
    if found is None:
        missing = f"there is neither Node nor a Chromium at {CHROMIUM}"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    command = [str(shutil.which("node")), "--input-type=module", "--eval", code + IN_NODE]
    if found == "chromium":
        command = [sys.executable, "-m", f"{__package__}.in_chromium", CHROMIUM]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    started = JavaScript(process, found)
    try:
        if found == "chromium":
            started.ask(code)
        yield started
    finally:
        process.communicate()


def engine() -> str | None:
    """node, chromium, or None."""
    if shutil.which("node") and os.environ.get("GOODOFFICES_JAVASCRIPT") != "chromium":
        return "node"
    return "chromium" if Path(CHROMIUM).exists() else None


def _letters(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()
