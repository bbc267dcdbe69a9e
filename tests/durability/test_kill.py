"""`kill -9` while several write: what was acknowledged is there once, and nothing is half done."""

import random
import time
from pathlib import Path

import pytest

from goodoffices.engines import ledger
from tests.durability import hosts, promises
from tests.durability.hosts import Tried
from tests.durability.writers import Line, Promises, Writer

KILLS, WRITERS = 4, 6
DATABASE = "goodoffices.sqlite3"


@pytest.fixture
def host(tmp_path, folders):
    host = Tried(folders.played(tmp_path / "data"), "--case", "river")
    yield host
    if host.process.poll() is None:
        host.kill()


def test_what_was_acknowledged_before_a_kill_is_there_exactly_once(host: Tried, tmp_path: Path):
    seed = time.time_ns()
    moments, promised = random.Random(seed), Promises()
    older = {}
    for round in range(KILLS):
        _copies(host, older)
        _write_until_killed(host, round, moments.uniform(0.15, 0.9), promised)
        assert promises.broken(host.data / DATABASE) == [], f"seed {seed}"
        host.start()
        _keeps(host, promised)
        _retried(host, promised)

    assert len(promised.kept) > 10 * KILLS, "so few acts prove nothing"
    again = _answers_again(host, promised)
    assert set(again.values()) == {200}
    _verify(host, older, tmp_path)
    host.kill()
    check = hosts.run(host.data, "rebuild", "--check")
    assert check.returncode == 0, check.stdout + check.stderr


def _write_until_killed(host: Tried, round: int, after: float, promised: Promises) -> None:
    seats = host.told["seats"]
    writers = [Writer(host, seats[n % len(seats)], f"{round}-{n}", promised) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(after)  # the moment is what is tried: any will do
    host.kill()
    for writer in writers:
        writer.join(20)
        assert not writer.is_alive()
    assert promised.refused == []


def _keeps(host: Tried, promised: Promises) -> None:
    standing = promises.entries(host.data / DATABASE)
    lost = [key for key, (_, told) in promised.kept.items() if (told["book"], told["number"]) not in standing]
    assert lost == []
    said = promises.texts(host.data / DATABASE)
    texts = [asked.data.get("text") or asked.data.get("title") for asked, _ in promised.kept.values()]
    assert [text for text in texts if text and said[text] != 1] == []


def _retried(host: Tried, promised: Promises) -> None:
    """What had no answer is asked for again with its key: it is done now, or was done then; once in any case."""
    lines = _lines(host)
    for asked in promised.open:
        status, told = lines[asked.seat].act(asked)
        assert status in (200, 201), told
        promised.kept[asked.key] = asked, told
    promised.open.clear()
    _keeps(host, promised)


def _answers_again(host: Tried, promised: Promises) -> dict[str, int]:
    lines, statuses = _lines(host), {}
    for key, (asked, first) in promised.kept.items():
        status, told = lines[asked.seat].act(asked)
        assert (told["book"], told["number"], told["id"]) == (first["book"], first["number"], first["id"])
        statuses[key] = status
    return statuses


def _lines(host: Tried) -> dict[str, Line]:
    return {seat["seat"]: Line(host, seat) for seat in host.told["seats"]}


def _copies(host: Tried, kept: dict[tuple[str, str], list[bytes]]) -> None:
    for seat, line in _lines(host).items():
        for book in line.ask("GET", "/books")[1]["books"]:
            status, copy = line.ask("GET", f"/books/{book['book']}/copy")
            assert status == 200
            kept.setdefault((seat, book["book"]), []).append(copy)
        line.close()


def _verify(host: Tried, older: dict[tuple[str, str], list[bytes]], folder: Path) -> None:
    """Every copy taken before any of the kills is a beginning of the one that is taken now."""
    _copies(host, older)
    for copies in older.values():
        now = folder / "now.jsonl"
        now.write_bytes(copies[-1])
        for before in copies[:-1]:
            then = folder / "then.jsonl"
            then.write_bytes(before)
            report = ledger.verify_book(now, against=then)
            assert report.ok, report.sentences
