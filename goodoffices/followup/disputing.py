"""Who speaks in a dispute, and how its clock runs: shared by the acts of disputes."""

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field

from goodoffices.decisions.deciding import is_lead
from goodoffices.engines.workdays import Place, lapse_of
from goodoffices.followup.dispute_labels import WEEKDAYS
from goodoffices.followup.models import Dispute, Level
from goodoffices.followup.models.commitments import THIRD_PARTY as THIRD
from goodoffices.followup.sides import side_of as belongs_to
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_commission
from goodoffices.process.finding import once_as_it_stands
from goodoffices.process.models import Commission, Process, Seat, parties_by_name, seats_by_number
from goodoffices.record.acts import Id, Names, Refused
from goodoffices.record.alarms import ByTheClock, set_alarm, stop_alarm
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import derived

DisputeId = Annotated[Id, Names("followup.Dispute")]
FileIds = Annotated[list[Id], Names("files.File"), Field(max_length=20)]
DAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)}


class OnDispute(Attributed):
    """An act in a dispute, in its commission's book."""

    dispute: DisputeId

    def audience(self, seat: Seat) -> Audience:
        """The commission’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who speaks for a side of the dispute: its head or its co-chair; for the third party, who leads it."""
        return side_of(seat, self.audience(seat)) in self.found(seat).sides

    def possible(self, seat: Seat) -> None:
        demand_open(self.found(seat))

    def found(self, seat: Seat) -> Dispute:
        found: Dispute = visible_or_404(Dispute, seat, self.dispute, "commitment", "party")
        return found

    def side(self, seat: Seat) -> str:
        return side_of(seat, self.audience(seat)) or ""

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"]) if "id" in facts else self.dispute


def demand_open(dispute: Dispute) -> None:
    if not dispute.open:
        raise Refused(_("This dispute is closed. Allege again what has happened since."))


def commission_at(seat: Seat, audience: Audience) -> Commission | None:
    if not is_commission(audience):
        return None
    return next((each for each in commissions_known_to(seat) if each.key == audience.key), None)


def commissions_known_to(seat: Seat) -> list[Commission]:
    """Asked once for all disputes of a page."""

    def read() -> list[Commission]:
        return list(Commission.objects.seen_by(seat).order_by("number"))

    return once_as_it_stands(seat, "commissions known", read)


def side_of(seat: Seat, audience: Audience) -> str | None:
    """For whom a seat speaks in a commission: the key of its party, `third_party`, or nobody."""
    if is_lead(seat):
        return THIRD
    body = commission_at(seat, audience)
    if seat.delegate and (seat.decides or (body is not None and seat.id in body.co_chairs)):
        return seat.party_key
    return None


def is_neutral(seat: Seat, dispute: Dispute) -> bool:
    """Whether a seat is of no side of a dispute: neither of who alleges nor of who owes it."""
    return belongs_to(seat) not in dispute.sides


def neutral_members(seat: Seat, dispute: Dispute) -> list[Seat]:
    """The members of its commission who are of no side of it, in the order of their coming."""
    body = commission_at(seat, dispute.audience)
    members = set(body.members) if body else set()
    return [o for o in seats_by_number(seat) if o.id in members and o.left is None and is_neutral(o, dispute)]


def steers(seat: Seat, audience: Audience) -> bool:
    """Whether a seat conducts the commission: its rapporteur, and who leads the third party, as far as they are in it;
    where neither is, its co-chairs."""
    body = commission_at(seat, audience)
    if body is None or seat.id not in body.members:
        return False
    if seat.leads or seat.id == body.rapporteur_id:
        return True
    return not _is_conducted(seat, body) and seat.id in body.co_chairs


def _is_conducted(seat: Seat, body: Commission) -> bool:
    """Whether a rapporteur, or somebody who leads the third party, is in the commission and still sits."""
    members = Seat.objects.seen_by(seat).seated().filter(id__in=body.members)
    return any(member.leads or member.id == body.rapporteur_id for member in members)


def sides_at_the_table(seat: Seat, dispute: Dispute) -> set[str]:
    """The sides of a dispute that have not left the talks."""
    here = {party.key for party in parties_by_name(seat) if party.left is None} | {THIRD}
    return here & set(dispute.sides)


def places_in(rows: list[dict[str, Any]]) -> list[Place]:
    """The places of a ladder, as the engine counts with them."""
    return [
        Place(
            row["name"],
            frozenset(DAY_NUMBERS[day] for day in row["weekend"]),
            frozenset(date.fromisoformat(day) for day in row["holidays"]),
        )
        for row in rows
    ]


def clock_of(level: dict[str, Any], places: list[dict[str, Any]], day: date, zone: str) -> dict[str, str]:
    """Of a level that begins after a day, or goes on after it: its last day, and the moment at which it lapses."""
    last, lapses = lapse_of(day, level["days"], level["working"], places_in(places), zone)
    return {"last_day": last.isoformat(), "lapses": lapses}


def zone_of(process: str) -> str:
    # house: read for nobody: the clocks of the host city, which everybody at the table knows
    return str(Process._base_manager.values_list("zone", flat=True).get(id=process))


def begin_level(entry: Entry, dispute: str, ordinal: int, clock: dict[str, str], lapse: ByTheClock) -> None:
    """The dispute is at this level from here on, and its clock runs."""
    id = derived(entry.book_id, entry.number, "level")
    Level.make(entry, id=id, dispute_id=dispute, ordinal=ordinal, at=entry.at, **clock)
    _run(entry, dispute, clock, lapse, level=ordinal)


def go_on(entry: Entry, dispute: Dispute, clock: dict[str, str], lapse: ByTheClock) -> None:
    """The same level runs longer."""
    stop_alarm(entry, dispute.running)
    Level.objects.of(entry).filter(dispute=dispute, ended_at="").update(changed=entry.number, **clock)
    _run(entry, dispute.id, clock, lapse)


def end_level(entry: Entry, dispute: Dispute, how: str) -> None:
    """Its clock stops."""
    if dispute.running:
        stop_alarm(entry, dispute.running)
    rows = Level.objects.of(entry).filter(dispute=dispute, ended_at="")
    rows.update(ended_at=entry.at, ended_how=how, changed=entry.number)
    Dispute.change(entry, dispute.id, lapses="", last_day="", running="")


def _run(entry: Entry, dispute: str, clock: dict[str, str], lapse: ByTheClock, **values: Any) -> None:
    alarm = derived(entry.book_id, entry.number, "lapse")  # an alarm rings once: each has an id of its own
    set_alarm(entry, alarm, lapse, clock["lapses"])
    Dispute.change(entry, dispute, running=alarm, **clock, **values)
