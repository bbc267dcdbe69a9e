"""Who belongs to which audience: answered here and nowhere else."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.record.audience import PLENARY, PUBLIC, THIRD_PARTY, Audience
from goodoffices.record.models import Book

if TYPE_CHECKING:
    from goodoffices.process.models import Seat


Books = tuple[tuple[str, str, str, str, int], ...]  # id, kind, key, name, and the number from which on it is read


def books_of(seat: "Seat") -> Books:
    """The books that the seat reads."""
    return _books_of(seat, _Basis([seat]))


def books_of_each(seats: "Sequence[Seat]") -> dict[str, Books]:
    """By id of the seat, the books that each of these seats of one process reads; as few queries as for one of them."""
    basis = _Basis(seats)
    return {seat.id: _books_of(seat, basis) for seat in seats}


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
    return all(member.role != "observer" for member in members) or _Basis([seat]).observers_admitted is not None


class _Basis:
    """What the audiences of some seats of one process rest on, each part read when it is first needed."""

    def __init__(self, seats: "Sequence[Seat]") -> None:
        self._seats = [seat.id for seat in seats]
        self._process, self._plenary = (seats[0].process_id, seats[0].book_id) if seats else ("", "")

    @cached_property
    def books(self) -> list[tuple[str, str, str, str]]:
        books = Book.objects.filter(register_id=self._process).order_by("id")
        return list(books.values_list("id", "kind", "key", "name"))

    @cached_property
    def observers_admitted(self) -> int | None:
        """By which number the ground rules in force admitted observers: what was said before was not said to them."""
        from goodoffices.process.models import GroundRules

        in_force = GroundRules._base_manager.filter(book_id=self._plenary, state="in_force", observers=True)
        return in_force.values_list("observers_from", flat=True).first()

    @cached_property
    def party_keys(self) -> list[str]:
        from goodoffices.process.models import Party

        return list(Party._base_manager.filter(book_id=self._plenary).order_by("mark").values_list("key", flat=True))

    @cached_property
    def task_forces(self) -> Mapping[str, list[tuple[Audience, int]]]:
        """By id of a seat, the task forces it is in, each with the number that welcomed it."""
        from goodoffices.process.models import Membership

        found: dict[str, list[tuple[Audience, int]]] = {}
        members = Membership._base_manager.filter(seat_id__in=self._seats, left__isnull=True)
        for seat, kind, key, number in members.values_list("seat_id", "book__kind", "book__key", "number"):
            found.setdefault(seat, []).append((Audience(kind, key), number))
        return found


def _books_of(seat: "Seat", basis: _Basis) -> Books:
    first = dict(_audiences_of(seat, basis))
    return tuple((*book, first[audience]) for book in basis.books if (audience := Audience(book[1], book[2])) in first)


def _audiences_of(seat: "Seat", basis: _Basis) -> "Iterator[tuple[Audience, int]]":
    if seat.left is not None:
        return
    yield PUBLIC, 1
    if seat.role == "observer":
        if admitted := basis.observers_admitted:
            yield PLENARY, max(seat.number, admitted)
    else:
        yield PLENARY, 1
    if seat.party:
        yield Audience("delegation", seat.party.key), 1
        yield Audience("caucus", seat.party.key), 1
    if seat.third:
        yield THIRD_PARTY, 1
        for key in basis.party_keys:
            yield Audience("caucus", key), 1
    yield from basis.task_forces.get(seat.id, ())
