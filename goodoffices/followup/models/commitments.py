"""Commitments, what heads said to them, what obligors report, what verifiers find, and the events that days hang on."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.followup.labels import FINDINGS, FOR_ALL, MISSING, PROGRESS, PUBLICITY, TOLD
from goodoffices.process.models import Seat
from goodoffices.record.models import ID_LENGTH, Recorded, ScopedQuerySet
from goodoffices.record.things import Noun, Thing

TITLE_LENGTH = 120
#: How a side is written: a party by its key, the third party by this.
THIRD_PARTY = "third_party"


def title_of(words: str) -> str:
    """What a commitment is called in a list: its first line, cut."""
    first = words.strip().split("\n", 1)[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1].rstrip() + "…"


class CommitmentRows(ScopedQuerySet):
    def standing(self) -> Self:
        return self.filter(state__in=("proposed", "in_force"))

    def holding(self) -> Self:
        """Those on which others may build: they stand, or are met."""
        return self.filter(models.Q(state__in=("proposed", "in_force")) | models.Q(state="closed", closed_how="met"))

    def binding(self) -> Self:
        return self.filter(state="in_force")


class Commitment(Noun):
    """Who owes what to whom, by when, and who finds whether it is done. One row a term: an adjustment makes another."""

    sort: ClassVar[str] = "commitment"
    outlasts = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    source = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    who = models.JSONField()  # obligors: keys of parties, or THIRD_PARTY
    to = models.JSONField(default=list)
    what = models.TextField()
    objective = models.TextField(blank=True)
    due = models.CharField(max_length=240, blank=True)  # see `due.py`
    due_on = models.CharField(max_length=10, blank=True)  # ISO day, where the line leads to one
    verifier = models.CharField(
        max_length=80, blank=True
    )  # a side, `seat:‹id›` or a joint body such as `commission:‹key›`
    method = models.TextField(blank=True)
    evidence_kinds = models.JSONField(default=list)
    indicator = models.TextField(blank=True)
    baseline = models.TextField(blank=True)
    publicity = models.CharField(max_length=8, default="table")
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=12, default="proposed")  # in_force, superseded, withdrawn, closed
    in_force_at = models.CharField(max_length=24, blank=True)
    term = models.PositiveSmallIntegerField(default=1)
    supersedes = models.CharField(max_length=ID_LENGTH, blank=True)  # the term before
    superseded_by = models.CharField(max_length=ID_LENGTH, blank=True)
    reported = models.CharField(max_length=10, blank=True)  # the least that any obligor reports
    reported_number = models.PositiveBigIntegerField(default=0)
    found = models.CharField(max_length=12, blank=True)
    found_number = models.PositiveBigIntegerField(default=0)
    missed = models.BooleanField(default=False)  # the clock has noted that its day passed
    closed_how = models.CharField(max_length=12, blank=True)
    public = models.CharField(max_length=ID_LENGTH, blank=True)  # its copy in the public book

    objects: ClassVar[Any] = CommitmentRows.as_manager()

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return title_of(self.what)

    @property
    def stands(self) -> bool:
        return self.state in ("proposed", "in_force")

    @property
    def kept(self) -> bool:
        """Whether it was closed because it is met."""
        return self.state == "closed" and self.closed_how == "met"

    @property
    def how_ended(self) -> str:
        if self.kept:
            return "done"
        return {"withdrawn": "withdrawn", "superseded": "replaced", "closed": "closed"}.get(self.state, "")

    @property
    def bound(self) -> list[str]:
        """Every side that it binds or is owed to."""
        return list(dict.fromkeys([*self.who, *self.to]))

    @property
    def missing(self) -> list[str]:
        """What is not said, and would be needed to check it."""
        return [str(sentence) for field, sentence in MISSING.items() if not getattr(self, field)]

    @property
    def reported_name(self) -> str:
        return str(PROGRESS[self.reported]) if self.reported else ""

    @property
    def found_name(self) -> str:
        return str(FINDINGS[self.found]) if self.found else ""

    @property
    def for_the_public(self) -> bool:
        """Whether it is meant for the public, once those who are bound consent."""
        return self.publicity == FOR_ALL  # house: audience: how far it is told, not a book

    @property
    def publicity_name(self) -> str:
        return str(PUBLICITY[self.publicity])

    @property
    def told_name(self) -> str:
        """Who may be told now, in short: what is for the public is not public before all consent."""
        return str(TOLD["told" if self.public else self.publicity])

    def in_words(self) -> str:
        return "\n".join(part for part in (self.what, self.objective) if part)

    def page(self) -> str:
        return reverse("followup:commitment", args=[self.book.process_id, self.id])


class Voice(Recorded):
    """What an obligor's head says to a commitment that is proposed; the later one of a side counts."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    side = models.CharField(max_length=24)
    accepts = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]


class Said(Noun):
    """What a seat says of how a commitment stands."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    side = models.CharField(max_length=24, blank=True)
    words = models.TextField(blank=True)
    files = models.JSONField(default=list)  # ids of files in the same book
    at = models.CharField(max_length=24)

    class Meta:
        abstract = True
        ordering = ["number"]

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return f"{reverse('followup:commitment', args=[self.book.process_id, self.commitment_id])}#said-{self.id}"


class Report(Said):
    """What an obligor reports."""

    sort: ClassVar[str] = "commitment_report"
    outlasts = True

    progress = models.CharField(max_length=10)

    @property
    def progress_name(self) -> str:
        return str(PROGRESS[self.progress])


class Finding(Said):
    """What the verifier finds, and how."""

    sort: ClassVar[str] = "commitment_finding"
    outlasts = True

    finding = models.CharField(max_length=12)
    method_used = models.TextField(blank=True)
    publicity = models.CharField(max_length=8, default="table")

    @property
    def finding_name(self) -> str:
        return str(FINDINGS[self.finding])


class Event(Recorded):
    """That an event by which days are counted falls on a day; the later naming of the same event counts."""

    name = models.CharField(max_length=200)
    on = models.CharField(max_length=10)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
