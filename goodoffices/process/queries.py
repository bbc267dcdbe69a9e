"""Who is in a sidebar, and who may open one; which round and session are open, or ahead, and at which item the table is."""

from typing import NamedTuple

from goodoffices.process.models import AgendaItem, Membership, Round, Seat, Session, Sidebar
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.scope import Scope, seen_by


def members_of(seat: Seat, sidebar: str) -> set[str]:
    """The ids of the seats in a sidebar that this seat sees."""
    book = visible_or_404(Sidebar, seat, sidebar).book_id
    rows = Membership.objects.seen_by(seat).filter(book=book, left__isnull=True)
    return set(rows.values_list("seat_id", flat=True))


def sidebars_of(seat: Seat) -> list[Sidebar]:
    """The sidebars that this seat is in, by name."""
    return list(Sidebar.objects.seen_by(seat).select_related("book").order_by("name", "id"))


def may_open(seat: Seat) -> bool:
    """Whether this seat opens sidebars: mediators do, and heads where the ground rules allow it."""
    if seat.role in ("mediator", "co_mediator"):
        return True
    return seat.decides and seat.rules is not None and bool(seat.rules.sidebars)


def follows_the_table(seat: Seat, other: Seat) -> bool:
    """Whether another seat reads the plenary, whose things are named in a sidebar: an observer may not."""
    return not other.observes or (seat.rules is not None and bool(seat.rules.observers))


# ---- rounds and sessions


@cached
def sitting_round(seat: Seat) -> Round | None:
    found: Round | None = Round.objects.seen_by(seat).filter(state="open").first()
    return found


@cached
def sitting_session(seat: Seat) -> Session | None:
    found: Session | None = Session.objects.seen_by(seat).filter(closed_at="").first()
    return found


@cached
def round_ahead(seat: Seat) -> Round | None:
    """The first round that is planned and has not been opened."""
    rows = Round.objects.seen_by(seat).filter(state="framed").select_related("book")
    found: Round | None = rows.order_by("ordinal").first()
    return found


@cached
def any_round_opened(seat: Seat) -> bool:
    return bool(Round.objects.seen_by(seat).exclude(opened_at="").exists())


def items_of(seat: Seat, round: str) -> list[AgendaItem]:
    """The items on the agenda of a round, in their order."""
    rows = AgendaItem.objects.seen_by(seat).filter(round_id=round, current=True)
    return list(rows.select_related("book").order_by("place"))


class Taken(NamedTuple):
    """The round that is open, if one is, the items of its agenda in order, and which of them has been taken up."""

    round: Round | None
    items: list[AgendaItem]
    present: AgendaItem | None


@cached
def item_taken_up_for(seat: Seat) -> Taken:
    return item_taken_up(seen_by(seat))


def item_taken_up(scope: Scope) -> Taken:
    round = scope(Round).filter(state="open").first()
    items = list(scope(AgendaItem).filter(round=round, current=True).select_related("round")) if round else []
    return Taken(round, items, next((item for item in items if item.present), None))
