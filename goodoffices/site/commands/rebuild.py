"""`goodoffices rebuild [--check]`."""

from typing import Any

from goodoffices.site.commands import answer, start


def run(options: Any) -> int:
    start()
    from goodoffices.record import replay
    from goodoffices.search.indexing import index_anew

    if not options.check:
        replay.rebuild()
        index_anew()
        answer(options, {"rebuilt": True}, "Every table has been rebuilt from the record.")
        return 0
    found = replay.check()
    words = "\n".join(found) if found else "The record rebuilds exactly the tables that are there."
    answer(options, {"same": not found, "differences": found}, words)
    return 1 if found else 0
