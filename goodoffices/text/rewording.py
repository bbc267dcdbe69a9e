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


def without_number(part: Part, provision: Provision, words: str) -> str:
    """Words for a whole provision without its number, which stays as it is."""
    start, _end = part.span(provision.id, None)
    number, words = provision.words[: start - part.begins(provision.id)].strip(), words.strip()
    return words[len(number) :].strip() if number and words.startswith(number) else words


def in_full(part: Part, provision: Provision, words: str) -> str:
    """What the provision would say, with its number."""
    start, _end = part.span(provision.id, None)
    return f"{provision.words[: start - part.begins(provision.id)]}{words}".strip()


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
