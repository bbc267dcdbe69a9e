"""Whether Python keeps the compiled form of what it imports: without it every start compiles everything anew."""

import sys
from importlib.util import cache_from_source, find_spec
from pathlib import Path

SOME = (__name__, "django", "pydantic", "uvicorn")  # of our own and of what we depend on; enough to tell


def missing() -> str:
    """One sentence that says why no compiled code is kept and what to do; empty where it is kept.

    To be asked after these modules have been imported: Python writes the compiled form then, if it can.
    """
    sources = [Path(spec.origin) for name in SOME if (spec := find_spec(name)) and spec.origin]
    absent = [source for source in sources if not Path(cache_from_source(str(source))).exists()]
    if not absent:
        return ""
    why = (
        "PYTHONDONTWRITEBYTECODE is set"
        if sys.dont_write_bytecode
        else f"{absent[0].parent / '__pycache__'} cannot be written"
    )
    return (
        f"This host keeps no compiled Python code ({why}), so every start takes a second or two longer. "
        "It runs as well; see “Starting quickly” in docs/how-to/run-a-host.md."
    )
