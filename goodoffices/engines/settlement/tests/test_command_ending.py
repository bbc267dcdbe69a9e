"""How the command ends early: by its budget, and by Ctrl-C at the worst moment."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.settlement import cli
from goodoffices.engines.settlement.cli import Request, settle


def hard(path: Path, floor: str = "") -> Path:
    """Six parties, forty issues: more efficient packages than anybody waits for."""
    import random

    drawn = random.Random(5)
    rows = ["issue,option," + ",".join("abcdef")]
    for issue in range(40):
        rows += [f"i{issue},o{at}," + ",".join(str(drawn.randrange(120)) for _ in "abcdef") for at in range(4)]
    if floor:
        rows.append("reservation value,," + ",".join([floor] * 6))
    path.write_text("\n".join(rows))
    return path


@pytest.mark.parametrize("floor", ["", "2400"])
def test_a_frontier_that_is_cut_short_still_has_solutions_and_nobody_broke_it_off(tmp_path: Path, floor: str) -> None:
    answer = settle(Request([hard(tmp_path / "hard.csv", floor)], budget=0.6))
    assert answer.frontier is not None and answer.frontier.status.value == "truncated"
    assert answer.solutions is not None and list(answer.solutions) == list(cli.RULES)
    assert all(answer.case.acceptable(each.choice) for each in answer.solutions.values())
    assert not answer.broken_off and not any("Broken off" in sentence for sentence in answer.sentences)


def test_a_solution_is_there_however_small_the_budget(tmp_path: Path) -> None:
    answer = settle(Request([hard(tmp_path / "hard.csv")], solutions=["leximin"], budget=1e-6))
    assert answer.solutions is not None and answer.solutions["leximin"].status == "best_found"
    assert any("leximin: Not everything was looked at" in sentence for sentence in answer.sentences)


@pytest.mark.parametrize("work", ["frontier", "solve", "audit"])
def test_control_c_before_anything_is_there_tries_once_more(
    work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pressed = getattr(cli, work), []

    def first(*arguments: Any, **named: Any) -> Any:
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        return real(*arguments, **named)

    monkeypatch.setattr(cli, work, first)
    table, draft = tmp_path / "case.csv", tmp_path / "draft.json"
    table.write_text("issue,option,a,b\nwage,0,1,9\n,1,5,5\n")
    draft.write_text('{"wage": "0"}')
    answer = settle(Request([table], frontier=work == "frontier", solutions=["nash"] * (work == "solve"), audit=draft))
    found = {"frontier": answer.frontier, "solve": answer.solutions, "audit": answer.audit}[work]
    assert pressed and found and answer.broken_off
    assert answer.sentences[-1] == "Broken off: this is what there is so far."


def test_control_c_between_any_two_lines_leaves_one_object_or_none(tmp_path: Path) -> None:
    """The real thing, once: pressed while code is loaded and compiled."""
    file = hard(tmp_path / "hard.csv")
    code = "import sys; from goodoffices.site.command import main; print('go', file=sys.stderr, flush=True); sys.exit(main())"
    begun = subprocess.Popen(
        [sys.executable, "-c", code, "settle", str(file), "--frontier", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert begun.stderr is not None and begun.stderr.readline() == "go\n"
    time.sleep(0.5)
    begun.send_signal(signal.SIGINT)
    out, err = begun.communicate(timeout=120)
    assert "Traceback" not in err and begun.returncode in (0, 130)
    assert begun.returncode == 130 or json.loads(out)["frontier"]["status"] == "truncated"
