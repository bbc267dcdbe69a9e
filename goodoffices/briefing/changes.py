"""What has changed in a reader's view since a point in each of its books: issue by issue, from the tables alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from goodoffices.agenda.acts import called
from goodoffices.agenda.models import Issue, Position, Solution, Stance, StatusChange
from goodoffices.consultation.models import Amendment, Mention, Statement, Striking
from goodoffices.consultation.queries import with_names, with_related
from goodoffices.listening.models import Loop
from goodoffices.process.models import GroundRules, Round, Seat, Session
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects
from goodoffices.shuttle.models import Release

LINES = 16  # statements shown in all: a brief is a sheet of paper, and the rooms hold the rest
FEWEST = 1


@dataclass
class OnIssue:
    """What moved on one issue, or, without one, what was said beside the agenda."""

    issue: Issue | None
    called: str = ""  # its title, or, to those admitted after it got that, its number
    is_new: bool = False
    steps: list[StatusChange] = field(default_factory=list)
    solutions: list[Solution] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    said: int = 0  # how many statements in all; `statements` are the latest of them

    @property
    def unshown(self) -> int:
        return self.said - len(self.statements)


@dataclass
class Changes:
    issues: list[OnIssue]
    releases: list[Release]
    loops: list[Loop]
    rules: list[GroundRules]
    rounds: list[Round]
    sessions: list[Session]
    corrected: list[Amendment]
    struck: list[Striking]

    @property
    def nothing(self) -> bool:
        return not any(vars(self).values())


def changes(seat: Seat, heads: Mapping[str, int]) -> Changes:
    """Everything of others that came, or changed, after these numbers; what the reader did itself is left out."""
    new, changed = _after("number", heads), _after("changed", heads)
    return Changes(
        issues=_by_issue(seat, heads, new),
        releases=_rows(Release, seat, changed, "to"),
        loops=with_subjects(_rows(Loop, seat, changed, "listener", "speaker", "about"), seen_by(seat)),
        rules=_rows(GroundRules, seat, changed),
        rounds=_rows(Round, seat, changed),
        sessions=_rows(Session, seat, changed, "round"),
        corrected=_of_known(_rows(Amendment, seat, new, "statement__book"), heads),
        struck=_of_known(_rows(Striking, seat, new, "statement__book"), heads),
    )


def _after(column: str, heads: Mapping[str, int]) -> Q:
    rule = Q()
    for book, number in heads.items():
        rule |= Q(book_id=book, **{f"{column}__gt": number})
    return rule or Q(pk__in=[])


def _rows(model: Any, seat: Seat, rule: Q, *related: str) -> list[Any]:
    return list(
        model.objects.seen_by(seat).filter(rule).select_related("book", *related).order_by("book__name", "number")
    )


def _of_others(model: Any, seat: Seat, rule: Q, *related: str) -> list[Any]:
    return _rows(model, seat, rule & ~Q(seat=seat.id), *related)


def _of_known(rows: list[Any], heads: Mapping[str, int]) -> list[Any]:
    """Those about statements that the reader had seen: of a new one, the brief shows what it says now."""
    return [row for row in rows if row.statement.number <= heads.get(row.statement.book_id, 0)]


def _by_issue(seat: Seat, heads: Mapping[str, int], new: Q) -> list[OnIssue]:
    found: dict[str | None, OnIssue] = {}

    def on(issue: Issue | None) -> OnIssue:
        key = issue.id if issue else None
        if key not in found:
            found[key] = OnIssue(issue, called(issue).to(seat) if issue else "")
        return found[key]

    own = StatusChange.objects.seen_by(seat).filter(seat=seat.id, number=F("issue__number")).values("issue")
    for issue in Issue.objects.seen_by(seat).filter(new).exclude(id__in=own).select_related("book"):
        on(issue).is_new = True
    # Raising an issue gives it its first status: that is no movement.
    for step in _of_others(StatusChange, seat, new & ~Q(number=F("issue__number")), "issue__book"):
        on(step.issue).steps.append(step)
    for solution in _rows(Solution, seat, _after("changed", heads), "issue__book", "party"):
        if solution.seat_id != seat.id or solution.changed > solution.number:
            on(solution.issue).solutions.append(solution)
    for stance in _of_others(Stance, seat, new, "solution__book", "solution__issue__book", "party"):
        stance.called = called(stance.solution).to(seat)
        on(stance.solution.issue).stances.append(stance)
    for position in _of_others(Position, seat, new, "issue__book", "party"):
        on(position.issue).positions.append(position)
    _add_statements(seat, new, on)
    return sorted(found.values(), key=_order)


def _add_statements(seat: Seat, new: Q, on: Callable[[Issue | None], OnIssue]) -> None:
    rows = Statement.objects.seen_by(seat).filter(new).exclude(state="struck").exclude(seat_id=seat.id)
    about = dict(
        Mention.objects.seen_by(seat)
        .filter(new, number=F("statement__number"))
        .order_by("-about__number")
        .values_list("statement_id", "about_id")
    )
    issues = {i.id: i for i in Issue.objects.seen_by(seat).filter(id__in=set(about.values())).select_related("book")}
    ids: dict[str, list[str]] = {}
    for id in rows.order_by("at", "book_id", "number").values_list("id", flat=True):
        ids.setdefault(about.get(id, ""), []).append(id)
    for issue, of_issue in ids.items():
        on(issues.get(issue)).said += len(of_issue)
    share = max(FEWEST, LINES // len(ids)) if ids else 0
    shown = {id for of_issue in ids.values() for id in of_issue[-share:]}
    latest = with_related(
        list(with_names(rows.filter(id__in=shown)).order_by("at", "book_id", "number")), seen_by(seat)
    )
    for statement in latest:
        on(issues.get(about.get(statement.id, ""))).statements.append(statement)


def _order(each: OnIssue) -> tuple[bool, bool, str, int]:
    """As on the agenda: the plenary's issues first; what was said beside the agenda comes last."""
    issue = each.issue
    return (
        issue is None,
        bool(issue and issue.book.kind != "plenary"),
        issue.book.name if issue else "",
        issue.number if issue else 0,
    )
