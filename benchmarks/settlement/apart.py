"""Rows that need a process or a thread of their own: a first answer where nothing is compiled, and searches that might hang."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator

from benchmarks.settlement.instances import case, draw
from benchmarks.settlement.measuring import Row
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.solutions import solve

#: How many cases are drawn for each seed; a search that goes on for so many seconds beyond its budget hangs.
DRAWN, BUDGET, HANGS = 200, 0.5, 60.0

FIRST = """
import sys
from benchmarks.settlement.instances import case, draw
from goodoffices.engines.settlement.audit import audit
found = audit(case(draw(6, 12, 4, sys.argv[1], int(sys.argv[2]))), (2,) * 12)
print(found.status, "with" if "numba" in sys.modules else "without", "compiled code")
"""


def first_audit(kind: str) -> Row:
    """A whole process, its kernels' cache empty."""

    def work(seed: int) -> str:
        with tempfile.TemporaryDirectory() as empty:
            done = subprocess.run(
                [sys.executable, "-c", FIRST, kind, str(seed)],
                capture_output=True, text=True, check=True, env={**os.environ, "NUMBA_CACHE_DIR": empty},
            )  # fmt: skip
        return done.stdout.strip()

    return Row(
        f"6x12x4-cold-{kind}", f"6 parties, 12×4, {kind}: first audit ever, a process", 1, lambda seed: seed, work, str
    )


def cases(seed: int) -> Iterator[Case]:
    """Shapes on which a simplex without a rule against cycling hung in one or two of a hundred."""
    for at in range(DRAWN):
        yield case(draw(5 + at % 4, 20, 5, "pts100", seed * DRAWN + at))


def hanging(seed: int) -> tuple[int, int]:
    """How many searches did not end, and how many there were."""
    hung = 0
    for drawn in cases(seed):
        search = threading.Thread(target=lambda drawn=drawn: solve(drawn, ["ks"], budget=BUDGET), daemon=True)
        search.start()
        search.join(BUDGET + HANGS)
        hung += search.is_alive()  # compiled code holds no lock, so the others go on
    return hung, DRAWN


ROWS = [
    first_audit("pts100"),
    first_audit("adv_int"),
    Row(
        "hangs", f"{DRAWN} drawn cases, 5 to 8 parties, 20×5, pts100", DRAWN * (BUDGET + 0.1), lambda seed: seed, hanging,
        lambda found: f"{found[0]} of {found[1]} searches that hang",
    ),
]  # fmt: skip
