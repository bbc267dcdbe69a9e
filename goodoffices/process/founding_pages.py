"""Founding a process: all that an administrator can do. It ends when the mediator's seat is taken, and shows no book."""
# house: submits: before a process is founded there is neither a book nor a seat for the door

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError as BadAddress
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from goodoffices.accounts.secrets import fresh
from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.process.invitation_pages import handed_over
from goodoffices.process.invitations import invite_as_host, sit
from goodoffices.process.labels import FIELDS, MANDATES, MANDATES_MEAN
from goodoffices.process.middleware import not_found
from goodoffices.process.models import Seat
from goodoffices.process.posting import Misfit, misfits, posted
from goodoffices.process.seats import mediators_of_unbegun, seat_with_id
from goodoffices.process.zones import by_region
from goodoffices.record.acts import Refused
from goodoffices.record.perform import found

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        return view(request, *args, **kwargs) if user.is_authenticated and user.is_staff else not_found(request)

    return guarded


@for_administrators
@never_cache
def founding(request: HttpRequest) -> HttpResponse:
    """Found a process, and take its mediator's seat or invite somebody to it."""
    if request.method != "POST":
        return _form(request)
    address = request.POST.get("address", "").strip()
    try:
        if address:
            validate_email(address)
        act = FoundProcess(**posted(request.POST, FoundProcess))
    except BadAddress:
        sentence = _("That is not a complete e-mail address. Correct it, or leave it empty.")
        return _form(request, [Misfit("address", _("Send the link to"), sentence)])
    except ValidationError as problem:
        return _form(request, misfits(problem, FoundProcess))
    # house: clock or chance: keeps two foundings apart: the founder's place
    seat = seat_with_id(found(act, Founder(fresh())).facts["mediator"])
    assert seat is not None
    return _filled(request, seat, address)


@require_POST
@for_administrators
@never_cache
def mediator(request: HttpRequest, seat: str) -> HttpResponse:
    """Take or invite to a mediator's seat again, while nothing has happened in its process."""
    for waiting in mediators_of_unbegun():
        if waiting.id == seat:
            return _filled(request, waiting, "")
    return not_found(request)


def _filled(request: HttpRequest, seat: Seat, address: str) -> HttpResponse:
    try:
        if request.POST.get("mediator_is") == "me":
            sit(seat, request.user)  # type: ignore[arg-type]
            return HttpResponseRedirect(reverse("briefing:today", args=[seat.process_id]))
        return handed_over(request, seat, invite_as_host(seat, address), address, reverse("founding"))
    except Refused as refusal:
        return _form(request, [Misfit("", "", str(refusal))])


def _form(request: HttpRequest, errors: Sequence[Misfit] = ()) -> HttpResponse:
    context = {
        "errors": errors,
        "wrong": {each.field: True for each in errors},
        "zones": by_region(),
        "chosen_zone": request.POST.get("zone") or settings.TIME_ZONE,
        "given": request.POST,
        "fields": FIELDS,
        "mandates": MANDATES,
        "mandate_means": MANDATES_MEAN,
        "waiting": mediators_of_unbegun(),
    }
    return render(request, "process/founding.html", context, status=422 if errors else 200)
