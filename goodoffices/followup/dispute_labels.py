"""What ladders, disputes, findings and closings are called."""

from django.utils.translation import gettext_lazy as _

LADDER_STATES = {"proposed": _("Proposed"), "adopted": _("In force"), "replaced": _("Replaced")}

STATES = {
    "alleged": _("Alleged"),
    "responded": _("Responded to"),
    "examined": _("Facts are being found"),
    "found": _("Found"),
    "closed": _("Closed"),
}
TONES = {"alleged": "grave", "closed": "settled"}

FINDINGS = {
    "upheld": _("The allegation is borne out"),
    "partly": _("The allegation is partly borne out"),
    "not_upheld": _("The allegation is not borne out"),
    "cannot_tell": _("It cannot be told"),
}

CLOSINGS = {
    "settled": _("Settled between the sides"),
    "as_found": _("Closed on the finding"),
    "withdrawn": _("Withdrawn by who alleged it"),
    "unresolved": _("Closed unresolved"),
}

ENDED = {
    "lapsed": _("lapsed"),
    "referred": _("referred on"),
    "closed": _("ended with the dispute"),
}

WEEKDAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
