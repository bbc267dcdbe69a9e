"""What makes a text final: its authentic languages, renderings that somebody else has checked, initials and signatures."""

from django.db import models

from goodoffices.interpretation.models import Rendering
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded
from goodoffices.text.models.drafts import Draft, Revision


class AuthenticLanguages(Recorded):
    """In which languages one party's head would have a text be authentic; all heads have to name the same."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    languages = models.JSONField()
    current = models.BooleanField(default=True)

    @property
    def names(self) -> list[str]:
        return [LANGUAGES.get(code, code) for code in self.languages]


class CheckedRendering(Recorded):
    """That a second interpreter has read a rendering against its original, and found that it says the same."""

    rendering = models.ForeignKey(Rendering, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    named = models.CharField(max_length=8)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Initialling(Recorded):
    """That a head has initialled a revision, ne varietur.

    renderings  the checked ones that went with it: {language: {provision: id of the rendering}}
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    named = models.CharField(max_length=8)
    renderings = models.JSONField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Signature(Recorded):
    """That a head has signed a revision, with the testimonium under it: where, on which day, in which languages."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    place = models.CharField(max_length=300)
    date = models.CharField(max_length=10)
    languages = models.JSONField()
    depositary = models.CharField(max_length=300, blank=True)
    named = models.CharField(max_length=8)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]
