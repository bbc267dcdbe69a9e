"""A demonstration that is killed while it plays its case goes on from what the record has, and plays nothing twice."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goodoffices.record.models import Book, Register
from goodoffices.site.commands import demo


class Killed(BaseException):
    """Nothing that the code could catch."""


def start(folder: Path, until: date | None = None) -> str:
    return demo._played(folder, "river", until)


def killed_at(monkeypatch: pytest.MonkeyPatch, when: str, call: int, folder: Path, until: date | None = None) -> None:
    """Start, and be killed before or after the `call`-th time that the demonstration notes how far it is."""
    keep, calls = demo._keep, []

    def dying(file: Path, states: dict[str, Any]) -> None:
        calls.append(file)
        if len(calls) == call and when == "before":
            raise Killed
        keep(file, states)
        if len(calls) == call:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(demo, "_keep", dying)
        with pytest.raises(Killed):
            start(folder, until)


def recorded() -> dict[str, int]:
    return dict(Book.objects.values_list("name", "head"))


# The first note is written inside the transaction, the second after its commit.
MOMENTS = [("before", 1), ("after", 1), ("before", 2), ("after", 2)]


@pytest.mark.parametrize(("when", "call"), MOMENTS)
def test_a_case_is_played_once_whenever_it_was_killed(database, tmp_path, monkeypatch, when, call):
    killed_at(monkeypatch, when, call, tmp_path)
    assert Register.objects.count() == (call - 1)
    process = start(tmp_path)
    assert [register.process for register in Register.objects.all()] == [process]
    played = recorded()
    assert start(tmp_path) == process
    assert recorded() == played


@pytest.mark.parametrize(("when", "call"), MOMENTS)
def test_what_a_case_adds_is_played_once_whenever_it_was_killed(database, tmp_path, monkeypatch, when, call):
    early, late = _days()
    process = start(tmp_path, early)
    begun = recorded()
    killed_at(monkeypatch, when, call, tmp_path, late)
    assert (recorded() == begun) == (call == 1)
    assert start(tmp_path, late) == process
    played = recorded()
    assert played != begun
    assert start(tmp_path, late) == process
    assert recorded() == played


def _days() -> tuple[date, date]:
    """The first day of the case, and its last."""
    from goodoffices.cases.loading import read, shipped

    steps = read(shipped("river")).steps
    return steps[0].at.date(), steps[-1].at.date()
