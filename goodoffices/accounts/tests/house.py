"""People with accounts, and what a browser says when it signs them in."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from goodoffices.accounts.models import User

PASSWORD = "a long river at dusk"


@pytest.fixture(autouse=True)
def quick_and_fresh(settings: Any) -> Iterator[None]:
    """Passwords are hashed lightly, and nobody pays for the tries of another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


def person(email: str = "amara@example.org", password: str | None = PASSWORD, **values: Any) -> User:
    return User.objects.create_user(email, password, **{"name": email.split("@")[0].title(), **values})


def signed_in(user: User, password: str = PASSWORD, **extra: Any) -> Client:
    """Through the sign-in page, so that everything that hangs on it has happened."""
    client = Client(**extra)
    answer = sign_in(client, user.email, password)
    assert answer.status_code == 302, answer.content.decode()
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/account/login/", {"login": email, "password": password, **more})


def shown_again(client: Client, password: str = PASSWORD) -> None:
    """Show once more who one is, as changing keys demands."""
    assert client.post("/account/reauthenticate/", {"password": password}).status_code == 302


def digits(secret: str) -> str:
    """What an authenticator app shows (RFC 6238)."""
    if time.time() % 30 > 28:
        time.sleep(2.1)  # as anybody would: these digits are about to change
    step = struct.pack(">Q", int(time.time()) // 30)
    sealed = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    at = sealed[-1] & 15
    return f"{(struct.unpack('>I', sealed[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def with_app(client: Client) -> str:
    """Start using an authenticator app; returns its secret."""
    shown_again(client)
    client.get("/account/keys/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert client.post("/account/keys/totp/activate/", {"code": digits(secret)}).status_code == 302
    return str(secret)


def a_passkey() -> Any:
    """What a browser handed over for a new passkey, once: made by Chromium's virtual authenticator."""
    return json.loads(Path(__file__).with_name("passkey.json").read_text())


def rows() -> dict[str, int]:
    """How many rows each table has: what looking must not change."""
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]
            for table in connection.introspection.table_names(cursor)
        }


def links(text: str) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S*)", text)
