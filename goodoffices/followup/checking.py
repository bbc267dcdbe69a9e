"""When checks fall, where, and what is counted for a strategy."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from goodoffices.engines.workdays import NeverWorks, Place, day_after, weekend_in
from goodoffices.followup.clocks import Miss, end_of
from goodoffices.followup.disputing import places_in
from goodoffices.followup.models import Check, Framework, Ladder
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import Party, Seat, Session
from goodoffices.record.alarms import reset_alarm
from goodoffices.record.models import Entry
from goodoffices.record.office import declared
from goodoffices.record.source import derived

GRACE = 5  # working days after a check's day, before it is noted as missed
_MONTHS = {"month": 1, "quarter": 3}
_DAYS = {"week": 7, "fortnight": 14}


def days_of_checks(every: str, first: date, times: int) -> list[date]:
    """The days on which checks fall. Months are counted from the first, so that a 31st stays one where there is one.

    >>> [str(day) for day in days_of_checks("month", date(2027, 12, 31), 4)]
    ['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31']
    """
    if every in _DAYS:
        return [first + timedelta(days=_DAYS[every] * place) for place in range(times)]
    return [_months_later(first, _MONTHS[every] * place) for place in range(times)]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def venue_of(framework: Framework, place: int) -> str:
    """Where the check at this place, from 0, is held."""
    if not framework.venues:
        return ""
    turn = place % len(framework.venues) if framework.venue_rule == "alternating" else 0
    return str(framework.venues[turn])


def make_checks(entry: Entry, framework: Framework) -> None:
    """Dates them, and lets the clock note each that is not held in time."""
    days = _days_of(framework)
    last = entry.facts.get("last") or [day_after(day, GRACE, True, [Place("")]).isoformat() for day in days]
    for place, day in enumerate(days):
        id = derived(framework.id, "check", place + 1)
        Check.make(
            entry,
            id=id,
            framework_id=framework.id,
            place=place + 1,
            day=day.isoformat(),
            venue=venue_of(framework, place),
        )
        reset_alarm(entry, id, Miss(check_=id), end_of(entry, last[place]))


def last_days(seat: Seat, framework: Framework) -> list[str]:
    """For each check, the last day on which it may still be held before it is noted as missed.

    Its working days are those of the places that the ladder in force names; where it names none, those of the host’s week.
    """
    ladder = Ladder.objects.seen_by(seat).in_force().first()
    host = [Place("", weekend_in(seat.process.zone))]
    places = places_in(ladder.places) if ladder else []
    return [_graced(day, places or host, host).isoformat() for day in _days_of(framework)]


def _graced(day: date, places: list[Place], host: list[Place]) -> date:
    try:
        return day_after(day, GRACE, True, places)
    except NeverWorks:  # a ladder of which no level counts working days may name such places
        return day_after(day, GRACE, True, host)


def _days_of(framework: Framework) -> list[date]:
    return days_of_checks(framework.every, date.fromisoformat(framework.first), framework.times)


def everyone(entry: Entry) -> set[str]:
    """Every party at the table, by its key."""
    return set(Party.objects.of(entry).at_the_table().values_list("key", flat=True))


def missing(seat: Seat, said: Iterable[str]) -> set[str]:
    """The parties at the table that have not said so yet, by their keys."""
    here = set(Party.objects.seen_by(seat).at_the_table().values_list("key", flat=True))
    return here - set(said)


def counted(seat: Seat, indicator: str) -> int | None:
    """What an indicator counts at a check, in the plenary alone; None where nothing on this host counts it."""
    if indicator == "checks":
        return int(Check.objects.seen_by(seat).filter(state="held").count()) + 1  # the one at which it is counted
    if indicator == "meetings":
        return int(Session.objects.seen_by(seat).filter(at_the_table()).exclude(opened_at="").count())
    if indicator == "loops":
        measures = [each for measure in declared("measures") for each in measure(seat, True)]
        return int(sum(sum(each.values.values()) for each in measures if each.name == "confirmed"))
    return None
