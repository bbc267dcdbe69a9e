"""Demonstration: on this machine alone, whoever has its link may take any seat. On any other host it does not exist."""

import hashlib
import hmac
import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodoffices.accounts.models import Token, User
from goodoffices.accounts.secrets import digest
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import processes, seat_with_id, seats_of

View = Callable[..., HttpResponse]
COOKIE, DEMO, MADE_UP = "goodoffices-demo", "demo", "demo.invalid"


def with_key(view: View) -> View:
    """For whoever came with the key of the demonstration's links, now or before, on this machine; nobody else finds a page.

    A loopback address alone is no proof: a bare reverse proxy asks from there, too, and so does any page in the browser.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, key: str = "", **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or not _at_this_machine(request):
            raise Http404
        shown = key or request.COOKIES.get(COOKIE, "")
        if not hmac.compare_digest(shown.encode(), demo_key().encode()):
            raise Http404
        answer = view(request, *args, **kwargs)
        # Strict: a link or a form on another site does not bring it along.
        answer.set_cookie(COOKIE, demo_key(), samesite="Strict", httponly=True)
        return answer

    return guarded


@with_key
def seats(request: HttpRequest) -> HttpResponse:
    tables = [(process, seats_of(process.id)) for process in processes()]
    return render(request, "site/demo_seats.html", {"tables": tables})


# house: submits: signing in, where everybody may
@with_key
@require_POST
def seat(request: HttpRequest, seat: str) -> HttpResponse:
    """Sign in as the holder of this seat, and go to its table."""
    return _sit(request, seat)


@with_key
def seat_by_link(request: HttpRequest, seat: str) -> HttpResponse:
    """The same by a link that holds the key, as the command prints it."""
    return _sit(request, seat)


def _sit(request: HttpRequest, seat: str) -> HttpResponse:
    found = seat_with_id(seat)
    if found is None:
        raise Http404
    login(request, holder_of(found), backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(reverse("briefing:today", args=[found.process_id]))


def holder_of(seat: Seat) -> User:
    """Who holds this seat; in a demonstration a person is made up for it."""
    held = Holder.objects.filter(seat=seat.id).select_related("user").first()
    if held and held.user:
        return held.user
    user, _ = User.objects.get_or_create(email=f"{seat.id}@{MADE_UP}", defaults={"name": seat.name})
    Holder.objects.update_or_create(seat=seat.id, defaults={"user": user, "process": seat.process_id})
    return user


def demo_key() -> str:
    """What the links of this folder's demonstration hold: the same at every start, and nobody's to guess."""
    return _secret("demo links")


def demo_token(seat: Seat) -> str:
    """The seat's token in a demonstration: the same at every start. A server that is none ends it (`end_demonstration`)."""
    token = f"go_{_secret(f'demo token {seat.id}')}"
    Token.issue(seat.id, DEMO, token)
    return token


def end_demonstration() -> None:
    """What a demonstration gave out opens nothing any more: its tokens, and the sessions of the people it made up."""
    if not Token.good().filter(name=DEMO).exists() and not User.objects.filter(email__endswith=f"@{MADE_UP}").exists():
        return  # as on every host that never was one, at every start
    tokens = [digest(f"go_{_secret(f'demo token {seat.id}')}") for table in processes() for seat in seats_of(table.id)]
    # house: clock or chance: when a token was revoked: not recorded
    Token.good().order_by().filter(hash__in=tokens).update(revoked=timezone.now())
    people = {str(pk) for pk in User.objects.filter(email__endswith=f"@{MADE_UP}").values_list("pk", flat=True)}
    for session in Session.objects.all() if people else ():
        if session.get_decoded().get(SESSION_KEY) in people:
            session.delete()


def _secret(what: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), what.encode(), hashlib.sha256).hexdigest()


RELAYED = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")


def _at_this_machine(request: HttpRequest) -> bool:
    """Asked from here, for here: behind a proxy everyone seems to be on the loopback."""
    name = request.get_host().rsplit(":", 1)[0].strip("[]")
    local = name == "localhost" or _loopback(name)
    relayed = any(header in request.META for header in RELAYED)
    return local and not relayed and _loopback(request.META.get("REMOTE_ADDR", ""))


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
