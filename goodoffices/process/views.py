"""The pages of a process: the table, seats, ground rules, rounds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.process import acts
from goodoffices.process.delegation_rules import held_among, may_fill
from goodoffices.process.invitations import open_invitations, within_reach
from goodoffices.process.labels import (
    ATTRIBUTIONS,
    DELEGATION_ROLES,
    LANGUAGES,
    MANDATES,
    MANDATES_MEAN,
    REGIMES,
    ROLES,
    STATES_MEAN,
)
from goodoffices.process.models import (
    Acceptance,
    Adoption,
    GroundRules,
    Party,
    Round,
    Seat,
    Session,
    TaskForce,
)
from goodoffices.process.pages import found_or_404, submit
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written


def _to(request: SeatedRequest, page: str) -> str:
    return reverse(f"process:{page}", args=[request.seat.process_id])


@require_safe
def table(request: SeatedRequest, process: str) -> HttpResponse:
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
    return render(request, "process/table.html", context)


def seats(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    if request.method == "POST":
        return submit(request, acts.AdmitSeat, _to(request, "seats"))
    everyone = list(Seat.objects.seen_by(seat).select_related("party", "process").order_by("number", "id"))
    mine = [party for party in Party.objects.seen_by(seat).order_by("mark") if may_fill(seat, party.id, everyone)]
    context = {
        "seated": [other for other in everyone if other.left is None],
        "gone": [other for other in everyone if other.left is not None],
        "parties": Party.objects.seen_by(seat).order_by("mark"),
        "task_forces": TaskForce.objects.seen_by(seat).order_by("number"),
        "roles": [(role, ROLES[role]) for role in _roles_offered(seat, mine)],
        "mine": mine,
        **_invitations(seat),
    }
    return render(request, "process/seats.html", context)


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


def _roles_offered(seat: Seat, fillable: list[Party]) -> tuple[str, ...]:
    """The roles that this seat may admit, those it is likely to want first."""
    if seat.leads:
        return (*(DELEGATION_ROLES if fillable else ()), "co_mediator", "secretariat", "interpreter", "observer")
    return ("delegate", "adviser") if seat.decides else ()


@require_POST
def removal(request: SeatedRequest, process: str, seat: str) -> HttpResponse:
    return submit(request, acts.RemoveSeat, _to(request, "seats"), seat=seat)


@require_POST
def headship(request: SeatedRequest, process: str, seat: str) -> HttpResponse:
    """The headship of a delegation, or the lead of the third party, whichever the one who asks has to give."""
    act = acts.HandOverLead if request.seat.third else acts.HandOver
    return submit(request, act, _to(request, "seats"), seat=seat)


@require_POST
def acting_head(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.AppointActingHead, _to(request, "seats"))


@require_POST
def parties(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.AdmitParty, _to(request, "seats"))


@require_POST
def task_forces(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.SetUpTaskForce, _to(request, "seats"))


@require_POST
def members(request: SeatedRequest, process: str, task_force: str) -> HttpResponse:
    return submit(request, acts.ChangeTaskForce, _to(request, "seats"), task_force=task_force)


@require_POST
def mandate(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.SetMandate, _to(request, "ground-rules"))


def ground_rules(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    if request.method == "POST":
        return submit(request, acts.ProposeGroundRules, _to(request, "ground-rules"))
    accepted = list(Acceptance.objects.seen_by(seat).filter(withdrawn=False).select_related("party"))
    versions = list(GroundRules.objects.seen_by(seat).select_related("book").order_by("-number"))
    for version in versions:
        version.accepting = {a.party_id for a in accepted if a.rules_id == version.id}
    context = {
        "versions": [version for version in versions if version.state != "superseded"],
        "earlier": [version for version in versions if version.state == "superseded"],
        "accepted": accepted,
        "accepted_by_us": {a.rules_id for a in accepted if a.party_id == seat.party_id},
        "may_withdraw": seat.decides
        and seat.process.state in ("open", "suspended")
        and any(a.party_id == seat.party_id and seat.rules and a.rules_id == seat.rules.id for a in accepted),
        "parties": Party.objects.seen_by(seat).order_by("mark"),
        "regimes": REGIMES,
        "attributions": ATTRIBUTIONS,
        "mandates": MANDATES,
        "mandate_means": MANDATES_MEAN,
        "languages": LANGUAGES,
    }
    return render(request, "process/ground_rules.html", context)


@require_POST
def acceptance(request: SeatedRequest, process: str, rules: str) -> HttpResponse:
    return submit(request, acts.AcceptGroundRules, _to(request, "ground-rules"), rules=rules)


@require_POST
def consent(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.WithdrawConsent, _to(request, "ground-rules"))


@require_POST
def conclusion(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.ConcludeProcess, _to(request, "table"))


def rounds(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    if request.method == "POST":
        return submit(request, acts.FrameRound, _to(request, "rounds"))
    adopted = list(Adoption.objects.seen_by(seat).filter(current=True).select_related("party"))
    context = {
        "rounds": Round.objects.seen_by(seat).select_related("book").order_by("ordinal"),
        "sessions": Session.objects.seen_by(seat).select_related("book").order_by("number"),
        "in_session": Session.objects.seen_by(seat).filter(closed_at="").exists(),
        "adopted": adopted,
        "adopted_by_us": {a.round_id for a in adopted if a.party_id == seat.party_id},
    }
    return render(request, "process/rounds.html", context)


@require_POST
def framing(request: SeatedRequest, process: str, round: str) -> HttpResponse:
    found = found_or_404(Round.objects.seen_by(request.seat), id=round)
    now = {name: getattr(found, name) for name in ("title", "venue", "begins", "ends", "items")}
    return submit(request, acts.ReframeRound, _to(request, "rounds"), now, round=round)


@require_POST
def adoption(request: SeatedRequest, process: str, round: str) -> HttpResponse:
    return submit(request, acts.AdoptAgenda, _to(request, "rounds"), round=round)


@require_POST
def opening(request: SeatedRequest, process: str, round: str) -> HttpResponse:
    return submit(request, acts.OpenRound, _to(request, "rounds"), round=round)


@require_POST
def round_conclusion(request: SeatedRequest, process: str, round: str) -> HttpResponse:
    return submit(request, acts.ConcludeRound, _to(request, "rounds"), round=round)


@require_POST
def sessions(request: SeatedRequest, process: str, round: str) -> HttpResponse:
    return submit(request, acts.OpenSession, _to(request, "rounds"), round=round)


@require_POST
def closing(request: SeatedRequest, process: str, session: str) -> HttpResponse:
    return submit(request, acts.CloseSession, _to(request, "rounds"), session=session)
