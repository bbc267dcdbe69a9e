"""On which day each side took its stances: a tracked change carries one."""

from collections.abc import Mapping
from datetime import date

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.operations import id_of
from goodoffices.engines.brackets.operations.stances import standing_at
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.text.models import Draft, Move
from goodoffices.text.working import THIRD


def stance_days(
    seat: Seat, draft: Draft, read: Bracketed, names: Mapping[str, str], upto: int | None = None
) -> dict[Note, date]:
    """By note, under the names by which people know the sides, the day of the last move that it can come from.

    upto   the number of the last entry that counts
    """
    moves = Move.objects.seen_by(seat).filter(provision__draft=draft).select_related("party").order_by("number")
    if upto is not None:
        moves = moves.filter(number__lte=upto)
    at: dict[tuple[str, str], str] = {}
    for move in moves:
        side = move.party.key if move.party else THIRD
        at[move.provision_id, side] = move.at
        if move.target:
            at[move.target, side] = move.at
    found = {}
    for note in read.notes:
        # Opposition that came with one's own proposal has no move of its own: the day is that of the provision's last.
        known = at.get((_target(read, note), note.party)) or at.get((read.provision_at(note.start).id, note.party))
        if note.party and known:
            found[note._replace(party=names.get(note.party, note.party))] = day_of(seat.process, known)
    return found


def _target(read: Bracketed, note: Note) -> str:
    there = standing_at(read, note.start, note.end)
    return id_of(read, there) if there is not None else ""
