"""Texts: the list of all, one as a document, one provision, its revisions, what remains between the parties, on the screen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodoffices.process.extensions import annotations_of
from goodoffices.process.models import Seat, seats_by_number
from goodoffices.record.requests import SeatedRequest
from goodoffices.text import comparing, exporting, finishing, kept, queries
from goodoffices.text.agreed import parties_of
from goodoffices.text.editors import editors_of, entrusted_on
from goodoffices.text.figures import clean_share
from goodoffices.text.labels import PROVISION_STATES
from goodoffices.text.models import Draft
from goodoffices.text.queries import Shown
from goodoffices.text.remaining import remaining_by_party, remaining_by_reason
from goodoffices.text.trend import trend_of

FILTERS = ("bracketed", "reserved", "open", "agreed")


@require_safe
def drafts(request: SeatedRequest, process: str) -> HttpResponse:
    return render(request, "text/drafts.html", {"drafts": queries.drafts_seen_by(request.seat)})


@require_safe
def draft(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """The text as one document with its margin."""
    seat: Seat = request.seat
    found = queries.draft_with_id(seat, draft)
    shown = queries.shown_whole(seat, found)
    wanted, party = request.GET.get("show", ""), request.GET.get("party", "")
    context = {
        "draft": found,
        "provisions": [each for each in shown if _wanted(each, wanted, party)],
        "show": wanted if wanted in FILTERS else "",
        "filters": [(name, PROVISION_STATES[name]) for name in FILTERS],
        "party": party,
        "parties": parties_of(seat, found),
        "revisions": queries.revisions_of(seat, found),
        **_people(seat, found),
        "exports": exporting.FORMS.items(),
        **kept.beside(seat, found),
        **_figures(seat, found),
        **finishing.of_draft(seat, found),
    }
    return render(request, "text/draft.html", context)


def _people(seat: Seat, draft: Draft) -> dict[str, list[Seat]]:
    """Who edits it, whom heads may name, who takes stances for our head, and whom the head may entrust with them."""
    editors, trusted = editors_of(seat, draft), entrusted_on(seat, draft)
    seats = list(seats_by_number(seat))
    here = [each for each in seats if each.left is None]
    ours = [each for each in here if seat.party_id and each.party_id == seat.party_id]
    return {
        "editors": [each for each in seats if each.id in editors],
        "members": [each for each in here if each.speaks],
        "trusted": [each for each in ours if each.id in trusted],
        "colleagues": [each for each in ours if each.id not in {seat.id, *trusted}],
    }


def _wanted(shown: Shown, state: str, party: str) -> bool:
    """Whether a filter leaves this provision in. Headings always stay: they say where one is."""
    if shown.provision.shape["kind"] in ("heading", "article"):
        return True
    states = {"agreed": ("agreed", "agreed_ad_ref"), "bracketed": ("bracketed", "reserved")}
    if state in FILTERS and shown.state not in states.get(state, (state,)):
        return False
    return not party or any(choice.of(party) for choice in shown.choices)


def _figures(seat: Seat, draft: Any) -> dict[str, Any]:
    figures = queries.figures_now(seat, draft)
    return {"figures": figures, "clean_percent": round(100 * clean_share(dict(figures)))}


@require_safe
def figures(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """The figures of a text, for its page to fetch."""
    found = queries.draft_with_id(request.seat, draft)
    return render(request, "text/_figures.html", {"draft": found, **_figures(request.seat, found)})


@require_safe
def provision(request: SeatedRequest, process: str, provision: str) -> HttpResponse:
    """One provision: its words, where each side stands, what one may do, and its history."""
    seat: Seat = request.seat
    found = queries.provision_with_id(seat, provision)
    shown = queries.with_rows(seat, queries.shown_one(seat, found))
    context = {
        "provision": found,
        "draft": found.draft,
        "shown": shown,
        "history": queries.history_of(seat, found),
        "wordings": queries.wordings_of(seat, found),
        "bridges": queries.bridges_on(seat, found),
        "reopenings": queries.reopenings_of(seat, found),
        "annotated": annotations_of(seat, [found]),
        "side": seat.party_key,
        "confirms": shown.confirmable(seat),
        **queries.beside(seat, found),
        **finishing.of_provision(seat, found),
    }
    return render(request, "text/provision.html", context)


@require_safe
def part(request: SeatedRequest, process: str, provision: str) -> HttpResponse:
    """One provision as it stands in the document, for a page that is open."""
    found = queries.provision_with_id(request.seat, provision)
    return render(request, "text/_provision.html", {"shown": queries.shown_one(request.seat, found)})


@require_safe
def revision(request: SeatedRequest, process: str, revision: str) -> HttpResponse:
    """A text as it was when a revision was issued."""
    from goodoffices.text.frozen import html_of_revision

    found = queries.revision_with_id(request.seat, revision)
    context = {
        "revision": found,
        "draft": found.draft,
        "html": html_of_revision(found),
        "exports": exporting.FORMS.items(),
        **finishing.of_revision(request.seat, found),
    }
    return render(request, "text/revision.html", context)


@require_safe
def remains(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """What is still in brackets, by whom, and why as far as this seat may read it."""
    found = queries.draft_with_id(request.seat, draft)
    shown = [each for each in queries.shown_whole(request.seat, found) if each.choices]
    context = {
        "draft": found,
        "provisions": shown,
        "by_party": remaining_by_party(shown),
        "by_reason": remaining_by_reason(shown),
    }
    return render(request, "text/remains.html", context)


@require_safe
def trend(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """Brackets and clean provisions, revision by revision."""
    found = queries.draft_with_id(request.seat, draft)
    points = trend_of(queries.revisions_of(request.seat, found), queries.figures_now(request.seat, found))
    return render(request, "text/trend.html", {"draft": found, "trend": points})


@require_safe
def screen(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """The text for the screen of the room: large, read only; one wording as if it were adopted, if one is asked for."""
    from goodoffices.text.adopting import as_if_adopted

    seat: Seat = request.seat
    found = queries.draft_with_id(seat, draft)
    shown = queries.shown_whole(seat, found)
    adopted = as_if_adopted(seat, found, request.GET.get("with", ""))
    return render(request, "text/screen.html", {"draft": found, "provisions": shown, "adopted": adopted})


@require_safe
def compare(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """Any two stages of a text, as a redline."""
    seat: Seat = request.seat
    found = queries.draft_with_id(seat, draft)
    known = comparing.stages(queries.revisions_of(seat, found), _("as it stands now"))
    wanted = request.GET.get("from", ""), request.GET.get("to", "")
    old, new = comparing.last_differing(seat, found, known) if not any(wanted) else comparing.both(known, *wanted)
    redline = comparing.redline(seat, found, old, new) if old != new else ""
    return render(
        request, "text/compare.html", {"draft": found, "stages": known, "old": old, "new": new, "redline": redline}
    )


@require_safe
def export(request: SeatedRequest, process: str, draft: str, form: str) -> HttpResponse:
    """The text as a file."""
    found = queries.draft_with_id(request.seat, draft)
    return _download(exporting.made(request.seat, found, form), exporting.file_name(found, form), form)


@require_safe
def revision_export(request: SeatedRequest, process: str, revision: str, form: str) -> HttpResponse:
    """A revision as a file."""
    found = queries.revision_with_id(request.seat, revision)
    name = exporting.file_name(found.draft, form, found.revision)
    return _download(exporting.made_of_revision(request.seat, found, form), name, form)


def _download(content: bytes, name: str, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=exporting.TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
