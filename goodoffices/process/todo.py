"""What the process waits for: heads to accept ground rules and adopt agendas."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.coming_todo import coming_and_going
from goodoffices.process.extensions import Todo
from goodoffices.process.models import (
    Acceptance,
    Adoption,
    GroundRules,
    HighlightsAdoption,
    Round,
    RulesDeclined,
    Seat,
    assignments,
)
from goodoffices.record.cache import cached


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    """What only a head decides; and for who leads, on which heads the process waits."""
    if seat.process.state == "concluded" or not (seat.decides or seat.leads) or not seat.at_the_table:
        return ()
    return _steps_that_wait(seat)


@cached(per="seat")
def _steps_that_wait(seat: Seat) -> tuple[Todo, ...]:
    return (*_rules(seat), *_agendas(seat), *_highlights(seat), *_interpreters(seat), *coming_and_going(seat))


def _rules(seat: Seat) -> Iterator[Todo]:
    rules = GroundRules.objects.seen_by(seat).filter(state="proposed").select_related("book").last()
    if rules is None:
        return
    declined = list(
        RulesDeclined.objects.seen_by(seat).filter(rules=rules, current=True).select_related("party", "book")
    )
    accepted = Acceptance.objects.seen_by(seat).filter(rules=rules, withdrawn=False).values_list("party", flat=True)
    if seat.leads and declined:
        yield from _declined(seat, declined)
        return
    if seat.leads:
        words = _("Ground rules are waiting for the heads to accept them.")
    elif seat.party_id not in {*accepted, *(no.party_id for no in declined)}:
        words = _("Ground rules are waiting for you to accept them.")
    else:
        return
    address = reverse("process:ground-rules", args=[seat.process_id])
    yield Todo("decisions", words, address, rules.book, rules.number)


def _declined(seat: Seat, declined: list[RulesDeclined]) -> Iterator[Todo]:
    """What the third party has to answer: who said no, and whether with a proposal of its own."""
    address = reverse("process:ground-rules", args=[seat.process_id])
    for no in declined:
        if no.instead:
            words = _("%(party)s declined the ground rules and proposes something else.")
        else:
            words = _("%(party)s declined the ground rules. Propose others, or talk with its head.")
        yield Todo("decisions", words % {"party": no.party.name}, address, no.book, no.number, no.at)


def _agendas(seat: Seat) -> Iterator[Todo]:
    rounds = Round.objects.seen_by(seat).filter(adopted=False).exclude(state="concluded").exclude(items=[])
    if not seat.leads:
        adopted = Adoption.objects.seen_by(seat).filter(party=seat.party_id).values("round")
        rounds = rounds.exclude(id__in=adopted)
    for round in rounds.select_related("book"):
        words = _("The provisional agenda of “%(round)s” is waiting to be adopted.") % {"round": round.title}
        yield Todo("decisions", words, _rounds(seat), round.book, round.number)


def _highlights(seat: Seat) -> Iterator[Todo]:
    """The highlights of the round that was concluded last, until this head adopts them."""
    last = Round.objects.seen_by(seat).filter(state="concluded").select_related("book").order_by("ordinal").last()
    if last is None or not last.highlights or not seat.party_id or not seat.decides:
        return
    if not HighlightsAdoption.objects.seen_by(seat).filter(round=last, party=seat.party_id).exists():
        words = _("The highlights of “%(round)s” are waiting to be adopted.") % {"round": last.title}
        yield Todo("decisions", words, _rounds(seat), last.book, last.number, last.concluded_at)


def _interpreters(seat: Seat) -> Iterator[Todo]:
    """Those that the third party assigned to our caucus, until this head accepts them."""
    if not (seat.delegate and seat.decides):
        return
    for row in assignments(seat):
        if row.state == "waiting":
            words = _("“%(name)s” is assigned to interpret in your caucus and is waiting for you to accept.")
            address = f"{reverse('process:seats', args=[seat.process_id])}#interpreters"
            yield Todo("decisions", words % {"name": row.seat.name}, address, row.book, row.number, row.at)


def _rounds(seat: Seat) -> str:
    return reverse("process:rounds", args=[seat.process_id])
