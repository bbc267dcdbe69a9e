"""A provision as it would read if one wording in it were adopted: for the screen, changing nothing."""

from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import operations
from goodoffices.engines.brackets.operations.stances import members_of, with_notes
from goodoffices.engines.brackets.rendering import html
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.text.models import Alternative, Draft, Provision
from goodoffices.text.working import Part, part_for


class Adopted(NamedTuple):
    """The provision, the wording that is taken, and the HTML of what it would say; `sentence` where it cannot be said."""

    provision: Provision
    target: str
    html: SafeString
    sentence: str = ""


def as_if_adopted(seat: Seat, draft: Draft, target: str) -> Adopted | None:
    """None where no wording is asked for; NotThere where it is not one of this text."""
    if not target:
        return None
    found: Alternative = visible_or_404(Alternative, seat, target, "provision", "provision__draft")
    if found.provision.draft_id != draft.id:
        raise NotThere
    if found.gone or found.provision.gone:
        return None
    part = part_for(seat, found.provision)
    return _adopted(part, found)


def _adopted(part: Part, target: Alternative) -> Adopted:
    there = part.words(target.id)
    if there is None:
        return Adopted(target.provision, target.id, _html(part.draft, target.provision_id))
    # As if one side that nobody else contradicts had agreed: the engine takes the words, and says where it cannot.
    alone = "the room"
    spans = {(each.start, each.end) for each in members_of(part.draft, there)}
    notes = [note for note in part.draft.notes if not (note.party and (note.start, note.end) in spans)]
    agreed = operations.agree(with_notes(part.draft, notes), there, alone)
    if isinstance(agreed, operations.Conflict):
        return Adopted(target.provision, target.id, SafeString(), agreed.sentence)
    words = Part(part.provisions, agreed).words(target.id)
    cleaned = operations.clean(agreed, [alone], among=[words] if words else [])
    sentence = cleaned.conflicts[0].sentence if cleaned.conflicts else ""
    return Adopted(target.provision, target.id, _html(cleaned.draft, target.provision_id), sentence)


def _html(read: Bracketed, provision: str) -> SafeString:
    return mark_safe(html.provision(read, provision))  # the engine escapes every word
