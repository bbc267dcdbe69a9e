"""The data folder: its keys, no room left in it, no leave to write in it, and two servers that want the same one."""

import ctypes
import os
import re
import resource
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.durability import hosts, promises, tracing
from tests.durability.hosts import Tried
from tests.durability.writers import Asked, Line

DATABASE, LOG = "goodoffices.sqlite3", "goodoffices.sqlite3-wal"

LONG = "Words that must not be lost. " * 600  # more than a log that is written over from its beginning may still hold


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, folders) -> Path:
    return folders.played(tmp_path_factory.mktemp("seeded") / "data")


# ---- Keys


def test_a_key_is_whole_and_synced_before_it_has_its_name(folders, tmp_path: Path):
    trace, data = tmp_path / "trace", folders.started(tmp_path / "data")
    shutil.rmtree(data / "keys")
    call = [*tracing.under(trace), *hosts.command("import"), "river", "--data", str(data)]
    subprocess.run(call, check=True, env=hosts.environment(), capture_output=True, timeout=120)
    lines = [line for line in trace.read_text().splitlines() if f"{data}/keys" in line]
    for key in ("secret-key", "record-key"):
        named = next(n for n, line in enumerate(lines) if re.search(rf'(link|rename)\w*\(.*"{data}/keys/{key}"', line))
        made = re.search(rf'"({data}/keys/[^"]+)"', lines[named])[1]
        synced = [n for n, line in enumerate(lines) if re.search(rf"f(data)?sync\(\d+<{re.escape(made)}>", line)]
        folder = [n for n, line in enumerate(lines) if re.search(rf"fsync\(\d+<{data}/keys>", line)]
        assert synced and synced[-1] < named, f"{key} has its name before it is on the disk"
        assert folder and folder[-1] > named, f"the name of {key} is not on the disk"


def test_a_damaged_key_stops_the_start_with_a_sentence(seeded: Path, tmp_path: Path):
    data = Path(shutil.copytree(seeded, tmp_path / "data"))
    (data / "keys" / "record-key").write_bytes(b"")
    done = hosts.run(data, "serve", "--port", "0")
    assert done.returncode == 1
    assert "record-key" in done.stderr and "Traceback" not in done.stderr


# ---- No room left


