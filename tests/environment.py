"""Loaded before anything else (`-p tests.environment`): data goes into a folder of its own, and bytecode is kept."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOM = 2 * 1024**3  # bytes; what a run needs at most is a fifth of it

# Every act waits until its disk says that it is written. In memory that takes no time; what is said of the disk itself
# is tested on a real one (`tests/durability/conftest.py`).
memory = Path("/dev/shm")
if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))

os.environ["GOODOFFICES_DATA"] = tempfile.mkdtemp(prefix="goodoffices-tests-")

# The tests start about a hundred servers and commands. Where bytecode may not be written beside the sources (CI machines
# set PYTHONDONTWRITEBYTECODE=1), each of them would compile a thousand modules. It is written apart then, and kept: the
# processes that tests start find it, and so does the next run.
if os.environ.get("PYTHONDONTWRITEBYTECODE"):
    bytecode = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"
    if not os.access(Path(__file__).parents[1], os.W_OK):
        bytecode = Path(tempfile.mkdtemp(prefix="goodoffices-bytecode-"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(bytecode)
    sys.dont_write_bytecode = False
