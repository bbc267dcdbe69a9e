"""Task forces: named members with a book of their own, which they read from their welcome on."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.process.acts.founding import Key, demand_new_name, opening
from goodoffices.process.acts.seating import seat_seen_by
from goodoffices.process.audience import task_force_of
from goodoffices.process.models import Membership, Seat, TaskForce
from goodoffices.record.acts import Act, Id, Line, Names, Opening, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

SeatIds = Annotated[list[Id], Names("process.Seat"), Field(max_length=100)]


class SetUpTaskForce(Act):
    """A task force with a book of its own; its members are welcomed there."""

    kind: ClassVar[str] = "process.set_up_task_force"
    says: ClassVar = gettext_lazy("%(by)s set up the task force “%(name)s”.")
    label: ClassVar = gettext_lazy("Set up the task force")
    field_labels: ClassVar = {"members": gettext_lazy("Members")}

    task_force: Key
    name: Line
    members: SeatIds

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def check(self, seat: Seat) -> None:
        if _known(seat, self.task_force) is not None:
            raise Refused(_("There is already a task force with this key. Choose another."), "task_force")
        demand_new_name(seat, self.name)
        if not self.members:
            raise Refused(_("Choose at least one member."), "members")
        _still_seated(seat, self.members)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        return [opening(facts, task_force_of(self.task_force), self.name)]

    def apply(self, entry: Entry) -> None:
        TaskForce.make(entry, key=self.task_force, name=self.name, members=list(dict.fromkeys(self.members)))

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [WelcomeMembers(task_force=self.task_force, members=self.members)]


class ChangeTaskForce(Act):
    """Welcome further members to a task force, and release others."""

    kind: ClassVar[str] = "process.change_task_force"
    says: ClassVar = gettext_lazy("%(by)s changed the members of the task force “%(name)s”.")
    label: ClassVar = gettext_lazy("Record the change")
    field_labels: ClassVar = {"welcome": gettext_lazy("Welcome"), "release": gettext_lazy("Release")}

    task_force: Key
    welcome: SeatIds = []
    release: SeatIds = []

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads and _known(seat, self.task_force) is not None

    def check(self, seat: Seat) -> None:
        members = TaskForce.objects.seen_by(seat).get(key=self.task_force).members
        if not (self.welcome or self.release):
            raise Refused(_("Choose whom to welcome or release."))
        if set(self.welcome) & set(members):
            raise Refused(_("One of these seats is already a member. Leave it out."))
        if not set(self.release) <= set(members):
            raise Refused(_("One of these seats is not a member. Leave it out."))
        _still_seated(seat, self.welcome)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": TaskForce.objects.seen_by(seat).get(key=self.task_force).id}

    def apply(self, entry: Entry) -> None:
        members = TaskForce.objects.of(entry).get(id=entry.id).members
        stay = [member for member in members if member not in self.release]
        TaskForce.change(entry, entry.id, members=[*stay, *dict.fromkeys(self.welcome)])

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        acts: list[Act] = []
        if self.release:
            acts.append(ReleaseMembers(task_force=self.task_force, members=self.release))
        if self.welcome:
            acts.append(WelcomeMembers(task_force=self.task_force, members=self.welcome))
        return acts

    def gaps(self, entry: Entry) -> dict[str, Any]:
        # house: read for nobody: words for an entry whose reader was asked before
        return {"name": TaskForce._base_manager.get(id=entry.id).name}


class _InTaskForce(Act):
    """An act in a task force's book, brought about by one in the plenary."""

    only_entailed: ClassVar[bool] = True

    task_force: Key
    members: SeatIds

    def audience(self, seat: Seat) -> Audience:
        """The task force’s own book."""
        return task_force_of(self.task_force)

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party; a head whose party leaves."""
        return seat.leads or seat.decides

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None


class WelcomeMembers(_InTaskForce):
    """Members enter a task force's book and read it from here on."""

    kind: ClassVar[str] = "process.welcome_members"
    says: ClassVar = gettext_lazy("%(by)s welcomed members to the task force.")

    def apply(self, entry: Entry) -> None:
        for member in dict.fromkeys(self.members):
            Membership.make(entry, id=derived(entry.book_id, entry.number, member), seat_id=member)


class ReleaseMembers(_InTaskForce):
    """Members leave a task force, and read nothing more of it."""

    kind: ClassVar[str] = "process.release_members"
    says: ClassVar = gettext_lazy("%(by)s released members from the task force.")

    def apply(self, entry: Entry) -> None:
        Membership.objects.of(entry).filter(seat_id__in=self.members, left__isnull=True).update(
            left=entry.number, changed=entry.number
        )


def _known(seat: Seat, key: str) -> TaskForce | None:
    found: TaskForce | None = TaskForce.objects.seen_by(seat).filter(key=key).first()
    return found


def _still_seated(seat: Seat, seats: list[str]) -> None:
    if any(seat_seen_by(seat, id).left is not None for id in seats):
        raise Refused(_("One of these seats has left the table. Leave it out."))
