"""The feed of a seat's calendar: its address is made, shown once and revoked here, and opened by whoever has it."""
# house: submits: the address of a feed is a secret of its holder, and stands in no book

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goodoffices.accounts import security_log
from goodoffices.accounts.addresses import absolute
from goodoffices.accounts.models import User
from goodoffices.briefing import feeds
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written


@never_cache
def subscription(request: SeatedRequest, process: str) -> HttpResponse:
    """The feed of this seat. Whoever makes one shows once more who they are: its address opens it without them."""
    if request.method != "POST":
        return _subscription(request, process)
    from allauth.account.decorators import reauthentication_required  # what it needs is large, and few pages do

    demanding = reauthentication_required(_subscription, app="allauth.account", enabled=not settings.DEMO)
    made: HttpResponse = demanding(request, process)
    return made


def _subscription(request: SeatedRequest, process: str) -> HttpResponse:
    """With the new address on the answer that makes it, and never again."""
    seat: Seat = request.seat
    address = ""
    if request.method == "POST":
        user = cast(User, request.user)  # who holds a seat is signed in
        # house: writes: the address of one's own feed
        secret = feeds.make(seat.id, user)
        address = absolute(reverse("calendar-feed", args=[secret]), request)
        security_log.note(request, "calendar-made", user)
    stands = feeds.of(seat.id)
    context = {
        "address": address,
        "made": written(stands.made) if stands else "",
        "titles": feeds.gives_titles(seat),
    }
    return render(request, "briefing/calendar_subscription.html", context)


@require_POST
def feed_revocation(request: SeatedRequest, process: str) -> HttpResponse:
    feeds.revoke(request.seat.id)
    security_log.note(request, "calendar-revoked", request.user)
    return HttpResponseRedirect(reverse("briefing:calendar-subscription", args=[process]))


@require_safe
def opened(request: HttpRequest, feed: str) -> HttpResponse:
    """The seat's iCalendar, for whoever has its address, of which `feed` is the secret."""
    from goodoffices.briefing.feed import feed_of  # what it needs is large, and few ask for it

    found = feeds.opened(feed)
    if found is None:
        raise NotThere
    seat, language = found
    text = feed_of(seat, language, absolute("", request))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = quote_etag(feeds.fingerprint(text))
    answer["Cache-Control"] = "private, no-cache"  # asked again each time: a revoked address gives nothing at once
    answer["Content-Disposition"] = 'inline; filename="good-offices.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return get_conditional_response(request, answer["ETag"], None, answer) or answer
