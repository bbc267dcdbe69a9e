"""The secret address under which a seat's calendar is read elsewhere: made, replaced, revoked, opened."""

import hashlib

from django.utils import timezone
from django.utils.translation import get_language

from goodoffices.accounts.models import User
from goodoffices.accounts.secrets import digest, fresh
from goodoffices.briefing.models import CalendarFeed
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.perform import one_writer


def make(seat: str, user: User, secret: str = "") -> str:
    """A new address for this seat, which takes the place of an older one; its secret, in clear for the only time."""
    # house: clock or chance: a secret, and when it was made: on no record
    secret, now = secret or fresh(), timezone.now()
    with one_writer():
        CalendarFeed.objects.filter(seat=seat, revoked=None).update(revoked=now)
        made = {"seat": seat, "user": user, "made": now, "revoked": None, "language": get_language() or ""}
        CalendarFeed.objects.update_or_create(hash=digest(secret), defaults=made)
    return secret


def revoke(seat: str) -> None:
    with one_writer():
        # house: clock or chance: when an address was revoked: on no record
        CalendarFeed.objects.filter(seat=seat, revoked=None).update(revoked=timezone.now())


def of(seat: str) -> CalendarFeed | None:
    """The one that opens this seat's calendar now."""
    return CalendarFeed.objects.filter(seat=seat, revoked=None).order_by("-id").first()


def opened(secret: str) -> tuple[Seat, str] | None:
    """The seat that this secret opens, and the language of its holder, or in which it was made. None once it was revoked, once the seat has left the
    table, and once another person holds it."""
    feed = CalendarFeed.objects.filter(hash=digest(secret), revoked=None).select_related("user").first()
    if feed is None or not feed.user.is_active or not Holder.objects.filter(seat=feed.seat, user=feed.user).exists():
        return None
    seat = seat_with_id(feed.seat)
    return (seat, feed.user.language or feed.language) if seat else None


def gives_titles(seat: Seat) -> bool:
    """Whether the ground rules in force let a feed say what is on."""
    return seat.rules is not None and seat.rules.calendar_titles == "titles"


def fingerprint(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:32]
