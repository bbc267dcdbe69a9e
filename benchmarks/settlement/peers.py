"""Other programs on the same instances (seed 0), once, with a cut-off: in an environment of their own, outside this folder.

NegMAS is AGPL and pareto-dp is a compiled package; neither is imported by us, nor by this process. They are installed with
uv into the user's cache folder when `--peers` asks for them, and each run is a process of its own.
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

from benchmarks.settlement.instances import draw

NEEDS = ("negmas", "pareto_dp")
#: Row → (parties, issues, options, kind), as in `frontiers`.
SHAPES = {
    "2x7x10": (2, 7, 10, "adv_int"),
    "2x40x5": (2, 40, 5, "adv_int"),
    "3x20x5": (3, 20, 5, "adv_int"),
    "3x40x5": (3, 40, 5, "adv_int"),
}

NEGMAS = """
from negmas import LinearAdditiveUtilityFunction, make_issue, make_os
from negmas.preferences.value_fun import TableFun
issues = [make_issue([f"o{each}" for each in range(worths.shape[2])], f"i{at}") for at in range(worths.shape[1])]
space = make_os(issues)
ufuns = [
    LinearAdditiveUtilityFunction(
        [TableFun({f"o{each}": float(worth) for each, worth in enumerate(row)}) for row in rows], outcome_space=space
    )
    for rows in worths
]
"""

CODES = {
    "negmas": NEGMAS
    + """
from negmas.preferences.ops import pareto_frontier
begun = time.perf_counter()
found = pareto_frontier(ufuns, issues=issues)[0]
""",
    "mobanos": NEGMAS
    + """
from negmas.preferences.pareto_sampler import MOBANOSParetoSampler
sampler = MOBANOSParetoSampler()
begun = time.perf_counter()
sampler.init(ufuns[0], ufuns[1])
found = sampler._pareto_front
""",
    "pareto-dp": """
from pareto_dp import find_pareto_front
table = np.ascontiguousarray(-worths.transpose(1, 2, 0).astype(float))  # it minimises
begun = time.perf_counter()
found = find_pareto_front(table, 1e-6)
""",
}

FRAME = """
import json, sys, time
import numpy as np
worths = np.load(sys.argv[1])
{code}
print(json.dumps({{"seconds": time.perf_counter() - begun, "points": len(found)}}))
"""


def environment() -> Path | None:
    """The peers' own Python, installed if need be; None, with the reason on standard error, where that is impossible."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "good-offices" / "benchmark-peers"
    python = folder / "bin" / "python"
    uv = os.environ.get("UV") or shutil.which("uv")
    try:
        if not python.exists():
            if uv is None:
                raise FileNotFoundError("there is no uv to install them with")
            subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
            subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), *NEEDS], check=True)
        subprocess.run([str(python), "-c", "import negmas, pareto_dp"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"The peers are absent: {problem}", file=sys.stderr)
        return None
    return python


def run(python: Path, peer: str, row: str, cut_off: float) -> dict[str, Any]:
    """`{"seconds", "points"}`, or `{"cut_off"}` where it took longer, or `{"failed"}` with the last line it said."""
    with tempfile.NamedTemporaryFile(suffix=".npy") as file:
        np.save(file, draw(*SHAPES[row], 0))
        file.flush()
        code = FRAME.format(code=CODES[peer])
        try:
            done = subprocess.run([str(python), "-c", code, file.name], capture_output=True, text=True, timeout=cut_off)
        except subprocess.TimeoutExpired:
            return {"cut_off": cut_off}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["no word"])[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
