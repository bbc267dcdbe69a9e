"""What the columns of a sheet's file are called, and the words of its scales: as a key, or in any language of the interface."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from goodoffices.assessment.labels import (
    CONFIDENCE,
    EFFECTS,
    HORIZONS,
    LIKELIHOOD,
    LIKELIHOOD_CHOICES,
    ROWS,
    SCOPES,
    SEVERITY,
)
from goodoffices.record.fields import looks_like

COLUMNS: dict[str, Any] = {
    "row_kind": _("Kind of row"),
    "row": _("Row"),
    "scope": _("For whom"),
    "column": _("Column"),
    "implication": _("Implication"),
    "judge": _("Judge"),
    "room": _("Narrower room"),
    "effect": _("Effect"),
    "likelihood": _("Likelihood"),
    "severity": _("Severity"),
    "horizon": _("When"),
    "confidence": _("Confidence"),
    "reasons": _("Reasons"),
    "source": _("Source"),
    "round": _("Round"),
    "of_words": _("Words that were judged"),
    "citation": _("Citation"),
    "withdrawn": _("Withdrawn on"),
}
#: What stands under “Words that were judged”: whether the implication was described or reworded since.
PRESENT_WORDS, EARLIER_WORDS = _("The present words"), _("Judged before the present words were written")
#: The columns of a judgement that somebody fills in; those that may only hold words of a scale have one.
SAID = ("likelihood", "severity", "effect", "horizon", "confidence", "reasons", "source")
SCALES: dict[str, Mapping[str, Any]] = {
    "row_kind": ROWS,
    "scope": SCOPES,
    "effect": EFFECTS,
    "likelihood": LIKELIHOOD_CHOICES,
    "severity": SEVERITY,
    "horizon": HORIZONS,
    "confidence": CONFIDENCE,
}


@dataclass(frozen=True)
class Spoken:
    """By what a word looks like, its key: of the columns, and of each scale."""

    columns: Mapping[str, str]
    scales: Mapping[str, Mapping[str, str]]

    @classmethod
    def now(cls) -> "Spoken":
        """Read once for a file: it asks every language of the interface."""
        scales = {name: _keys(scale) for name, scale in SCALES.items()}
        scales["likelihood"] = {**scales["likelihood"], **_keys(LIKELIHOOD)}
        return cls(_keys(COLUMNS), scales)

    def key(self, scale: str, word: str) -> str:
        """Empty where the word is none of the scale."""
        return self.scales[scale].get(looks_like(word), "")

    def of_kind(self, scale: str, text: str) -> tuple[str, str]:
        """A kind, and a name: `The world` is a kind without one, `Affected, and not at the table: fishers` both."""
        if key := self.key(scale, text):
            return key, ""
        kind, colon, name = text.partition(":")
        key = self.key(scale, kind) if colon else ""
        return (key, name.strip()) if key else ("", text.strip())


def keys_of(scale: str) -> Mapping[str, str]:
    """By what a word looks like, in any language of the interface, its key on one scale."""
    return _keys(SCALES[scale])


def _keys(words: Mapping[str, Any]) -> dict[str, str]:
    found = {looks_like(key): key for key in words}
    for language, _called in settings.LANGUAGES:
        with override(language):
            found.update({looks_like(str(word)): key for key, word in words.items()})
    return found
