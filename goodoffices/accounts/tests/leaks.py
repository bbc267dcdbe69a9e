"""Leaks of accounts: numbers of rows, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from unittest.mock import patch

from goodoffices.accounts import views as account_views
from goodoffices.accounts.models import Token, User
from tests.noninterference.leaks import header, seed


@seed("lena", "/tokens/$")
def row_numbers_on_a_page() -> Iterator[None]:
    """Tokens are addressed by the number of their row: the next one's tells how many others were made."""
    with patch.object(Token, "handle", property(lambda self: str(self.pk))):
        yield


@seed("idris", "^/account/sessions/$")
def a_number_of_sign_ins() -> Iterator[None]:
    """One's own sessions, too, by the numbers of their rows: the gaps are the sign-ins of others. (We had these three.)"""
    with patch.object(account_views, "handle", lambda session: str(session.pk)):
        yield


@seed("idris", "^/account/keys/webauthn/$")
def a_number_of_passkeys() -> Iterator[None]:
    """And one's passkeys, as the library that keeps them has it."""
    with patch.object(account_views, "passkey_handle", lambda key: str(key.pk)):
        yield


@seed("lena", "/tokens/$")
def tokens_of_others() -> Iterator[None]:
    """The page of one's tokens lists those of the whole process."""
    with patch.object(
        Token, "of", classmethod(lambda cls, seat: cls.objects.filter(revoked__isnull=True).order_by("-made", "-id"))
    ):
        yield


@seed("nobody", "openapi")
def a_person_s_number() -> Iterator[None]:
    """A page anybody may open says how many accounts there are."""
    with header("X-People", lambda request: str(User.objects.count())):
        yield
