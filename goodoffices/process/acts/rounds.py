"""Rounds and sessions: framed, adopted, opened, concluded with highlights and a framework for the next."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.process.acts.sitting import ChangesSitting
from goodoffices.process.models import Adoption, AgendaItem, Highlight, Party, Round, Seat, Session
from goodoffices.record.acts import Act, Id, Line, Names, Note, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw

RoundId = Annotated[Id, Names("process.Round")]
SessionId = Annotated[Id, Names("process.Session")]
ItemId = Annotated[Id, Names("process.AgendaItem")]


class FrameRound(Act):
    """Set venue, dates and the provisional agenda of the next round."""

    kind: ClassVar[str] = "process.frame_round"
    says: ClassVar = gettext_lazy("%(by)s planned “%(title)s”.")
    label: ClassVar = gettext_lazy("Plan the round")
    field_labels: ClassVar = {"items": gettext_lazy("Provisional agenda, one item a line")}

    title: Line
    venue: Note = ""
    begins: date | None = None
    ends: date | None = None
    items: Annotated[list[Line], Field(max_length=50)] = []

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def check(self, seat: Seat) -> None:
        _demand_order(_iso(self.begins), _iso(self.ends))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "ordinal": Round.objects.seen_by(seat).count() + 1}

    def apply(self, entry: Entry) -> None:
        Round.make(
            entry,
            ordinal=entry.facts["ordinal"],
            title=self.title,
            venue=self.venue,
            begins=_iso(self.begins),
            ends=_iso(self.ends),
            items=self.items,
        )
        AgendaItem.frame(entry, entry.id, self.items)


class ReframeRound(ChangesSitting):
    """Change a round that is not concluded. With other items on its agenda, every head adopts it anew."""

    kind: ClassVar[str] = "process.reframe_round"
    says: ClassVar = gettext_lazy("%(by)s changed the plan of “%(title)s”.")
    label: ClassVar = gettext_lazy("Record the change")
    field_labels: ClassVar = {"items": gettext_lazy("Agenda, one item a line")}

    round: RoundId
    title: Line | None = None
    venue: Note | None = None
    begins: date | None = None
    ends: date | None = None
    items: Annotated[list[Line] | None, Field(max_length=50)] = None

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        if round_seen_by(seat, self.round).state == "concluded":
            raise Refused(_("This round is concluded. Plan the next one."))

    def check(self, seat: Seat) -> None:
        frame, framed = self._frame(), round_seen_by(seat, self.round)
        _demand_order(frame.get("begins", framed.begins), frame.get("ends", framed.ends))
        if all(getattr(framed, name) == value for name, value in frame.items()):
            raise Refused(_("That is already the plan. Change its title, venue, dates or agenda."))

    def apply(self, entry: Entry) -> None:
        frame, framed = self._frame(), Round.objects.of(entry).get(id=self.round)
        if frame.get("items", framed.items) != framed.items:
            frame["adopted"] = False
            Adoption.objects.of(entry).filter(round_id=self.round, current=True).update(
                current=False, changed=entry.number
            )
            AgendaItem.frame(entry, self.round, frame["items"])
        Round.change(entry, self.round, **frame)
        if self.title:
            Round.reword(entry, self.round)

    def _frame(self) -> dict[str, Any]:
        """What is said of it, as its columns hold it."""
        said = {
            "title": self.title,
            "venue": self.venue,
            "begins": _iso(self.begins) or None,
            "ends": _iso(self.ends) or None,
            "items": self.items,
        }
        return {name: value for name, value in said.items() if value is not None}

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": self.title or title_of(self.round)}


class AdoptAgenda(Act):
    """A head adopts the provisional agenda; with the last head it is the round's agenda."""

    kind: ClassVar[str] = "process.adopt_agenda"
    says: ClassVar = gettext_lazy("%(by)s adopted the agenda of “%(title)s”.")
    label: ClassVar = gettext_lazy("Adopt this agenda for our party")

    round: RoundId

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """Only another agenda is: that another head adopted it meanwhile changes nothing in it."""
        return bool(AgendaItem.objects.of(thing).filter(round_id=self.round, changed__gt=number).exists())

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        if Adoption.objects.seen_by(seat).filter(round_id=self.round, party=seat.party, current=True).exists():
            raise Refused(_("Your party has already adopted this agenda. It is waiting for the other parties."))
        seat.process.demand_going()
        if round_seen_by(seat, self.round).state == "concluded":
            raise Refused(_("This round is concluded. Adopt the agenda of the next one."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Adoption.make(entry, round_id=self.round, party_id=entry.facts["party"], at=entry.at)
        adoptions = Adoption.objects.of(entry).filter(round_id=self.round, current=True)
        adopted = set(adoptions.values_list("party_id", flat=True))
        Round.change(entry, self.round, adopted=_parties(entry) <= adopted)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.round

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(self.round)}


class OpenRound(ChangesSitting):
    """The third party opens a framed round."""

    kind: ClassVar[str] = "process.open_round"
    says: ClassVar = gettext_lazy("%(by)s opened “%(title)s”.")
    label: ClassVar = gettext_lazy("Open the round")

    round: RoundId

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(PLENARY)
        if round_seen_by(seat, self.round).state != "framed":
            raise Refused(_("This round has been opened before. Plan a new one."))
        if Round.objects.seen_by(seat).filter(state="open").exists():
            raise Refused(_("Another round is open. Conclude it first."))

    def apply(self, entry: Entry) -> None:
        Round.change(entry, self.round, state="open", opened_at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(self.round)}


class ConcludeRound(ChangesSitting):
    """Close a round with its highlights and a framework for the next."""

    kind: ClassVar[str] = "process.conclude_round"
    says: ClassVar = gettext_lazy("%(by)s concluded “%(title)s”.")
    label: ClassVar = gettext_lazy("Conclude the round")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, conclude the round")
    consequence: ClassVar = gettext_lazy(
        "A concluded round is not opened again. What comes later belongs to the next one."
    )

    round: RoundId
    highlights: Annotated[list[Line], Field(max_length=50)] = []
    framework: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        if round_seen_by(seat, self.round).state != "open":
            raise Refused(_("Only an open round is concluded. Open it first."))
        if Session.objects.seen_by(seat).filter(round_id=self.round, closed_at="").exists():
            raise Refused(_("A session of this round is still open. Close it first."))

    def apply(self, entry: Entry) -> None:
        Round.change(
            entry,
            self.round,
            state="concluded",
            concluded_at=entry.at,
            highlights=self.highlights,
            framework=self.framework,
        )
        Highlight.conclude(entry, self.round, self.highlights)
        if self.framework:
            Round.reword(entry, self.round)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(self.round)}


