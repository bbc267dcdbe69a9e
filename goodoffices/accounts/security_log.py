"""Who signed in, from where, and who was turned away: one line each in `security.log`, without content.

A line names the account by its number and the client by its address; never an e-mail address, which a hurried person may
have filled with a password, nor a process, a path or a token.
"""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from goodoffices.accounts.models import User

log = logging.getLogger("goodoffices.security")


def note(request: HttpRequest | None, event: str, user: Any = None) -> None:
    """`event` is a word of ours, such as `signed-in`."""
    number = user.pk if isinstance(user, User) else None
    log.info("%s account=%s client=%s", event, number or "-", _client(request))


def _client(request: HttpRequest | None) -> str:
    try:
        return str(get_adapter().get_client_ip(request)) if request else "-"
    except Exception:  # allauth refuses a request that says nothing of its client
        return "-"


@receiver(auth.user_logged_in)
def _signed_in(sender: Any, request: HttpRequest | None, user: Any, **_: Any) -> None:
    note(request, "signed-in", user)


@receiver(auth.user_logged_out)
def _signed_out(sender: Any, request: HttpRequest | None, user: Any, **_: Any) -> None:
    note(request, "signed-out", user)


@receiver(auth.user_login_failed)
def _turned_away(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    note(request, "wrong-password", User.objects.filter(email=email).first())


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def _another_password(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    note(request, "password-changed", user)
