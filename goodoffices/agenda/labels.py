"""What the statuses of an issue and of a solution are called."""

from django.utils.translation import gettext_lazy as _

STATUSES = {
    "open": _("Open"),
    "under_discussion": _("Under discussion"),
    "tense": _("Tense"),
    "rising": _("Rising"),
    "ongoing": _("Ongoing"),
    "blocked": _("Blocked"),
    "converging": _("Converging"),
    "agreed_ad_ref": _("Agreed ad referendum"),
    "agreed": _("Agreed"),
    "deferred": _("Deferred"),
    "closed": _("Closed"),
}
# Nobody sets these: they follow from acceptances. Where old entries set them, they are told as `RECORDED`.
DERIVED = ("agreed_ad_ref", "agreed")
RECORDED = {
    "agreed_ad_ref": _("Recorded as agreed ad referendum"),
    "agreed": _("Recorded as agreed"),
}
PROVISIONALLY = {
    "agreed_ad_ref": _("Provisionally agreed, ad referendum"),
    "agreed": _("Provisionally agreed"),
}
# How a status sounds, for the mark beside its word.
TONES = {
    "tense": "attention",
    "rising": "attention",
    "ongoing": "attention",
    "blocked": "attention",
    "under_discussion": "warm",
    "converging": "warm",
    "agreed_ad_ref": "settled",
    "agreed": "settled",
}
SOLUTION_STATES = {
    "tabled": _("Tabled"),
    "accepted_ad_ref": _("Accepted ad referendum"),
    "confirmed": _("Confirmed by all"),
    "declined": _("Declined by a capital"),
    "withdrawn": _("Withdrawn"),
}
STANCES = {
    "supports": _("Supports"),
    "reserves": _("Reserves its position"),
    "accepts": _("Accepts ad referendum"),
    "confirms": _("Its capital confirms"),
    "declines": _("Its capital declines"),
}
