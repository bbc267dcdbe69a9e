"""What task forces and commissions share: named members, who read a book of their own from their welcome on."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import Field, StringConstraints

from goodoffices.process.acts.founding import demand_new_name
from goodoffices.process.acts.seating import seat_seen_by
from goodoffices.process.models import Body, Membership, Seat
from goodoffices.record.acts import Act, Id, Names, Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import derived

SeatIds = Annotated[list[Id], Names("process.Seat"), Field(max_length=100)]

#: A body by its key, or by the id with which setting it up answered.
KeyOrId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_\-]{0,23}$")]

B = TypeVar("B", bound=Body)


class InItsBook(Act):
    """An act in a body's own book, brought about by one in the plenary."""

    only_entailed: ClassVar[bool] = True

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party; a head whose party leaves."""
        return seat.leads or seat.decides

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None


def body_called(body: type[B], seat: Seat, key: str) -> B | None:
    """The body of this sort with this key, as far as the seat sees it; also by the id with which setting it up answered."""
    rows: Any = body.objects.seen_by(seat).filter(Q(key=key) | Q(id=key)).select_related("book")
    found = {row.key: row for row in rows}
    return found.get(key) or next(iter(found.values()), None)


def demand_founded_well(seat: Seat, name: str, members: list[str]) -> None:
    """For a body that is set up: a name of its own, and members who sit."""
    demand_new_name(seat, name)
    if not members:
        raise Refused(_("Choose at least one member."), "members")
    demand_seated(seat, members)


def demand_change(seat: Seat, members: Iterable[str], welcome: list[str], release: list[str]) -> None:
    """For a change of members: it fits who is in it."""
    if set(welcome) & set(members):
        raise Refused(_("One of these seats is already a member. Leave it out."))
    if not set(release) <= set(members):
        raise Refused(_("One of these seats is not a member. Leave it out."))
    demand_seated(seat, welcome)


def demand_seated(seat: Seat, seats: Iterable[str]) -> None:
    if any(seat_seen_by(seat, id).left is not None for id in seats):
        raise Refused(_("One of these seats has left the table. Leave it out."))


def members_after(members: Iterable[str], welcome: Iterable[str], release: Iterable[str]) -> list[str]:
    """Who is in it after a change, in the order in which they joined."""
    gone = set(release)
    return [*[member for member in members if member not in gone], *dict.fromkeys(welcome)]


def let_in(entry: Entry, members: Iterable[str]) -> None:
    """They read the entry's book from here on."""
    for member in dict.fromkeys(members):
        Membership.make(entry, id=derived(entry.book_id, entry.number, member), seat_id=member)


def let_go(entry: Entry, members: Iterable[str]) -> None:
    """They read nothing more of the entry's book."""
    rows = Membership.objects.of(entry).filter(seat_id__in=list(members), left__isnull=True)
    rows.update(left=entry.number, changed=entry.number)
