"""From an account, a token or the command line to a seat: the places where it is not yet known who asks."""

from goodoffices.accounts.models import Token, User
from goodoffices.process.models import Holder, Process, Seat
from goodoffices.record.models import Book


def seat_with_id(id: str) -> Seat | None:
    """The seat, while it sits at the table."""
    return Seat._base_manager.select_related("process", "party").filter(id=id, left__isnull=True).first()


def seat_with_token(token: str) -> Seat | None:
    held = Token.holding(token)
    return seat_with_id(held.seat) if held else None


def heads(seat: Seat) -> dict[str, int]:
    """The books that the seat reads, with their heads."""
    return {id: book.head for id, book in seat.shelf().items()}


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
    begun = set(Book.objects.filter(head__gt=1).values_list("register_id", flat=True))
    begun |= set(Holder.objects.values_list("process", flat=True))
    seats = Seat._base_manager.select_related("process", "party").filter(role="mediator", left__isnull=True)
    return list(seats.exclude(process_id__in=begun).order_by("process__title", "id"))
