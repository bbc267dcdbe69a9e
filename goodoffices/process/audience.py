"""Who belongs to which audience: answered here and nowhere else. No other file compares the kind of a book."""
# house: sql: answers who reads what: the question that comes before every other, and that every request asks

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

from django.db.models import Q

from goodoffices.record import sql
from goodoffices.record.appending import BOOK_ROW, BookRow
from goodoffices.record.audience import PLENARY, PUBLIC, THIRD_PARTY, Audience
from goodoffices.record.cache import remembered_of_table
from goodoffices.record.structure import seating_version

Reads = tuple[tuple[BookRow, int], ...]  # a book, and the number from which on it is read

#: Kinds of book whose members are named one by one, each from an entry on.
WITH_MEMBERS = ("task_force", "commission", "sidebar")
#: Kinds of book that are one party's own, and kinds in which seats talk as colleagues, whatever side they are from.
OF_ONE_PARTY = ("caucus", "delegation")
AMONG_COLLEAGUES = ("delegation", *WITH_MEMBERS)
#: Kinds of book of which a process has one, and those that it tells apart by a key.
SINGLE = ("plenary", "third_party", "public")
KEYED = (*OF_ONE_PARTY, *WITH_MEMBERS)
#: Kinds of book on whose structure it depends who reads what; a sidebar's (SECRET) is looked at for its members alone.
DECIDING, SECRET = ("plenary", "task_force", "commission"), "sidebar"

# In SQL, since every request asks for it. The books of the process, each with this seat's membership where there is one.
MEMBERSHIP = 'LEFT JOIN process_membership m ON m.book_id = b.id AND m.seat_id = {seat} AND m."left" IS NULL'
# A sidebar is not even a row to those who are not in it.
KNOWN = "(b.kind <> 'sidebar' OR m.number IS NOT NULL)"
_ROWS = (
    f"SELECT {BOOK_ROW}, m.number FROM record_book b "  # noqa: S608
    f"{MEMBERSHIP.format(seat='%s')} WHERE b.register_id = %s AND {KNOWN} ORDER BY b.id"
)
_ALL_ROWS = f"SELECT {BOOK_ROW} FROM record_book b WHERE b.register_id = %s ORDER BY b.id"  # noqa: S608
_WELCOMED = (
    "SELECT m.seat_id, m.book_id, m.number FROM process_membership m JOIN record_book b ON b.id = m.book_id "
    'WHERE b.register_id = %s AND m."left" IS NULL'
)

_ENDED = (
    "SELECT l.book_id, l.first, l.number FROM process_leaving l JOIN process_party p ON p.id = l.party_id "
    "JOIN record_book b ON b.id = l.book_id WHERE b.register_id = %s AND p.key = %s"
)


class HasKey(Protocol):
    key: Any


P = TypeVar("P", bound=HasKey)
S = TypeVar("S", bound="Sitting")


class Sitting(Protocol):
    """A seat, as far as it matters to which audiences it belongs."""

    id: str
    process_id: str
    book_id: str
    number: int
    role: str
    left: int | None

    @property
    def third(self) -> bool: ...

    @property
    def party_key(self) -> str: ...


# ---- who reads what --------------------------------------------------------------------------------------------------


def book_rows(process: str, seat: str) -> tuple[BookRow, ...]:
    """Every book of a process, as this seat finds it."""
    return tuple([BookRow(*row) for row in sql.rows(_ROWS, [seat, process])])


def books_of(seat: Sitting, rows: tuple[BookRow, ...] | None = None) -> Reads:
    """The books that the seat reads, by id, each with the number from which on it reads it.

    Which these are depends on the plenary's structure and on the seat's own memberships, and on no other book.
    """
    version = table_version_in(rows) if rows is not None else None
    if rows is None:
        rows = book_rows(seat.process_id, seat.id)
    audiences = remembered_of_table(
        seat.process_id, version, ("audiences", seat.id), lambda: _audiences_of(seat, Table(seat.book_id))
    )
    return _among(rows, seat, audiences)


