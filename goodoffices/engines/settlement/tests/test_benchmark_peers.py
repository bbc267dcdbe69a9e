"""The benchmark's peers: what they are asked, what is believed of them, and where they are installed."""

import doctest
import os
import sys
from pathlib import Path

import pytest

from benchmarks.settlement import agreeing, peers
from benchmarks.settlement.agreeing import AIMS, agreed
from benchmarks.settlement.codes import CODES, FRAME
from benchmarks.settlement.instances import case, draw
from benchmarks.settlement.rows import ROWS
from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.solutions import solve

HERE = Path(sys.executable)


def test_every_peer_of_a_row_has_a_program_and_every_program_has_a_row() -> None:
    named = {peer for row in ROWS.values() if row.beside for peer in row.beside.peers}
    assert named == set(CODES)
    for peer, code in CODES.items():
        compile(FRAME.format(code=code), peer, "exec")


def test_the_direct_solutions_have_peers_too() -> None:
    for name in ("nash", "ks", "leximin"):
        beside = ROWS[f"8x40x5-{name}"].beside
        assert beside is not None and set(beside.peers) <= set(AIMS) and beside.shape == (8, 40, 5, "adv_int")


def test_what_a_peer_found_is_compared_in_whole_numbers() -> None:
    assert doctest.testmod(agreeing).failed == 0
    ideals = [10**17, 10**17]
    assert not agreed("highs-ks", [10**17, 5], [10**17 - 1, 5 - 1], ideals).same
    assert agreed("highs-nash", [6, 4], [4, 6], ideals).same
    assert "MORE than ours" in agreed("highs-nash", [6, 4], [5, 5], ideals).said
    assert "less than ours" in agreed("cp-sat-leximin", [5, 7, 9], [5, 6, 20], ideals).said
    assert agreed("highs-maximin", [5, 7, 9], [9, 5, 5], ideals).same


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("begun = time.perf_counter()\nfound = worths.sum(axis=(1, 2)).tolist()", "found", None),
        ("raise SystemExit('HiGHS ends with Infeasible')", "failed", "HiGHS ends with Infeasible"),
        ("import no_such_peer", "failed", "ModuleNotFoundError: No module named 'no_such_peer'"),
        ("time.sleep(60)", "cut_off", 2.0),
    ],
)
def test_a_peer_is_run_apart_and_its_end_is_told(
    code: str, field: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CODES, "peer", code)
    shape = (3, 4, 3, "adv_int")
    told = peers.run(HERE, "peer", shape, 2.0 if field == "cut_off" else 60.0)
    assert told[field] == (draw(*shape, 0).sum(axis=(1, 2)).tolist() if value is None else value)


def test_the_peers_are_installed_with_the_uv_there_is_and_with_pip_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "bin" / "python"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("UV", "/no/such/uv")
    monkeypatch.setattr(peers, "REPOSITORY", tmp_path)
    assert peers.installer(python)[:4] == [str(python), "-m", "pip", "install"]
    for place in (tmp_path / ".uv" / "bin" / "uv", tmp_path / "uv", tmp_path / "own" / "uv"):  # the later, the better
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("#!/bin/sh\n")
        place.chmod(0o755)
        if place.parent.name == "own":
            monkeypatch.setenv("UV", str(place))
        assert peers.installer(python)[:3] == [str(place), "pip", "install"]


def test_where_no_environment_can_be_made_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good-offices").write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("UV", "/no/such/uv")
    assert peers.environment() is None
    assert "The peers are absent: " in capsys.readouterr().err


INSTALLED = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "good-offices/benchmark-peers/bin/python"


@pytest.mark.skipif(not INSTALLED.exists(), reason="the peers are not installed")
@pytest.mark.parametrize("peer", CODES)
def test_a_peer_finds_on_a_small_instance_what_we_find(peer: str) -> None:
    shape = (2 if peer in ("negmas", "mobanos") else 3, 5, 3, "adv_int")
    worths = draw(*shape, 0)
    theirs = peers.run(INSTALLED, peer, shape, 60)
    assert "found" in theirs, theirs
    whole = frontier(case(worths))
    ours: object = [whole.points, whole.packages]
    if peer in AIMS:
        rule = peer.split("-")[-1]
        ours = [int(each) for each in solve(case(worths), [rule])[rule].utilities]
    assert agreed(peer, ours, theirs["found"], worths.max(axis=2).sum(axis=1).tolist()).same
