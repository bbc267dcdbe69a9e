"""What others said since a reader left, by issue; and what the reader knew and has been corrected or struck."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F, Q

from goodoffices.consultation.models import Amendment, Mention, Statement, Striking
from goodoffices.consultation.queries import issues_seen_by, with_names, with_related
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by

LINES = 16  # statements shown in all: a brief fits on one sheet, and the rooms show the rest
FEWEST = 1

Heads = Mapping[str, int]


def statements(seat: Seat, heads: Heads) -> list[Change]:
    """By the issue that each is about, the latest of what was said; under None, what was said beside the agenda. Never left
    out: what binds, what answers the reader, and what was conveyed to its side."""
    rows = Statement.objects.seen_by(seat).made_after(heads).exclude(state="struck").exclude(seat_id=seat.id)
    about = _issues_named(seat, heads)
    ids: dict[str, list[str]] = {}
    for id in rows.order_by("at", "book_id", "number").values_list("id", flat=True):
        ids.setdefault(about.get(id, ""), []).append(id)

    share = max(FEWEST, LINES // len(ids)) if ids else 0
    kept = set(rows.filter(_never_left_out(seat)).values_list("id", flat=True))
    told = {issue: [id for id in of_issue if id in kept or id in of_issue[-share:]] for issue, of_issue in ids.items()}
    shown = _shown(seat, rows, [id for of_issue in told.values() for id in of_issue])
    issues = {each.id: each for each in issues_seen_by(seat)}
    return [
        Change([shown[id] for id in told[issue]], issues.get(issue), len(of_issue)) for issue, of_issue in ids.items()
    ]


def _never_left_out(seat: Seat) -> Q:
    """What commits somebody, or is addressed to this seat."""
    return Q(binding=True) | Q(answers__seat=seat.id) | Q(conveyed_for__isnull=False)


def corrected(seat: Seat, heads: Heads) -> Iterator[Change]:
    yield _of_known(Amendment, seat, heads)


def struck(seat: Seat, heads: Heads) -> Iterator[Change]:
    yield _of_known(Striking, seat, heads)


def _issues_named(seat: Seat, heads: Heads) -> dict[str, str]:
    """By statement, the first issue that it was about when it was made."""
    named = Mention.objects.seen_by(seat).made_after(heads).filter(number=F("statement__number"))
    return dict(named.order_by("-about__number").values_list("statement_id", "about_id"))


def _shown(seat: Seat, rows: Any, ids: list[str]) -> dict[str, Statement]:
    found = with_names(rows.filter(id__in=ids)).order_by("at", "book_id", "number")
    return {statement.id: statement for statement in with_related(list(found), seen_by(seat))}


def _of_known(model: Any, seat: Seat, heads: Heads) -> Change:
    """About statements that the reader had seen: of a new one, the brief shows what it says now."""
    rows = model.objects.seen_by(seat).made_after(heads).select_related("book", "statement__book")
    rows = rows.order_by("book__name", "number")
    return Change([row for row in rows if row.statement.number <= heads.get(row.statement.book_id, 0)])