class TakeUpItem(ChangesSitting):
    """The chair says which item of the agenda the table is at."""

    kind: ClassVar[str] = "process.take_up_item"
    says: ClassVar = gettext_lazy("%(by)s took up “%(item)s”.")
    label: ClassVar = gettext_lazy("Take up this item")

    item: ItemId

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(PLENARY)
        item = item_seen_by(seat, self.item)
        if item.round.state != "open":
            raise Refused(_("Only items of an open round are taken up. Open the round first."))
        if not item.current:
            raise Refused(_("This item is no longer on the agenda. Choose one that is."))
        if item.present:
            raise Refused(_("The table is already at this item. Choose another one."))

    def apply(self, entry: Entry) -> None:
        AgendaItem.take_up(entry, self.item)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        item = row_named(AgendaItem, self.item)
        return {"item": item.text if item else ""}


class OpenSession(ChangesSitting):
    """Mark the beginning of a session."""

    kind: ClassVar[str] = "process.open_session"
    says: ClassVar = gettext_lazy("%(by)s opened the session “%(title)s”.")
    label: ClassVar = gettext_lazy("Open a session")
    field_labels: ClassVar = {"title": gettext_lazy("Title of the session")}

    round: RoundId
    title: Line

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(PLENARY)
        if round_seen_by(seat, self.round).state != "open":
            raise Refused(_("Sessions belong to an open round. Open the round first."))
        if Session.objects.seen_by(seat).filter(closed_at="").exists():
            raise Refused(_("A session is open. Close it first."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Session.make(entry, round_id=self.round, title=self.title, opened_at=entry.at)


class CloseSession(ChangesSitting):
    """Mark the end of a session."""

    kind: ClassVar[str] = "process.close_session"
    says: ClassVar = gettext_lazy("%(by)s closed the session.")
    label: ClassVar = gettext_lazy("Close the session")

    session: SessionId

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        if visible_or_404(Session, seat, self.session).closed_at:
            raise Refused(_("This session is already closed. Open another one."))

    def apply(self, entry: Entry) -> None:
        Session.change(entry, self.session, closed_at=entry.at)


def adopt_what_all_adopted(entry: Entry) -> None:
    """Adopt the agendas that every party now at the table has adopted."""
    for round in Round.objects.of(entry).filter(adopted=False).exclude(state="concluded"):
        adoptions = Adoption.objects.of(entry).filter(round=round, current=True)
        adopted = set(adoptions.values_list("party_id", flat=True))
        if adopted and _parties(entry) <= adopted:
            Round.change(entry, round.id, adopted=True)


def _parties(entry: Entry) -> set[str]:
    return set(Party.objects.of(entry).at_the_table().values_list("id", flat=True))


def round_seen_by(seat: Seat, id: str) -> Round:
    found: Round = visible_or_404(Round, seat, id)
    return found


def item_seen_by(seat: Seat, id: str) -> AgendaItem:
    found: AgendaItem = visible_or_404(AgendaItem, seat, id, "round")
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _demand_order(begins: str, ends: str) -> None:
    if begins and ends and ends < begins:
        raise Refused(_("The round ends before it begins. Check the dates."), "ends")


def title_of(round: str) -> str:
    """A round's title, for putting an entry into words."""
    row = row_named(Round, round)
    return row.title if row else ""
