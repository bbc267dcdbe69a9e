"""Devices on which a person has signed in before: a signed cookie says so, and opens nothing.

Whoever tries many passwords for somebody's address, from many places, holds up strangers to that address and not the person.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from goodoffices.accounts.models import User
from goodoffices.accounts.secrets import digest

YEAR = 365 * 24 * 3600
SALT = "goodoffices.accounts.devices"


def remember_device(answer: HttpResponse, user: User) -> None:
    answer.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(digest(user.email.lower()), salt=SALT),
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


def has_signed_in_here(request: HttpRequest, email: str) -> bool:
    try:
        known = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return False
    return bool(known == digest(email.lower()))
