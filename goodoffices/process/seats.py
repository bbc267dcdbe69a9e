"""Finds the seat of an account, a token or a command: the places where it is not yet known who asks."""
# house: read for nobody: from an account, a token or the command line to a seat: it is not yet known who asks

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from goodoffices.accounts.models import User
from goodoffices.accounts.secrets import digest
from goodoffices.process.audience import KNOWN, MEMBERSHIP
from goodoffices.process.models import Holder, Process, Seat, seat_again, seat_as_it_stands
from goodoffices.record import sql
from goodoffices.record.appending import BOOK_ROW, BookRow
from goodoffices.record.models import Book

# In SQL, since every request needs one of these: whether somebody may still look, and which books there are.
_SEATED = (
    f"SELECT s.process_id, s.id, {BOOK_ROW}, m.number FROM process_seat s "  # noqa: S608
    f"JOIN record_book b ON b.register_id = s.process_id {MEMBERSHIP.format(seat='s.id')} "
)
_BY_ID = _SEATED + f'WHERE s.id = %s AND s."left" IS NULL AND {KNOWN} ORDER BY b.id'
_BY_TOKEN = (
    _SEATED + "JOIN accounts_token t ON t.seat = s.id "
    f'WHERE t.hash = %s AND t.revoked IS NULL AND t.expires > %s AND s."left" IS NULL AND {KNOWN} ORDER BY b.id'
)
_CLAIMED = (
    "SELECT s.process_id, s.id FROM accounts_token t JOIN process_seat s ON s.id = t.seat "
    'WHERE t.hash = %s AND t.revoked IS NULL AND t.expires > %s AND s."left" IS NULL'
)
_BY_USER = (
    _SEATED + "JOIN process_holder h ON h.seat = s.id "
    f'WHERE h.user_id = %s AND h.process = %s AND s."left" IS NULL AND {KNOWN} ORDER BY b.id'
)


def seat_with_id(id: str) -> Seat | None:
    """The seat, while it sits at the table."""
    return _seated(_BY_ID, [id])


def seat_with_token(token: str) -> Seat | None:
    return _seated(_BY_TOKEN, _still_good(token))


class Claimed(NamedTuple):
    """A seat that somebody is about to act for. `perform` reads the seat and its books itself, inside the lock."""

    process_id: str
    id: str

    def again(self) -> Seat:
        return seat_again(self.process_id, self.id)


def seat_claimed_with(token: str) -> Claimed | None:
    """Which seat a token acts for, while it sits at the table; nothing is read of its books."""
    # house: sql: a question that every act of the API asks
    row = sql.row(_CLAIMED, _still_good(token))
    return Claimed(*row) if row else None


def _still_good(token: str) -> list[Any]:
    # house: clock or chance: a token is good until it expires: on no record
    return [digest(token), connection.ops.adapt_datetimefield_value(timezone.now())]


def seat_held_by(user: User, process: str) -> Seat | None:
    """The seat that the person holds in a process."""
    return _seated(_BY_USER, [user.pk, process])


def _seated(question: str, asked: Sequence[Any]) -> Seat | None:
    # house: sql: a question that every request asks
    rows = sql.rows(question, asked)
    if not rows:
        return None
    process, id = rows[0][:2]
    return seat_as_it_stands(process, id, tuple([BookRow(*row[2:]) for row in rows]))


def heads(seat: Seat) -> dict[str, int]:
    """The books that the seat reads, with their heads."""
    return dict(zip(seat.books(), seat.heads, strict=True))


def seats_held_by(user: User) -> list[Seat]:
    """The person's seats, by the title of their processes."""
    ids = Holder.objects.filter(user=user).values_list("seat", flat=True)
    return list(
        Seat._base_manager.select_related("process", "party")
        .filter(id__in=list(ids), left__isnull=True)
        .order_by("process__title")
    )


def seats_of(process: str) -> list[Seat]:
    """Everyone at the table of a process, for the host's own commands."""
    return list(
        Seat._base_manager.select_related("process", "party")
        .filter(process_id=process, left__isnull=True)
        .order_by("number", "id")
    )


def processes() -> list[Process]:
    """Every process on this host, for the host's own commands."""
    return list(Process._base_manager.order_by("title", "id"))


def mediators_of_unbegun() -> list[Seat]:
    """Mediators' seats of processes in which nobody sits and nothing has been done since the founding."""
    # house: record read: which processes have begun, for the administrator's office, which sees no book
    begun = set(Book.objects.filter(head__gt=1).values_list("register_id", flat=True))
    begun |= set(Holder.objects.values_list("process", flat=True))
    seats = Seat._base_manager.select_related("process", "party").filter(role="mediator", left__isnull=True)
    return list(seats.exclude(process_id__in=begun).order_by("process__title", "id"))
