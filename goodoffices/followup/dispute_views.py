"""Pages of disputes, of quiet concerns, and of the ladder."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.followup import disputes as queries
from goodoffices.followup.dispute_labels import CLOSINGS
from goodoffices.followup.disputing import side_of
from goodoffices.process.models import Commission, Seat
from goodoffices.record.requests import SeatedRequest


@require_safe
def disputes(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    found = queries.disputes_seen_by(seat)
    context = {
        "disputes": [(each, list(queries.clock_in_words(seat, each))) for each in found],
        "concerns": queries.concerns_seen_by(seat),
        "sits": Commission.objects.seen_by(seat).exists(),
    }
    return render(request, "followup/disputes.html", context)


@require_safe
def dispute(request: SeatedRequest, process: str, dispute: str) -> HttpResponse:
    seat: Seat = request.seat
    story = queries.story_of(seat, dispute)
    found = story.dispute
    ours = side_of(seat, found.audience)
    ways = {how: words for how, words in CLOSINGS.items() if how != "withdrawn" or ours == found.party.key}
    known = queries.sides(seat)
    context = {
        "story": story,
        "dispute": found,
        "members": queries.members_to_send(seat, found),
        "later": queries.later_levels(found),
        "ways": ways,
        "sides": [(key, known[key].name) for key in found.sides if key in known],
    }
    return render(request, "followup/dispute.html", context)


@require_safe
def ladder(request: SeatedRequest, process: str) -> HttpResponse:
    """The ladder in force and what is proposed: an annex to the ground rules."""
    return render(request, "followup/dispute_ladder.html", {"ladders": queries.ladders_seen_by(request.seat)})
