"""What the ways of travelling are called."""

from django.utils.translation import gettext_lazy as _

FORMS = {
    "gist": _("as a gist"),
    "verbatim": _("verbatim"),
    "mediators_idea": _("as the mediator’s own idea"),
}
RELEASE_STATES = {
    "released": _("released, not yet conveyed"),
    "stale": _("released before the words were corrected; it is not conveyed"),
    "revoked": _("release revoked"),
    "conveyed": _("conveyed"),
}
