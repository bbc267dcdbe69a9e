"""Sidebars: opened, changed and closed in a book of their own. Nobody but their members learns that there is one."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import StringConstraints

from goodoffices.process.acts.bodies import SeatIds
from goodoffices.process.acts.founding import demand_new_name, opening
from goodoffices.process.acts.seating import RemoveSeat, seat_seen_by
from goodoffices.process.audience import in_sidebars, sidebar_of
from goodoffices.process.models import Membership, Seat, Sidebar, SidebarWords
from goodoffices.process.queries import follows_the_table, may_open, members_of
from goodoffices.record.acts import Act, Id, Line, Names, Note, Opening, Refused, Words, books_read_by
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

SidebarId = Annotated[Id, Names("process.Sidebar")]
SidebarKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,40}$")]

#: What a sidebar is called that was given no name. Never a number: it would tell one member of the others' sidebars.
PLAIN_NAME = "Sidebar"


class OpenSidebar(Act):
    """Open a sidebar with these members, and whoever opens it; nobody else learns that it is."""

    kind: ClassVar[str] = "process.open_sidebar"
    says: ClassVar = gettext_lazy("%(by)s opened the sidebar.")
    label: ClassVar = gettext_lazy("Open the sidebar")
    opens_own_book: ClassVar[bool] = True
    field_labels: ClassVar = {
        "members": gettext_lazy("Who will be in it, beside you"),
        "words": gettext_lazy("What it is for"),
        "name": gettext_lazy("Its name"),
    }

    members: SeatIds
    words: Words
    name: Line = PLAIN_NAME

    def audience(self, seat: Seat) -> Audience:
        """The sidebar’s own book, which this entry opens."""
        return sidebar_of("")

    def allowed(self, seat: Seat) -> bool:
        """A mediator or co-mediator; a head, or who acts for the head, where the ground rules allow it."""
        return may_open(seat)

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def check(self, seat: Seat) -> None:
        if not set(self.members) - {seat.id}:
            raise Refused(_("Choose at least one other member."), "members")
        if any(looks_like(book.name) == looks_like(self.name) for book in books_read_by(seat)):
            raise Refused(_("You already have a room with this name. Choose another."), "name")
        demand_new_name(seat, self.name)
        _demand_seated(seat, self.members)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        return [opening(facts, sidebar_of(facts["id"]), self.name)]

    def apply(self, entry: Entry) -> None:
        Sidebar.make(entry, key=entry.id, name=self.name, seat_id=entry.actor)
        _say(entry, self.words)
        _admit(entry, [entry.actor, *self.members])


class _ForSidebar(Act):
    sidebar: SidebarId

    def audience(self, seat: Seat) -> Audience:
        """The sidebar’s own book."""
        return _sidebar(seat, self.sidebar).audience

    def possible(self, seat: Seat) -> None:
        if _sidebar(seat, self.sidebar).closed is not None:
            raise Refused(_("This sidebar is closed. Open another to go on."))


class ChangeSidebar(_ForSidebar):
    """Add members to a sidebar, and remove others; who is added reads from then on."""

    kind: ClassVar[str] = "process.change_sidebar"
    says: ClassVar = gettext_lazy("%(by)s changed who is in the sidebar.")
    label: ClassVar = gettext_lazy("Record the change")
    field_labels: ClassVar = {"add": gettext_lazy("Add"), "remove": gettext_lazy("Remove")}

    add: SeatIds = []
    remove: SeatIds = []

    def allowed(self, seat: Seat) -> bool:
        """Whoever opened it and whoever may open one, among its members; anyone to leave it."""
        return _runs(seat, _sidebar(seat, self.sidebar)) or self._leaves(seat)

    def check(self, seat: Seat) -> None:
        members = members_of(seat, self.sidebar)
        if not (self.add or self.remove):
            raise Refused(_("Choose whom to add or remove."))
        if set(self.add) & members:
            raise Refused(_("One of these seats is already a member. Leave it out."))
        if not set(self.remove) <= members:
            raise Refused(_("One of these seats is not a member. Leave it out."))
        if not self._leaves(seat) and len(members - set(self.remove) | set(self.add)) < 2:
            raise Refused(_("Fewer than two would be left. Close the sidebar instead."))
        _demand_seated(seat, self.add)

    def apply(self, entry: Entry) -> None:
        _release(entry, self.remove)
        _admit(entry, self.add)

    def _leaves(self, seat: Seat) -> bool:
        """Whether it only lets the one who asks go: nobody is held in a room."""
        return not self.add and self.remove == [seat.id]


class CloseSidebar(_ForSidebar):
    """Close a sidebar for good; it stays readable for its members."""

    kind: ClassVar[str] = "process.close_sidebar"
    says: ClassVar = gettext_lazy("%(by)s closed the sidebar.")
    label: ClassVar = gettext_lazy("Close the sidebar")
    field_labels: ClassVar = {"words": gettext_lazy("With these words")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, close the sidebar")
    consequence: ClassVar = gettext_lazy("Nothing more can be said here. It stays readable for those who are in it.")

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Whoever opened it and whoever may open one, among its members."""
        return _runs(seat, _sidebar(seat, self.sidebar))

    def apply(self, entry: Entry) -> None:
        Sidebar.change(entry, self.sidebar, closed=entry.number)
        if self.words:
            _say(entry, self.words)


