"""The pages of an invitation: made on the Seats page, opened by whoever was handed the link."""
# house: submits: invitations are secrets of two people, and stand in no book

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goodoffices.accounts import admission
from goodoffices.accounts.addresses import absolute
from goodoffices.accounts.models import User
from goodoffices.accounts.views import no_such_link
from goodoffices.process.form_fields import Field
from goodoffices.process.invitations import LASTS, Offer, invite, offered, revoke, sits_in, take, within_reach
from goodoffices.process.models import Seat
from goodoffices.process.posting import Misfit
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written

log = logging.getLogger(__name__)


@require_POST
@never_cache
def invitation(request: SeatedRequest, process: str, seat: str) -> HttpResponse:
    """Make the link that invites to this seat; it is shown on this answer and never again."""
    to = _chosen(request, seat)
    then = _back(request, process)
    address = request.POST.get("address", "").strip()
    try:
        if address:
            validate_email(address)
        return handed_over(request, to, invite(to, request.seat, address), address, then)
    except ValidationError:
        sentence = _("That is not a complete e-mail address. Correct it, or leave it empty.")
        return _not_done(
            request, [Field("address", _("Send the link to"), "line", False, address, error=sentence)], then
        )
    except Refused as refusal:
        return render(request, "process/refused.html", {"sentence": str(refusal), "then": then}, status=422)


def _back(request: SeatedRequest, process: str) -> str:
    """The page that the form stood on: that of today, or the seats."""
    today = reverse("briefing:today", args=[process])
    return today if request.POST.get("then") == today else reverse("process:seats", args=[process])


@require_POST
def revocation(request: SeatedRequest, process: str, seat: str) -> HttpResponse:
    revoke(_chosen(request, seat), request.seat)
    return HttpResponseRedirect(reverse("process:seats", args=[process]))


def handed_over(request: HttpRequest, to: Seat, secret: str, address: str, then: str) -> HttpResponse:
    """The page that shows a link once, after mailing it where an address was given."""
    link = absolute(reverse("invitation", args=[secret]), request)
    # house: clock or chance: until when an invitation holds: not recorded
    context = {
        "to": to,
        "link": link,
        "address": address,
        "mailed": bool(address) and mailed(link, address),
        "until": written(timezone.now() + LASTS),
        "zone": to.process.zone,
        "then": then,
    }
    return render(request, "process/invited.html", context)


def mailed(link: str, address: str) -> bool:
    """Whether the link could be sent. The mail names neither the talks nor a party: mail is read on the way."""
    if not settings.MAIL:
        return False
    try:
        return bool(
            send_mail(
                _("An invitation"),
                render_to_string("process/invitation_mail.txt", {"link": link, "days": LASTS.days}),
                None,
                [address],
            )
        )
    except (OSError, SMTPException) as problem:
        log.warning("An invitation could not be mailed: %s", problem)
        return False


@require_safe
@never_cache
def opened(request: HttpRequest, secret: str) -> HttpResponse:
    """What a link offers, in words. Looking changes nothing."""
    offer = offered(admission.hash_of(request, "invitation", secret))
    return _shown(request, secret, offer) if offer else no_such_link(request)


@require_POST
def account(request: HttpRequest, secret: str) -> HttpResponse:
    """Go on to an account, a new one or one's own, and come back."""
    hash = admission.hash_of(request, "invitation", secret)
    if offered(hash) is None:
        return no_such_link(request)
    return admission.admit(request, "invitation", hash, reverse("invitation", args=[admission.OWN]))


@require_POST
@login_required
def taking(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the seat."""
    user: User = request.user  # type: ignore[assignment]
    hash = admission.hash_of(request, "invitation", secret)
    try:
        seat = take(hash, user)
    except NotThere:
        return no_such_link(request)
    except Refused as refusal:
        offer = offered(hash)
        return _shown(request, secret, offer, str(refusal), 422) if offer else no_such_link(request)
    request.session.pop("invitation", None)
    return HttpResponseRedirect(reverse("briefing:today", args=[seat.process_id]))


def _shown(request: HttpRequest, secret: str, offer: Offer, sentence: str = "", status: int = 200) -> HttpResponse:
    user = request.user
    context = {
        "offer": offer,
        "secret": secret,
        "until": written(offer.invitation.expires),
        "zone": offer.seat.process.zone,
        "sits_here": isinstance(user, User) and sits_in(offer.seat.process_id, user),
        "sentence": sentence,
    }
    return render(request, "process/invitation.html", context, status=status)


def _chosen(request: SeatedRequest, id: str) -> Seat:
    """A seat to which the one who asks may invite; any other is not there."""
    for seat in within_reach(request.seat):
        if seat.id == id:
            return seat
    raise NotThere


def _not_done(request: HttpRequest, fields: list[Field], then: str) -> HttpResponse:
    wrong = [Misfit(field.name, str(field.label), field.error) for field in fields]
    context = {"misfits": wrong, "whole": True, "form": {"id": "f"}, "fields": fields, "then": then}
    return render(request, "process/refused.html", context, status=422)
