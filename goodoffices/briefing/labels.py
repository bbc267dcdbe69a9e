"""What the desk calls what waits, and how it puts figures into words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SORTS = {
    "loops": _("Loops of understanding"),
    "releases": _("Releases"),
    "questions": _("Questions without an answer"),
    "floor": _("The floor"),
    "renderings": _("Renderings"),
    "reservations": _("Reservations"),
    "decisions": _("Decisions"),
    "deadlines": _("Days ahead"),
}


class Reading(NamedTuple):
    """One comparison as whole sentences: nothing on one side, about twice, so many times as much, about the same."""

    only: Promise
    twice: Promise
    times: Promise
    even: Promise


READINGS = {
    "waited": Reading(
        only=_("Only %(more)s has had to wait for answers so far."),
        twice=_("%(more)s has waited twice as long for answers as %(less)s."),
        times=_("%(more)s has waited %(times)s times as long for answers as %(less)s."),
        even=_("All sides have waited about equally long for answers."),
    ),
    "caucus_time": Reading(
        only=_("Only %(more)s has been in caucus so far."),
        twice=_("The caucus with %(more)s has taken twice the time of that with %(less)s."),
        times=_("The caucus with %(more)s has taken %(times)s times the time of that with %(less)s."),
        even=_("The caucuses have taken about the same time."),
    ),
    "plenary_words": Reading(
        only=_("Only %(more)s has spoken in the plenary so far."),
        twice=_("%(more)s has said twice as much in the plenary as %(less)s."),
        times=_("%(more)s has said %(times)s times as much in the plenary as %(less)s."),
        even=_("All sides have said about as much in the plenary."),
    ),
    "tabled": Reading(
        only=_("Only %(more)s has tabled solutions so far."),
        twice=_("%(more)s has tabled twice as many solutions as %(less)s."),
        times=_("%(more)s has tabled %(times)s times as many solutions as %(less)s."),
        even=_("All sides have tabled about as many solutions."),
    ),
    "confirmed": Reading(
        only=_("Only %(more)s has been heard so far: no loop of another side has been confirmed."),
        twice=_("%(more)s has been heard, and confirmed it, twice as often as %(less)s."),
        times=_("%(more)s has been heard, and confirmed it, %(times)s times as often as %(less)s."),
        even=_("All sides have been heard, and confirmed it, about equally often."),
    ),
}
