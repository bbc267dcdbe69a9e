"""Renderings, what is asked about them, and the terms of the glossary."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.interpretation.labels import MADE, TERM_STATES, TONES
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH, Recorded, ScopedQuerySet
from goodoffices.record.things import Noun, OnThing, Thing


class Rendering(OnThing, Noun):
    """A thing’s words in another language. The original is kept for ever; so is every rendering of it."""

    sort: ClassVar[str] = "rendering"

    # The number of the entry whose words it renders: the original’s, or a correction’s.
    rendered = models.PositiveBigIntegerField(db_column="wording")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    named = models.CharField(max_length=8, default="seat")  # how its maker is named: seat, party, nobody
    language = models.CharField(max_length=8)
    original = models.CharField(max_length=8, blank=True)  # the language it was rendered from, if its maker says so
    made = models.CharField(max_length=8)  # human, machine, revised
    text = models.TextField()
    revises = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="standing")  # standing, replaced, withdrawn

    class Meta:
        ordering = ["number"]

    # The thing beside which its original is read, where that is not the original itself: what was said back stands
    # beside what it says back.
    beside = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")

    queries: "list[Query]"  # set by `queries.with_queries`
    earlier: bool  # whether the original has been reworded since, or what the original answers to

    @property
    def made_name(self) -> str:
        return str(MADE[self.made])

    @property
    def language_name(self) -> str:
        return LANGUAGES.get(self.language, self.language)

    @property
    def original_name(self) -> str:
        return LANGUAGES.get(self.original, self.original)

    def in_words(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return self.state == "standing"


class Understanding(OnThing):
    """How somebody comes to understand words: they asked for a rendering, or said that they read the language."""

    what = models.CharField(max_length=8)  # asked, reads
    language = models.CharField(max_length=8, blank=True)  # into which it was asked for
    of_wording = models.PositiveBigIntegerField()
    beside = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    named = models.CharField(max_length=8, default="seat")  # seat, party, nobody
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    @property
    def language_name(self) -> str:
        return LANGUAGES.get(self.language, self.language)


class Query(Recorded):
    """A reader’s doubt about a rendering."""

    rendering = models.ForeignKey(Rendering, models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="open")  # open, answered

    class Meta:
        ordering = ["number"]

    answers: "list[Answer]"


class Answer(Recorded):
    """What was said to a query, and the rendering that came of it."""

    query = models.ForeignKey(Query, models.PROTECT, related_name="+")
    words = models.TextField()
    rendering = models.ForeignKey(Rendering, models.PROTECT, null=True, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class TermRows(ScopedQuerySet):
    def divergent(self) -> Self:
        return self.filter(status__in=("agreed_to_differ", "deliberately_open", "avoided"))


class Term(Noun):
    """A word of the talks, by language. In the plenary’s book it is the table’s; in a narrower one, a list of one’s own."""

    sort: ClassVar[str] = "term"
    lasting = True

    called = models.JSONField()  # language → word
    attested = models.JSONField(default=dict)  # language → where it was found; empty: nowhere
    meaning = models.TextField(blank=True)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=20, default="proposed")
    words = models.TextField(blank=True)  # the words of whoever put it on record
    at = models.CharField(max_length=24)

    objects: ClassVar[Any] = TermRows.as_manager()

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    accepted: "list[TermAcceptance]"  # set by `queries.glossary`
    usages: "list[Usage]"

    @property
    def title(self) -> str:
        """Its word in the language that comes first in the house’s order."""
        return next((self.called[code] for code in ("en", *LANGUAGES) if code in self.called), "")

    @property
    def status_name(self) -> str:
        return str(TERM_STATES[self.status])

    @property
    def tone(self) -> str:
        return TONES.get(self.status, "quiet")

    def in_words(self) -> str:
        return "\n".join(part for part in (*self.called.values(), self.meaning) if part)

    def page(self) -> str:
        return reverse("interpretation:term", args=[self.book.process_id, self.id])


class TermAcceptance(Recorded):
    """That a party agreed on a term; void once the term is settled otherwise."""

    lasting = True

    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
    void = models.BooleanField(default=False)


class Usage(Noun):
    """What one side means by a term; a later one takes the earlier one’s place, and the earlier one stays."""

    sort: ClassVar[str] = "usage"
    lasting = True

    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    def in_words(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return self.current

    def page(self) -> str:
        return reverse("interpretation:term", args=[self.book.process_id, self.term_id])


class FirstReading(models.Model):
    """What a seat reads first: renderings into a language, or (no row) the original. Not recorded."""

    seat = models.CharField(max_length=ID_LENGTH, unique=True)
    language = models.CharField(max_length=8)
