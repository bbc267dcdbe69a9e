"""A party leaves the talks: it reads what it read until then, and counts no more."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.accession import accepted_by_all
from goodoffices.process.acts.bodies import members_after
from goodoffices.process.acts.commissions import ReleaseCommissioners
from goodoffices.process.acts.founding import Key
from goodoffices.process.acts.rounds import adopt_what_all_adopted
from goodoffices.process.acts.rules import put_in_force
from goodoffices.process.acts.sidebars import leaving
from goodoffices.process.acts.sitting import ChangesSitting
from goodoffices.process.acts.taskforces import ReleaseMembers
from goodoffices.process.audience import caucus_of
from goodoffices.process.concluding import carry_motions
from goodoffices.process.models import (
    Acceptance,
    Body,
    Commission,
    GroundRules,
    Leaving,
    Party,
    Process,
    Seat,
    TaskForce,
    seats_by_number,
)
from goodoffices.record.acts import Act, Note, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class LeaveTalks(ChangesSitting):
    """A party leaves the talks. It keeps what it read until then, and its own delegation’s room."""

    kind: ClassVar[str] = "process.leave_talks"
    says: ClassVar = gettext_lazy("%(by)s: %(party)s leaves the talks.")
    label: ClassVar = gettext_lazy("Leave the talks")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, leave the talks")
    consequence: ClassVar = gettext_lazy(
        "Your party reads the plenary and its caucus up to this entry and nothing after it, and speaks there no more. Your delegation’s room stays yours. Your party can come back only when every head at the table accepts it."
    )

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        if seat.process.state == "preparing":
            raise Refused(_("The talks have not begun. Leave the ground rules unaccepted."))
        seat.process.demand_going()

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id, **_memberships_of(seat)}

    def apply(self, entry: Entry) -> None:
        party = Party.objects.of(entry).get(id=entry.facts["party"])
        Leaving.make(
            entry,
            party=party,
            words=self.words,
            at=entry.at,
            first=party.reads_from or 1,
            sat_from=None if party.awaited else party.seated_by,
        )
        Party.change(entry, party.id, left=entry.number)
        Acceptance.objects.of(entry).filter(party=party, withdrawn=False).update(withdrawn=True, changed=entry.number)
        _leave_bodies(entry)
        put_in_force(entry)
        adopt_what_all_adopted(entry)
        carry_motions(entry)
        if _adjourns(entry):
            Process.change(
                entry, entry.process_id, state="adjourned", ended_at=entry.at, ended_how="leaving", ended_by=party.name
            )

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        facts = entry.facts
        released: list[Act] = [
            ReleaseMembers(task_force=key, members=ours) for key, ours in facts["task_forces"].items()
        ]
        of_commissions = facts.get("commissions", {}).items()
        released += [ReleaseCommissioners(commission=key, members=ours) for key, ours in of_commissions]
        ours = [other.id for other in seats_by_number(seat) if other.party_id == seat.party_id and other.left is None]
        aside = [act for id in ours for act in leaving(id)]
        return [EndCaucus(party=seat.party_key), *released, *aside, *accepted_by_all(entry)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        # house: read for nobody: words for an entry whose reader was asked before
        return {"party": Party._base_manager.get(id=entry.facts["party"]).name}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None


class EndCaucus(Act):
    """A party that leaves reads its caucus up to this entry."""

    kind: ClassVar[str] = "process.end_caucus"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("%(by)s left the talks, and reads this caucus no further.")

    party: Key

    def audience(self, seat: Seat) -> Audience:
        """The caucus of the party that leaves."""
        return caucus_of(self.party)

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "side": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Leaving.make(entry, party_id=entry.facts["side"], at=entry.at)


def _memberships_of(seat: Seat) -> dict[str, dict[str, list[str]]]:
    """By sort and by key of each body, the seats of the leaving party that sit in it. Commissions only where there are such."""
    found = {"task_forces": _members_in(TaskForce, seat)}
    commissions = _members_in(Commission, seat)
    return {**found, "commissions": commissions} if commissions else found


def _members_in(sort: type[Body], seat: Seat) -> dict[str, list[str]]:
    ours = set(Seat.objects.seen_by(seat).filter(party=seat.party_id).values_list("id", flat=True))
    members = {body.key: body.members for body in sort.objects.seen_by(seat).order_by("number")}
    found = {key: [member for member in all if member in ours] for key, all in members.items()}
    return {key: theirs for key, theirs in found.items() if theirs}


def _leave_bodies(entry: Entry) -> None:
    for force in TaskForce.objects.of(entry).filter(key__in=entry.facts["task_forces"]):
        gone = entry.facts["task_forces"][force.key]
        TaskForce.change(entry, force.id, members=members_after(force.members, [], gone))
    commissions = entry.facts.get("commissions", {})
    for body in Commission.objects.of(entry).filter(key__in=commissions):
        gone = commissions[body.key]
        Commission.change(
            entry,
            body.id,
            members=members_after(body.members, [], gone),
            co_chairs=members_after(body.co_chairs, [], gone),
            rapporteur_id=None if body.rapporteur_id in gone else body.rapporteur_id,
        )


def _adjourns(entry: Entry) -> bool:
    """Whether the talks are adjourned now: as the ground rules say, or since fewer than two parties are left."""
    process = Process.objects.of(entry).get(id=entry.process_id)
    if process.state not in ("open", "suspended"):
        return False
    rules = GroundRules.objects.of(entry).filter(state="in_force").first()
    adjourns = rules is not None and rules.on_leaving == "talks_adjourn"
    return adjourns or Party.objects.of(entry).at_the_table().count() < 2
