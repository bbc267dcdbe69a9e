"""The front page, the language, and what is shown when something is absent or broken."""
# house: submits: accounts and the language belong to no process

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodoffices.accounts.forms import Person
from goodoffices.accounts.middleware import speak
from goodoffices.accounts.models import User
from goodoffices.accounts.views import end_sessions_of, keys_of, saved
from goodoffices.process.invitations import leave_every_seat
from goodoffices.process.middleware import not_found as nothing_here
from goodoffices.process.seats import seats_held_by


def front(request: HttpRequest) -> HttpResponse:
    if settings.DEMO and not request.user.is_authenticated:
        from goodoffices.site import demo

        return (
            HttpResponseRedirect("/demo/") if demo.COOKIE in request.COOKIES else render(request, "site/demo_link.html")
        )
    return _talks(request)


@login_required
def _talks(request: HttpRequest) -> HttpResponse:
    return render(request, "site/front.html", {"seats": seats_held_by(request.user)})  # type: ignore[arg-type]


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: who one is, what one signs in with, which seats one holds."""
    user: User = request.user  # type: ignore[assignment]
    form = Person(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        return saved(request, form)
    context = {"form": form, "seats": seats_held_by(user), **keys_of(user)}
    return render(request, "accounts/account.html", context)


@login_required
@never_cache
def account_deletion(request: HttpRequest) -> HttpResponse:
    """Delete one's own account, having shown just now who one is."""
    from allauth.account.decorators import reauthentication_required  # imported late: large, and few pages need it

    return reauthentication_required(_deletion, app="allauth.account")(request)


def _deletion(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    if request.method != "POST":
        return render(request, "site/account_deletion.html", {"seats": seats_held_by(user)})
    end_sessions_of(user)
    leave_every_seat(user)
    logout(request)
    return render(request, "site/account_deleted.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the interface; kept in a cookie, and with the account where there is one."""
    wanted, then = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(then, allowed_hosts=None):
        then = "/"
    answer = HttpResponseRedirect(then)
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        speak(answer, wanted)
        if request.user.is_authenticated:
            request.user.language = wanted
            # house: writes: one's own language
            request.user.save(update_fields=["language"])
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return nothing_here(request)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
