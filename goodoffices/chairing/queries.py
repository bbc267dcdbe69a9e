"""How a room is chaired: who chairs it, who has the floor, who waits, how long each side has spoken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goodoffices.chairing.labels import NAMED
from goodoffices.chairing.models import Adjournment, Floor, Hand, Meeting, MeetingLink, MeetingVersion, Point, Turns
from goodoffices.consultation.models import room_of
from goodoffices.consultation.queries import who_reads
from goodoffices.process.audience import is_delegation, is_sidebar, parties_in
from goodoffices.process.models import Party, Seat, parties_by_name, seats_by_number, sidebars_opened_by
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.cache import cached
from goodoffices.record.scope import Scope, seen_by
from goodoffices.record.timestamps import moment


def chairs(seat: Seat, audience: Audience) -> bool:
    """Whether this seat chairs a room: who leads the third party; in a delegation's own room, whoever decides for it; a
    sidebar, also whoever opened it."""
    if is_sidebar(audience) and audience.key in sidebars_opened_by(seat):
        return True
    return seat.decides if is_delegation(audience) else seat.leads


def is_ours(seat: Seat, row: Any) -> bool:
    """Whether a hand or the floor is this seat’s, as far as speakers are told apart: a side’s, where sides are named."""
    if row.named == "party":
        return bool(row.party_id == seat.party_id and seat.speaks)
    return bool(row.seat_id == seat.id)


def narrower(one: str, other: str) -> str:
    """Of two ways to name a speaker, the one that tells less."""
    return max(one, other, key=NAMED.index)


@dataclass(frozen=True)
class Chairing:
    """How one room stands at the moment."""

    book: str
    hands: tuple[Hand, ...]
    floor: Floor | None
    point: Point | None
    turns: Turns | None
    adjournment: Adjournment | None

    @property
    def quiet(self) -> bool:
        """Nothing that anybody would have to be told."""
        return not (self.hands or self.floor or self.point or self.turns or self.adjournment)

    @property
    def since(self) -> int:
        """The lowest number that it draws from, of what those admitted later are not shown."""
        return min((row.number for row in (*self.hands, self.floor, self.point) if row), default=0)


def chairing_of(scope: Scope, book: str, bound: bool = True) -> Chairing:
    """How a room stands, for one reader or one entry; `bound` unless it is known to be talked in freely."""
    hands = scope(Hand).filter(book=book).waiting().select_related("seat", "party", "book")
    floor = scope(Floor).filter(book=book).standing().select_related("seat", "party", "book")
    points = scope(Point).filter(book=book, state="pending").select_related("seat", "party", "book")
    if not bound:
        return Chairing(book, tuple(hands), floor.first(), points.first(), None, None)
    turns = scope(Turns).filter(book=book, ended__isnull=True)
    adjourned = scope(Adjournment).filter(book=book, resumed__isnull=True)
    return Chairing(book, tuple(hands), floor.first(), points.first(), turns.first(), adjourned.first())


@cached
def chairing_in(seat: Seat, book: str) -> Chairing:
    """The same, for a page: read once for all who read the same books."""
    return chairing_of(seen_by(seat), book, book in bound_rooms(seat))


@cached
def bound_rooms(seat: Seat) -> frozenset[str]:
    """The rooms in which turns are taken, or which are adjourned: in all others anybody speaks."""
    turns = Turns.objects.seen_by(seat).filter(ended__isnull=True).values_list("book_id", flat=True)
    adjourned = Adjournment.objects.seen_by(seat).filter(resumed__isnull=True).values_list("book_id", flat=True)
    return frozenset([*turns, *adjourned])


def speakers_in(seat: Seat, room: str) -> list[Seat]:
    """Who may speak in a room, in the order of their coming."""
    found = room_of(seat, room)
    return [other for other in who_reads(seat, found)["seats"] if other.speaks] if found else []


def readers_in_room(seat: Seat, room: str) -> list[Seat]:
    """Everyone who reads a room, in the order of their coming."""
    found = room_of(seat, room)
    return list(who_reads(seat, found)["seats"]) if found else []


# ---- meetings


def meetings_in(seat: Seat, rooms: Iterable[str]) -> list[Meeting]:
    """The meetings of these rooms that are on record, by when they began; each with who was there and what was corrected."""
    rows = list(Meeting.objects.seen_by(seat).filter(book__in=list(rooms)).select_related("book", "seat"))
    versions: dict[str, list[MeetingVersion]] = {}
    corrected = [meeting.id for meeting in rows if meeting.corrected]
    for version in MeetingVersion.objects.seen_by(seat).filter(meeting__in=corrected).select_related("book"):
        versions.setdefault(version.meeting_id, []).append(version)
    seats = {other.id: other for other in seats_by_number(seat)}
    for meeting in rows:
        meeting.versions = versions.get(meeting.id, [])[:-1]
        meeting.who = [seats[id] for id in meeting.present if id in seats]
    return rows


def meeting_link(scope: Scope, room: str) -> MeetingLink | None:
    """Where a room meets by video."""
    found: MeetingLink | None = scope(MeetingLink).filter(book=room, ended__isnull=True).first()
    return found


def table_link(seat: Seat) -> str:
    """The address at which the plenary meets by video; empty where there is none, or where the seat does not read it."""
    plenary = seat.shelf().of(PLENARY)
    link = meeting_link(seen_by(seat), plenary.id) if plenary else None
    return link.address if link else ""


# ---- time


@dataclass(frozen=True)
class Time:
    """How long one side has had the floor in a room, in seconds; turns that still go on are left out."""

    party: Party | None
    named: str  # party, or nobody: all speakers whom the ground rules do not name, together
    times: int
    used: int
    left: int | None  # seconds left of each side's time since turns began
    share: int  # percent of the longest time

    @property
    def used_words(self) -> str:
        return clock(self.used)

    @property
    def left_words(self) -> str:
        return clock(self.left or 0)


def times_in(seat: Seat, book: str, turns: Turns | None) -> list[Time]:
    """By side, in the order of the table: parties by name, the third party, and those not named."""
    ended = [floor for floor in floors_in(seat, book) if floor.ended_at]
    sides: list[tuple[Party | None, str]] = [(party, "party") for party in _parties_of(seat, book)]
    sides.append((None, "party"))
    if any(floor.named == "nobody" for floor in ended):
        sides.append((None, "nobody"))
    sums = [_summed(ended, party, named) for party, named in sides]
    longest = max((seconds(rows) for rows in sums), default=0) or 1
    return [
        Time(
            party=party,
            named=named,
            times=len(rows),
            used=seconds(rows),
            left=_left(rows, turns) if party else None,
            share=round(100 * seconds(rows) / longest),
        )
        for (party, named), rows in zip(sides, sums, strict=True)
    ]


@cached
def floors_in(seat: Seat, book: str) -> list[Floor]:
    """Every turn at the floor of a room, in order."""
    return list(Floor.objects.seen_by(seat).filter(book=book).select_related("seat", "party", "book"))


def seconds(floors: Iterable[Floor]) -> int:
    return sum(round((moment(floor.ended_at) - moment(floor.at)).total_seconds()) for floor in floors)


def clock(whole: int) -> str:
    """
    >>> clock(725), clock(4000)
    ('12:05', '66:40')
    """
    minutes, rest = divmod(max(0, whole), 60)
    return f"{minutes}:{rest:02d}"


def _summed(floors: list[Floor], party: Party | None, named: str) -> list[Floor]:
    if named == "nobody":
        return [floor for floor in floors if floor.named == "nobody"]
    return [floor for floor in floors if floor.named != "nobody" and floor.party_id == (party.id if party else None)]


def _left(floors: list[Floor], turns: Turns | None) -> int | None:
    if turns is None or turns.minutes is None:
        return None
    return max(0, 60 * turns.minutes - seconds(floor for floor in floors if floor.number > turns.number))


def _parties_of(seat: Seat, book: str) -> list[Party]:
    """The parties whose seats may speak in this room: in a caucus or delegation room that one alone."""
    audience = seat.shelf()[book].audience
    return parties_in(audience, [party for party in parties_by_name(seat) if party.at_the_table])
