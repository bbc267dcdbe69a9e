"""What waits for a seat: the same list for its desk, its brief and the count in its digest."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodoffices.briefing import todo
from goodoffices.briefing.labels import SORTS
from goodoffices.briefing.todo import Todo
from goodoffices.process.models import Round, Seat
from goodoffices.record.standing import until_it_grows, while_it_stands


def waits_for(seat: Seat) -> list[Todo]:
    """Everything that waits for this seat, sort by sort, the oldest first; days ahead come last."""
    return [*asks_of(seat), *_days_ahead(seat)]


def asks_of(seat: Seat) -> list[Todo]:
    """What somebody waits for this seat to do; the days ahead left out."""
    if not seat.speaks:
        return []
    return [*todo.asked_privately(seat), *_asks_of(seat, seat.id, get_language())]


def in_sorts(waits: list[Todo]) -> list[tuple[str, list[Todo]]]:
    """The same, under the names of their sorts."""
    found = [(str(name), [wait for wait in waits if wait.sort == sort]) for sort, name in SORTS.items()]
    return [(name, those) for name, those in found if those]


@until_it_grows
def _asks_of(seat: Seat, who: str, language: str | None) -> list[Todo]:
    found = [*todo.recorded(seat), *_asks_that_stand(seat, who, language)]
    order = list(SORTS)
    return sorted(found, key=lambda wait: (order.index(wait.sort), wait.at))


@while_it_stands
def _asks_that_stand(seat: Seat, _who: str, _language: str | None) -> list[Todo]:
    return list(todo.standing(seat))


# ---- days ahead ------------------------------------------------------------------------------------------------------


def _days_ahead(seat: Seat) -> Iterator[Todo]:
    today = host_day(seat)
    for round in Round.objects.seen_by(seat).exclude(state="concluded").select_related("book").order_by("ordinal"):
        address = reverse("process:rounds", args=[seat.process_id])
        for day, sentence in (
            (round.begins, _("%(day)s: “%(round)s” begins.")),
            (round.ends, _("%(day)s: “%(round)s” ends.")),
        ):
            if day and date.fromisoformat(day) >= today:
                gaps = {"day": formats.date_format(date.fromisoformat(day), "j F Y"), "round": round.title}
                yield Todo("deadlines", sentence % gaps, address, round.book, round.number, day)


def host_day(seat: Seat) -> date:
    """Today, in the host city."""
    # house: clock or chance: today in the host city, for the days ahead: they name what the record named before
    return timezone.now().astimezone(ZoneInfo(seat.process.zone)).date()
