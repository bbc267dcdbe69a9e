"""Ctrl-C while a command loads what it needs, and the bar that says how far it is."""

import signal
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from goodoffices.site.commands.breaking import between_steps
from goodoffices.site.commands.settle import Bar


def test_control_c_in_the_middle_of_an_import_waits_for_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "half_loaded.py").write_text(
        "import signal\nsignal.raise_signal(signal.SIGINT)\nsignal.raise_signal(signal.SIGINT)\nwhole = True\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "half_loaded", raising=False)
    with pytest.raises(KeyboardInterrupt), between_steps():
        assert import_module("half_loaded").whole
        signal.sigtimedwait([signal.SIGUSR1], 30)
    assert sys.modules["half_loaded"].whole
    with pytest.raises(KeyboardInterrupt), between_steps():
        signal.raise_signal(signal.SIGINT)


def test_the_bar_says_what_is_done_before_there_are_steps_and_fits_a_line() -> None:
    bar = Bar(shown=False)
    bar.stage("Looking for solutions")
    assert bar.line().startswith("Looking for solutions, 0 s. ") and bar.line().endswith("Ctrl-C gives what there is.")
    bar.step(30, 40, 10**9)
    assert bar.line().startswith("[###############.....] 30 of 40 issues") and len(bar.line()) <= 79


def test_the_bar_is_wiped_off_in_the_end(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bar, "FIRST", 0.0)
    with Bar(shown=True) as bar:
        bar.stage("Reading")
        while not bar.drawn:
            time.sleep(0.001)
    assert capsys.readouterr().err.endswith("\r\033[K")
