from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.host import Caller, Host
from tests.folders import Folders


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory, folders: Folders) -> Iterator[Host]:
    """The river case, served. Tests share it, so none of them changes what the others rest on."""
    folder: Path = folders.played(tmp_path_factory.mktemp("contract"))
    with Host("demo", "--case", "river", "--data", folder, "--no-browser") as host:
        host.folder = folder  # type: ignore[attr-defined]
        yield host


@pytest.fixture(scope="session")
def amara(host: Host) -> Caller:
    return host.seat("mediator")


@pytest.fixture(scope="session")
def lena(host: Host) -> Caller:
    return host.seat("head", "north")


@pytest.fixture(scope="session")
def idris(host: Host) -> Caller:
    return host.seat("head", "south")


@pytest.fixture(scope="session")
def nobody(host: Host) -> Caller:
    return Caller(host)


@pytest.fixture(scope="session")
def plenary(lena: Caller) -> str:
    return lena.book("plenary")
