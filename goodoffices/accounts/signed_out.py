"""What somebody reads who sends or fetches something and is not signed in (any more), or whose page is too old to send.

A page of its own leads to signing in, and back. A form keeps its words: htmx gets 401 and a sentence for the form's
`.problem`; any other form gets a page that shows what was written. Nothing is recorded either way.
"""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Fields that the page filled in, not the person.
OF_THE_PAGE = {"csrfmiddlewaretoken", "key", "then", "stay", "read_back", "seen_book", "seen_number"}


def sign_in(then: str = "") -> str:
    """The address for signing in and coming back to `then`; in a demonstration, where one takes a seat."""
    if settings.DEMO:
        return reverse("front")
    return f"{reverse('sign-in')}?{urlencode({'next': then})}" if then else reverse("sign-in")


def signed_out(request: HttpRequest) -> HttpResponse:
    """The answer to whoever has to sign in first: 401 to what was sent, and to what htmx fetches; else the sign-in page."""
    if "HX-Request" in request.headers:
        answer = render(request, "accounts/_signed_out.html", {"sign_in": sign_in(_page(request))}, status=401)
        if request.method != "POST":  # a part of the page that refreshes itself keeps what it shows
            answer["HX-Reswap"] = "none"
        return answer
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    context = {"sign_in": sign_in(_page(request)), "words": _words(request)}
    return render(request, "accounts/signed_out.html", context, status=401)


def not_from_this_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a token against forgery that does not fit: `CSRF_FAILURE_VIEW`.

    A script fetches a fresh token and sends once more; so 403 means this alone, wherever a form is sent.
    """
    if not request.user.is_authenticated and request.path.startswith("/processes/"):
        return signed_out(request)
    if "HX-Request" in request.headers:
        return render(request, "accounts/_stale_token.html", status=403)
    # A page elsewhere must not put words into ours: its form says where it comes from.
    words = _words(request) if request.headers.get("Origin") == _origin(request) else []
    return render(request, "403_csrf.html", {"words": words}, status=403)


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody wrote in the form: its values of more than one word. Ids and choices have one."""
    fields = [(name, values) for name, values in request.POST.lists() if name not in OF_THE_PAGE and name[:4] != "was-"]
    return [(name, value) for name, values in fields for value in values if len(value.split()) > 1]


def _page(request: HttpRequest) -> str:
    """The page that the request came from, if it is one of ours: never the address that a form was sent to."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return reverse("front")
    parts = urlsplit(came_from)
    if not parts.path.startswith("/"):
        return reverse("front")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
