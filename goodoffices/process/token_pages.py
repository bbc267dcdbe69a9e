"""The API tokens of one's own seat. Only its holder sees them."""
# house: submits: tokens are secrets of their holder, and stand in no book

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodoffices.accounts.addresses import absolute
from goodoffices.accounts.models import Token
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written

LONGEST = 100


@never_cache
def tokens(request: SeatedRequest, process: str) -> HttpResponse:
    """The tokens of this seat; a new one is shown on the answer that makes it, and never again."""
    name = " ".join(request.POST.get("name", "").split())
    made = sentence = ""
    if request.method == "POST":
        if not name or len(name) > LONGEST:
            sentence = _(
                "Give the token a name of at most %(most)s characters, so that you know later which one to revoke."
            ) % {"most": LONGEST}
        else:
            made = Token.issue(request.seat.id, name)
    context = {
        "tokens": [
            {"id": token.handle, "name": token.name, "made": written(token.made)} for token in Token.of(request.seat.id)
        ],
        "made": made,
        "name": name,
        "sentence": sentence,
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
    return HttpResponseRedirect(reverse("process:tokens", args=[process]))
