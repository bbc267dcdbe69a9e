"""What a text is about: its issues with their solutions on its pages, and the texts about an issue on the issue's page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goodoffices.agenda.models import Issue, Solution
from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat
from goodoffices.text.models import Draft


@dataclass(frozen=True)
class Linked:
    """An issue, and what has been tabled to solve it, as far as this seat reads it."""

    issue: Issue
    solutions: tuple[Solution, ...]


def issues_of(seat: Seat, draft: Draft) -> list[Linked]:
    """The issues that a text was said to be about."""
    issues = list(Issue.objects.seen_by(seat).filter(id__in=draft.issues).select_related("book").order_by("number"))
    rows = Solution.objects.seen_by(seat).filter(issue__in=[each.id for each in issues]).select_related("book")
    by_issue: dict[str, list[Solution]] = {}
    for each in rows.order_by("number") if issues else ():
        by_issue.setdefault(each.issue_id, []).append(each)
    return [Linked(each, tuple(by_issue.get(each.id, ()))) for each in issues]


def texts_beside(seat: Seat, sort: str, ids: Iterable[str]) -> Mapping[str, Part]:
    """By issue, the texts about it."""
    wanted = set(ids)
    found: dict[str, list[Draft]] = {}
    for draft in Draft.objects.seen_by(seat).select_related("book").order_by("-at", "id"):
        for id in wanted & set(draft.issues):
            found.setdefault(id, []).append(draft)
    return {id: Part("text/_about_issue.html", {"drafts": drafts}) for id, drafts in found.items()}
