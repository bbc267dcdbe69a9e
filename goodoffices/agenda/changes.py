"""What others changed on each issue since a reader left. The reader's own acts are left out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F

from goodoffices.agenda.acts import called
from goodoffices.agenda.models import Issue, Position, Solution, Stance, StatusChange
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat

Heads = Mapping[str, int]


def raised(seat: Seat, heads: Heads) -> Iterator[Change]:
    """New issues."""
    own = StatusChange.objects.seen_by(seat).filter(seat=seat.id, number=F("issue__number")).values("issue")
    issues = Issue.objects.seen_by(seat).made_after(heads).exclude(id__in=own)
    return (Change([issue], issue) for issue in issues.select_related("book"))


def statuses(seat: Seat, heads: Heads) -> list[Change]:
    # Raising an issue gives it its first status, which is not a change.
    steps = _of_others(StatusChange, seat, heads).exclude(number=F("issue__number"))
    return _by_issue((step, step.issue) for step in steps.select_related("book", "issue__book"))


def solutions(seat: Seat, heads: Heads) -> list[Change]:
    """Tabled by others, or changed by anybody."""
    rows = _in_order(Solution.objects.seen_by(seat).changed_after(heads)).select_related("book", "issue__book", "party")
    others = [each for each in rows if each.seat_id != seat.id or each.changed > each.number]
    return _by_issue((each, each.issue) for each in others)


def stances(seat: Seat, heads: Heads) -> list[Change]:
    related = ("book", "solution__book", "solution__issue__book", "party")
    rows = list(_of_others(Stance, seat, heads).select_related(*related))
    for stance in rows:
        stance.called = called(stance.solution).to(seat)
    return _by_issue((stance, stance.solution.issue) for stance in rows)


def positions(seat: Seat, heads: Heads) -> list[Change]:
    rows = _of_others(Position, seat, heads).select_related("book", "issue__book", "party")
    return _by_issue((position, position.issue) for position in rows)


def _of_others(model: Any, seat: Seat, heads: Heads) -> Any:
    return _in_order(model.objects.seen_by(seat).made_after(heads).exclude(seat=seat.id))


def _in_order(rows: Any) -> Any:
    return rows.order_by("book__name", "number")


def _by_issue(rows: Iterable[tuple[Any, Issue]]) -> list[Change]:
    found: dict[str, Change] = {}
    for row, issue in rows:
        found.setdefault(issue.id, Change([], issue)).rows.append(row)
    return list(found.values())
