"""What the states of renderings and terms are called."""

from django.utils.translation import gettext_lazy as _

MADE = {
    "human": _("By a person"),
    "machine": _("By a machine"),
    "revised": _("By a machine, revised by a person"),
}
TERM_STATES = {
    "proposed": _("Proposed"),
    "agreed": _("Agreed"),
    "agreed_to_differ": _("Agreed to differ"),
    "deliberately_open": _("Deliberately open"),
    "avoided": _("Avoided"),
}
TONES = {"agreed": "settled", "agreed_to_differ": "attention", "deliberately_open": "warm", "avoided": "attention"}
# The states of which a writer is warned before sending.
DIVERGENT = ("agreed_to_differ", "deliberately_open", "avoided")
