"""Uses the language of whoever is signed in (for everyone else, LocaleMiddleware chooses), and notes when they were active."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from goodoffices.accounts.models import User

YEAR = 365 * 24 * 3600


def speak(answer: HttpResponse, language: str) -> None:
    """Remember the language in this browser, for whoever is not signed in."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # An API client has no session, so do not look up a user.
        user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        language = user.language if isinstance(user, User) else ""
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


class IdleMiddleware:
    """Whoever does nothing for a while is signed out: a session runs out so long after it was last used.

    What a page fetches by itself is no use of it. That it was used is written down now and then, not at every request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.idle = get_response, settings.SESSION_IDLE_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        by_itself = request.method == "GET" and "HX-Request" in request.headers
        if self.idle and not by_itself and request.session.accessed and request.session.get(SESSION_KEY):
            self._used(request.session, int(time.time()))
        return answer

    def _used(self, session: Any, now: int) -> None:
        began, used = session.setdefault("began", now), session.get("used", 0)
        left = began + settings.SESSION_COOKIE_AGE - now
        if left <= 0:
            session.flush()
        elif now - used >= self.idle / 10:
            session["used"] = now
            session.set_expiry(min(self.idle, left))
