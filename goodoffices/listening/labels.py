"""What the states of a loop are called."""

from django.utils.translation import gettext_lazy as _

LOOP_STATES = {
    "restated": _("Said back; waits for the speaker"),
    "corrected": _("Something is missing; waits for a new restatement"),
    "confirmed": _("Confirmed as heard"),
    "waived": _("Let go by the mediator"),
}
NOT_AGREEMENT = _("Confirming says: this is what I said. It does not say: I agree.")

# What is said to ask, not to rebut: open also where talk is guided.
ASKING = ("question", "clarification", "point_of_order")

# Operative words, as `engines.operative` sorts them.
SORTS = {
    "number": _("Number"),
    "date": _("Date"),
    "negation": _("Negation"),
    "obligation": _("Obligation"),
    "who": _("Who to whom"),
}
