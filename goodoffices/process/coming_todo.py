"""What waits for a head: to say whether a party joins, how the talks end, and the ground rules that a newcomer accepts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.extensions import Todo
from goodoffices.process.models import Accession, AccessionAcceptance, GroundRules, Motion, MotionVoice, Seat


def coming_and_going(seat: Seat) -> Iterator[Todo]:
    if seat.party is None or not seat.decides:
        return
    if seat.party.awaited:
        yield from _rules_to_accept(seat)
        return
    address = reverse("process:coming-and-going", args=[seat.process_id])
    accepted = AccessionAcceptance.objects.seen_by(seat).filter(party=seat.party_id).values("accession")
    waiting = Accession.objects.seen_by(seat).filter(state="proposed").exclude(id__in=accepted)
    for accession in waiting.select_related("book").order_by("number"):
        words = _("%(party)s is proposed as a further party. Accept or decline it.") % {"party": accession.name}
        yield Todo("decisions", words, address, accession.book, accession.number)
    said = MotionVoice.objects.seen_by(seat).filter(party=seat.party_id, current=True).values("motion")
    motions = Motion.objects.seen_by(seat).filter(state="proposed").exclude(id__in=said)
    for motion in motions.select_related("book"):
        words = (
            _("An end of the talks is proposed. Consent or object.")
            if motion.outcome
            else _("It is proposed to resume the talks. Consent or object.")
        )
        yield Todo("decisions", words, address, motion.book, motion.number)


def _rules_to_accept(seat: Seat) -> Iterator[Todo]:
    rules = GroundRules.objects.seen_by(seat).filter(state="in_force").select_related("book").first()
    if rules is not None:
        words = _("Accept the ground rules: until then your party is not at the table.")
        yield Todo(
            "decisions", words, reverse("process:ground-rules", args=[seat.process_id]), rules.book, rules.number
        )
