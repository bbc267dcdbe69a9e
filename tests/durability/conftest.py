"""Here folders are on a disk, where the other tests have theirs in memory."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


class OnDisk:
    """The part of pytest's own factory that these tests use."""

    def __init__(self, root: Path, in_memory: pytest.TempPathFactory) -> None:
        self.root, self._in_memory = root, in_memory

    def getbasetemp(self) -> Path:
        """Where all tests have in common what is made once."""
        return self._in_memory.getbasetemp()

    def mktemp(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.root))


@pytest.fixture(scope="session")
def tmp_path_factory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnDisk]:
    root = Path(tempfile.mkdtemp(prefix="goodoffices-disk-"))
    yield OnDisk(root, tmp_path_factory)
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def tmp_path(tmp_path_factory: OnDisk) -> Path:
    return tmp_path_factory.mktemp("test")
