"""allauth's hooks: who may sign up, what links in mails look like, what a passkey is for."""

import base64
import hashlib
import logging
import secrets
from io import BytesIO
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodoffices.accounts.addresses import absolute
from goodoffices.accounts.admission import admitted, spend
from goodoffices.accounts.devices import has_signed_in_here, remember_device
from goodoffices.accounts.models import User

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That address and password do not match. Check both, or reset your password."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "email_taken": _("There is already an account with this address. Sign in instead."),
        "incorrect_code": _("That code is wrong or has expired. Try again with a new one."),
        "incorrect_password": _("That password is not correct."),
        "enter_current_password": _("That is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return admitted(request)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.language = translation.get_language() or ""
        spend(request)
        super().save_user(request, user, form, commit)
        return user

    def get_login_stages(self) -> list[str]:
        # allauth's own switch for signing up by passkey demands mails with codes, lest an account be made for somebody
        # else's address. Here nobody signs up without an invitation, and a host may have no mail: so only the stage.
        return [*super().get_login_stages(), "allauth.mfa.webauthn.stages.PasskeySignupStage"]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords for one address are counted client by client: else anybody could lock a person out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """And for the address from everywhere, which does not hold up a device that its person has signed in on before."""
        super().pre_authenticate(request, **credentials)
        email = credentials.get("email", "").lower()
        if email and not has_signed_in_here(request, email) and not _few_tries(request, email):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            ratelimit.clear(request, action="login_failed_anywhere", key=user.email.lower())
        return user

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        answer = super().post_login(request, user, **more)
        remember_device(answer, user)
        return answer

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        taken = User.objects.exclude(pk=email_address.user_id).filter(email=email_address.email).exists()
        return not taken and super().confirm_email(request, email_address)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell the person that a key was added or a password changed; it has happened, whether or not mail goes out."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except (OSError, SMTPException) as problem:
            log.warning("A notice to an account holder could not be mailed: %s", problem)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return absolute(path.replace("UID-KEY", key), self.request)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return absolute(reverse("account_confirm_email", args=[emailconfirmation.key]), request)


def tell_of_token(user: User, name: str) -> None:
    """Mail its maker that a token was made: somebody else may have, at an unlocked laptop."""
    get_adapter().send_notification_mail("accounts/email/token_made", user, {"token": name})


def _few_tries(request: HttpRequest, email: str) -> bool:
    return bool(ratelimit.consume(request, action="login_failed_anywhere", key=email))


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Good Offices"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        made = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": made + 1}

    def build_totp_svg(self, url: str) -> str:
        """The code as an image within the page (the policy allows no data: images), dark on light in either dress."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        out = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(out)
        return out.getvalue().decode().partition("?>")[2].strip()

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody the codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The host has another key now. Use a random secret, never an empty one, whose codes anyone could compute.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"goodoffices second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
