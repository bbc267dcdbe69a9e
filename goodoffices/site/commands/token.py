"""`goodoffices token --seat SEAT`."""

from typing import Any

from goodoffices.site.commands import answer, start
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    start()
    from goodoffices.accounts.models import Token
    from goodoffices.process.seats import seat_with_id

    if seat_with_id(options.seat) is None:
        raise Failed(f"Nobody sits in {options.seat} on this host.")
    token = Token.issue(options.seat, options.name, days=options.days)
    answer(options, {"seat": options.seat, "token": token}, token)
    return 0
