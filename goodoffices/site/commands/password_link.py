"""`goodoffices password-link ADDRESS`: for a host without mail, whose people forget their passwords all the same."""

from typing import Any

from goodoffices.site.commands import answer, start
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    start()
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.urls import reverse

    from goodoffices.accounts.addresses import absolute
    from goodoffices.accounts.models import User

    user = User.objects.filter(email=options.address.lower(), is_active=True).first()
    if user is None:
        raise Failed(f"There is no account with the address {options.address} on this host.")
    named = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = absolute(reverse("account_reset_password_from_key", kwargs=named))
    words = f"Good once, for the account of {user.email}. Hand it over by a way you trust:\n{link}"
    answer(options, {"address": user.email, "link": link}, words)
    return 0
