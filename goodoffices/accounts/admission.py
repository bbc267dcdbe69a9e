"""Who may create an account here: for an hour, whoever opened a good invitation or the administrator's link.

The session keeps a hash of the link, never the link itself, so the database holds no working link.
"""

import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from goodoffices.accounts.secrets import digest

HOUR = 3600
OWN = "yours"  # in an address, stands for the secret that this session has already shown
WAYS = {"passkey": "account_signup_by_passkey", "password": "account_signup", "sign-in": "account_login"}


def hash_of(request: HttpRequest, door: str, secret: str) -> str:
    """The hash of what somebody came with: the secret in the address, or the one that the session remembers."""
    return str(request.session.get(door, "")) if secret == OWN else digest(secret)


def admit(request: HttpRequest, door: str, hash: str, back: str) -> HttpResponse:
    """Remember what was shown, and go on to an account: a new one by passkey or password, or one that exists."""
    request.session[door] = hash
    request.session["admitted_until"] = time.time() + HOUR
    way = WAYS.get(request.POST.get("way", ""), "account_login")
    return HttpResponseRedirect(f"{reverse(way)}?{urlencode({'next': back})}")


def admitted(request: HttpRequest) -> bool:
    until = request.session.get("admitted_until", 0)
    return isinstance(until, int | float) and until > time.time()


def spend(request: HttpRequest) -> None:
    """One admission, one account."""
    request.session.pop("admitted_until", None)
