"""Issues, prospective solutions, stances and positions."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.agenda.labels import DERIVED, PROVISIONALLY, RECORDED, SOLUTION_STATES, STANCES, STATUSES, TONES
from goodoffices.process.audience import is_delegation
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH, Recorded, ScopedQuerySet
from goodoffices.record.things import Noun, OnThing


class Issue(Noun):
    """What the sides talk about."""

    sort: ClassVar[str] = "issue"
    lasting = True

    ordinal = models.PositiveIntegerField()  # its place in its own book: by itself, that of its entry
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=20, default="open")
    words = models.TextField(blank=True)
    since = models.CharField(max_length=24)
    # As it was raised, once it has been reworded; empty before. Here, since who may not read this row may not read these.
    first_title = models.CharField(max_length=300, blank=True, default="")
    first_summary = models.TextField(blank=True, default="")
    taken_up = models.BooleanField(default=False)  # from an adopted agenda, and by nobody in particular

    class Meta:
        ordering = ["book_id", "ordinal"]

    agreement: Any = None  # an `agreement.Agreement`, as `agreement.with_agreements` hangs it on

    def __str__(self) -> str:
        return self.title

    @property
    def shown_status(self) -> str:
        """What is agreed on it; else the status that was last set, which is not told as agreed where it says so."""
        return str(self.agreement.state) if self.agreement else _told(self.status)

    @property
    def status_name(self) -> str:
        if self.agreement and self.agreement.provisional:
            return str(PROVISIONALLY[self.agreement.state])
        return str(STATUSES[self.agreement.state]) if self.agreement else _name_of(self.status)

    @property
    def shown_words(self) -> str:
        """What was said with the status that is shown; of an agreement, which solution it is."""
        return str(self.agreement.title) if self.agreement else self.words

    @property
    def shown_since(self) -> str:
        return str(self.agreement.at) if self.agreement else self.since

    @property
    def tone(self) -> str:
        return TONES.get(self.shown_status, "quiet")

    def in_words(self) -> str:
        return _together(self.title, self.summary)

    def in_words_at(self, wording: int) -> str:
        title, summary = self.first_title or self.title, self.first_summary if self.first_title else self.summary
        for row in Rewording.objects.of(self).filter(issue=self, number__lte=wording):
            title, summary = row.title or title, summary if row.summary is None else row.summary
        return _together(title, summary)

    def page(self) -> str:
        return reverse("agenda:issue", args=[self.book.process_id, self.id])


class Rewording(Recorded):
    """What an amendment of an issue says anew; an empty title and no summary are as they were before."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(null=True)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class StatusChange(Recorded):
    """One step of an issue's movement."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    by: str = ""  # who set it, as far as its reader is told, as `queries.movement` hangs it on

    @property
    def status_name(self) -> str:
        return _name_of(self.status)

    @property
    def tone(self) -> str:
        return TONES.get(_told(self.status), "quiet")


class View(Recorded):
    """How one side sees an issue; a later view takes the earlier one's place, and the earlier one stays."""

    lasting = True

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]

    @property
    def status_name(self) -> str:
        return str(STATUSES[self.status])

    @property
    def tone(self) -> str:
        return TONES.get(self.status, "quiet")


class SolutionRows(ScopedQuerySet):
    def standing(self) -> Self:
        return self.exclude(state="withdrawn")


class Solution(Noun):
    sort: ClassVar[str] = "solution"
    related: ClassVar[tuple[str, ...]] = ("book", "party", "issue__book")
    lasting = True

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")  # null: tabled by the third party
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=20, default="tabled")
    at = models.CharField(max_length=24)

    stances: "list[Stance] | None" = None  # where the parties stand; set by a page's query
    ours = ""  # where the reader's own party stands; set there, too

    objects: ClassVar[Any] = SolutionRows.as_manager()

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def state_name(self) -> str:
        return str(SOLUTION_STATES[self.state])

    @property
    def tone(self) -> str:
        return "settled" if self.state in ("accepted_ad_ref", "confirmed") else "quiet"

    def in_words(self) -> str:
        return _together(self.title, self.text)

    @property
    def stands(self) -> bool:
        return self.state != "withdrawn"

    def page(self) -> str:
        return f"{reverse('agenda:issue', args=[self.book.process_id, self.issue_id])}#solution-{self.id}"


class Stance(Recorded):
    """Where a party stands on a solution; a later one takes the earlier one's place and the earlier one stays."""

    lasting = True

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")  # null: by what all have adopted
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]

    @property
    def stance_name(self) -> str:
        return str(STANCES[self.stance])


class Settlement(OnThing):
    """That a thing has been adopted, and how: by consent, silence or blind acceptance. Made by offices above the agenda."""

    lasting = True

    how = models.CharField(max_length=12)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Position(Noun):
    """What a party wants, and why. In the party's own book, until it tables a new one in the plenary."""

    sort: ClassVar[str] = "position"

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    position = models.TextField()
    interest = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    tabled_book = models.CharField(max_length=ID_LENGTH, blank=True)
    tabled_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["at", "number"]  # numbers of different books cannot be compared

    @property
    def private(self) -> bool:
        """Whether nobody outside the delegation reads it."""
        return is_delegation(self.audience)

    def in_words(self) -> str:
        return _together(self.position, self.interest)

    def page(self) -> str:
        return reverse("agenda:issue", args=[self.book.process_id, self.issue_id])


def _told(status: str) -> str:
    return "recorded_as_agreed" if status in DERIVED else status


def _name_of(status: str) -> str:
    """What a status that was set is called."""
    return str(RECORDED.get(status) or STATUSES[status])


def _together(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
