"""Decisions, and what parties say to them: consents, receipts, objections, answers, explanations."""

import hashlib
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.decisions.labels import ANSWERS, METHODS, REASONS, STATES, TONES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun, Thing

TITLE_LENGTH = 120
ADOPTED = ("adopted", "match")


def hash_of(words: str) -> str:
    """SHA-256 over the UTF-8 of a wording, in hexadecimal."""
    return hashlib.sha256(words.encode()).hexdigest()


def title_of(words: str) -> str:
    """What a wording is called in a list: its first line, cut."""
    first = words.strip().split("\n", 1)[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1].rstrip() + "…"


class DecisionRows(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state="put")

    def adopted(self) -> Self:
        return self.filter(state__in=ADOPTED)


class Decision(Noun):
    """A wording put to the parties, how it is decided, and what became of it."""

    sort: ClassVar[str] = "decision"
    lasting = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")  # null: words of its own
    of_wording = models.PositiveBigIntegerField(null=True)  # the number of the entry whose words it froze
    frozen = models.TextField()
    wording_hash = models.CharField(max_length=64)
    words = models.TextField(blank=True)  # said with it; of a decision without a subject they are the wording
    method = models.CharField(max_length=8)
    expires = models.CharField(max_length=24, blank=True)
    in_session = models.BooleanField(default=False)  # announced to everybody there
    parties = models.JSONField()  # ids of those who decide
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="put")
    why = models.CharField(max_length=12, blank=True)
    receipts = models.PositiveSmallIntegerField(null=True)
    ended_at = models.CharField(max_length=24, blank=True)
    ended = models.PositiveBigIntegerField(null=True)  # the number of the entry that ended it

    objects: ClassVar[Any] = DecisionRows.as_manager()

    about: Any = None  # the noun that it is about; set by `queries.with_all`
    consents: "list[Consent]"  # those that stand; set there, too
    objection: "Objection | None" = None
    explanations: "list[Explanation]"

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return title_of(self.frozen)

    @property
    def open(self) -> bool:
        return self.state == "put"

    @property
    def adopted(self) -> bool:
        return self.state in ADOPTED

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def method_name(self) -> str:
        return str(METHODS[self.method])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    @property
    def why_name(self) -> str:
        return str(REASONS[self.why]) if self.why else ""

    def in_words(self) -> str:
        return self.frozen

    @property
    def stands(self) -> bool:
        return self.open or self.adopted

    @property
    def how_ended(self) -> str:
        return "" if self.stands else "withdrawn" if self.state == "withdrawn" else "failed"

    def page(self) -> str:
        return reverse("decisions:decision", args=[self.book.process_id, self.id])


class Said(Recorded):
    """What a head said for its party about a decision; a later one takes the earlier one's place."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party: Any = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        abstract = True
        ordering = ["number"]


class Consent(Said):
    withdrawn = models.BooleanField(default=False)


class Receipt(Said):
    """That a head has received a decision. In the delegation's own book: nobody else learns when."""


class Objection(Said):
    """That a head broke the silence, and with which words; the party is told as far as the rules attribute."""

    party: Any = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")  # null: the rules name nobody
    named = models.CharField(max_length=8)  # seat, party, nobody
    words = models.TextField()
    amendment = models.TextField(blank=True)


class Answer(Said):
    """A blind answer, in the delegation's own book."""

    answer = models.CharField(max_length=8)
    condition = models.TextField(blank=True)
    current = models.BooleanField(default=True)

    @property
    def answer_name(self) -> str:
        return str(ANSWERS[self.answer])


class Explanation(Noun):
    """An explanation of position, or how a party reads what was adopted."""

    sort: ClassVar[str] = "explanation"
    related: ClassVar[tuple[str, ...]] = ("book", "party", "decision")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return f"{reverse('decisions:decision', args=[self.book.process_id, self.decision_id])}#explanation-{self.id}"
