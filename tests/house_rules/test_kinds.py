"""Kinds of acts: frozen, documented, put into words when they are read."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.utils.functional import Promise

from goodoffices.record.acts import KINDS
from scripts import frozen


def test_kinds_are_frozen() -> None:
    """What has been recorded somewhere is read for ever: kinds and fields are added, never taken away."""
    if os.environ.get("GOODOFFICES_FREEZE"):
        frozen.freeze()
    before, now = frozen.frozen(), frozen.now()
    assert frozen.broken(frozen.lines_of(before), frozen.lines_of(now)) == [], (
        "somebody's record may have these kinds without these fields: bring back what is gone, or retire the act and keep "
        "its apply; give a new field a default"
    )
    assert before == now, "new, or moved to another office; freeze them: make freeze"


def test_a_kind_may_gain_fields_but_none_that_is_needed() -> None:
    before = {"press.issue", "press.issue text"}
    assert frozen.broken(before, before | {"press.issue words", "press.retract", "press.retract text needed"}) == []
    assert frozen.broken(before, before | {"press.issue title needed"}) == ["press.issue title needed"]
    assert frozen.broken(before, {"press.issue", "press.issue text needed"}) == [
        "press.issue text",
        "press.issue text needed",
    ]


def test_a_field_that_was_needed_may_be_left_out_from_now_on() -> None:
    before = {"press.issue", "press.issue text needed"}
    assert frozen.broken(before, {"press.issue", "press.issue text"}) == []
    assert frozen.broken(before, {"press.issue"}) == ["press.issue text needed"]


def test_freezing_drops_nothing_that_was_committed(tmp_path: Path) -> None:
    """Not even where the file says so: whoever takes a kind away would otherwise freeze its absence."""
    file = agenda_alone(tmp_path, "agenda.forgotten\n")
    commit(tmp_path)
    file.write_text("", encoding="utf-8")
    with pytest.raises(frozen.Broken, match="forgotten"):
        frozen.freeze(tmp_path, only="agenda")
    assert file.read_text(encoding="utf-8") == ""


def test_freezing_gives_up_what_was_frozen_since_the_last_commit(tmp_path: Path) -> None:
    file = agenda_alone(tmp_path, "\n".join(frozen.now()["agenda"][:2]) + "\n")
    commit(tmp_path)
    file.write_text("agenda.called_otherwise_yesterday\n", encoding="utf-8")
    frozen.freeze(tmp_path, only="agenda")
    assert file.read_text(encoding="utf-8").splitlines() == frozen.now()["agenda"]


def test_without_a_commit_everything_that_is_written_stays(tmp_path: Path) -> None:
    agenda_alone(tmp_path, "agenda.forgotten\n")
    with pytest.raises(frozen.Broken, match="forgotten"):
        frozen.freeze(tmp_path, only="agenda")


def agenda_alone(root: Path, lines: str) -> Path:
    """Sources with one office, that has these kinds frozen; and its file."""
    file = root / "goodoffices/agenda/tests/kinds.txt"
    file.parent.mkdir(parents=True)
    file.write_text(lines, encoding="utf-8")
    return file


def commit(root: Path) -> None:
    who = ["-c", "user.name=Amara", "-c", "user.email=amara@example.org", "-c", "commit.gpgsign=false"]
    for call in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Freeze"]):
        subprocess.run(["git", *call], cwd=root, check=True)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_documented_and_says_what_it_does(kind: str) -> None:
    act = KINDS[kind]
    assert act.__dict__.get("__doc__"), "an act begins with what it is, in a sentence"
    assert isinstance(act.says, Promise), "an act is put into words when it is read, in the reader's language"
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", kind)
