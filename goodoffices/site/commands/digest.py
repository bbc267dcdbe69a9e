"""`goodoffices digest`: what the server's own clock does every minute, for a host that leaves it to another clock."""

from typing import Any

from goodoffices.site.commands import answer, start


def run(options: Any) -> int:
    start()
    from django.utils import timezone

    from goodoffices.accounts.addresses import absolute
    from goodoffices.briefing.digest import send_due

    # house: clock or chance: what is due by the clock
    sent = send_due(timezone.now(), absolute("/"))
    answer(options, {"sent": sent}, f"{sent} digests sent.")
    return 0
