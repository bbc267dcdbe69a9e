"""What sorts of minutes, their states and the fates of corrections are called."""

from django.utils.translation import gettext_lazy as _

STYLES = {
    "summary": _("Summary record"),
    "agreed": _("Agreed minutes"),
    "verbatim": _("Verbatim record"),
}

STATES = {
    "circulated": _("Circulated for approval"),
    "locked": _("Locked"),
}

TONES = {"circulated": "moving", "locked": "settled"}

#: How minutes came to be locked.
WAYS = {
    "approved": _("every party approved them"),
    "consent": _("they were adopted by consent"),
    "silence": _("they were adopted by silence"),
    "blind": _("they were adopted by blind acceptance"),
}

CORRECTIONS = {
    "open": _("Proposed"),
    "taken_in": _("Taken into the minutes"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
    "note": _("Stands as a note"),
}

CORRECTION_TONES = {"open": "moving", "taken_in": "settled", "note": "grave"}
