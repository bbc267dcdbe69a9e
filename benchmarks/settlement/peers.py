"""Other programs on the same instances (seed 0), once, with a cut-off: in an environment of their own, outside this folder.

None of them is imported by the product, nor by this process; NegMAS is AGPL, which is one more reason. They are installed
into the user's cache folder, with uv where it is and pip where not, and each run is a process of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.settlement.codes import CODES, FRAME
from benchmarks.settlement.instances import draw

#: What is installed → the module by which one sees that it is there.
NEEDS = {"negmas": "negmas", "pareto_dp": "pareto_dp", "highspy": "highspy", "ortools": "ortools.sat.python.cp_model"}
REPOSITORY = Path(__file__).parents[2]


def environment() -> Path | None:
    """The peers' own Python, with as many of them as can be installed; None where there can be no such environment.

    What is missing is said on standard error; its rows then tell why it did not run.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "good-offices" / "benchmark-peers"
    python = folder / "bin" / "python"
    if missing(python):
        print("Installing the peers, in an environment of their own …", file=sys.stderr, flush=True)
        if problem := _created(folder, python):
            print(f"The peers are absent: {problem}", file=sys.stderr)
            return None
        for name in missing(python):
            if problem := _tried(*installer(python), name):
                print(f"{name} is absent: {problem}", file=sys.stderr)
    return python


def missing(python: Path) -> list[str]:
    """Those of `NEEDS` that this Python cannot import; all, where there is no such Python."""
    return [name for name, module in NEEDS.items() if _tried(python, "-c", f"import {module}")]


def _created(folder: Path, python: Path) -> str:
    """Make the environment if need be; why it cannot be, or nothing."""
    if not _tried(python, "-c", ""):
        return ""
    uv = _uv()
    if uv and not _tried(uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder):
        return ""
    return _tried(sys.executable, "-m", "venv", "--clear", folder)


def installer(python: Path) -> list[str]:
    """The command that installs what is named after it into this Python's environment."""
    if uv := _uv():
        return [uv, "pip", "install", "--quiet", "--python", str(python)]
    _tried(python, "-m", "ensurepip")  # an environment that uv made has no pip
    return [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _uv() -> str | None:
    """Where uv is: it says so itself to what it runs; the Makefile may have fetched one."""
    places = (os.environ.get("UV") or "uv", "uv", str(REPOSITORY / ".uv" / "bin" / "uv"))
    return next(filter(None, map(shutil.which, places)), None)


def _tried(*command: Path | str) -> str:
    """Run it; nothing where it went well, else the last line that it said."""
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    except OSError as problem:
        return str(problem)
    return _last(done.stderr) if done.returncode else ""


def run(python: Path, peer: str, shape: tuple[int, int, int, str], cut_off: float) -> dict[str, Any]:
    """`{"seconds", "found"}`, or `{"cut_off"}` where it took longer, or `{"failed"}` with the last line it said.

    `found` is how many points or packages a frontier has, or what the package of a solution is worth to each party.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "worths.npy"
        np.save(file, draw(*shape, 0))
        command = [str(python), "-c", FRAME.format(code=CODES[peer]), str(file)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=cut_off)
        except subprocess.TimeoutExpired:
            return {"cut_off": cut_off}
    if done.returncode:
        return {"failed": _last(done.stderr)}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _last(said: str) -> str:
    return (said.strip().splitlines() or ["no word"])[-1]
