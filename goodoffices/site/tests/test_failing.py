"""A disk that takes nothing comes to a sentence and to a status of its own, never to a traceback."""

import errno
import os

import pytest
from django.db import OperationalError

from goodoffices.site import command
from goodoffices.site.commands import rebuild


@pytest.mark.parametrize(
    "problem", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), OperationalError("database or disk is full")]
)
def test_what_the_disk_refuses_is_a_sentence_with_its_own_status(monkeypatch, capsys, problem):
    def fails():
        raise problem

    monkeypatch.setattr(rebuild, "start", fails)
    assert command.main(["rebuild", "--check"]) == 3
    said = capsys.readouterr().err
    assert "disk" in said and "Traceback" not in said and said.count("\n") == 1


def test_a_mistake_of_ours_is_not_taken_for_the_disk_s(monkeypatch):
    def fails():
        raise KeyError("ours")

    monkeypatch.setattr(rebuild, "start", fails)
    with pytest.raises(KeyError):
        command.main(["rebuild", "--check"])
