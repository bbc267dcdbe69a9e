"""The API tokens of one's own seat. Only its holder sees them."""
# house: submits: tokens are secrets of their holder, and stand in no book

from typing import cast

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodoffices.accounts import security_log
from goodoffices.accounts.adapters import tell_of_token
from goodoffices.accounts.addresses import absolute
from goodoffices.accounts.models import TOKEN_DAYS, Token, User
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written

LONGEST = 100
DAYS = (7, 30, TOKEN_DAYS, 365)  # how long a token may be good


@never_cache
def tokens(request: SeatedRequest, process: str) -> HttpResponse:
    """The tokens of this seat. Whoever makes one shows once more who they are: it opens the seat without them."""
    if request.method != "POST":
        return _page(request, process)
    from allauth.account.decorators import reauthentication_required  # what it needs is large, and few pages do

    # In a demonstration nobody has anything to show, and everybody takes every seat anyway.
    demanding = reauthentication_required(_page, app="allauth.account", enabled=not settings.DEMO)
    made: HttpResponse = demanding(request, process)
    return made


def _page(request: SeatedRequest, process: str) -> HttpResponse:
    """With the new token on the answer that makes it, and never again."""
    name = " ".join(request.POST.get("name", "").split())
    made = sentence = ""
    if request.method == "POST":
        if not name or len(name) > LONGEST:
            sentence = _(
                "Give the token a name of at most %(most)s characters, so that you know later which one to revoke."
            ) % {"most": LONGEST}
        else:
            days = next((each for each in DAYS if str(each) == request.POST.get("days")), TOKEN_DAYS)
            user = cast(User, request.user)  # who holds a seat is signed in
            made = Token.issue(request.seat.id, name, user=user, days=days)
            security_log.note(request, "token-made", user)
            tell_of_token(user, name)
    context = {
        "tokens": [
            {
                "id": token.handle,
                "name": token.name,
                "made": written(token.made),
                "expires": written(token.expires),
            }
            for token in Token.of(request.seat.id)
        ],
        "made": made,
        "name": name,
        "sentence": sentence,
        "days": [(days, days == TOKEN_DAYS) for days in DAYS],
        "base": absolute(f"/api/processes/{process}", request),
    }
    return render(request, "process/tokens.html", context, status=422 if sentence else 200)


@require_POST
def token_revocation(request: SeatedRequest, process: str, token: str) -> HttpResponse:
    found = next((own for own in Token.of(request.seat.id) if own.handle == token), None)
    if found is None:
        raise NotThere
    # house: writes: a token of one's own seat
    # house: clock or chance: when a token was revoked: not recorded
    Token.objects.filter(pk=found.pk).update(revoked=timezone.now())
    security_log.note(request, "token-revoked", request.user)
    return HttpResponseRedirect(reverse("process:tokens", args=[process]))
