"""The agenda as one sheet: each issue with its status, its solutions, and where each side stands."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from goodoffices.agenda.agreement import Step, steps_of, with_agreements
from goodoffices.agenda.models import Issue, Position, Rewording, Solution, Stance, StatusChange, View
from goodoffices.process.audience import is_delegation, parties_in, table_first
from goodoffices.process.extensions import Place
from goodoffices.process.models import Party, Seat, parties_by_name


def places(seat: Seat) -> Iterator[Place]:
    """The issues that a seat may go to by their titles, the plenary's first."""
    issues = list(Issue.objects.seen_by(seat).select_related("book"))
    for issue in sorted(issues, key=lambda issue: table_first(issue.audience, issue.book.name, issue.number)):
        yield Place(_("Issues"), issue.title, issue.page())


def sheet(seat: Seat, issues: list[Issue] | None = None) -> list[dict[str, Any]]:
    """A row for each of these issues, or for every one that the seat sees, the plenary's first."""
    shown = Q() if issues is None else Q(issue__in=[issue.id for issue in issues])
    if issues is None:
        issues = list(Issue.objects.seen_by(seat).select_related("book"))
        issues.sort(key=lambda issue: table_first(issue.audience, issue.book.name, issue.number))
    issues = with_agreements(seat, issues)
    steps = _by_issue(StatusChange.objects.seen_by(seat).filter(shown).select_related("book"))
    solutions = _by_issue(Solution.objects.seen_by(seat).filter(shown).select_related("book", "party", "issue"))
    stances = _stances(seat, [solution.id for those in solutions.values() for solution in those])
    for solution in (each for theirs in solutions.values() for each in theirs):
        solution.stances = stances.get(solution.id, [])
        solution.ours = next((each.stance for each in solution.stances if each.party_id == seat.party_id), "")
    positions = _by_issue(Position.objects.seen_by(seat).filter(shown).select_related("book", "party"))
    parties = sorted(parties_by_name(seat), key=lambda party: party.mark)
    views = _by_issue(View.objects.seen_by(seat).filter(shown, current=True).select_related("book", "party"))
    return [
        {
            "issue": issue,
            "steps": steps.get(issue.id, []),
            "was": _before(issue, steps.get(issue.id, [])),
            "views": views.get(issue.id, []),
            "solutions": solutions.get(issue.id, []),
            "standing": [solution for solution in solutions.get(issue.id, []) if solution.state != "withdrawn"],
            "sides": sides,
            "stands": [(party, _latest(theirs)) for party, theirs in sides],
        }
        for issue in issues
        for sides in [_sides(parties_in(issue.audience, parties), positions.get(issue.id, []))]
    ]


def wordings(seat: Seat, issue: Issue) -> list[tuple[str, str | None, Any]]:
    """How an issue has read, from when it was raised on: title and summary, as far as said then, and the row that says so.
    Nothing while it reads as it was raised."""
    rows = list(Rewording.objects.seen_by(seat).filter(issue=issue).select_related("book"))
    raised = [(issue.first_title, issue.first_summary, issue)] if rows else []
    return raised + [(row.title, row.summary, row) for row in rows]


def movement(seat: Seat, issue: Issue, solutions: list[Solution]) -> list[StatusChange | Step]:
    """Every step of an issue in the order of its book: statuses, each with who set it as far as this seat is told, and
    what came to be agreed."""
    steps = list(StatusChange.objects.seen_by(seat).filter(issue=issue).select_related("book"))
    entries = issue.book.entries.filter(number__in=[step.number for step in steps])
    by = dict(entries.values_list("number", "by"))
    for step in steps:
        step.by = seat.names().get(by.get(step.number) or "", "")
    agreed = steps_of(seat, [each for each in solutions if each.book_id == issue.book_id])
    return sorted([*steps, *agreed], key=lambda step: (step.stance if isinstance(step, Step) else step).number)


def _before(issue: Issue, steps: list[StatusChange]) -> StatusChange | None:
    """The status before the one that is shown."""
    if issue.agreement:
        return steps[-1] if steps else None
    return steps[-2] if len(steps) > 1 else None


def _sides(parties: list[Party], positions: list[Position]) -> list[tuple[Party, list[Position]]]:
    return [(party, [position for position in positions if position.party_id == party.id]) for party in parties]


def _latest(positions: list[Position]) -> list[Position]:
    """Where a party stands: what it tabled last, and beside it one's own newer position that it has not tabled."""
    tabled = [position for position in positions if not is_delegation(position.audience)][-1:]
    own = [p for p in positions if is_delegation(p.audience) and p.tabled_number is None][-1:]
    return tabled + [p for p in own if not tabled or p.at >= tabled[0].at]


def _by_issue(rows: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.issue_id, []).append(row)
    return found


def _stances(seat: Seat, solutions: list[str]) -> dict[str, list[Stance]]:
    found: dict[str, list[Stance]] = {}
    current = Stance.objects.seen_by(seat).filter(solution__in=solutions, current=True)
    for stance in current.select_related("party", "book", "seat").order_by("party__mark"):
        found.setdefault(stance.solution_id, []).append(stance)
    return found
