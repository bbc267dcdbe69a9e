"""Rendering something into another language, and what is asked about a rendering."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts import PositionId, SolutionId
from goodoffices.consultation.acts import StatementId
from goodoffices.interpretation.labels import MADE
from goodoffices.interpretation.models import Answer, Query, Rendering
from goodoffices.interpretation.queries import may_render
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import GroundRules, Seat
from goodoffices.record.about import AboutThing, demand_standing
from goodoffices.record.acts import Id, Names, Refused, Touched, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun

RenderingId = Annotated[Id, Names("interpretation.Rendering")]
QueryId = Annotated[Id, Names("interpretation.Query")]


class Render(Attributed, AboutThing):
    """Put something that was said or tabled into another language; the original stays as it is."""

    kind: ClassVar[str] = "interpretation.render"
    says: ClassVar = gettext_lazy("%(by)s rendered something into %(language)s: %(text)s")
    older: ClassVar[tuple[str, ...]] = ("statement", "solution", "position")
    label: ClassVar = gettext_lazy("Put it beside the original")
    field_labels: ClassVar = {
        "language": gettext_lazy("Into"),
        "original": gettext_lazy("Language of the original"),
        "text": gettext_lazy("Rendering"),
        "made": gettext_lazy("How it was made"),
        "revises": gettext_lazy("It takes the place of"),
    }
    choice_labels: ClassVar = {
        "made": MADE,
        "original": {"": gettext_lazy("not said")},
        "revises": {"": gettext_lazy("none: it is shown beside them")},
    }

    statement: StatementId | None = None
    solution: SolutionId | None = None
    position: PositionId | None = None
    language: Language
    original: Language | None = None  # the language of the original; nothing guesses it
    text: Words
    made: Literal["human", "machine", "revised"] = "human"
    revises: RenderingId | None = None

    def allowed(self, seat: Seat) -> bool:
        """The third party, its interpreters first; in a delegation’s own room, which they do not read, the delegation."""
        return may_render(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        subject = self.subject(seat)
        demand_talk_of(seat, subject)
        demand_standing(subject)

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if self.original == self.language:
            raise Refused(
                _("This is the language of the original. Choose the language that you render it into."), "language"
            )
        if self.revises is None:
            return
        revised = Rendering.objects.seen_by(seat).get(id=self.revises)
        if revised.subject_id != subject.id or revised.language != self.language:
            raise Refused(
                _("A revision must render the same thing into the same language. Send this as a new rendering.")
            )
        if revised.state != "standing":
            raise Refused(_("This rendering no longer stands. Revise the newest one, or send this as a new rendering."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        subject = self.subject(seat)
        facts = {"id": draw.id(), "named": named_how(seat, subject.audience), "wording": subject.wording}
        return {**facts, "beside": subject.read_beside} if subject.read_beside else facts

    def apply(self, entry: Entry) -> None:
        stand_beside(entry, self.subject_id, self.language, self.text, self.made, self.original or "", self.revises)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("renderings", entry.facts.get("beside") or self.subject_id)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"language": LANGUAGES[self.language], "text": self.text}


def stand_beside(
    entry: Entry, about: str, language: str, text: str, made: str, original: str = "", revises: str | None = None
) -> None:
    """Put a rendering beside a thing, in the place of the one that it revises.

    The facts of the entry say how its maker is `named`, which `wording` it renders, and what the thing is read `beside`.
    """
    if revises:
        Rendering.change(entry, revises, state="replaced")
    Rendering.make(
        entry,
        about_id=about,
        beside_id=entry.facts.get("beside"),
        rendered=entry.facts["wording"],
        seat_id=entry.actor,
        named=entry.facts["named"],
        language=language,
        original=original,
        made=made,
        text=text,
        revises_id=revises,
        at=entry.at,
    )


class _OnRendering(Attributed):
    """An act about one rendering, in its own book."""

    rendering: RenderingId

    def found(self, seat: Seat) -> Rendering:
        return _seen(Rendering, seat, self.rendering)

    def audience(self, seat: Seat) -> Audience:
        """The rendering’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        if self.found(seat).state == "withdrawn":
            raise Refused(_("This rendering has been withdrawn. Look at those that stand."))

    def touches(self, entry: Entry) -> list[Touched]:
        return _touched_with(entry, self.rendering)


class QueryRendering(_OnRendering):
    """Ask whether a rendering says what the original says."""

    kind: ClassVar[str] = "interpretation.query_rendering"
    says: ClassVar = gettext_lazy("%(by)s queried a rendering: %(text)s")
    label: ClassVar = gettext_lazy("Query this rendering")
    field_labels: ClassVar = {"words": gettext_lazy("What seems wrong in it")}

    words: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Query.make(entry, rendering_id=self.rendering, words=self.words, at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"text": self.words}


class WithdrawRendering(_OnRendering):
    """Take a rendering back; it stays readable as withdrawn."""

    kind: ClassVar[str] = "interpretation.withdraw_rendering"
    says: ClassVar = gettext_lazy("%(by)s withdrew a rendering.")
    label: ClassVar = gettext_lazy("Withdraw this rendering")

    def allowed(self, seat: Seat) -> bool:
        """Whoever made it, and who leads the third party."""
        return bool(seat.leads or self.found(seat).seat_id == seat.id)

    def apply(self, entry: Entry) -> None:
        Rendering.change(entry, self.rendering, state="withdrawn")


class AnswerQuery(Attributed):
    """Answer what was asked about a rendering; a new rendering may come of it."""

    kind: ClassVar[str] = "interpretation.answer_query"
    says: ClassVar = gettext_lazy("%(by)s answered a query about a rendering: %(text)s")
    label: ClassVar = gettext_lazy("Answer the query")
    field_labels: ClassVar = {
        "words": gettext_lazy("Answer"),
        "rendering": gettext_lazy("The rendering made in answer"),
    }

    query: QueryId
    words: Words
    rendering: RenderingId | None = None

    def audience(self, seat: Seat) -> Audience:
        """The query’s own book."""
        return _seen(Query, seat, self.query).audience

    def allowed(self, seat: Seat) -> bool:
        """Whoever may render there."""
        return may_render(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))

    def check(self, seat: Seat) -> None:
        if self.rendering is None:
            return
        asked = Query.objects.seen_by(seat).select_related("rendering").get(id=self.query).rendering
        if Rendering.objects.seen_by(seat).get(id=self.rendering).subject_id != asked.subject_id:
            raise Refused(_("That rendering is of something else. Name one of the same thing, or leave it out."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"answer": draw.id("answer")}

    def apply(self, entry: Entry) -> None:
        Query.change(entry, self.query, state="answered")
        Answer.make(
            entry,
            id=entry.facts["answer"],
            query_id=self.query,
            words=self.words,
            rendering_id=self.rendering,
            at=entry.at,
        )

    def touches(self, entry: Entry) -> list[Touched]:
        return _touched_with(entry, Query.objects.of(entry).get(id=self.query).rendering_id)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"text": self.words}


def _touched_with(entry: Entry, rendering: str) -> list[Touched]:
    row = Rendering.objects.of(entry).get(id=rendering)
    return [Touched("renderings", row.beside_id or row.about_id)]


def demand_talk_of(seat: Seat, subject: Noun) -> None:
    """Refused where talk rests. Ground rules are read before they open it."""
    if isinstance(subject, GroundRules):
        seat.process.demand_going()
    else:
        seat.process.demand_open(subject.audience)


def _seen(model: Any, seat: Seat, id: str) -> Any:
    return visible_or_404(model, seat, id)
