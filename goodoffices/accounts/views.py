"""Account pages that are not allauth's: the administrator's link, and ending a session."""
# house: submits: accounts belong to no process

from collections.abc import Callable
from typing import Any

from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goodoffices.accounts import admission, security_log
from goodoffices.accounts.forms import Person
from goodoffices.accounts.middleware import speak
from goodoffices.accounts.models import AdministratorLink, Token, User
from goodoffices.accounts.secrets import digest


@require_safe
@never_cache
def administrator(request: HttpRequest, secret: str) -> HttpResponse:
    """What the administrator's link opens. Looking changes nothing."""
    if not AdministratorLink.good(admission.hash_of(request, "administrator", secret)):
        return no_such_link(request)
    return render(request, "accounts/administrator.html", {"secret": secret})


@require_POST
def administrator_account(request: HttpRequest, secret: str) -> HttpResponse:
    hash = admission.hash_of(request, "administrator", secret)
    if not AdministratorLink.good(hash):
        return no_such_link(request)
    return admission.admit(request, "administrator", hash, reverse("administrator", args=[admission.OWN]))


@require_POST
@login_required
def administrator_office(request: HttpRequest, secret: str) -> HttpResponse:
    """Become the administrator; the link is used up."""
    user: User = request.user  # type: ignore[assignment]
    if not AdministratorLink.use(admission.hash_of(request, "administrator", secret), user):
        return no_such_link(request)
    request.session.pop("administrator", None)
    return HttpResponseRedirect(reverse("front"))


def no_such_link(request: HttpRequest) -> HttpResponse:
    """One page for links that never were, were used, ran out or were taken back: it tells nothing about any process."""
    return render(request, "accounts/no_such_link.html", status=404)


def passkey_making(request: HttpRequest) -> HttpResponse:
    """allauth's page for the first passkey, unless the account has been swept away since it was begun."""
    begun = request.session.get("account_login")
    if begun and not User.objects.filter(pk=url_str_to_user_pk(begun["user_pk"])).exists():
        del request.session["account_login"]
    from allauth.mfa.webauthn.views import signup_webauthn  # imported late: large, and few pages need it

    return signup_webauthn(request)


def handle(session: UserSession) -> str:
    """What a page calls a session: not its key, and no serial number, which would count the sign-ins of others."""
    return digest(session.session_key)[:16]


def passkey_handle(key: Authenticator) -> str:
    """What a page calls a passkey; again no serial number."""
    return digest(str(key.data.get("credential", {}).get("id", "")))[:16]


@login_required
def passkey(request: HttpRequest, key: str, then: Callable[..., HttpResponse]) -> HttpResponse:
    """One of one's own passkeys, for allauth's page about it."""
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    found = next((each for each in own if passkey_handle(each) == key), None)
    if found is None:
        raise Http404
    return then(request, pk=found.pk)


@require_POST
@login_required
def session_end(request: HttpRequest, session: str) -> HttpResponse:
    """End one of one's own sessions, on whatever device it is."""
    found = next((own for own in UserSession.objects.filter(user=request.user) if handle(own) == session), None)
    if found is None:
        raise Http404
    here = found.session_key == request.session.session_key
    get_adapter().end_sessions([found])
    if here:
        logout(request)
    return HttpResponseRedirect(reverse("front" if here else "usersessions_list"))


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and the tokens one has made; all but this session end together, and the tokens if one wishes."""
    from allauth.usersessions.views import list_usersessions

    user: User = request.user  # type: ignore[assignment]
    if request.method == "POST" and "tokens" in request.POST:
        revoke(request, Token.made_by(user))
    return list_usersessions(request)


@require_POST
@login_required
def token_end(request: HttpRequest, token: str) -> HttpResponse:
    """Revoke one of the tokens that one has made, whichever seat it opens."""
    user: User = request.user  # type: ignore[assignment]
    found = next((own for own in Token.made_by(user) if own.handle == token), None)
    if found is None:
        raise Http404
    revoke(request, Token.objects.filter(pk=found.pk))
    return HttpResponseRedirect(reverse("usersessions_list"))


def revoke(request: HttpRequest, tokens: "QuerySet[Token]") -> None:
    # house: writes: tokens of one's own
    # house: clock or chance: when a token was revoked: not recorded
    if tokens.order_by().update(revoked=timezone.now()):
        security_log.note(request, "token-revoked", request.user)


def end_sessions_of(user: User) -> None:
    """On every device."""
    get_adapter().end_sessions(UserSession.objects.filter(user=user))


def saved(request: HttpRequest, form: Person) -> HttpResponse:
    """Keep name and language; the page that follows speaks it."""
    # house: writes: one's own account
    user = form.save()
    answer = HttpResponseRedirect(reverse("account"))
    speak(answer, user.language)
    return answer


def keys_of(user: User) -> dict[str, Any]:
    """What this person signs in with, for the page about it."""
    own = {authenticator.type: authenticator for authenticator in Authenticator.objects.filter(user=user)}
    codes = own.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "passkeys": Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
        "totp": own.get(Authenticator.Type.TOTP),
        "codes": len(codes.wrap().get_unused_codes()) if codes else None,
        "second": bool(own),
        "sessions": len(UserSession.objects.purge_and_list(user)),
    }
