"""Uses the language of whoever is signed in; for everyone else, the choice of LocaleMiddleware."""

from collections.abc import Callable

from django.conf import settings
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
