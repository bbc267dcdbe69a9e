"""A process is founded, gets its mandate, and admits parties."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from goodoffices.process.audience import caucus_of, delegation_of
from goodoffices.process.labels import MANDATES
from goodoffices.process.models import Commission, Party, Process, Seat, TaskForce
from goodoffices.record.acts import Act, Line, Note, Opening, Refused
from goodoffices.record.audience import PLENARY, PUBLIC, THIRD_PARTY, Audience
from goodoffices.record.fields import already_recorded, looks_like
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_\-]{0,23}$")]


Mandate = Literal["good_offices", "facilitation", "mediation", "conciliation"]


def _known_zone(zone: str, info: ValidationInfo) -> str:
    from zoneinfo import ZoneInfo

    if already_recorded(info):
        return zone
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("zone", "Enter a time zone, such as Europe/Istanbul.") from None
    return zone


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]


class Founder:
    """Who founds a process, before there is a seat. `place` keeps two foundings apart where chance is keyed."""

    id = ""

    def __init__(self, place: str) -> None:
        self.place = place


class FoundProcess(Act):
    """A new process, its third party's first seat, and the books that every process has."""

    kind: ClassVar[str] = "process.found"
    says: ClassVar = gettext_lazy("The process “%(title)s” was founded.")

    title: Line
    summary: Note = ""
    notice: Note = ""
    field: Literal["diplomacy", "labour", "commercial", "environment"] = "diplomacy"
    mandate: Mandate = "mediation"
    place: Note = ""
    zone: Zone = "UTC"
    mediator: Line = "Mediator"

    def allowed(self, seat: Any) -> bool:
        return False  # in a process that exists it is too late; `found` does not call this

    def hides_author(self, seat: Any) -> bool:
        return True  # there are no seats yet

    def draw(self, draw: Draw, seat: Any) -> dict[str, Any]:
        return {"id": draw.id(), "mediator": draw.id("mediator")}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        return [
            opening(facts, PLENARY, "Plenary"),
            opening(facts, THIRD_PARTY, "Third party"),
            opening(facts, PUBLIC, "Public"),
        ]

    def apply(self, entry: Entry) -> None:
        process = Process.make(entry, **self.model_dump(exclude={"mediator"}))
        Seat.make(entry, id=entry.facts["mediator"], process=process, role="mediator", name=self.mediator)


class SetMandate(Act):
    """State what the third party may do here."""

    kind: ClassVar[str] = "process.set_mandate"
    says: ClassVar = gettext_lazy("%(by)s put the third party’s mandate on record: %(mandate)s.")
    label: ClassVar = gettext_lazy("Put on record")
    choice_labels: ClassVar = {"mandate": MANDATES}
    field_labels: ClassVar = {"mandate": gettext_lazy("Mandate")}

    mandate: Mandate
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def apply(self, entry: Entry) -> None:
        Process.change(entry, entry.process_id, mandate=self.mandate)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"mandate": MANDATES[self.mandate]}


class AdmitParty(Act):
    """A side joins; its delegation room and its caucus open."""

    kind: ClassVar[str] = "process.admit_party"
    says: ClassVar = gettext_lazy("%(by)s admitted %(name)s as a party.")
    label: ClassVar = gettext_lazy("Admit the party")
    field_labels: ClassVar = {"party": gettext_lazy("Short key")}

    party: Key
    name: Line

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        if seat.process.state != "preparing":
            raise Refused(
                _(
                    "The third party admits parties while the process is being prepared. Now propose its accession to all heads."
                )
            )

    def check(self, seat: Seat) -> None:
        if Party.objects.seen_by(seat).filter(key=self.party).exists():
            raise Refused(_("There is already a party with this key. Choose another."), "party")
        demand_new_name(seat, f"{self.name} caucus", f"{self.name} delegation")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        mark = Party.objects.seen_by(seat).count() + 1
        return {"id": draw.id(), "mark": mark}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        return [
            opening(facts, delegation_of(self.party), f"{self.name} delegation"),
            opening(facts, caucus_of(self.party), f"{self.name} caucus"),
        ]

    def apply(self, entry: Entry) -> None:
        Party.make(entry, process_id=entry.process_id, key=self.party, name=self.name, mark=entry.facts["mark"])


def opening(facts: dict[str, Any], audience: Audience, name: str) -> Opening:
    # Derived, not drawn into the facts: a wider book does not name a narrower one.
    return Opening(derived(facts["id"], "book", audience.kind), audience, name)


def demand_new_name(seat: Seat, *names: str) -> None:
    """A book is cited by its name: no two may share one."""
    parties = [party.name for party in Party.objects.seen_by(seat)]
    taken = {"Plenary", "Third party", "Public"}
    taken |= {f"{party} {room}" for party in parties for room in ("caucus", "delegation")}
    taken |= {body.name for sort in (TaskForce, Commission) for body in sort.objects.seen_by(seat)}
    if {looks_like(name) for name in names} & {looks_like(name) for name in taken}:
        raise Refused(_("Another room has this name, and citations could not be told apart. Choose another."), "name")
