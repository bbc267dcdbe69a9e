"""Joint commissions: a standing body of both sides, before which disputes are brought. Only its members read its book."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.bodies import (
    InItsBook,
    KeyOrId,
    SeatIds,
    body_called,
    demand_change,
    demand_founded_well,
    let_go,
    let_in,
    members_after,
)
from goodoffices.process.acts.founding import Key, opening
from goodoffices.process.acts.seating import SeatId, seat_seen_by
from goodoffices.process.audience import commission_of
from goodoffices.process.models import Commission, Seat
from goodoffices.record.acts import Act, Line, Opening, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class SetUpCommission(Act):
    """A joint commission with a book of its own; its members are welcomed there."""

    kind: ClassVar[str] = "process.set_up_commission"
    says: ClassVar = gettext_lazy("%(by)s set up the joint commission “%(name)s”.")
    label: ClassVar = gettext_lazy("Set up the commission")
    field_labels: ClassVar = {
        "members": gettext_lazy("Members"),
        "co_chairs": gettext_lazy("Co-chairs, one of each side"),
        "rapporteur": gettext_lazy("Rapporteur"),
    }

    commission: Key
    name: Line
    members: SeatIds
    co_chairs: SeatIds = []
    rapporteur: SeatId | None = None

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def check(self, seat: Seat) -> None:
        if body_called(Commission, seat, self.commission) is not None:
            raise Refused(_("There is already a commission with this key. Choose another."), "commission")
        demand_founded_well(seat, self.name, self.members)
        _demand_led_well(seat, self.members, self.co_chairs, self.rapporteur)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        return [opening(facts, commission_of(self.commission), self.name)]

    def apply(self, entry: Entry) -> None:
        Commission.make(
            entry,
            key=self.commission,
            name=self.name,
            members=list(dict.fromkeys(self.members)),
            co_chairs=list(dict.fromkeys(self.co_chairs)),
            rapporteur_id=self.rapporteur,
        )

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [WelcomeCommissioners(commission=self.commission, members=self.members)]


class ChangeCommission(Act):
    """Welcome further members to a commission, release others, or name other co-chairs or another rapporteur."""

    kind: ClassVar[str] = "process.change_commission"
    says: ClassVar = gettext_lazy("%(by)s changed who is in the joint commission “%(name)s”.")
    label: ClassVar = gettext_lazy("Record the change")
    field_labels: ClassVar = {
        "welcome": gettext_lazy("Welcome"),
        "release": gettext_lazy("Release"),
        "co_chairs": gettext_lazy("Co-chairs from now on, one of each side"),
        "rapporteur": gettext_lazy("Rapporteur from now on"),
    }

    commission: KeyOrId
    welcome: SeatIds = []
    release: SeatIds = []
    co_chairs: SeatIds = []  # none: those that are, as far as they stay
    rapporteur: SeatId | None = None  # none: likewise

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads and body_called(Commission, seat, self.commission) is not None

    def check(self, seat: Seat) -> None:
        if not (self.welcome or self.release or self.co_chairs or self.rapporteur):
            raise Refused(_("Choose whom to welcome or release, or who chairs or reports."))
        found = self._found(seat)
        demand_change(seat, found.members, self.welcome, self.release)
        members = members_after(found.members, self.welcome, self.release)
        _demand_led_well(seat, members, self.co_chairs, self.rapporteur)
        _demand_led_well(seat, members, *self._led_by(found, members))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": self._found(seat).id}

    def apply(self, entry: Entry) -> None:
        found = Commission.objects.of(entry).get(id=entry.id)
        members = members_after(found.members, self.welcome, self.release)
        co_chairs, rapporteur = self._led_by(found, members)
        Commission.change(entry, entry.id, members=members, co_chairs=co_chairs, rapporteur_id=rapporteur)

    def _led_by(self, found: Commission, members: list[str]) -> tuple[list[str], str | None]:
        """Its co-chairs and its rapporteur after the change: those that are named, else those that are, as far as they stay."""
        rapporteur = self.rapporteur or found.rapporteur_id
        co_chairs = [each for each in dict.fromkeys(self.co_chairs or found.co_chairs) if each in members]
        return co_chairs, rapporteur if rapporteur in members else None

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        acts: list[Act] = []
        key = self._found(seat).key
        if self.release:
            acts.append(ReleaseCommissioners(commission=key, members=self.release))
        if self.welcome:
            acts.append(WelcomeCommissioners(commission=key, members=self.welcome))
        return acts

    def gaps(self, entry: Entry) -> dict[str, Any]:
        # house: read for nobody: words for an entry whose reader was asked before
        return {"name": Commission._base_manager.get(id=entry.id).name}

    def _found(self, seat: Seat) -> Commission:
        found = body_called(Commission, seat, self.commission)
        assert found is not None  # `allowed` has asked
        return found


class _InCommission(InItsBook):
    commission: Key
    members: SeatIds

    def audience(self, seat: Seat) -> Audience:
        """The commission’s own book."""
        return commission_of(self.commission)


class WelcomeCommissioners(_InCommission):
    """Members enter a commission's book and read it from here on."""

    kind: ClassVar[str] = "process.welcome_commissioners"
    says: ClassVar = gettext_lazy("%(by)s welcomed members to the commission.")

    def apply(self, entry: Entry) -> None:
        let_in(entry, self.members)


class ReleaseCommissioners(_InCommission):
    """Members leave a commission, and read nothing more of it."""

    kind: ClassVar[str] = "process.release_commissioners"
    says: ClassVar = gettext_lazy("%(by)s released members from the commission.")

    def apply(self, entry: Entry) -> None:
        let_go(entry, self.members)


def _demand_led_well(seat: Seat, members: list[str], co_chairs: list[str], rapporteur: str | None) -> None:
    """Each side has one co-chair at most; whoever chairs or reports is a member, and no co-chair reports."""
    sides = [seat_seen_by(seat, id).party_id for id in dict.fromkeys(co_chairs)]
    if not set(co_chairs) <= set(members):
        raise Refused(_("A co-chair is a member of the commission. Choose the seat as a member, too."), "co_chairs")
    if None in sides or len(set(sides)) < len(sides):
        raise Refused(_("The co-chairs are seats of parties, one of each. Choose them so."), "co_chairs")
    if rapporteur and rapporteur not in members:
        raise Refused(
            _("The rapporteur is a member of the commission. Choose the seat as a member, too."), "rapporteur"
        )
    if rapporteur in co_chairs:
        raise Refused(_("The rapporteur is neutral, and chairs for no side. Choose another seat."), "rapporteur")
