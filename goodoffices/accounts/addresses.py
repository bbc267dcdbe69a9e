"""Whole addresses for mails and links that leave the host."""

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """`path`, from the root on, with the host's public address before it; for no path, that address alone.

    What a visitor's browser claims the host to be is not believed. Nothing of the page that was asked for gets in either:
    its own address may be a secret.
    """
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    host = request.build_absolute_uri("/").rstrip("/") if request else f"http://localhost:{settings.PORT}"
    return f"{host}{path}"
