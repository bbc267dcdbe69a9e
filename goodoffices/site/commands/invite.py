"""`goodoffices invite --seat SEAT [--mail ADDRESS] [--instead]`."""

from typing import Any

from goodoffices.site.commands import answer, start
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    start()
    from django.urls import reverse

    from goodoffices.accounts.addresses import absolute
    from goodoffices.process.invitation_pages import mailed
    from goodoffices.process.invitations import LASTS, invite_as_host
    from goodoffices.process.seats import seat_with_id
    from goodoffices.record.acts import Refused

    seat = seat_with_id(options.seat)
    if seat is None:
        raise Failed(f"There is no seat {options.seat} at any table of this host.")
    try:
        secret = invite_as_host(seat, options.mail, options.instead)
    except Refused:
        raise Failed(
            "Somebody sits in this seat already. If they have lost their keys, add --instead: they give way when the "
            "new link is taken up."
        ) from None
    link = absolute(reverse("invitation", args=[secret]))
    if options.mail and not mailed(link, options.mail):
        raise Failed(f"The link could not be mailed to {options.mail}. Hand it over yourself: {link}")
    whole = {"seat": seat.id, "name": seat.name, "link": link, "days": LASTS.days}
    answer(options, whole, f"Good once, for {LASTS.days} days, for “{seat.name}” in “{seat.process}”:\n{link}")
    return 0
