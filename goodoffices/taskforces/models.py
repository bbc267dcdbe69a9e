"""Terms of reference with what the parties said to them; and, in a task force's own book, its plan and its reports."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.process.models import Party, Seat, TaskForce
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun
from goodoffices.taskforces.labels import ENDINGS, ITEM_STATES, REPORT_STATES, TERMS_STATES, TONES

TITLE_LENGTH = 120


class TermsRows(ScopedQuerySet):
    def standing(self) -> Self:
        """Those that no later draft has replaced."""
        return self.exclude(state="replaced")


class Terms(Noun):
    """What a task force is for and until when, in the plenary; of an initiative also with whom and with which means."""

    sort: ClassVar[str] = "terms_of_reference"
    related: ClassVar[tuple[str, ...]] = ("book", "force")
    lasting = True

    force = models.ForeignKey(TaskForce, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    rapporteur = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    purpose = models.TextField()
    scope = models.TextField(blank=True)
    out_of_scope = models.TextField(blank=True)
    deliverables = models.JSONField()  # [{"what", "due"}]
    sunset = models.CharField(max_length=10)  # the last day, ISO
    seats_per_party = models.PositiveSmallIntegerField(null=True)
    reports_to = models.CharField(max_length=300, blank=True)
    partners = models.JSONField()
    means = models.JSONField()  # by a party's key, in words
    milestones = models.JSONField()  # [{"what", "due"}]
    parties = models.JSONField()  # ids of those whose heads adopt it
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="drafted")
    adopted_at = models.CharField(max_length=24, blank=True)
    adopted = models.PositiveBigIntegerField(null=True)  # the number of the entry by which the last head adopted it
    alarm = models.CharField(max_length=40, blank=True)  # under which the clock was set for its sunset
    ended_at = models.CharField(max_length=24, blank=True)
    ended = models.PositiveBigIntegerField(null=True)
    ended_how = models.CharField(max_length=10, blank=True)

    objects: ClassVar[Any] = TermsRows.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.force.name

    @property
    def initiative(self) -> bool:
        """A joint initiative is a task force with partners, means or milestones."""
        return bool(self.partners or self.means or self.milestones)

    @property
    def in_force(self) -> bool:
        return self.state == "in_force"

    @property
    def state_name(self) -> str:
        return str(TERMS_STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    @property
    def ended_how_name(self) -> str:
        return str(ENDINGS[self.ended_how]) if self.ended_how else ""

    def in_words(self) -> str:
        due = [f"{each['what']} ({each['due']})" if each["due"] else each["what"] for each in self.deliverables]
        said = [self.purpose, self.scope, self.out_of_scope, *due, self.sunset]
        return "\n".join([self.title, *filter(None, said)])

    @property
    def stands(self) -> bool:
        return self.state in ("drafted", "in_force")

    def page(self) -> str:
        return reverse("taskforces:task_force", args=[self.book.process_id, self.force_id])


class OfParty(Recorded):
    """What was done for a party."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        abstract = True
        ordering = ["number"]


class Adoption(OfParty):
    """That a head adopted terms for its party; `unequal`: with unequal numbers, and saying so."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    unequal = models.BooleanField(default=False)


class Chair(OfParty):
    """The seat that co-chairs for its party; a later one takes the earlier one's place."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)


class Wish(OfParty):
    """That a party would extend a task force to a day, or wind it up; it is done once every head wishes the same."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    sunset = models.CharField(max_length=10, blank=True)  # empty: to wind it up
    why = models.TextField(blank=True)
    current = models.BooleanField(default=True)


class Ending(Recorded):
    """That the task force with this key has ended. Beside its terms, for those who came to the table after these."""

    key = models.CharField(max_length=24)
    how = models.CharField(max_length=10)
    at = models.CharField(max_length=24)


class Item(Noun):
    """Something to do in the work plan, in the task force's own book."""

    sort: ClassVar[str] = "work_item"

    force = models.ForeignKey(TaskForce, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=300)
    due = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, default="open")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    @property
    def title(self) -> str:
        return self.what

    @property
    def over(self) -> bool:
        return self.state in ("done", "dropped")

    @property
    def state_name(self) -> str:
        return str(ITEM_STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    def in_words(self) -> str:
        return self.what

    @property
    def stands(self) -> bool:
        return self.state != "dropped"

    def page(self) -> str:
        return f"{reverse('taskforces:plan', args=[self.book.process_id, self.force_id])}#item-{self.id}"


class Report(Noun):
    """What the rapporteur drafts for the co-chairs, in the task force's own book."""

    sort: ClassVar[str] = "task_force_report"

    force = models.ForeignKey(TaskForce, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    recommendations = models.JSONField()  # in their order, in words
    consensus = models.BooleanField(default=False)
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="drafted")
    tabled = models.CharField(max_length=40, blank=True)  # the id of its copy in the plenary

    class Meta:
        ordering = ["number"]

    @property
    def state_name(self) -> str:
        return str(REPORT_STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    def in_words(self) -> str:
        return "\n".join([*filter(None, [self.words]), *self.recommendations])

    @property
    def stands(self) -> bool:
        return self.state != "replaced"

    def page(self) -> str:
        return f"{reverse('taskforces:reports', args=[self.book.process_id, self.force_id])}#report-{self.id}"


class Dissent(OfParty):
    """In which a party does not follow a report, as its co-chair has it; a later one takes the earlier one's place."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    words = models.TextField()
    current = models.BooleanField(default=True)


class Delivery(OfParty):
    """That a co-chair has signed a report for delivery; it counts until a dissent is noted after it."""

    counts: bool = True  # as `deciding.signatures` finds it

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")


class TabledReport(Noun):
    """The copy of a delivered report in the plenary, without prejudice."""

    sort: ClassVar[str] = "tabled_report"
    related: ClassVar[tuple[str, ...]] = ("book", "force")

    force = models.ForeignKey(TaskForce, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    consensus = models.BooleanField(default=False)
    dissents = models.JSONField()  # [{"party": its key, "words"}]
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    @property
    def title(self) -> str:
        return self.force.name

    def in_words(self) -> str:
        return self.words or self.force.name

    def page(self) -> str:
        return reverse("taskforces:report", args=[self.book.process_id, self.force_id, self.id])


class Recommendation(Noun):
    """What a delivered report recommends, in the plenary: to be taken up or not."""

    sort: ClassVar[str] = "recommendation"
    related: ClassVar[tuple[str, ...]] = ("book", "report")

    report = models.ForeignKey(TabledReport, models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    words = models.TextField()
    taken_up = models.CharField(max_length=12, blank=True)  # as what
    became = models.CharField(max_length=40, blank=True)  # the id of what it became
    took_up = models.PositiveBigIntegerField(null=True)  # the number of the entry

    class Meta:
        ordering = ["number", "ordinal"]

    @property
    def title(self) -> str:
        first = self.words.strip().split("\n", 1)[0]
        return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1].rstrip() + "…"

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return (
            f"{reverse('taskforces:report', args=[self.book.process_id, self.report_id])}#recommendation-{self.ordinal}"
        )
