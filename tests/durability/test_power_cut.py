"""The power goes at every moment that matters, and the disk keeps only what was synced.

Twice over: with what a real server was seen to ask of its disk (strace), and, where nothing may be traced, with the
same SQL on a file system that takes notes (APSW). Both have a careless twin that must be caught.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path

import pytest
from django.conf import settings

from tests.durability import promises, shim, tracing
from tests.durability.disk import Acknowledged, Disk, Event, Sync, Write, unsynced
from tests.durability.hosts import Tried
from tests.durability.writers import Asked, Line, Promises, Writer

DATABASE, LOG = "goodoffices.sqlite3", "goodoffices.sqlite3-wal"
LONG = "Words upon words. " * 1_100  # many pages an act, so that the log is checkpointed, and begun again, on the way
ACTS = 60
SETTINGS = "goodoffices.site.settings"


# ---- What a real server was seen to do

together = pytest.mark.xdist_group("traced")  # they share a server's folder, and two of them its trace

Seen = tuple[Disk, list[Event]]  # what stood on the disk before, and what was asked of it then


@pytest.fixture(scope="module")
def folder(tmp_path_factory, folders) -> Path:
    """A data folder with the river case, whose server has stopped."""
    return folders.played(tmp_path_factory.mktemp("seeded") / "data")


@pytest.fixture(scope="module")
def spoken(folder: Path, tmp_path_factory) -> Seen:
    return _traced(folder, tmp_path_factory.mktemp("spoken"), _one_speaks)


@together
def test_a_server_keeps_what_it_acknowledged_through_a_power_cut(spoken: Seen, tmp_path: Path):
    before, events = spoken
    # The tracer dies with the server, and the line of the last answer sometimes with it.
    assert sum(isinstance(event, Acknowledged) for event in events) >= ACTS - 1
    assert any(isinstance(event, Sync) and event.file == DATABASE for event in events), "no checkpoint on the way"
    assert _lost(before, events, tmp_path) == []


@together
def test_a_server_syncs_its_log_once_an_act_and_before_it_answers(spoken: Seen):
    before, events = spoken
    disk, syncs, checkpoint, acts = before.copy(), 0, False, []
    for at, event in enumerate(events):
        disk.take(at, event)
        syncs += isinstance(event, Sync) and event.file == LOG
        # A checkpoint syncs, and so does the beginning of a new log: those are counted apart.
        checkpoint |= isinstance(event, Sync) and event.file == DATABASE
        checkpoint |= isinstance(event, Write) and (event.file, event.offset) == (LOG, 0)
        if isinstance(event, Acknowledged):
            assert unsynced(disk, LOG) == []
            acts.append((syncs, checkpoint))
            syncs, checkpoint = 0, False
    # The first one's syncs are the start's, too: a server ends what a demonstration on its folder gave out.
    plain = [syncs for syncs, checkpoint in acts[1:] if not checkpoint]
    assert len(plain) > ACTS * 0.8
    assert set(plain) == {1}


@together
def test_several_senders_share_syncs_and_lose_nothing(folder: Path, tmp_path: Path):
    before, events = _traced(folder, tmp_path, _many_write)
    syncs = sum(isinstance(event, Sync) and event.file == LOG for event in events)
    assert syncs < sum(isinstance(event, Acknowledged) for event in events)
    assert _lost(before, events, tmp_path) == []


@together
def test_a_server_that_does_not_wait_for_its_disk_is_caught(folder: Path, tmp_path: Path):
    before, events = _traced(folder, tmp_path, _one_speaks, "tests.durability.careless")
    assert not any(isinstance(event, Sync) and event.file == LOG for event in events)
    assert _lost(before, events, tmp_path, most=10) != []


def _traced(folder: Path, place: Path, act: Callable[[Tried], None], settings: str = SETTINGS) -> Seen:
    """Trace a server on a copy of the folder while it serves `act`."""
    trace = place / "trace"
    under = tracing.under(trace)
    data = place / "data"
    shutil.copytree(folder, data)
    before = Disk.holding(data, (DATABASE, LOG))
    host = Tried(data, "--case", "river", under=under, settings=settings)
    try:
        act(host)
    finally:
        host.kill()
    return before, tracing.events(trace, data)


def _one_speaks(host: Tried) -> None:
    seat = host.told["seats"][1]
    line = Line(host, seat)
    room = next(room["id"] for room in line.ask("GET", "/rooms")[1]["rooms"] if room["kind"] == "plenary")
    for n in range(ACTS):
        asked = Asked(seat["seat"], f"cut-{n}", "consultation.make_statement", {"room": room, "text": f"{n}: {LONG}"})
        assert line.act(asked)[0] == 201


def _many_write(host: Tried) -> None:
    promised, seats = Promises(), host.told["seats"]
    writers = [Writer(host, seats[n % len(seats)], f"cut-{n}", promised, most=10) for n in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(promised.kept) == 60, promised.refused


# ---- The same SQL on a file system that takes notes


@pytest.fixture
def said(river, lena, database: Path, tmp_path: Path) -> tuple[Path, list[str | Acknowledged]]:
    """The SQL of some acts, and the database as it was before them."""
    from goodoffices.consultation.acts import MakeStatement
    from goodoffices.record.perform import perform

    room, numbers = river.book("plenary").id, iter(range(ACTS))

    def speak() -> list[Acknowledged]:
        if (n := next(numbers, None)) is None:
            return []
        entry = perform(MakeStatement(room=room, text=f"{n}: {LONG}"), lena, key=f"cut-{n}").entry
        return [Acknowledged(entry.book_id, entry.number)]

    before = tmp_path / "before" / DATABASE
    before.parent.mkdir()
    _copy_of(database, before)
    return before, shim.executed(speak)


def _copy_of(database: Path, copy: Path) -> None:
    from django.db import connection

    connection.cursor().execute("VACUUM INTO %s", [str(copy)])
    line = sqlite3.connect(copy)
    line.execute("PRAGMA journal_mode=WAL")  # as a host's database has been since it was made
    line.close()


PRAGMAS = settings.DATABASES["default"]["OPTIONS"]["init_command"]


def test_every_act_survives_a_power_cut_once_it_is_committed(said, tmp_path: Path):
    before, told = said
    disk = Disk.holding(before.parent, (DATABASE,))
    events = shim.events(before, PRAGMAS, told)
    # The tracer dies with the server, and the line of the last answer sometimes with it.
    assert sum(isinstance(event, Acknowledged) for event in events) >= ACTS - 1
    assert any(isinstance(event, Sync) and event.file == DATABASE for event in events), "no checkpoint on the way"
    assert _lost(disk, events, tmp_path) == []


@pytest.mark.parametrize("less", ["NORMAL", "OFF"])
def test_a_commit_that_does_not_wait_for_the_disk_is_caught(said, tmp_path: Path, less: str):
    before, told = said
    disk = Disk.holding(before.parent, (DATABASE,))
    assert "synchronous=FULL" in PRAGMAS
    events = shim.events(before, PRAGMAS.replace("synchronous=FULL", f"synchronous={less}"), told)
    assert _lost(disk, events, tmp_path, most=20) != []


# ---- Cutting the power


def _lost(before: Disk, events: list[Event], tmp_path: Path, most: int = 60) -> list[str]:
    """The power cut at about so many moments, each with several outcomes: what is lost or broken, a line each."""
    disk, moments, folder = before.copy(), _moments(events, most), tmp_path / "after"
    chance, names, found = random.Random(1), count(), []
    for at, event in enumerate(events):
        disk.take(at, event)
        if at not in moments:
            continue
        for outcome, files in disk.after_a_cut(chance):
            place = folder / str(next(names))
            place.mkdir(parents=True)
            for name, content in files.items():
                (place / name).write_bytes(content)
            found += [f"after event {at}, with {outcome}: {what}" for what in _missing(place / DATABASE, disk.promised)]
            shutil.rmtree(place)
    return found


def _missing(database: Path, promised: list[tuple[str, int]]) -> Iterator[str]:
    if broken := promises.broken(database):
        yield from broken
        return
    standing = promises.entries(database)
    lost = [place for place in promised if place not in standing]
    if lost:
        yield f"{len(lost)} acknowledged acts are gone, the first of them {lost[0]}"


def _moments(events: list[Event], most: int) -> set[int]:
    """Each promise just made; around each sync of the database itself; and some in between."""
    promised = [at for at, event in enumerate(events) if isinstance(event, Acknowledged)]
    around = {
        at + by
        for at, event in enumerate(events)
        if isinstance(event, Sync) and event.file == DATABASE
        for by in (-40, -2, -1, 0, 1, 2)
    }
    between = [random.Random(at).randrange(at, after) for at, after in pairwise(promised) if after > at]
    chosen = sorted({*promised, *between})
    return around | set(chosen[:: max(1, len(chosen) // most)])
