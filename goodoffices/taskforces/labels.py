"""What the states of terms, items and recommendations are called."""

from django.utils.translation import gettext_lazy as _

TERMS_STATES = {
    "drafted": _("Drafted"),
    "in_force": _("In force"),
    "replaced": _("Replaced by a later draft"),
    "ended": _("Has ended"),
}

REPORT_STATES = {
    "drafted": _("Drafted"),
    "delivered": _("Delivered"),
    "replaced": _("Replaced by a later draft"),
}

ITEM_STATES = {
    "open": _("To do"),
    "under_way": _("In progress"),
    "done": _("Done"),
    "dropped": _("Dropped"),
}

TONES = {"drafted": "moving", "in_force": "settled", "delivered": "settled", "under_way": "moving", "done": "settled"}

#: How a task force has ended.
ENDINGS = {
    "sunset": _("At its sunset"),
    "wound_up": _("Wound up by consent of the heads"),
}

#: What a recommendation may become.
TAKEN_UP_AS = {
    "solution": _("a prospective solution"),
    "commitment": _("a commitment"),
}
