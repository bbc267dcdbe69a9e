"""Task forces: named members with a book of their own, which they read from their welcome on."""

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
from goodoffices.process.audience import task_force_of
from goodoffices.process.models import Seat, TaskForce
from goodoffices.record.acts import Act, Line, Opening, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


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
        if body_called(TaskForce, seat, self.task_force) is not None:
            raise Refused(_("There is already a task force with this key. Choose another."), "task_force")
        demand_founded_well(seat, self.name, self.members)

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

    task_force: KeyOrId
    welcome: SeatIds = []
    release: SeatIds = []

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party."""
        return seat.leads and body_called(TaskForce, seat, self.task_force) is not None

    def check(self, seat: Seat) -> None:
        if not (self.welcome or self.release):
            raise Refused(_("Choose whom to welcome or release."))
        demand_change(seat, self._found(seat).members, self.welcome, self.release)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": self._found(seat).id}

    def apply(self, entry: Entry) -> None:
        members = TaskForce.objects.of(entry).get(id=entry.id).members
        TaskForce.change(entry, entry.id, members=members_after(members, self.welcome, self.release))

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        acts: list[Act] = []
        key = self._found(seat).key
        if self.release:
            acts.append(ReleaseMembers(task_force=key, members=self.release))
        if self.welcome:
            acts.append(WelcomeMembers(task_force=key, members=self.welcome))
        return acts

    def _found(self, seat: Seat) -> TaskForce:
        found = body_called(TaskForce, seat, self.task_force)
        assert found is not None  # `allowed` has asked
        return found

    def gaps(self, entry: Entry) -> dict[str, Any]:
        # house: read for nobody: words for an entry whose reader was asked before
        return {"name": TaskForce._base_manager.get(id=entry.id).name}


class _InTaskForce(InItsBook):
    task_force: Key
    members: SeatIds

    def audience(self, seat: Seat) -> Audience:
        """The task force’s own book."""
        return task_force_of(self.task_force)


class WelcomeMembers(_InTaskForce):
    """Members enter a task force's book and read it from here on."""

    kind: ClassVar[str] = "process.welcome_members"
    says: ClassVar = gettext_lazy("%(by)s welcomed members to the task force.")

    def apply(self, entry: Entry) -> None:
        let_in(entry, self.members)


class ReleaseMembers(_InTaskForce):
    """Members leave a task force, and read nothing more of it."""

    kind: ClassVar[str] = "process.release_members"
    says: ClassVar = gettext_lazy("%(by)s released members from the task force.")

    def apply(self, entry: Entry) -> None:
        let_go(entry, self.members)
