"""The work plan: what is to do, who sees to it, by when, and where it stands."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.bodies import KeyOrId
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import task_force_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Id, Line, Names, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.taskforces.acts.references import SeatId
from goodoffices.taskforces.deciding import book_of, ended_keys, task_force_seen_by
from goodoffices.taskforces.labels import ITEM_STATES
from goodoffices.taskforces.models import Item

ItemId = Annotated[Id, Names("taskforces.Item")]


class OfMembers(Attributed):
    """An act in a task force’s own book."""

    def key(self, seat: Seat) -> str:
        raise NotImplementedError

    def audience(self, seat: Seat) -> Audience:
        """The task force’s own book."""
        return task_force_of(self.key(seat))

    def allowed(self, seat: Seat) -> bool:
        """Its members, as far as they take part in the talks, and its interpreters."""
        return book_of(seat, self.key(seat)) is not None and not seat.observes

    def possible(self, seat: Seat) -> None:
        if self.key(seat) in ended_keys(seat):
            raise Refused(_("This task force has ended. Set up another one to go on."))

    def demand_member(self, seat: Seat, owner: str | None) -> None:
        if owner is not None and owner not in task_force_seen_by(seat, self.key(seat)).members:
            raise Refused(_("This seat is not in the task force. Choose one of its members."), "owner")


class AddItem(OfMembers):
    """Put something to do into the work plan."""

    kind: ClassVar[str] = "taskforces.add_item"
    says: ClassVar = gettext_lazy("%(by)s added “%(what)s” to the work plan.")
    label: ClassVar = gettext_lazy("Add it to the work plan")
    field_labels: ClassVar = {
        "what": gettext_lazy("What is to do"),
        "owner": gettext_lazy("Who sees to it"),
        "due": gettext_lazy("By which day"),
    }

    task_force: KeyOrId
    what: Line
    owner: SeatId | None = None
    due: date | None = None

    def key(self, seat: Seat) -> str:
        return task_force_seen_by(seat, self.task_force).key

    def check(self, seat: Seat) -> None:
        self.demand_member(seat, self.owner)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "force": task_force_seen_by(seat, self.task_force).id}

    def apply(self, entry: Entry) -> None:
        due = self.due.isoformat() if self.due else ""
        force = entry.facts["force"]
        Item.make(entry, force_id=force, seat_id=entry.actor, what=self.what, owner_id=self.owner, due=due, at=entry.at)


class _OnItem(OfMembers):
    item: ItemId

    def found(self, seat: Seat) -> Item:
        item: Item = visible_or_404(Item, seat, self.item)
        return item

    def key(self, seat: Seat) -> str:
        key: str = self.found(seat).book.key
        return key

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.item

    def gaps(self, entry: Entry) -> dict[str, Any]:
        item = row_named(Item, self.item)
        return {"what": Called(item.book_id, item.number, item.what, item.citation)}


class AssignItem(_OnItem):
    """Say who sees to an item, by when, or both."""

    kind: ClassVar[str] = "taskforces.assign"
    says: ClassVar = gettext_lazy("%(by)s assigned “%(what)s”.")
    label: ClassVar = gettext_lazy("Assign it")
    field_labels: ClassVar = {"owner": gettext_lazy("Who sees to it"), "due": gettext_lazy("By which day")}

    owner: SeatId | None = None
    due: date | None = None

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).over:
            raise Refused(_("This item is done or dropped. Put it back to do first."))

    def check(self, seat: Seat) -> None:
        if self.owner is None and self.due is None:
            raise Refused(_("Nothing would change. Choose who sees to it, or by which day."), "owner")
        self.demand_member(seat, self.owner)

    def apply(self, entry: Entry) -> None:
        owner = {"owner_id": self.owner} if self.owner else {}
        due = {"due": self.due.isoformat()} if self.due else {}
        Item.change(entry, self.item, **owner, **due)


class SetItemState(_OnItem):
    """Say where an item stands."""

    kind: ClassVar[str] = "taskforces.set_item_state"
    says: ClassVar = gettext_lazy("%(by)s: “%(what)s” is now: %(state)s.")
    label: ClassVar = gettext_lazy("Move it")
    field_labels: ClassVar = {"state": gettext_lazy("Where it stands")}
    choice_labels: ClassVar = {"state": ITEM_STATES}

    state: Literal["open", "under_way", "done", "dropped"]

    def check(self, seat: Seat) -> None:
        if self.found(seat).state == self.state:
            raise Refused(_("It stands there now. Choose another state."), "state")

    def apply(self, entry: Entry) -> None:
        Item.change(entry, self.item, state=self.state)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "state": ITEM_STATES[self.state]}
