"""Issues: raising and rewording them, and setting their status."""

from typing import Any, ClassVar, Literal

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.references import IssueId, demand_room, title_of
from goodoffices.agenda.labels import DERIVED, STATUSES
from goodoffices.agenda.models import Issue, Rewording, StatusChange, View
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_table
from goodoffices.process.models import Seat
from goodoffices.record.acts import InBook, Line, Note, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

Status = Literal[
    "open", "under_discussion", "tense", "rising", "ongoing", "blocked", "converging", "agreed_ad_ref", "agreed",
    "deferred", "closed",
]  # fmt: skip


class RaiseIssue(Attributed, InBook):
    """Put an issue on the agenda; of the plenary, or of the room whose book is named."""

    kind: ClassVar[str] = "agenda.raise_issue"
    says: ClassVar = gettext_lazy("%(by)s raised the issue “%(title)s”.")
    label: ClassVar = gettext_lazy("Raise the issue")
    field_labels: ClassVar = {"words": gettext_lazy("Status in words")}
    choice_labels: ClassVar = {"status": STATUSES}
    retired: ClassVar = {"status": DERIVED}

    title: Line
    summary: Note = ""
    status: Status = "open"
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        seat.process.demand_open(self.audience(seat))

    def check(self, seat: Seat) -> None:
        _demand_set(self.status)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Issue.make(
            entry,
            # Older entries count the issues of their book, which would tell those admitted later how many came before.
            ordinal=entry.facts.get("ordinal", entry.number),
            title=self.title,
            summary=self.summary,
            status=self.status,
            words=self.words,
            since=entry.at,
        )
        _step(entry, entry.id, self.status, self.words)


class _OnIssue(Attributed):
    """An act about one issue, in its own book."""

    issue: IssueId

    def audience(self, seat: Seat) -> Audience:
        """The issue’s own book."""
        return visible_or_404(Issue, seat, self.issue).audience

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(Issue, self.issue)}


class _Status(_OnIssue):
    """An act that says how an issue stands; agreed is what nobody says."""

    choice_labels: ClassVar = {"status": STATUSES}
    retired: ClassVar = {"status": DERIVED}

    status: Status
    words: Note = ""

    def check(self, seat: Seat) -> None:
        _demand_set(self.status)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "status": STATUSES[self.status]}


class SetStatus(_Status):
    """Say how an issue stands now."""

    kind: ClassVar[str] = "agenda.set_status"
    says: ClassVar = gettext_lazy("%(by)s set the status of “%(title)s”: %(status)s.")
    label: ClassVar = gettext_lazy("Set the status")

    def allowed(self, seat: Seat) -> bool:
        """In the plenary, who leads the third party and who decides for a party; in a narrower book everyone who reads it."""
        if is_table(self.audience(seat)):
            return seat.leads or seat.decides
        return seat.speaks

    def apply(self, entry: Entry) -> None:
        Issue.change(entry, self.issue, status=self.status, words=self.words, since=entry.at)
        _step(entry, self.issue, self.status, self.words)


class SayStatus(_Status):
    """A head says how the party sees an issue: shown as that side’s view, beside the status."""

    kind: ClassVar[str] = "agenda.say_status"
    says: ClassVar = gettext_lazy("%(by)s said how their side sees “%(title)s”: %(status)s.")
    label: ClassVar = gettext_lazy("Say how our side sees it")

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party."""
        return seat.delegate and seat.decides

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"view": draw.id("view"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        earlier = View.objects.of(entry).filter(issue_id=self.issue, party_id=party, current=True)
        earlier.update(current=False, changed=entry.number)
        View.make(
            entry,
            id=entry.facts["view"],
            issue_id=self.issue,
            seat_id=entry.actor,
            party_id=party,
            status=self.status,
            words=self.words,
            at=entry.at,
        )


class AmendIssue(_OnIssue):
    """Give an issue another title or summary; how it read before stays beside it."""

    kind: ClassVar[str] = "agenda.amend_issue"
    says: ClassVar = gettext_lazy("%(by)s reworded the issue “%(title)s”.")
    label: ClassVar = gettext_lazy("Record the new wording")

    title: Line | None = None
    summary: Note | None = None

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, and whoever raised it."""
        return seat.leads or (seat.speaks and _raised_by(seat, self.issue))

    def check(self, seat: Seat) -> None:
        issue = visible_or_404(Issue, seat, self.issue)
        if (self.title or issue.title, _or(self.summary, issue.summary)) == (issue.title, issue.summary):
            raise Refused(_("That is how the issue already reads. Change its title or its summary."))

    def apply(self, entry: Entry) -> None:
        issue = Issue.objects.of(entry).get(id=self.issue)
        first = {} if issue.first_title else {"first_title": issue.title, "first_summary": issue.summary}
        Issue.change(
            entry,
            issue.id,
            title=self.title or issue.title,
            summary=_or(self.summary, issue.summary),
            **first,
        )
        Issue.reword(entry, issue.id)
        Rewording.make(
            entry,
            id=derived(issue.id, "rewording", entry.number),
            issue_id=issue.id,
            seat_id=entry.actor,
            # Unchanged parts are not repeated here: they may date from before a later reader was admitted.
            title=self.title or "",
            summary=self.summary,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": self.title or title_of(Issue, self.issue)}


def _raised_by(seat: Seat, issue: str) -> bool:
    """Whether this seat raised the issue: its first step is by whoever did."""
    first = StatusChange.objects.seen_by(seat).filter(
        issue=issue, issue__taken_up=False, number=F("issue__number"), seat_id=seat.id
    )
    return bool(first.exists())


def _demand_set(status: str) -> None:
    """Refused where a status is asked for that nobody sets: what is agreed follows from what the parties accept."""
    if status in DERIVED:
        raise Refused(
            _(
                "Nobody sets an issue as agreed: it is agreed once every party accepts a solution. Table one, and let each head accept it."
            )
        )


def _or(said: str | None, before: str) -> str:
    return before if said is None else said


def first_step(entry: Entry, issue: str) -> None:
    """An issue that nobody in particular raised is open."""
    _step(entry, issue, "open", "")


def _step(entry: Entry, issue: str, status: str, words: str) -> None:
    StatusChange.make(
        entry,
        id=derived(issue, "status", entry.number),
        issue_id=issue,
        seat_id=entry.actor,
        status=status,
        words=words,
        at=entry.at,
    )
