"""A wording is put to the parties, or taken back before anything came of it."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.decisions.acts.blind import RevealDecision
from goodoffices.decisions.acts.silence import ExpireDecision
from goodoffices.decisions.deciding import (
    LONGEST,
    SHORTEST_SILENCE,
    USUAL,
    OnDecision,
    deciding_parties,
    demand_open,
    demand_time,
    end,
    is_lead,
    may_put,
    open_subjects,
    without_head,
)
from goodoffices.decisions.labels import MEANINGS, METHODS
from goodoffices.decisions.models import Decision, hash_of, title_of
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import has_members, is_table
from goodoffices.process.models import Seat, Session, sides_of_seats
from goodoffices.process.moments import Moment, moment_in
from goodoffices.record.about import ThingId
from goodoffices.record.acts import Note, NotThere, Refused, Stale, Touched
from goodoffices.record.alarms import set_alarm
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, thing_seen_by
from goodoffices.record.timestamps import moment, written


class PutDecision(Attributed):
    """Put a wording to the parties: of a thing, in its own book; or own words, in the plenary."""

    kind: ClassVar[str] = "decisions.put"
    says: ClassVar = gettext_lazy("%(by)s put to a decision: “%(title)s”.")
    label: ClassVar = gettext_lazy("Put it to the parties")
    field_labels: ClassVar = {
        "method": gettext_lazy("How it is decided"),
        "expires": gettext_lazy("When the time runs out (silence: three days from now, if empty)"),
        "words": gettext_lazy("In words"),
    }
    choice_labels: ClassVar = {"method": METHODS}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, put it to the parties")
    consequence: ClassVar = gettext_lazy(
        "The wording is frozen as it stands now. Silence and blind acceptance end at their hour, and are never extended."
    )

    about: ThingId | None = None
    wording: Annotated[int, Field(ge=1, le=2**53)] | None = (
        None  # the number of the entry whose words are put; the latest, if none is given
    )
    method: Literal["consent", "silence", "blind"] = "consent"
    expires: Moment | None = None
    words: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The book of what it is about; without that, the plenary."""
        subject = self.subject(seat)
        return subject.audience if subject else PLENARY

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator; a head by consent, where the ground rules let heads do so."""
        return may_put(seat, self.method)

    def possible(self, seat: Seat) -> None:
        audience, subject = self.audience(seat), self.subject(seat)
        seat.process.demand_open(audience)
        if subject is not None:
            _demand_decidable(subject)
            if subject.id in open_subjects(seat):
                raise Refused(_("This has been put to a decision already. Wait for its outcome, or withdraw it first."))
        if not self._parties(seat):
            raise Refused(_("No party decides here. Put it in a room in which a head of delegation sits."))

    def check(self, seat: Seat) -> None:
        subject, audience = self.subject(seat), self.audience(seat)
        if subject is None and not self.words:
            raise Refused(_("There is nothing to decide yet. Write the wording that is put to the parties."), "words")
        if subject is not None and self.wording is not None and self.wording != subject.wording:
            raise Stale(subject)
        if self.method == "blind":
            self._demand_blind(seat, audience)
        if self.method == "silence":
            self._demand_silence(seat, audience)

    def _demand_blind(self, seat: Seat, audience: Audience) -> None:
        if not is_table(audience):
            raise Refused(_("Blind acceptance is for the whole table. Put it on something in the plenary."), "method")
        if self.subject(seat) is None and not seat.process.may_propose:
            raise Refused(
                _(
                    "The third party’s mandate does not cover proposals of its own. Change the mandate on record, or put a party’s own solution."
                ),
                "method",
            )

    def _demand_silence(self, seat: Seat, audience: Audience) -> None:
        if has_members(audience):
            raise Refused(_("Silence needs receipts that this room cannot have. Ask for consent here."), "method")
        if empty := without_head(seat, self._parties(seat)):
            raise Refused(
                _(
                    "Silence cannot run against an empty chair: %(party)s has no head of delegation. Ask it to seat one, or choose consent."
                )
                % {"party": empty[0].name},
                "method",
            )

    def subject(self, seat: Seat) -> Noun | None:
        if self.about is None:
            return None
        found = thing_seen_by(seat, self.about)
        if found is None:
            raise NotThere
        return found

    def _parties(self, seat: Seat) -> list[Any]:
        audience = self.audience(seat)
        book = seat.shelf().of(audience)
        return deciding_parties(seat, audience, book.id) if book else []

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The wording, how it is decided, and by when."""
        subject = self.subject(seat)
        return [
            (_("What is put"), subject.in_words() if subject else self.words),
            (_("How"), str(METHODS[self.method])),
            (_("What that means"), str(MEANINGS[self.method])),
            *([(_("In words"), self.words)] if subject and self.words else []),
        ]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        subject, now = self.subject(seat), draw.now()
        frozen = subject.in_words() if subject else self.words
        in_session = is_table(self.audience(seat)) and _sits(seat)
        return {
            "id": draw.id(),
            "expires": self._expiry(seat, now),
            "frozen": frozen,
            "wording_hash": hash_of(frozen),
            "of_wording": subject.wording if subject else None,
            "in_session": in_session,
            "parties": [party.id for party in self._parties(seat)],
        }

    def _expiry(self, seat: Seat, now: str) -> str:
        """As the record writes moments; empty for consent without one."""
        begins = moment(now)
        if self.expires is None:
            return "" if self.method == "consent" else written(begins + USUAL)
        at = moment(moment_in(seat.process, self.expires))
        self._demand_in_time(begins, at)
        return written(at)

    def _demand_in_time(self, now: datetime, at: datetime) -> None:
        if at <= now:
            raise Refused(_("This moment is in the past. Choose one that is still to come."), "expires")
        if self.method == "silence" and at - now < SHORTEST_SILENCE:
            raise Refused(_("Silence runs for 24 hours at least. Choose a later moment."), "expires")
        if at - now > LONGEST:
            raise Refused(_("This is more than two years away. Choose an earlier moment."), "expires")

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Decision.make(
            entry,
            seat_id=entry.actor,
            subject_id=self.about,
            of_wording=facts["of_wording"],
            frozen=facts["frozen"],
            wording_hash=facts["wording_hash"],
            words=self.words,
            method=self.method,
            expires=facts["expires"],
            in_session=facts["in_session"],
            parties=facts["parties"],
            at=entry.at,
        )
        if facts["expires"]:
            due = RevealDecision if self.method == "blind" else ExpireDecision
            set_alarm(entry, entry.id, due(decision=entry.id), facts["expires"])

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("decided", self.about)] if self.about else []

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(entry.facts["frozen"])}


