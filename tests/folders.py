"""Data folders of hosts, made once in a run by the product itself and copied for each test that serves one.

The first start on an empty folder migrates the tables, compresses the static files and plays the case: eight seconds of a
processor. A start on a copy takes less than one.
"""

import shutil
from functools import partial
from pathlib import Path

from tests.databases import made_once
from tests.serving import Host


class Folders:
    """`shared` is a folder that all workers of this run share."""

    def __init__(self, shared: Path) -> None:
        self._shared = shared

    def started(self, place: Path) -> Path:
        """A folder on which a host has been started, and nothing done: tables, static files and keys."""
        return _copied(made_once(self._shared, "started", _start), place)

    def played(self, place: Path, case: str = "river") -> Path:
        """A folder of a demonstration that has played this case to its end, and was stopped."""
        return _copied(made_once(self._shared, f"played-{case}", partial(self._play, case)), place)

    def _play(self, case: str, place: Path) -> None:
        Host(self.started(place), "--case", case).stop()


def _start(place: Path) -> None:
    Host(place, command="serve").stop()


def _copied(template: Path, place: Path) -> Path:
    return Path(shutil.copytree(template, place, dirs_exist_ok=True))
