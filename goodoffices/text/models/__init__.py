"""Texts and what parties did at them. All in the text’s own book; private reasons in their delegation’s."""

from goodoffices.text.models.drafts import STEP, Alternative, Draft, OneText, Provision, Revision, Wording
from goodoffices.text.models.final import AuthenticLanguages, CheckedRendering, Initialling, Signature
from goodoffices.text.models.marking import MarkedChange, Markup
from goodoffices.text.models.positions import Agreement, Bridge, Editor, Entrusted, Move, Reason, Reopening, ShownReason
from goodoffices.text.models.single import Criticism, ShownSingle

__all__ = [
    "STEP",
    "Agreement",
    "Alternative",
    "AuthenticLanguages",
    "Bridge",
    "CheckedRendering",
    "Criticism",
    "Draft",
    "Editor",
    "Entrusted",
    "Initialling",
    "MarkedChange",
    "Markup",
    "Move",
    "OneText",
    "Provision",
    "Reason",
    "Reopening",
    "Revision",
    "ShownReason",
    "ShownSingle",
    "Signature",
    "Wording",
]
