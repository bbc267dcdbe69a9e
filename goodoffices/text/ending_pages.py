"""The end of a text as files: one sheet with its testimonium, and what was initialled and signed, to be verified by anyone."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet
from goodoffices.record.requests import SeatedRequest
from goodoffices.text import ending, queries
from goodoffices.text.ending import Ending
from goodoffices.text.signed import one_sheet_of, signed_file


@require_safe
def sheet_of_revision(request: SeatedRequest, process: str, revision: str) -> HttpResponse:
    """The revision on one sheet, as PDF: who initialled and signed it, when, and the testimonium."""
    found = _ending(request.seat, revision)
    name = f"text-{found.revision.draft.number}-rev{found.revision.revision}-signatures"
    return download_sheet(name, one_sheet_of(request.seat, found), "pdf")


@require_safe
def signed(request: SeatedRequest, process: str, revision: str) -> JsonResponse:
    """The entries that froze, initialled and signed it, with their proofs."""
    found = _ending(request.seat, revision)
    answer = JsonResponse(signed_file(request.seat, found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"text-{found.revision.draft.number}-rev{found.revision.revision}-signed.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _ending(seat: Seat, revision: str) -> Ending:
    """How far it is: of a revision that nobody has initialled, the files say just that."""
    return ending.ending_of(seat, queries.revision_with_id(seat, revision))