class LeaveSidebar(Act):
    """A seat that has left the table leaves the sidebar, too."""

    kind: ClassVar[str] = "process.leave_sidebar"
    says: ClassVar = gettext_lazy("A member who has left the table left the sidebar.")
    only_entailed: ClassVar[bool] = True

    key: SidebarKey
    members: SeatIds

    def audience(self, seat: Seat) -> Audience:
        """The sidebar’s own book, whether or not whoever removed the seat is in it."""
        return sidebar_of(self.key)

    def hides_author(self, seat: Seat) -> bool:
        return True  # the plenary says who removed the seat; whoever did may know nothing of the sidebar

    def apply(self, entry: Entry) -> None:
        _release(entry, self.members)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None


def leaves_sidebars(seat: Seat, entry: Entry) -> Iterator[Act]:
    """What follows from a removal in the sidebars that the seat was in."""
    act = entry.act
    if isinstance(act, RemoveSeat):
        yield from leaving(act.seat)


def leaving(leaver: str) -> Iterator[Act]:
    """The acts by which a seat that leaves the table leaves its sidebars."""
    # house: read for nobody: the sidebars of a seat that leaves, which whoever removes it may know nothing of
    rows = Membership._base_manager.filter(in_sidebars(), seat_id=leaver, left__isnull=True)
    for key in rows.order_by("book_id").values_list("book__key", flat=True):
        yield LeaveSidebar(key=key, members=[leaver])


def _runs(seat: Seat, sidebar: Sidebar) -> bool:
    return sidebar.seat_id == seat.id or may_open(seat)


def _sidebar(seat: Seat, id: str) -> Sidebar:
    found: Sidebar = visible_or_404(Sidebar, seat, id)
    return found


def _demand_seated(seat: Seat, ids: list[str]) -> None:
    for other in [seat_seen_by(seat, id) for id in ids]:
        if other.left is not None:
            raise Refused(_("One of these seats has left the table. Leave it out."))
        if not follows_the_table(seat, other):
            raise Refused(_("An observer whom the ground rules do not admit cannot follow here. Leave the seat out."))


def _admit(entry: Entry, seats: list[str]) -> None:
    for member in dict.fromkeys(seats):
        Membership.make(entry, id=derived(entry.book_id, entry.number, member), seat_id=member)


def _release(entry: Entry, seats: list[str]) -> None:
    rows = Membership.objects.of(entry).filter(seat_id__in=seats, left__isnull=True)
    rows.update(left=entry.number, changed=entry.number)


def _say(entry: Entry, text: str) -> None:
    SidebarWords.make(
        entry, id=derived(entry.book_id, entry.number, "words"), text=text, at=entry.at, seat_id=entry.actor
    )
