"""What the speech acts are called."""

from django.utils.translation import gettext_lazy as _

SPEECH_ACTS = {
    "statement": _("Statement"),
    "question": _("Question"),
    "answer": _("Answer"),
    "proposal": _("Proposal"),
    "reservation": _("Reservation"),
    "point_of_order": _("Point of order"),
    "clarification": _("Clarification"),
}
