"""What rows, columns, judgements and runs are called. The words of likelihood and confidence, and the shares that go with them, are
those of the Intergovernmental Panel on Climate Change (Mastrandrea and others, Guidance Note on Uncertainties, 2010)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROWS = {
    "measure": _("Measure taken"),
    "trend": _("Trend"),
    "process": _("What the talks add"),
    "no_agreement": _("No agreement"),
}
SCOPES = {
    "regional": _("Region"),
    "global": _("The world"),
    "affected": _("Affected, and not at the table"),
}

LIKELIHOOD = {
    "very_unlikely": _("Very unlikely"),
    "unlikely": _("Unlikely"),
    "even": _("About as likely as not"),
    "likely": _("Likely"),
    "very_likely": _("Very likely"),
}
#: With the share of cases that each word stands for.
LIKELIHOOD_CHOICES = {
    "very_unlikely": _("Very unlikely (up to 10 %)"),
    "unlikely": _("Unlikely (up to a third)"),
    "even": _("About as likely as not (a third to two thirds)"),
    "likely": _("Likely (more than two thirds)"),
    "very_likely": _("Very likely (more than 90 %)"),
}
SEVERITY = {
    "negligible": _("Negligible"),
    "minor": _("Minor"),
    "moderate": _("Moderate"),
    "major": _("Major"),
    "severe": _("Severe"),
}
EFFECTS = {"harm": _("Harm"), "benefit": _("Benefit"), "mixed": _("Both harm and benefit")}
HORIZONS = {
    "weeks": _("Within weeks"),
    "months": _("Within months"),
    "years": _("Within years"),
    "generations": _("For generations"),
}
CONFIDENCE = {
    "very_low": _("Very low confidence"),
    "low": _("Low confidence"),
    "medium": _("Medium confidence"),
    "high": _("High confidence"),
    "very_high": _("Very high confidence"),
}

#: Of what a variant is tied to.
AGREEMENT = {
    "agreed": pgettext_lazy("what is negotiated", "agreed"),
    "tabled": _("on the table, not agreed"),
    "open": _("open, not agreed"),
}

STRENGTHS = {
    "3": _("promotes strongly"),
    "2": _("promotes"),
    "1": _("promotes weakly"),
    "0": _("no influence"),
    "-1": _("restrains weakly"),
    "-2": _("restrains"),
    "-3": _("restrains strongly"),
}
#: Between 0 and 1, and between −1 and 0: of decimals.
VERY_WEAK = {True: _("promotes very weakly"), False: _("restrains very weakly")}

WHOSE = {"mine": _("My own judgements"), "joint": _("The joint matrix")}
QUESTIONS = {"scenarios": _("Which futures hold together"), "tip": _("What a measure tips")}
RUN_STATES = {
    "asked": _("Being worked out"),
    "complete": _("Complete"),
    "truncated": _("Cut short"),
    "failed": _("Not worked out"),
    "cancelled": _("Cancelled"),
}
RUN_TONES = {"asked": "warm", "complete": "settled", "truncated": "attention", "failed": "grave"}
APPLIES = {True: _("applies"), False: _("does not apply")}


def rank(scale: Mapping[str, object], word: str) -> int:
    """Where a word stands on its scale, from 0."""
    return list(scale).index(word)


def heat_of(likelihood: str, severity: str) -> int:
    """The tint of a judgement, 0 to 4: half of both places together. It helps the eye; the words say what is meant."""
    return (rank(LIKELIHOOD, likelihood) + rank(SEVERITY, severity)) // 2
