"""What the pages of precedents and of views from outside ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from goodoffices.assessment.models import Invocation, Precedent, StakeholderView
from goodoffices.process.audience import table_first
from goodoffices.process.models import Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.record.things import nouns_of, with_subjects


@dataclass
class Told:
    """A precedent with where it was invoked, and where it was set apart, as far as its reader reads that."""

    precedent: Precedent
    invocations: list[Invocation] = field(default_factory=list)

    @property
    def applied(self) -> int:
        return sum(each.applies for each in self.invocations)

    @property
    def set_apart(self) -> int:
        return len(self.invocations) - self.applied


@cached
def all_told(seat: Seat) -> list[Told]:
    """Those that stand first, and of these what the whole table reads."""
    rows = with_what_sets_them(seat, Precedent.objects.seen_by(seat).select_related(*Precedent.related))
    by_precedent = invocations_of(seat, [row.id for row in rows])
    found = [Told(row, by_precedent.get(row.id, [])) for row in rows]
    return sorted(
        found,
        key=lambda told: (
            not told.precedent.stands,
            *table_first(told.precedent.audience, told.precedent.book.name, -told.precedent.number),
        ),
    )


@cached
def told(seat: Seat, id: str) -> Told:
    """Raises NotThere for a precedent that this seat does not read."""
    row: Precedent = visible_or_404(Precedent, seat, id, "about", "party", "seat")
    with_what_sets_them(seat, [row])
    return Told(row, invocations_of(seat, [id]).get(id, []))


def with_what_sets_them(seat: Seat, rows: Iterable[Precedent]) -> list[Precedent]:
    """Each with what sets it; None where this seat reads the precedent and not that."""
    found = list(rows)
    nouns = nouns_of([row.about for row in found], seen_by(seat)) if found else {}
    for row in found:
        row.subject = nouns.get(row.about_id)
    return found


def invocations_of(seat: Seat, precedents: list[str]) -> dict[str, list[Invocation]]:
    """By precedent, in the order of time: numbers of different books cannot be compared."""
    rows = Invocation.objects.seen_by(seat).filter(precedent__in=precedents)
    found: dict[str, list[Invocation]] = {}
    seen = with_subjects(rows.select_related("book", "about", "seat", "party"), seen_by(seat))
    for each in sorted(seen, key=lambda row: (row.at, row.book_id, row.number)):
        found.setdefault(each.precedent_id, []).append(each)
    return found


@cached
def all_views(seat: Seat) -> list[StakeholderView]:
    """What came from outside, the newest first, each with what it is about as far as this seat reads that."""
    rows = list(StakeholderView.objects.seen_by(seat).select_related("book", "about").order_by("-at", "-number"))
    nouns = nouns_of([row.about for row in rows if row.about], seen_by(seat)) if rows else {}
    for row in rows:
        row.subject = nouns.get(row.about_id or "")
    return rows


def views_to_change(seat: Seat) -> list[StakeholderView]:
    """Those that this seat may correct or withdraw, if anyone may; read afresh."""
    if not (seat.third and seat.speaks):
        return []
    return list(StakeholderView.objects.seen_by(seat).exclude(words="").select_related("book"))
