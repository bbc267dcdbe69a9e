"""How many solutions each side has tabled in the plenary, and how many of them everyone has accepted."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from goodoffices.agenda.models import Solution
from goodoffices.process.audience import at_the_table
from goodoffices.process.extensions import Measure, Reading
from goodoffices.process.models import Seat

TABLED = Reading(
    place=40,
    only=_("Only %(more)s has tabled solutions so far."),
    twice=_("%(more)s has tabled twice as many solutions as %(less)s."),
    times=_("%(more)s has tabled %(times)s times as many solutions as %(less)s."),
    even=_("All sides have tabled about as many solutions."),
)


def of_solutions(seat: Seat, plenary_only: bool) -> list[Measure]:
    rows = Solution.objects.seen_by(seat).filter(at_the_table(), party__isnull=False)
    tabled = [(solution.party_id, solution.state) for solution in rows]
    accepted = Counter(party for party, state in tabled if state in ("accepted_ad_ref", "confirmed"))
    return [
        Measure("tabled", _("Solutions tabled"), 80, Counter(party for party, _state in tabled), reading=TABLED),
        Measure("accepted", _("… of these accepted by all"), 90, accepted),
    ]
