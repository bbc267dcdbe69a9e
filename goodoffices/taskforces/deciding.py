"""Who adopts, chairs, sits and is missing: what the acts and the pages of task forces ask."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from goodoffices.process.acts.bodies import body_called
from goodoffices.process.audience import task_force_of
from goodoffices.process.days import begin_of
from goodoffices.process.models import Party, Process, Seat, TaskForce, seats_by_number
from goodoffices.record.acts import NotThere
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.cache import cached
from goodoffices.record.models import Book, Entry
from goodoffices.taskforces.models import Adoption, Chair, Delivery, Dissent, Ending, Report, Terms


class Side(NamedTuple):
    """A party in a task force: who sits there for it, and its co-chair, as far as one is named and still sits."""

    party: Party
    members: list[Seat]
    chair: Seat | None


def task_force_seen_by(seat: Seat, name: str) -> TaskForce:
    """By its key, or by the id under which setting it up answered."""
    found = body_called(TaskForce, seat, name)
    if found is None:
        raise NotThere
    return found


def terms_of(seat: Seat, key: str) -> Terms | None:
    """The terms that stand for a task force, or stood when it ended."""
    rows = Terms.objects.seen_by(seat).standing().filter(force__key=key).select_related("book", "force", "rapporteur")
    found: Terms | None = rows.order_by("number").last()
    return found


def book_of(seat: Seat, key: str) -> Book | None:
    """The task force’s own book, if this seat reads it."""
    return seat.shelf().of(task_force_of(key))


def members_of(seat: Seat, force: TaskForce) -> list[Seat]:
    """Who sits in it now, in the order of their coming to the table."""
    return [other for other in seats_by_number(seat) if other.id in force.members and other.left is None]


def sides_of(seat: Seat, force: TaskForce, terms: Terms | None) -> list[Side]:
    """Every party at the table, also one without a member."""
    parties = Party.objects.seen_by(seat).at_the_table().order_by("mark")
    return sides_among(parties, members_of(seat, force), chairs_of(seat, terms) if terms else {})


def sides_among(parties: Iterable[Party], members: list[Seat], chairs: Mapping[str, str]) -> list[Side]:
    """The same, where all that is known."""
    found = []
    for party in parties:
        theirs = [other for other in members if other.party_id == party.id]
        chair = next((other for other in theirs if other.id == chairs.get(party.id)), None)
        found.append(Side(party, theirs, chair))
    return found


def chairs_of(seat: Seat, terms: Terms) -> dict[str, str]:
    """By the party’s id, the seat that was last named."""
    rows = Chair.objects.seen_by(seat).filter(terms=terms, current=True)
    return dict(rows.values_list("party_id", "seat_id"))


def taking_part(sides: Iterable[Side]) -> list[Side]:
    """The parties with a member in it."""
    return [side for side in sides if side.members]


def are_unequal(sides: Iterable[Side]) -> bool:
    return len({len(side.members) for side in sides}) > 1


def rapporteur_of(terms: Terms, force: TaskForce) -> Seat | None:
    """Who reports, as long as that seat is at the table and in the task force."""
    found: Seat | None = terms.rapporteur
    return found if found is not None and found.left is None and found.id in force.members else None


def named_chair(seat: Seat, terms: Terms, force: TaskForce) -> bool:
    """Whether this seat co-chairs for its party now."""
    return seat.id in force.members and seat.id in chairs_of(seat, terms).values()


def ends_after(process: Process, sunset: str) -> str:
    """The moment at which the day of the sunset is over in the host city."""
    return begin_of(process, date.fromisoformat(sunset) + timedelta(days=1))


def still_asked(entry: Entry, terms: Terms) -> set[str]:
    """The parties that were asked and are still at the table."""
    # house: read for nobody: who sits at the table, for terms whose readers all know it
    here = Party._base_manager.filter(process_id=entry.process_id, left__isnull=True).values_list("id", flat=True)
    return set(terms.parties) & set(here)


def missing_among(seat: Seat, terms: Terms, said: Iterable[str]) -> set[str]:
    """The parties that were asked, are still at the table, and have not said so yet: `said` has the ids of those that have."""
    here = set(Party.objects.seen_by(seat).filter(left__isnull=True).values_list("id", flat=True))
    return (set(terms.parties) & here) - set(said)


def adopted_by_all(entry: Entry, terms: Terms) -> bool:
    rows = Adoption.objects.of(entry).filter(terms=terms)
    return still_asked(entry, terms) <= set(rows.values_list("party_id", flat=True))


def end(entry: Entry, terms: Terms, how: str) -> None:
    """For `apply`: the task force has ended; its facts say under `ending` the id of the row."""
    stop_alarm(entry, terms.alarm)
    Terms.change(entry, terms.id, state="ended", ended_at=entry.at, ended=entry.number, ended_how=how)
    Ending.make(entry, id=entry.facts["ending"], key=terms.force.key, how=how, at=entry.at)


@cached
def ended_keys(seat: Seat) -> frozenset[str]:
    """The keys of the task forces that have ended."""
    return frozenset(Ending.objects.seen_by(seat).values_list("key", flat=True))


def endings_seen_by(seat: Seat) -> dict[str, tuple[Book, int]]:
    """By the key of a task force that has ended: the book and the number of the entry by which it did."""
    rows = Ending.objects.seen_by(seat).select_related("book")
    return {each.key: (each.book, each.number) for each in rows}


def signatures(seat: Seat, reports: Iterable[Report]) -> list[Delivery]:
    """The latest signature of each party under these reports. One does not count if a dissent was noted after it: what
    was signed is no longer what would be delivered."""
    rows = Delivery.objects.seen_by(seat).filter(report__in=reports).select_related("party", "book").order_by("number")
    noted = Dissent.objects.seen_by(seat).filter(report__in=reports).order_by("number")
    last = dict(noted.values_list("report_id", "number"))
    found = list({(each.report_id, each.party_id): each for each in rows}.values())
    for each in found:
        each.counts = each.number > last.get(each.report_id, 0)
    return found


def standing_report(seat: Seat, book: Book) -> Report | None:
    """The report that is drafted and not delivered."""
    found: Report | None = Report.objects.seen_by(seat).filter(book=book, state="drafted").select_related("book").last()
    return found