def books_of_each(seats: Sequence[Sitting]) -> dict[str, Reads]:
    """By id of the seat, the books that each of these seats of one process reads. Few statements, however many they are."""
    if not seats:
        return {}
    rows = [BookRow(*row) for row in sql.rows(_ALL_ROWS, [seats[0].process_id])]
    welcomed = {(seat, book): number for seat, book, number in sql.rows(_WELCOMED, [seats[0].process_id])}
    table = Table(seats[0].book_id)
    return {
        seat.id: _among(
            [row._replace(welcomed=welcomed.get((seat.id, row.id))) for row in rows], seat, _audiences_of(seat, table)
        )
        for seat in seats
    }


def readers_of(book: str, seats: Sequence[S]) -> list[S]:
    """Those of these seats of one process that read a book."""
    reads = books_of_each(seats)
    return [seat for seat in seats if any(row.id == book for row, _first in reads[seat.id])]


def _among(rows: Iterable[BookRow], seat: Sitting, audiences: Mapping[tuple[str, str], int]) -> Reads:
    found = []
    for row in rows:
        first = audiences.get((row.kind, row.key)) if row.kind not in WITH_MEMBERS else row.welcomed
        if first is not None and seat.left is None:
            found.append((row, first))
    return tuple(found)


def table_version_in(rows: Iterable[BookRow]) -> int | None:
    """The version of who sits at the table."""
    return next((seating_version(row.versions) for row in rows if row.kind == PLENARY.kind), None)


def ended_for(seat: Sitting) -> Mapping[str, tuple[int, int]]:
    """Of a seat whose party has left: the books that it read, each with the first and the last entry that it reads."""
    rows = sql.rows(_ENDED, [seat.process_id, seat.party_key])
    return {book: (first, last) for book, first, last in sorted(rows, key=lambda row: row[2])}


# ---- what an audience is like ----------------------------------------------------------------------------------------


def is_table(audience: Audience) -> bool:
    """Whether everyone at the table reads it."""
    return audience == PLENARY


def is_room(audience: Audience) -> bool:
    """Whether people talk there; the public book is read by anyone and spoken in by nobody."""
    return audience != PUBLIC


def is_caucus(audience: Audience) -> bool:
    """One party’s seats with the third party."""
    return audience.kind == "caucus"


def is_delegation(audience: Audience) -> bool:
    """One party’s seats, and not even the mediator."""
    return audience.kind == "delegation"


def is_third_party(audience: Audience) -> bool:
    return audience == THIRD_PARTY


def is_joint(audience: Audience) -> bool:
    """Whether several sides talk there, so that the ground rules say how speakers are named."""
    return audience == PLENARY or audience.kind in WITH_MEMBERS


def has_members(audience: Audience) -> bool:
    """Whether its members are named one by one, whatever side they are from."""
    return audience.kind in WITH_MEMBERS


def is_sidebar(audience: Audience) -> bool:
    """Whether it is its members' alone, so that nobody else knows of it."""
    return audience.kind == SECRET


def is_commission(audience: Audience) -> bool:
    """Whether it is a joint commission, before which disputes are brought."""
    return audience.kind == "commission"


def is_among_colleagues(audience: Audience) -> bool:
    """Whether those who talk there do so as single seats, not side to side."""
    return audience == THIRD_PARTY or audience.kind in AMONG_COLLEAGUES


def goes_on(audience: Audience) -> bool:
    """Whether talk there goes on while the talks are being prepared, are suspended or concluded.

    In a commission, too: disputes have clocks, which do not stop because a party has withdrawn its consent.
    """
    return audience == THIRD_PARTY or is_commission(audience) or audience.kind in (*OF_ONE_PARTY, SECRET)


def party_key_of(audience: Audience) -> str:
    """The key of the one party whose room it is; empty where it is no party’s."""
    return audience.key if audience.kind in OF_ONE_PARTY else ""


def parties_in(audience: Audience, parties: Iterable[P]) -> list[P]:
    """Those of these parties whose seats may speak there."""
    if audience == THIRD_PARTY:
        return []
    key = party_key_of(audience)
    return [party for party in parties if not key or party.key == key]


def table_first(audience: Audience, *then: Any) -> tuple[Any, ...]:
    """What to sort by: what the whole table reads comes first."""
    return (audience != PLENARY, *then)


def caucus_of(party: str) -> Audience:
    return Audience("caucus", party)


