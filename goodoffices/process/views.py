"""The pages of a process: what it is about, seats, ground rules, rounds."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodoffices.process.delegation_rules import held_among, may_fill
from goodoffices.process.extensions import annotations_of
from goodoffices.process.invitations import open_invitations, within_reach
from goodoffices.process.labels import (
    ATTRIBUTIONS,
    CALENDAR_TITLES,
    DELEGATION_ROLES,
    LANGUAGES,
    MANDATES,
    MANDATES_MEAN,
    ON_LEAVING,
    REGIMES,
    ROLES,
    STATES_MEAN,
)
from goodoffices.process.models import (
    Acceptance,
    Adoption,
    AgendaItem,
    GroundRules,
    Highlight,
    HighlightsAdoption,
    LanguagesRead,
    Party,
    Round,
    RulesDeclined,
    Seat,
    Session,
    TaskForce,
    Trust,
    assignments,
    parties_by_name,
    seats_by_number,
)
from goodoffices.process.programme import programmes_of
from goodoffices.process.queries import follows_the_table, may_open, sidebars_of
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written


@require_safe
def about(request: SeatedRequest, process: str) -> HttpResponse:
    """What this is, who sees what, what is binding, whom to ask."""
    seat: Seat = request.seat
    whole = Seat.objects.seen_by(seat).seated().select_related("party", "process").order_by("number", "id")
    context = {
        "state_means": STATES_MEAN,
        "mandates": MANDATES,
        "mandate_means": MANDATES_MEAN,
        "regimes": REGIMES,
        "rules": seat.rules,
        "parties": Party.objects.seen_by(seat).order_by("mark"),
        "third_party": [other for other in whole if other.third],
        "heads": [other for other in whole if other.decides],
        "round": Round.objects.seen_by(seat).order_by("-ordinal").first(),
        "session": Session.objects.seen_by(seat).filter(closed_at="").first(),
    }
    return render(request, "process/about.html", context)


@require_safe
def form_token(request: SeatedRequest, process: str) -> JsonResponse:
    """A fresh token against forgery, for a page that has been open for long; and whose it is, should somebody else have
    signed in meanwhile."""
    return JsonResponse({"token": get_token(request), "seat": request.seat.id})


@require_safe
def seats(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    everyone, parties = seats_by_number(seat), sorted(parties_by_name(seat), key=lambda party: party.mark)
    context = {
        "seated": [other for other in everyone if other.left is None],
        "gone": [other for other in everyone if other.left is not None],
        "parties": parties,
        "task_forces": TaskForce.objects.seen_by(seat).order_by("number"),
        **_sidebars(seat, everyone),
        "roles": [(role, ROLES[role]) for role in _roles_offered(seat, parties, everyone)],
        "sides": [*parties, ("", _("none (third party or observer)"))],
        "trusts": Trust.objects.seen_by(seat).filter(ended__isnull=True).select_related("seat").order_by("number"),
        "colleagues": [o for o in everyone if o.left is None and o.party_id == seat.party_id and o.id != seat.id],
        **_invitations(seat),
        **_languages(seat, parties, everyone),
    }
    return render(request, "process/seats.html", context)


def _languages(seat: Seat, parties: list[Party], everyone: list[Seat]) -> dict[str, Any]:
    """What each side reads, where interpreters work, and who may be assigned."""
    said = {
        row.party_id: row for row in LanguagesRead.objects.seen_by(seat).filter(current=True).select_related("book")
    }
    here = [other for other in everyone if other.left is None]
    agreed = seat.rules.languages if seat.rules else []
    own = said.get(seat.party_id)
    return {
        "reading": [(party, said.get(party.id)) for party in sorted(parties, key=lambda party: party.name)],
        "third_reads": said.get(None),
        "own_languages": {"languages": own.languages if own else []},
        "languages_first": {
            code: LANGUAGES[code] for code in dict.fromkeys([*agreed, *LANGUAGES]) if code in LANGUAGES
        },
        "assignments": assignments(seat),
        "interpreters": [
            other
            for other in here
            if (other.interprets if seat.leads else other.party_id == seat.party_id and other.id != seat.id)
        ],
    }


def _invitations(seat: Seat) -> dict[str, Any]:
    """The vacant seats to which this one may invite, and what stands open. Nobody else learns which seats are vacant."""
    within = within_reach(seat)
    held = held_among(within)
    vacant = [other for other in within if other.id not in held]
    waiting = {id: written(row.expires) for id, row in open_invitations(vacant).items()}
    return {
        "vacant": [(other, waiting.get(other.id, "")) for other in vacant],
        "vacant_ids": {other.id for other in vacant},
    }


def _sidebars(seat: Seat, everyone: list[Seat]) -> dict[str, Any]:
    """The sidebars that this seat is in, and who could be in another with it."""
    mine = sidebars_of(seat)
    others = [other for other in everyone if other.left is None and other.id != seat.id]
    return {
        "sidebars": mine,
        "sidebars_concern": bool(mine) or may_open(seat),
        "possible_members": [other for other in others if follows_the_table(seat, other)],
    }


def _roles_offered(seat: Seat, parties: list[Party], everyone: list[Seat]) -> tuple[str, ...]:
    """The roles that this seat may admit, those it is likely to want first."""
    if not seat.leads:
        return ("delegate", "adviser")
    fillable = any(may_fill(seat, party.id, everyone) for party in parties)
    return (*(DELEGATION_ROLES if fillable else ()), "co_mediator", "secretariat", "interpreter", "observer")


@require_safe
def ground_rules(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    accepted = list(Acceptance.objects.seen_by(seat).filter(withdrawn=False).select_related("party"))
    declined = RulesDeclined.objects.seen_by(seat).filter(current=True).select_related("party", "book")
    versions = list(GroundRules.objects.seen_by(seat).select_related("book").order_by("-number"))
    for version in versions:
        version.accepting = {a.party_id for a in accepted if a.rules_id == version.id}
        version.declining = {no.party_id for no in declined if no.rules_id == version.id}
    context = {
        "versions": [version for version in versions if version.state != "superseded"],
        "earlier": [version for version in versions if version.state == "superseded"],
        "accepted": accepted,
        "declined": declined,
        "parties": Party.objects.seen_by(seat).order_by("mark"),
        "regimes": REGIMES,
        "on_leaving": ON_LEAVING,
        "calendar_titles": CALENDAR_TITLES,
        "attributions": ATTRIBUTIONS,
        "mandates": MANDATES,
        "mandate_means": MANDATES_MEAN,
        "languages": LANGUAGES,
    }
    return render(request, "process/ground_rules.html", context)


@require_safe
def rounds(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    adopted = list(Adoption.objects.seen_by(seat).filter(current=True).select_related("party"))
    rounds = list(Round.objects.seen_by(seat).select_related("book").order_by("ordinal"))
    items = list(AgendaItem.objects.seen_by(seat).filter(current=True).select_related("book").order_by("place"))
    highlights = list(Highlight.objects.seen_by(seat).select_related("book").order_by("place"))
    sessions = list(Session.objects.seen_by(seat).select_related("book").order_by("number"))
    programmes = programmes_of(seat)
    programmed = [item for programme in programmes for item in programme.shown]
    for round in rounds:
        round.on_agenda = [item for item in items if item.round_id == round.id]
        round.summed_up = [line for line in highlights if line.round_id == round.id]
    context = {
        "rounds": rounds,
        "annotated": annotations_of(seat, [*items, *highlights, *sessions, *programmed]),
        "sessions": sessions,
        "programmes": programmes,
        "with_programme": {programme.session_id for programme in programmes},
        "may_set": True,
        "adopted": adopted,
        "adopted_highlights": HighlightsAdoption.objects.seen_by(seat).select_related("party").order_by("number"),
    }
    return render(request, "process/rounds.html", context)
