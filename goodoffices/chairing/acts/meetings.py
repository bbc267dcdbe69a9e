"""Meetings in the flesh: put on record by whoever chairs the room, corrected and never rewritten; and the address of a call."""

from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from goodoffices.chairing.acts.chaired import ByChair, InRoom
from goodoffices.chairing.labels import CHANNELS
from goodoffices.chairing.models import Meeting, MeetingLink, MeetingVersion
from goodoffices.chairing.queries import readers_in_room
from goodoffices.process.acts.bodies import SeatIds
from goodoffices.process.audience import is_sidebar
from goodoffices.process.models import Seat
from goodoffices.process.moments import Moment, moment_in
from goodoffices.record.acts import Id, Names, Note, Refused, Touched
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.fields import already_recorded
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

MeetingId = Annotated[Id, Names("chairing.Meeting")]
Channel = Literal["in_person", "by_phone", "video", "in_writing"]


def _a_safe_address(text: str, info: ValidationInfo) -> str:
    if already_recorded(info) or not text:
        return text
    try:
        parts = urlsplit(text)
        good = parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        good = False
    if not good or not text.isascii() or any(letter <= " " or letter in '<>"\\^`{|}\x7f' for letter in text):
        raise PydanticCustomError("https", "Enter a full address that begins with https://.")
    return text


Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_a_safe_address)]
Place = Annotated[Note, StringConstraints(max_length=300)]


class _Held(ByChair):
    """What is said of a meeting, whether for the first time or to correct it."""

    field_labels: ClassVar = {
        "began": gettext_lazy("Began"),
        "ended": gettext_lazy("Ended"),
        "channel": gettext_lazy("How it was held"),
        "place": gettext_lazy("Where"),
        "present": gettext_lazy("Who was present"),
        "words": gettext_lazy("What it was about"),
    }
    choice_labels: ClassVar = {"channel": CHANNELS}

    def held(self, seat: Seat) -> dict[str, Any]:
        """All that would be on record of the meeting, by the names of its columns."""
        raise NotImplementedError

    def possible(self, seat: Seat) -> None:
        audience = self.audience(seat)
        if is_sidebar(audience):  # a meeting may be put on record whatever the state of the talks; not in a closed room
            seat.process.demand_open(audience)

    def check(self, seat: Seat) -> None:
        held = self.held(seat)
        if held["ended"] <= held["began"]:
            raise Refused(_("The meeting would end before it began. Write when it ended."), "ended")
        if not set(held["present"]) <= {other.id for other in readers_in_room(seat, self.book(seat))}:
            raise Refused(
                _(
                    "One of these seats cannot read this room. Put the meeting on record in a room that everyone present can read."
                )
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        held = self.held(seat)
        if held["ended"] > draw.now():
            raise Refused(_("The meeting would end in the future. Put it on record when it is over."), "ended")
        return {"began": held["began"], "ended": held["ended"]}


class LogMeeting(_Held, InRoom):
    """Put on record that this room met: when, how, where and who was present."""

    kind: ClassVar[str] = "chairing.log_meeting"
    says: ClassVar = gettext_lazy("%(by)s put a meeting on record (%(channel)s).")
    label: ClassVar = gettext_lazy("Put on record")

    began: Moment
    ended: Moment
    channel: Channel
    place: Place = ""
    present: SeatIds = []
    words: Note = ""

    def held(self, seat: Seat) -> dict[str, Any]:
        began, ended = moment_in(seat.process, self.began), moment_in(seat.process, self.ended)
        return {**self._said(), "began": began, "ended": ended}

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **super().draw(draw, seat)}

    def apply(self, entry: Entry) -> None:
        held = {**self._said(), "began": entry.facts["began"], "ended": entry.facts["ended"]}
        Meeting.make(entry, seat_id=entry.actor, **held)
        _keep_version(entry, entry.id, held)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("meeting", entry.id)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"channel": CHANNELS[self.channel]}

    def _said(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "place": self.place,
            "present": list(dict.fromkeys(self.present)),
            "words": self.words,
        }


class CorrectMeeting(_Held):
    """Correct what stands on record of a meeting; how it read before stays readable."""

    kind: ClassVar[str] = "chairing.correct_meeting"
    says: ClassVar = gettext_lazy("%(by)s corrected what is on record of a meeting.")
    label: ClassVar = gettext_lazy("Put the correction on record")

    meeting: MeetingId
    began: Moment | None = None
    ended: Moment | None = None
    channel: Channel | None = None
    place: Place | None = None
    present: SeatIds | None = None
    words: Note | None = None

    def book(self, seat: Seat) -> str:
        return str(_meeting(seat, self.meeting).book_id)

    def held(self, seat: Seat) -> dict[str, Any]:
        found = {**_meeting(seat, self.meeting).held, **self._said()}
        for name, text in (("began", self.began), ("ended", self.ended)):
            if text is not None:
                found[name] = moment_in(seat.process, text)
        return found

    def check(self, seat: Seat) -> None:
        if self.held(seat) == _meeting(seat, self.meeting).held:
            raise Refused(_("That is already what is on record. Change what was wrong."))
        super().check(seat)

    def apply(self, entry: Entry) -> None:
        before = Meeting.objects.of(entry).get(id=self.meeting).held
        held = {**before, **self._said(), "began": entry.facts["began"], "ended": entry.facts["ended"]}
        Meeting.change(entry, self.meeting, corrected=True, **held)
        Meeting.reword(entry, self.meeting)
        _keep_version(entry, self.meeting, held)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("meeting", self.meeting)]

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.meeting

    def _said(self) -> dict[str, Any]:
        """What is said otherwise now, but for the times."""
        present = list(dict.fromkeys(self.present)) if self.present is not None else None
        said = {"channel": self.channel, "place": self.place, "present": present, "words": self.words}
        return {name: value for name, value in said.items() if value is not None}


class SetMeetingLink(ByChair, InRoom):
    """Say where this room meets by video; without an address, take it away."""

    kind: ClassVar[str] = "chairing.set_meeting_link"
    says: ClassVar = gettext_lazy("%(by)s set where the room meets by video.")
    label: ClassVar = gettext_lazy("Set the link")
    field_labels: ClassVar = {"address": gettext_lazy("Address, beginning with https:// (leave empty for none)")}

    address: Address = ""

    def possible(self, seat: Seat) -> None:
        audience = self.audience(seat)
        if is_sidebar(audience):
            seat.process.demand_open(audience)

    def check(self, seat: Seat) -> None:
        now = MeetingLink.objects.seen_by(seat).filter(book=self.room, ended__isnull=True).first()
        if (now.address if now else "") != self.address:
            return
        if now:
            raise Refused(_("That is already the link. Enter another, or leave it empty to remove it."), "address")
        raise Refused(_("There is no link to remove. Enter one that begins with https://."), "address")

    def apply(self, entry: Entry) -> None:
        MeetingLink.objects.of(entry).filter(ended__isnull=True).update(ended=entry.number, changed=entry.number)
        if self.address:
            MeetingLink.make(entry, id=derived(entry.book_id, entry.number, "link"), address=self.address)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("meeting_link", entry.book_id)]


def _keep_version(entry: Entry, meeting: str, held: dict[str, Any]) -> None:
    MeetingVersion.make(entry, id=derived(meeting, "version", entry.number), meeting_id=meeting, at=entry.at, **held)


def _meeting(seat: Seat, id: str) -> Meeting:
    found: Meeting = visible_or_404(Meeting, seat, id)
    return found
