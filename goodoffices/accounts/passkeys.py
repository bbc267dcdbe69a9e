"""allauth's passkey forms, which refuse malformed data from a browser with a sentence instead of an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms


@contextmanager
def _whole() -> Iterator[None]:
    # allauth 65.21 and fido2 raise KeyError if a part is missing.
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError):
        raise get_adapter().validation_error("incorrect_code") from None


class _Shown:
    def clean_credential(self) -> Any:
        with _whole():
            return super().clean_credential()  # type: ignore[misc]


class _Made:
    def clean(self) -> Any:
        with _whole():
            return super().clean()  # type: ignore[misc]


class SignIn(_Shown, forms.LoginWebAuthnForm):
    pass


class SecondKey(_Shown, forms.AuthenticateWebAuthnForm):
    pass


class ShownAgain(_Shown, forms.ReauthenticateWebAuthnForm):
    pass


class First(_Made, forms.SignupWebAuthnForm):
    pass


class Further(_Made, forms.AddWebAuthnForm):
    pass
