"""Texts and what parties did at them. All in the text’s own book; private reasons in their delegation’s."""

from goodoffices.text.models.drafts import STEP, Alternative, Draft, Provision, Revision, Wording
from goodoffices.text.models.marking import MarkedChange, Markup
from goodoffices.text.models.positions import Agreement, Bridge, Editor, Entrusted, Move, Reason, Reopening, ShownReason

__all__ = [
    "STEP",
    "Agreement",
    "Alternative",
    "Bridge",
    "Draft",
    "Editor",
    "Entrusted",
    "MarkedChange",
    "Markup",
    "Move",
    "Provision",
    "Reason",
    "Reopening",
    "Revision",
    "ShownReason",
    "Wording",
]
