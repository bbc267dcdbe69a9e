"""What has changed in a reader's view since a point in each of its books: issue by issue, then beside them.

Every office is asked, and says in its declaration how its own is shown. On an issue, what is nearest to it comes first:
the offices are asked from the lowest floor up.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from django.apps import apps

from goodoffices.agenda.acts import called
from goodoffices.agenda.agreement import with_agreements
from goodoffices.agenda.models import Issue
from goodoffices.process.audience import is_table
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.office import Office, Section, offices

Shown = tuple[str, Change]  # a template, and what it shows


@dataclass
class OnIssue:
    """What moved on one issue, or, without one, what was said beside the agenda."""

    issue: Issue | None
    called: str = ""  # its title, or its number for those admitted after it got that title
    moved: dict[str, Change] = field(default_factory=dict)  # by the names of their sections

    @property
    def is_new(self) -> bool:
        return "new" in self.moved

    @property
    def shown(self) -> list[Shown]:
        moved = [(section.template, self.moved.get(name)) for name, section in on_issues().items()]
        return [(template, change) for template, change in moved if template and change]


@dataclass
class Changes:
    issues: list[OnIssue]
    others: dict[str, Change]  # by the names of their sections

    @property
    def nothing(self) -> bool:
        return not self.issues and not any(change.rows for change in self.others.values())

    @cached_property
    def beside(self) -> list[tuple[str, list[Shown]]]:
        """Under their headings."""
        found: dict[str, list[Shown]] = {}
        for name, section in beside_issues().items():
            if self.others[name].rows:
                found.setdefault(str(section.heading), []).append((section.template, self.others[name]))
        return list(found.items())


def movement(seat: Seat, heads: Mapping[str, int]) -> Iterator[tuple[Section, Change]]:
    """The same without what was said: how things stand, section by section."""
    for office, name, section in _sections():
        if not section.of_words:
            yield from ((section, change) for change in _found(seat, office, name, heads))


def changes(seat: Seat, heads: Mapping[str, int]) -> Changes:
    """Everything of others that came, or changed, after these numbers; what the reader did itself is left out."""
    found: dict[str, OnIssue] = {}
    others: dict[str, Change] = {}
    for office, name, section in _sections():
        for change in _found(seat, office, name, heads):
            if section.heading:
                others[name] = change
            else:
                key = change.issue.id if change.issue else ""
                on = found.setdefault(key, OnIssue(change.issue, _called(change.issue, seat)))
                on.moved[name] = change
    for on in found.values():
        # A copy: what offices found is cached, and nobody may change it.
        on.issue = with_agreements(seat, [copy(on.issue)])[0] if on.issue else None
    return Changes(sorted(found.values(), key=_order), others)


def _found(seat: Seat, office: Office, name: str, heads: Mapping[str, int]) -> Iterable[Change]:
    section = office.changes[name]
    if section.of_words:
        return cast(Iterable[Change], office.resolve(section.find)(seat, heads))
    return _moved(seat, office.label, name, tuple(sorted(heads.items())))


@cached(per="seat")
def _moved(seat: Seat, office: str, name: str, heads: tuple[tuple[str, int], ...]) -> list[Change]:
    """The same, remembered: it is less, and seldom new."""
    found = cast(Office, apps.get_app_config(office))
    return list(found.resolve(found.changes[name].find)(seat, dict(heads)))


def on_issues() -> dict[str, Section]:
    """What is told issue by issue, by name."""
    from_below = reversed(list(offices()))
    return {name: each for office in from_below for name, each in office.changes.items() if not each.heading}


def beside_issues() -> dict[str, Section]:
    """What is told beside the issues, by name."""
    return {name: section for _office, name, section in _sections() if section.heading}


def _sections() -> list[tuple[Office, str, Section]]:
    return [(office, name, section) for office in offices() for name, section in office.changes.items()]


def _called(issue: Issue | None, seat: Seat) -> str:
    return called(issue).to(seat) if issue else ""


def _order(each: OnIssue) -> tuple[bool, bool, str, int]:
    """As on the agenda: the plenary's issues first; what was said beside the agenda comes last."""
    issue = each.issue
    return (
        issue is None,
        bool(issue and not is_table(issue.audience)),
        issue.book.name if issue else "",
        issue.number if issue else 0,
    )