@pytest.fixture
def squeezed(seeded: Path, tmp_path: Path) -> Iterator[Path]:
    """The river case on a disk of its own with little room; skipped where no disk may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no disk may be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield Path(shutil.copytree(seeded, place / "data"))
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_loses_nothing_and_passes(squeezed: Path):
    host = Tried(squeezed, "--case", "river")
    try:
        kept, form = [_said(host, n) for n in range(3)], _Form(host)
        ballast = _filled(squeezed.parent)
        # The log is written over from its beginning after a checkpoint: some words may still find room in it.
        n = next(n for n in range(3, 500) if not _fits(host, n, kept))
        for status, told in [_say(host, 1_000 + more) for more in range(3)]:
            assert status == 507, (n, told)
            assert "recorded" in told["detail"] and len(told["detail"]) > 40
        status, page = form.send(LONG)
        assert status == 507
        assert "recorded only once" in page
        assert form.look() == 200, "what needs no room is refused, too"

        ballast.unlink()
        kept += [_said(host, 1_000 + more) for more in range(3)]  # the same keys: nothing of them had stood
        assert form.send(LONG)[0] == 204
        _stands(squeezed, kept)
    finally:
        host.kill()


def test_on_a_full_disk_a_demonstration_says_a_sentence(squeezed: Path):
    _filled(squeezed.parent)
    done = hosts.run(squeezed, "demo", "--case", "istanbul", "--port", "0", "--no-browser")
    assert done.returncode == 3, done.stderr
    assert "disk" in done.stderr and "Traceback" not in done.stderr


def test_on_a_disk_that_may_not_be_written_to_a_check_says_a_sentence(squeezed: Path):
    place = str(squeezed.parent)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    try:
        done = hosts.run(squeezed, "rebuild", "--check")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
    assert done.returncode == 3, (done.returncode, done.stdout, done.stderr)
    assert "disk" in done.stderr and "Traceback" not in done.stderr


def test_a_file_that_may_not_grow_loses_nothing(seeded: Path, tmp_path: Path):
    data = Path(shutil.copytree(seeded, tmp_path / "data"))
    most = max((data / name).stat().st_size for name in (DATABASE, LOG) if (data / name).exists()) + 400_000
    host = Tried(data, "--case", "river", before=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most)))
    kept, refused = [], 0
    try:
        for n in range(500):
            refused += not _fits(host, n, kept)
            if refused == 20:
                break
        assert kept and refused, "the limit was not met"
    finally:
        host.kill()
    _stands(data, kept)
    host = Tried(data, "--case", "river")
    try:
        _said(host, 1_000)
        _stands(data, kept)
    finally:
        host.kill()


def _fits(host: Tried, n: int, kept: list[dict]) -> bool:
    """Say it; whether it was recorded, and then it is among what has to be `kept`."""
    status, told = _say(host, n)
    assert status in (201, 507), told
    kept += [told] if status == 201 else []
    return status == 201


def _say(host: Tried, n: int) -> tuple[int, dict]:
    seat = host.told["seats"][1]
    line = Line(host, seat)
    room = next(room["id"] for room in line.ask("GET", "/rooms")[1]["rooms"] if room["kind"] == "plenary")
    words = f"Statement {n}. " + "Words upon words. " * 1_000
    return line.act(Asked(seat["seat"], f"full-{n}", "consultation.make_statement", {"room": room, "text": words}))


def _said(host: Tried, n: int) -> dict:
    status, told = _say(host, n)
    assert status == 201, told
    return told


def _filled(place: Path) -> Path:
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(4096))
        except OSError:
            return ballast


class _Form:
    """A person at the page of the plenary, in whose form are words."""

    def __init__(self, host: Tried) -> None:
        seat = host.told["seats"][1]
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self._open(seat["sign_in"]).read()
        room = next(
            room["id"] for room in Line(host, seat).ask("GET", "/rooms")[1]["rooms"] if room["kind"] == "plenary"
        )
        self._room, self._process = room, f"{host.url}/processes/{host.told['process']}"
        self._page = f"{self._process}/rooms/{room}/"
        self._token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self._open(self._page).read().decode())[1]

    def look(self) -> int:
        return self._open(self._page).status

    def send(self, words: str) -> tuple[int, str]:
        said = {
            "csrfmiddlewaretoken": self._token,
            "key": "page-1",
            "stay": "1",
            "room": self._room,
            "text": words,
            "speech_act": "statement",
        }
        request = urllib.request.Request(
            f"{self._process}/acts/consultation.make_statement",
            urllib.parse.urlencode(said).encode(),
            {"HX-Request": "true"},
        )
        try:
            with self._open(request) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode()


def _stands(data: Path, kept: list[dict]) -> None:
    assert promises.broken(data / DATABASE) == []
    standing = promises.entries(data / DATABASE)
    assert [told for told in kept if (told["book"], told["number"]) not in standing] == []


# ---- No leave to write


def test_a_folder_that_may_not_be_written_stops_the_start_with_a_sentence(seeded: Path, tmp_path: Path):
    data = Path(shutil.copytree(seeded, tmp_path / "data"))
    for each in [*data.rglob("*"), data]:
        each.chmod(0o555 if each.is_dir() else 0o444)
    try:
        for command in ("serve", "demo"):
            done = hosts.run(data, command, "--port", "0", before=_mortal)
            assert done.returncode == 1, done.stdout
            assert str(data) in done.stderr and "Traceback" not in done.stderr
    finally:
        for each in [data, *data.rglob("*")]:
            each.chmod(0o755)


def _mortal() -> None:
    """Even for root, permissions hold from here on: without the capability to pass them by."""
    if os.geteuid() == 0:
        PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


# ---- Two servers


def test_a_second_server_on_the_same_folder_is_refused_with_a_sentence(seeded: Path, tmp_path: Path):
    data = Path(shutil.copytree(seeded, tmp_path / "data"))
    host = Tried(data, "--case", "river")
    try:
        for arguments in (["serve"], ["demo", "--case", "river"], ["demo", "--case", "river", "--fresh"]):
            second = hosts.run(data, arguments[0], "--port", "0", *arguments[1:])
            assert second.returncode == 1
            assert str(data) in second.stderr and "Traceback" not in second.stderr
        assert _said(host, 1)["number"]
        assert hosts.run(data, "rebuild", "--check").returncode == 0, "other commands work beside a server"
    finally:
        host.kill()
    host.start()  # the dead hold no folder
    host.kill()
