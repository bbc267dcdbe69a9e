"""Guided talk: begun and ended by the third party, for a room or for the answers to one statement."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.consultation.acts import StatementId
from goodoffices.consultation.models import Statement
from goodoffices.listening.models import Guidance
from goodoffices.process.audience import in_audience, is_room
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, NotThere, Refused, book_read_by
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class _Guiding(Act):
    """An act about how a room, or the answers to one statement, are guided."""

    room: Id | None = None
    statement: StatementId | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "_Guiding":
        if (self.room is None) == (self.statement is None):
            raise PydanticCustomError("one_place", "Name a room, or one statement.")
        return self

    def audience(self, seat: Seat) -> Audience:
        """The room’s book, or the statement’s."""
        if self.room is not None:
            book = book_read_by(seat, self.room)
        else:
            book = visible_or_404(Statement, seat, self.statement).book
        if not is_room(book.audience):
            raise NotThere
        return book.audience

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def standing(self, rows: Any, book: Audience) -> Any:
        """The guidance in force for exactly this place."""
        place = rows.filter(in_audience(book), ended__isnull=True)
        return place.filter(about_id=self.statement)


class Guide(_Guiding):
    """Guide a room, or the answers to one statement: nobody rebuts before the speaker has confirmed being heard."""

    kind: ClassVar[str] = "consultation.guide"
    says: ClassVar = gettext_lazy("%(by)s asked for everything to be said back before it is answered.")
    label: ClassVar = gettext_lazy("Guide the talk")
    field_labels: ClassVar = {
        "agreement": gettext_lazy("A restatement must also say where you agree"),
        "learnt": gettext_lazy("A restatement must also say what you learnt"),
    }

    agreement: bool = False
    learnt: bool = False

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        if self.standing(Guidance.objects.seen_by(seat), self.audience(seat)).exists():
            raise Refused(_("Talk is already guided here. End that first to change how."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Guidance.make(entry, about_id=self.statement, agreement=self.agreement, learnt=self.learnt)


class EndGuidance(_Guiding):
    """Let talk go freely again."""

    kind: ClassVar[str] = "consultation.end_guidance"
    says: ClassVar = gettext_lazy("%(by)s ended guided talk.")
    label: ClassVar = gettext_lazy("End guided talk")

    def possible(self, seat: Seat) -> None:
        if not self.standing(Guidance.objects.seen_by(seat), self.audience(seat)).exists():
            raise Refused(_("Talk is not guided here. There is nothing to end."))

    def apply(self, entry: Entry) -> None:
        rows = self.standing(Guidance.objects.of(entry), entry.book.audience)
        rows.update(ended=entry.number, changed=entry.number)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room or self.statement
