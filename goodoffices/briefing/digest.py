"""The digest: a mail at an hour the reader chooses. It says how many things wait, and nothing about them.

A mail passes through other people's machines. It names no process, no side and no thing, and goes out on a clock: when
something came to wait cannot be told from when it was sent.
"""

import logging
from datetime import datetime

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from goodoffices.accounts.models import User
from goodoffices.briefing.models import DigestWish
from goodoffices.briefing.todo import asks_of
from goodoffices.process.days import host_time
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.perform import one_writer

log = logging.getLogger(__name__)


def wish(seat: Seat, hour: int | None) -> None:
    """Ask for the digest at this hour of the host city's day, from the next time it comes on; None: no more of it."""
    with one_writer():
        if hour is None:
            DigestWish.objects.filter(seat=seat.id).delete()
        else:
            DigestWish.objects.update_or_create(seat=seat.id, defaults={"hour": hour})


def send_due(now: datetime, url: str) -> int:
    """Send every digest whose hour has come on its host city's day; how many went out. `url` is where this host is."""
    return sum(_send(wish, seat, day, url) for wish, seat, day in _due(now))


def send_now(seat: Seat, url: str) -> bool:
    """Send it to whoever sits there, whatever the hour. False if nothing waits."""
    holder = Holder.objects.filter(seat=seat.id).select_related("user").first()
    return bool(holder and holder.user and _mailed(seat, holder.user, url))


def _due(now: datetime) -> list[tuple[DigestWish, Seat, str]]:
    found = []
    for wish in DigestWish.objects.order_by("id"):
        seat = seat_with_id(wish.seat)
        if seat is None or seat.left is not None:
            continue
        local = host_time(seat.process, now)
        if local.hour >= wish.hour and wish.sent < local.date().isoformat():
            found.append((wish, seat, local.date().isoformat()))
    return found


def _send(wish: DigestWish, seat: Seat, day: str, url: str) -> bool:
    """Taken first, so that of two clocks only one sends; given back if the mail did not go out."""
    with one_writer():
        taken = DigestWish.objects.filter(pk=wish.pk, sent=wish.sent).update(sent=day)
    if not taken:
        return False
    try:
        return send_now(seat, url)
    except OSError as problem:  # also what smtplib raises
        log.error("a digest was not sent: %s", type(problem).__name__)
        with one_writer():
            DigestWish.objects.filter(pk=wish.pk, sent=day).update(sent=wish.sent)
        return False


def _mailed(seat: Seat, user: User, url: str) -> bool:
    with translation.override(user.language or None):
        count = len(asks_of(seat))
        if not count:
            return False
        subject = ngettext("%(count)s thing is waiting for you", "%(count)s things are waiting for you", count) % {
            "count": count
        }
        body = render_to_string("briefing/digest_mail.txt", {"subject": subject, "url": url})
        send_mail(subject, body, None, [user.email])
    return True
