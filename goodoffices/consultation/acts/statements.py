"""What is said in rooms, corrected and struck."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.consultation.acts.rooms import InRoom, demand_open_room
from goodoffices.consultation.labels import SPEECH_ACTS
from goodoffices.consultation.models import Amendment, Mention, Statement, Striking
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.audience import is_third_party
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, Id, Names, Note, Refused, Touched, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

StatementId = Annotated[Id, Names("consultation.Statement")]
SpeechAct = Literal[
    "statement", "question", "answer", "proposal", "reservation", "point_of_order", "clarification"
]  # fmt: skip


class MakeStatement(Attributed, InRoom):
    """Say something in a room."""

    kind: ClassVar[str] = "consultation.make_statement"
    counts_as_unread: ClassVar[bool] = True  # and so does what is conveyed
    says: ClassVar = gettext_lazy("%(by)s: %(text)s")
    label: ClassVar = gettext_lazy("Send")
    field_labels: ClassVar = {
        "text": gettext_lazy("Your statement"),
        "speech_act": gettext_lazy("As a"),
        "issues": gettext_lazy("On"),
        "binding": gettext_lazy("Binding"),
    }
    choice_labels: ClassVar = {"speech_act": SPEECH_ACTS}
    # On pages a point of order has one door, the one that gets a ruling. Over the API the word stays.
    retired: ClassVar = {"speech_act": ("point_of_order",)}
    yes: ClassVar = gettext_lazy("Yes, send it as binding")
    consequence: ClassVar = gettext_lazy(
        "A binding statement commits your party. It cannot be corrected or struck; your head can only withdraw that it binds."
    )

    text: Words
    speech_act: SpeechAct = "statement"
    issues: Annotated[list[Id], Names("agenda.Issue"), Field(max_length=20)] = []
    binding: bool = False
    answers: StatementId | None = None

    def allowed(self, seat: Seat) -> bool:
        """Whoever takes part; an interpreter only among the third party’s own."""
        return seat.speaks or (seat.interprets and is_third_party(self.audience(seat)))

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self.room)

    def commits(self) -> bool:
        return self.binding

    @classmethod
    def offers(cls, seat: Seat, field: str) -> bool:
        """Only who decides for a party can bind it; the third party binds nobody."""
        return field != "binding" or (seat.delegate and seat.decides)

    def check(self, seat: Seat) -> None:
        if self.binding and not self.offers(seat, "binding"):
            raise Refused(
                _(
                    "Only the head of delegation can make a binding statement. Leave “binding” off, or ask your head to make it."
                )
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        named = named_how(seat, self.audience(seat))
        facts: dict[str, Any] = {"id": draw.id(), "named": named}
        if named != "nobody" and seat.party_id:
            facts["party"] = seat.party_id
        return facts

    def apply(self, entry: Entry) -> None:
        statement = Statement.make(entry, **self.said(entry))
        for issue in dict.fromkeys(self.issues):
            Mention.make(entry, id=derived(entry.id, "issue", issue), statement=statement, about_id=issue)

    def said(self, entry: Entry) -> dict[str, Any]:
        """What the statement's row holds of its entry."""
        return {
            "seat_id": entry.actor,
            "party_id": entry.facts.get("party"),
            "named": entry.facts["named"],
            "speech_act": self.speech_act,
            "text": self.text,
            "binding": self.binding,
            "answers_id": self.answers,
            "at": entry.at,
        }

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("statement", entry.id)]


class ConveyStatement(MakeStatement):
    """What the mediator conveys for a party, in the recipient’s caucus: its words, or their gist, and for whom."""

    kind: ClassVar[str] = "consultation.convey_statement"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("%(by)s conveyed: %(text)s")

    conveyed_for: Id  # a party’s key
    form: Literal["gist", "verbatim"]

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        giver = Party.objects.seen_by(seat).get(key=self.conveyed_for)
        return {**super().draw(draw, seat), "giver": giver.id}

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        Statement.change(entry, entry.id, conveyed_for_id=entry.facts["giver"])


class OnStatement(Act):
    """An act about a statement of one’s own, in the statement’s room."""

    statement: StatementId

    def audience(self, seat: Seat) -> Audience:
        """The statement’s own book."""
        return self._statement(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Whoever made the statement."""
        return bool(self._statement(seat).seat_id == seat.id)

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        demand_open_room(seat, self._statement(seat).book_id)
        if self._statement(seat).state == "struck":
            raise Refused(_("This statement has been struck. Make a new one."))
        if self._statement(seat).binding:
            raise Refused(
                _(
                    "Binding words cannot be corrected or struck. Make a new statement, or ask your head to withdraw that this one binds."
                )
            )

    def hides_author(self, seat: Seat) -> bool:
        return bool(self._statement(seat).named != "seat")

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("statement", self.statement)]

    def _statement(self, seat: Seat) -> Any:
        return visible_or_404(Statement, seat, self.statement)


class AmendStatement(OnStatement):
    """Correct one’s own statement; the original is kept beside it."""

    kind: ClassVar[str] = "consultation.amend_statement"
    says: ClassVar = gettext_lazy("%(by)s corrected an earlier statement.")
    label: ClassVar = gettext_lazy("Record the correction")
    field_labels: ClassVar = {"text": gettext_lazy("As it should read")}

    text: Words

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"amendment": draw.id("amendment")}

    def apply(self, entry: Entry) -> None:
        Statement.change(entry, self.statement, state="amended")
        Statement.reword(entry, self.statement)
        Amendment.make(entry, id=entry.facts["amendment"], statement_id=self.statement, text=self.text, at=entry.at)


class StrikeStatement(OnStatement):
    """Take one’s own statement back; the original stays readable."""

    kind: ClassVar[str] = "consultation.strike_statement"
    says: ClassVar = gettext_lazy("%(by)s struck an earlier statement.")
    label: ClassVar = gettext_lazy("Strike this statement")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}

    words: Note = ""

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"striking": draw.id("striking")}

    def apply(self, entry: Entry) -> None:
        Statement.change(entry, self.statement, state="struck")
        Striking.make(entry, id=entry.facts["striking"], statement_id=self.statement, words=self.words, at=entry.at)
