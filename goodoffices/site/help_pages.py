"""The how-tos as pages: for everybody, signed in or not, and about nothing in particular."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from goodoffices.record.acts import NotThere
from goodoffices.site import howtos

ANYONE = {"for_anyone": True}  # said on the printed sheet


@require_safe
def how_tos(request: HttpRequest) -> HttpResponse:
    """All of them with their headings, or those that hold the words asked for."""
    asked, every = request.GET.get("q", "")[:200].strip(), howtos.all_howtos(get_language())
    return render(request, "site/how_tos.html", {**ANYONE, "asked": asked, "howtos": howtos.found(every, asked)})


@require_safe
def how_to(request: HttpRequest, name: str) -> HttpResponse:
    shown = howtos.rendered(name, get_language())
    if shown is None:
        raise NotThere
    title = howtos.all_howtos(get_language())[name].title
    return render(
        request, "site/how_to.html", {**ANYONE, "title": title, "shown": shown, "html": mark_safe(shown.html)}
    )
