"""Demonstration: on this machine alone, anyone may take any seat. On any other host it does not exist."""

import hashlib
import hmac
import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from goodoffices.accounts.models import Token, User
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import processes, seat_with_id, seats_of

View = Callable[..., HttpResponse]


def on_loopback(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or not _at_this_machine(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@on_loopback
def seats(request: HttpRequest) -> HttpResponse:
    tables = [(process, seats_of(process.id)) for process in processes()]
    return render(request, "site/demo_seats.html", {"tables": tables})


@csrf_exempt  # a GET link does the same; both exist on this machine's loopback only
@on_loopback
def seat(request: HttpRequest, seat: str) -> HttpResponse:
    """Sign in as the holder of this seat, and go to its table."""
    found = seat_with_id(seat)
    if found is None:
        raise Http404
    login(request, holder_of(found), backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(reverse("process:table", args=[found.process_id]))


def holder_of(seat: Seat) -> User:
    """Who holds this seat; in a demonstration a person is made up for it."""
    held = Holder.objects.filter(seat=seat.id).select_related("user").first()
    if held and held.user:
        return held.user
    user, _ = User.objects.get_or_create(email=f"{seat.id}@demo.invalid", defaults={"name": seat.name})
    Holder.objects.update_or_create(seat=seat.id, defaults={"user": user, "process": seat.process_id})
    return user


def demo_token(seat: Seat) -> str:
    """The seat's token in a demonstration: the same at every start."""
    secret = hmac.new(settings.SECRET_KEY.encode(), f"demo token {seat.id}".encode(), hashlib.sha256).hexdigest()
    token = f"go_{secret}"
    if Token.holding(token) is None:
        Token.issue(seat.id, "demo", token)
    return token


RELAYED = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")


def _at_this_machine(request: HttpRequest) -> bool:
    """Asked from here, for here: behind a proxy everyone seems to be on the loopback."""
    name = request.get_host().rsplit(":", 1)[0].strip("[]")
    local = name in ("localhost", "testserver") or _loopback(name)
    relayed = any(header in request.META for header in RELAYED)
    return local and not relayed and _loopback(request.META.get("REMOTE_ADDR", ""))


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