class WithdrawDecision(Attributed, OnDecision):
    """Take back what one has put, before its outcome; whatever has been answered, the sentence is the same."""

    kind: ClassVar[str] = "decisions.withdraw"
    says: ClassVar = gettext_lazy("%(by)s withdrew what had been put to a decision.")
    label: ClassVar = gettext_lazy("Withdraw it")

    def allowed(self, seat: Seat) -> bool:
        """Who put it, or decides for that party now; of the third party’s, and once who put it has left, each mediator."""
        put_by = self.found(seat).author
        party, third = sides_of_seats(seat).get(put_by, (None, False))
        if put_by == seat.id or (seat.decides and seat.party_id == party):
            return True
        if not is_lead(seat) or third:
            return is_lead(seat)
        sits = Seat.objects.seen_by(seat).filter(id=put_by, left__isnull=True, party__left__isnull=True)
        return not sits.exists()

    def possible(self, seat: Seat) -> None:
        demand_open(self.found(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        demand_time(self.found(seat), draw.now())
        return {}

    def apply(self, entry: Entry) -> None:
        end(entry, self.decision, "withdrawn")


def _sits(seat: Seat) -> bool:
    """Whether a session of the table is open."""
    return bool(Session.objects.seen_by(seat).filter(opened_at__gt="", closed_at="").exists())


def _demand_decidable(subject: Noun) -> None:
    if not subject.stands:
        raise Refused(_("This has been withdrawn. Choose something that still stands."))
    if not subject.in_words():
        raise Refused(_("This has no words that could be decided. Choose something that says what is to be agreed."))
