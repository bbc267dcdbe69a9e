"""The concordance: a text provision by provision, its original beside its renderings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.scope import seen_by
from goodoffices.text import languages, queries
from goodoffices.text.models import Draft
from goodoffices.text.working import provisions_of

MOST_BESIDE = 4  # languages beside the original: more columns are not read


@require_safe
def concordance(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """Each provision in its original and in the languages that were asked for; without any, in the authentic ones."""
    seat: Seat = request.seat
    found = queries.draft_with_id(seat, draft)
    original, said = languages.original_of(found)
    authentic = languages.authentic_of(seat, found)
    chosen = _chosen(seat, found, request.GET.getlist("in"), authentic.languages, original)
    rows = [each for each in provisions_of(seen_by(seat), found.id) if languages.says_something(each)]
    versions = languages.versions_of(seat, found, rows, chosen)
    context = {
        "draft": found,
        "original": original,
        "original_name": languages.name_of(original),
        "original_said": said,
        "direction": languages.direction_of(original),
        "authentic": authentic,
        "chosen": chosen,
        "columns": [languages.name_of(code) for code in chosen],
        "known": [(code, name) for code, name in LANGUAGES.items() if code != original],
        "rows": [(each, versions[each.id]) for each in rows],
        "left": _left(versions, chosen),
    }
    return render(request, "text/languages.html", context)


def _chosen(seat: Seat, draft: Draft, asked: list[str], authentic: tuple[str, ...], original: str) -> list[str]:
    wanted = [code for code in asked if code in LANGUAGES]
    found = wanted or [*authentic, *languages.languages_rendered(seat, draft)]
    return [code for code in dict.fromkeys(found) if code != original][:MOST_BESIDE]


def _left(versions: dict[str, list[languages.Version]], chosen: list[str]) -> list[tuple[str, int, int]]:
    """Language by language: how many provisions are checked, of how many."""
    every = list(versions.values())
    return [
        (languages.name_of(code), sum(row[at].final for row in every), len(every)) for at, code in enumerate(chosen)
    ]
