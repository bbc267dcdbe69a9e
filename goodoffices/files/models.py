"""Files: what the record knows of them. Their bytes lie elsewhere (`storing.py`)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.files.labels import STATES, TONES, TYPES, told_in_words
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ScopedQuerySet
from goodoffices.record.things import Noun, Thing


class FileRows(ScopedQuerySet):
    def standing(self) -> Self:
        return self.filter(state="current")


class File(Noun):
    """A file on a thing of its own book.

    token    under which its bytes lie in the folder of its book
    size     in bytes; `sha256` in hexadecimal: both of what is given out
    remarks  plain records of the engine: what was removed, and what is still in it
    ended    the number of the entry that superseded or withdrew it
    """

    sort: ClassVar[str] = "file"
    related: ClassVar[tuple[str, ...]] = ("book", "party")

    about = models.ForeignKey(Thing, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    token = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=8, blank=True)
    original_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=16)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    remarks = models.JSONField()
    at = models.CharField(max_length=24)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default="current")
    ended = models.PositiveBigIntegerField(null=True)

    objects: ClassVar[Any] = FileRows.as_manager()

    subject: "Noun | None" = None  # what it is about; set by `queries.with_all`, and so are the next
    older: "File | None" = None
    newer: "File | None" = None
    translation: "File | None" = None  # of which it is the original
    originals: "list[File]"

    class Meta:
        ordering: ClassVar[list[str]] = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> bool:
        return self.state == "current"

    @property
    def given(self) -> bool:
        """Whether its bytes are given out."""
        return self.state != "withdrawn"

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def type_name(self) -> str:
        return str(TYPES[self.type])

    @property
    def language_name(self) -> str:
        return str(LANGUAGES.get(self.language, ""))

    @property
    def told_in_words(self) -> list[str]:
        return told_in_words(self.remarks)

    @property
    def party_of_book(self) -> str:
        """The party whose room it stands in; empty where it is no party’s."""
        name = self.book.name.removesuffix(f" {self.book.kind}")
        return name if name != self.book.name else ""

    def in_words(self) -> str:
        return f"{self.title}\n{self.name}\nSHA-256 {self.sha256}"

    def page(self) -> str:
        return reverse("files:file", args=[self.book.process_id, self.id])
