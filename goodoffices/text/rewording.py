"""A provision gets other words as a whole: what stood in brackets there goes, and its number stays."""

from typing import Any

from django.utils.translation import gettext as _

from goodoffices.engines.brackets import replaced
from goodoffices.record.acts import Refused
from goodoffices.record.source import Draw
from goodoffices.text.models import Provision
from goodoffices.text.working import Part
from goodoffices.text.working import facts_of as facts_of_part


def facts_of(part: Part, provision: Provision, words: str, draw: Draw) -> dict[str, Any]:
    """The rows with these words after the number; refused where a bracket runs on into a neighbour."""
    start, end = part.span(provision.id, None)
    return facts_of_part(part, reworded(part, start, end, words), draw)


def reworded(part: Part, start: int, end: int, words: str) -> Any:
    """The engine's draft with these words in place of a span, and without the notes on what stood there."""
    crossing = [
        each for each in part.draft.brackets if each.start < start < each.end or start <= each.start < end < each.end
    ]
    if crossing or any(start <= each.start < end for each in part.draft.loose):
        raise Refused(
            _("A bracket here runs on into the next provision. Settle that one first, or put words for both.")
        )
    notes = [note for note in part.draft.notes if not start <= note.start < end]
    shift = len(words) - (end - start)
    moved = [
        note._replace(start=note.start + shift, end=note.end + shift) if note.start >= end else note for note in notes
    ]
    return replaced(part.draft, [(start, end, words)], notes=moved)
