"""Parties propose other words for a paragraph; the mediator takes them in, which makes a new version, or declines them."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import is_lead
from goodoffices.minutes.citing import demand_citations
from goodoffices.minutes.locking import demand_open
from goodoffices.minutes.models import Correction, Minutes, Paragraph, Wording
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat, sides_of_seats
from goodoffices.record.acts import Id, Names, Note, Refused, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

ParagraphId = Annotated[Id, Names("minutes.Paragraph")]
CorrectionId = Annotated[Id, Names("minutes.Correction")]


class ProposeCorrection(Attributed):
    """Propose what a paragraph should say instead. Until it is taken in or declined it stands beside it."""

    kind: ClassVar[str] = "minutes.propose_correction"
    says: ClassVar = gettext_lazy("%(by)s proposed a correction to minutes: %(words)s")
    label: ClassVar = gettext_lazy("Propose a correction")
    field_labels: ClassVar = {"words": gettext_lazy("What the paragraph should say")}

    paragraph: ParagraphId
    words: Words

    def audience(self, seat: Seat) -> Audience:
        """The minutes’ own book."""
        return self._found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation; and who leads the third party, for slips of its own."""
        return seat.delegate or seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        demand_open(self._found(seat).minutes)

    def check(self, seat: Seat) -> None:
        if self._found(seat).words == self.words.strip():
            raise Refused(_("The paragraph says that already. Write what it should say instead."), "words")
        demand_citations(seat, self.audience(seat), self.words, "words")

    def _found(self, seat: Seat) -> Paragraph:
        paragraph: Paragraph = found_once(Paragraph, seat, self.paragraph, "minutes")
        return paragraph

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        named = named_how(seat, self.audience(seat))
        facts: dict[str, Any] = {"id": draw.id(), "named": named}
        if named != "nobody" and seat.party_id:
            facts["party"] = seat.party_id
        return facts

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        Correction.make(
            entry,
            minutes_id=Paragraph.objects.of(entry).get(id=self.paragraph).minutes_id,
            paragraph_id=self.paragraph,
            seat_id=entry.actor,
            party_id=entry.facts.get("party"),
            named=entry.facts["named"],
            words=self.words.strip(),
            at=entry.at,
        )


class _OnCorrection(Attributed):
    """An act about one correction that is still open."""

    correction: CorrectionId

    def audience(self, seat: Seat) -> Audience:
        """The minutes’ own book."""
        return self._found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator."""
        return is_lead(seat)

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        found = self._found(seat)
        demand_open(found.minutes)
        if not found.open:
            raise Refused(
                _("This correction has been decided: %(state)s. Propose another one, if it is needed.")
                % {"state": found.state_name}
            )

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The paragraph as it stands, and the words proposed."""
        found = self._found(seat)
        return [(_("The paragraph says"), found.paragraph.words), (_("It should say"), found.words)]

    def _found(self, seat: Seat) -> Correction:
        correction: Correction = found_once(Correction, seat, self.correction, "minutes", "paragraph", "party")
        return correction

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.correction

    def end(self, entry: Entry, state: str, why: str = "") -> None:
        Correction.change(entry, self.correction, state=state, why=why, ended_at=entry.at, ended=entry.number)


class TakeInCorrection(_OnCorrection):
    """Let the paragraph say what was proposed. This makes a new version, which is approved anew."""

    kind: ClassVar[str] = "minutes.take_in"
    says: ClassVar = gettext_lazy("%(by)s took a correction into the minutes: version %(version)s.")
    label: ClassVar = gettext_lazy("Take it in")
    field_labels: ClassVar = {"why": gettext_lazy("In words")}

    why: Note = ""

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self._found(seat)
        if found.paragraph.changed > found.number:
            raise Refused(
                _(
                    "The paragraph has been changed since this was proposed. Decline it, and ask for it to be proposed again."
                )
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"version": self._found(seat).minutes.version + 1}

    def apply(self, entry: Entry) -> None:
        version, taken = entry.facts["version"], Correction.objects.of(entry).get(id=self.correction)
        self.end(entry, "taken_in", self.why)
        Paragraph.change(entry, taken.paragraph_id, words=taken.words)
        Paragraph.reword(entry, taken.paragraph_id)
        Wording.make(
            entry,
            id=derived(taken.paragraph_id, "wording", version),
            paragraph_id=taken.paragraph_id,
            version=version,
            words=taken.words,
            at=entry.at,
        )
        Minutes.change(entry, taken.minutes_id, version=version)
        Minutes.reword(entry, taken.minutes_id)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"version": entry.facts["version"]}


class DeclineCorrection(_OnCorrection):
    """Leave the paragraph as it is, and say why. The correction stays on record; its party may propose it again."""

    kind: ClassVar[str] = "minutes.decline"
    says: ClassVar = gettext_lazy("%(by)s declined a correction to minutes: %(why)s")
    label: ClassVar = gettext_lazy("Decline it")
    field_labels: ClassVar = {"why": gettext_lazy("Why")}

    why: Words

    def apply(self, entry: Entry) -> None:
        self.end(entry, "declined", self.why)


class WithdrawCorrection(_OnCorrection):
    """Take back a correction of one’s own party. It stays on record, and becomes no note."""

    kind: ClassVar[str] = "minutes.withdraw_correction"
    says: ClassVar = gettext_lazy("%(by)s withdrew a correction to minutes.")
    label: ClassVar = gettext_lazy("Withdraw our correction")

    def allowed(self, seat: Seat) -> bool:
        """Everyone of the side that proposed it."""
        sides = sides_of_seats(seat)
        theirs = sides.get(self._found(seat).seat_id)
        return (seat.delegate or seat.leads) and theirs is not None and theirs == sides.get(seat.id)

    def apply(self, entry: Entry) -> None:
        self.end(entry, "withdrawn")
