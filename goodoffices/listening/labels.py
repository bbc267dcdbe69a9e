"""What the states of a loop are called."""

from django.utils.translation import gettext_lazy as _

LOOP_STATES = {
    "restated": _("Said back; waiting for the speaker"),
    "corrected": _("Something is missing; waiting for a new restatement"),
    "confirmed": _("Confirmed as heard"),
    "waived": _("Waived by the mediator"),
}
# The same once the words were corrected: what was said back or confirmed was so of an earlier wording.
OUTDATED = {
    "restated": _("Said back before the words were corrected; waiting for a new restatement"),
    "corrected": _("Something is missing; waiting for a new restatement"),
    "confirmed": _("Confirmed of an earlier wording"),
}
NOT_AGREEMENT = _("Confirming means “this is what I said”. It does not mean “I agree”.")

# What a delegate may let the mediator know during a session.
SIGNALS = {
    "go_on": _("Go on"),
    "slower": _("Slower"),
    "unheard": _("We do not feel heard"),
    "caucus": _("We need a caucus"),
}

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
