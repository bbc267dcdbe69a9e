"""`goodoffices import CASE`."""

from pathlib import Path
from typing import Any

from goodoffices.site.commands import answer, start
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    start()
    from goodoffices.cases.loading import BadCase, read, shipped
    from goodoffices.cases.playing import play

    path = Path(options.case)
    if not path.is_file():
        path = shipped(options.case)
    if not path.exists():
        raise Failed(f"There is no file {options.case}, and no case of that name ships.")
    try:
        played = play(read(path), options.until)
    except OSError as problem:
        raise Failed(f"{path} cannot be read: {problem.strerror}.") from None
    except BadCase as bad:
        raise Failed(f"{path.name}, {bad}. Nothing of it has been imported.") from None
    whole = {"process": played.process, "acts": played.done, "cast": played.cast}
    answer(options, whole, f"Imported {played.done} acts as process {played.process}.")
    return 0