def delegation_of(party: str) -> Audience:
    return Audience("delegation", party)


def task_force_of(key: str) -> Audience:
    return Audience("task_force", key)


def commission_of(key: str) -> Audience:
    return Audience("commission", key)


def sidebar_of(key: str) -> Audience:
    return Audience("sidebar", key)


def audience_called(name: str) -> Audience | None:
    """The audience that is written `plenary` or `caucus:north`; None if none is."""
    kind, _colon, key = name.partition(":")
    if name in SINGLE or (kind in KEYED and key):
        return Audience(kind, key)
    return None


def named_how(seat: Any, audience: Audience) -> str:
    """How speakers are named there: `seat`, `party`, or `nobody` (Chatham House).

    In a party's own rooms and the third party's all know each other.
    """
    if not is_joint(audience) or seat.rules is None:
        return "seat"
    return "nobody" if seat.rules.chatham_house else str(seat.rules.attribution)


# ---- the same of rows, in a query ------------------------------------------------------------------------------------


def in_audience(audience: Audience) -> Q:
    return Q(book__kind=audience.kind, book__key=audience.key)


def at_the_table() -> Q:
    return Q(book__kind=PLENARY.kind)


def in_delegations() -> Q:
    return Q(book__kind="delegation")


def in_caucuses() -> Q:
    return Q(book__kind="caucus")


def in_sidebars() -> Q:
    return Q(book__kind=SECRET)


def side_to_side(plenary_only: bool = False) -> Q:
    """What sides say to each other or to the third party: in the plenary, and, unless it alone is meant, in caucuses."""
    return at_the_table() if plenary_only else at_the_table() | Q(book__kind="caucus")


def among_colleagues() -> Q:
    return Q(book__kind__in=(THIRD_PARTY.kind, *AMONG_COLLEAGUES))


# ---- what may be named where -----------------------------------------------------------------------------------------


def may_cite(thing: Audience, within: Audience) -> bool:
    """Whether every reader of `within` may read `thing`."""
    if thing in (within, PUBLIC):
        return True
    if thing == PLENARY:
        return within != PUBLIC
    if thing.kind == "caucus":
        return within == THIRD_PARTY or (within.kind == "delegation" and within.key == thing.key)
    return False


def _audiences_of(seat: Sitting, table: "Table") -> Mapping[tuple[str, str], int]:
    """The audiences a seat belongs to by what it is, each with the number from which on it reads their books."""
    found = {("public", ""): 1}
    if seat.role == "observer":
        if table.observers_admitted:
            found["plenary", ""] = max(seat.number, table.observers_admitted)
    elif seat.party_key not in table.gone:
        found["plenary", ""] = table.reads_from.get(seat.party_key) or 1
    if seat.party_key:
        found["delegation", seat.party_key] = 1
        if seat.party_key not in table.gone:
            found["caucus", seat.party_key] = 1
    if seat.third:
        found["third_party", ""] = 1
        found |= {("caucus", key): 1 for key in table.party_keys}
    return found


class Table:
    """What the audiences of a process rest on, each part read when it is first needed.

    In SQL: these tables are read before anybody is known to read them, and `models` stands above this file.
    """

    def __init__(self, book: str) -> None:
        self.book = book

    @cached_property
    def observers_admitted(self) -> int | None:
        """By which number the ground rules in force admitted observers: what was said before was not said to them."""
        rules = "SELECT observers_from FROM process_groundrules WHERE book_id = %s AND state = 'in_force' AND observers"
        row = sql.row(rules, [self.book])
        return row[0] if row else None

    @cached_property
    def _parties(self) -> list[tuple[str, int | None, int | None]]:
        return sql.rows(
            'SELECT key, reads_from, "left" FROM process_party WHERE book_id = %s ORDER BY mark', [self.book]
        )

    @property
    def party_keys(self) -> list[str]:
        return [key for key, _reads_from, _left in self._parties]

    @property
    def reads_from(self) -> Mapping[str, int | None]:
        """By party, the number from which on it reads the plenary, if it came later."""
        return {key: reads_from for key, reads_from, _left in self._parties}

    @property
    def gone(self) -> set[str]:
        """The parties that have left the talks."""
        return {key for key, _reads_from, left in self._parties if left is not None}
