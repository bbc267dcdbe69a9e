"""`goodoffices clock [--confirm]`: what time this host has, and an operator's word that it is right."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from goodoffices.site.commands import answer, data_folder, say, start

FILE = "clock.json"


def run(options: Any) -> int:
    folder = start()
    from datetime import UTC, datetime

    from goodoffices.record.host_clock import last_entry, note
    from goodoffices.record.timestamps import written

    # house: clock or chance: an operator reads the host's clock
    now = written(datetime.now(UTC))
    if options.confirm:
        note(folder / FILE, confirmed=now, seen=now)
    last = last_entry()
    words = f"The clock says {now}. The last entry of a book is of {last or 'no day: there is none'}."
    words += " It is confirmed: a running server writes again from its next act on." if options.confirm else ""
    answer(options, {"now": now, "last_entry": last or None, "confirmed": bool(options.confirm)}, words)
    return 0


def watched() -> None:
    """For a server: says at the start what is wrong with the clock. Reading goes on whatever it is."""
    from goodoffices.record.host_clock import Tolerance, watch
    from goodoffices.site.config import config

    host = config()
    folder: Path = data_folder()
    clock = watch(folder / FILE, Tolerance(timedelta(minutes=host.clock_minutes), timedelta(days=host.clock_days)))
    if clock.trouble:
        say(
            f"{clock.trouble} Nothing is written until it is set right and the server started again, "
            "or until it is confirmed: goodoffices clock --confirm"
        )
