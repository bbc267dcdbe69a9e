"""Whole addresses for mails and links that leave the host."""

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """`path` with the host's public address before it. What a visitor's browser claims the host to be is not believed."""
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path) if request else f"http://localhost:{settings.PORT}{path}"
