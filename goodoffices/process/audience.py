"""Who belongs to which audience: answered here and nowhere else."""

# house: read for nobody: answers who reads what: the question that comes before every other

from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodoffices.record.audience import PLENARY, PUBLIC, THIRD_PARTY, Audience
from goodoffices.record.models import Book

if TYPE_CHECKING:
    from goodoffices.process.models import Seat


Books = tuple[tuple[str, str, str, str, int], ...]  # id, kind, key, name, and the number from which on it is read


def books_of(seat: "Seat") -> Books:
    """The books that the seat reads."""
    first = dict(_audiences_of(seat))
    # house: record read: the reader's shelf itself
    books = Book.objects.filter(register_id=seat.process_id).order_by("id").values_list("id", "kind", "key", "name")
    return tuple((*book, first[audience]) for book in books if (audience := Audience(book[1], book[2])) in first)


def may_cite(thing: Audience, within: Audience) -> bool:
    """Whether every reader of `within` may read `thing`."""
    if thing in (within, PUBLIC):
        return True
    if thing == PLENARY:
        return within != PUBLIC
    if thing.kind == "caucus":
        return within == THIRD_PARTY or (within.kind == "delegation" and within.key == thing.key)
    return False


def table_reads(seat: "Seat", task_force: str) -> bool:
    """Whether every member of a task force reads the plenary; an observer in it may not."""
    from goodoffices.process.models import Seat, TaskForce

    force = TaskForce.objects.seen_by(seat).filter(key=task_force).first()
    members = Seat.objects.seen_by(seat).seated().filter(id__in=force.members if force else [])
    return all(member.role != "observer" for member in members) or _observers_admitted(seat) is not None


def _audiences_of(seat: "Seat") -> "Iterator[tuple[Audience, int]]":
    if seat.left is not None:
        return
    yield PUBLIC, 1
    if seat.role == "observer":
        if admitted := _observers_admitted(seat):
            yield PLENARY, max(seat.number, admitted)
    else:
        yield PLENARY, 1
    if seat.party:
        yield Audience("delegation", seat.party.key), 1
        yield Audience("caucus", seat.party.key), 1
    if seat.third:
        yield THIRD_PARTY, 1
        for key in _party_keys(seat):
            yield Audience("caucus", key), 1
    yield from _task_forces_of(seat)


def _observers_admitted(seat: "Seat") -> int | None:
    """By which number the ground rules in force admitted observers: what was said before was not said to them."""
    from goodoffices.process.models import GroundRules

    in_force = GroundRules._base_manager.filter(book_id=seat.book_id, state="in_force", observers=True)
    return in_force.values_list("observers_from", flat=True).first()


def _party_keys(seat: "Seat") -> list[str]:
    from goodoffices.process.models import Party

    return list(Party._base_manager.filter(book_id=seat.book_id).order_by("mark").values_list("key", flat=True))


def _task_forces_of(seat: "Seat") -> "Iterator[tuple[Audience, int]]":
    from goodoffices.process.models import Membership

    for member in Membership._base_manager.filter(seat_id=seat.id, left__isnull=True).select_related("book"):
        yield member.book.audience, member.number
