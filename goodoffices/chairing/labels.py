"""What the chair's rulings are called."""

from django.utils.translation import gettext_lazy as _

RULINGS = {"upheld": _("Upheld"), "overruled": _("Overruled")}
POINT_STATES = {"pending": _("Waiting for a ruling"), **RULINGS}

# How a meeting was held.
CHANNELS = {
    "in_person": _("In person"),
    "by_phone": _("By phone"),
    "video": _("By video"),
    "in_writing": _("In writing"),
}

# How speakers are named, from the most to the least that readers are told.
NAMED = ("seat", "party", "nobody")
