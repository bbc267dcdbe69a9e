"""Coming to understand words in another language: asking for a rendering, or saying that one reads them as they are."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.interpretation.acts.renderings import demand_talk_of
from goodoffices.interpretation.models import Understanding
from goodoffices.interpretation.understanding import has_read, rendered_into
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.about import AboutThing, demand_standing
from goodoffices.record.acts import Refused, Stale, Touched
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class _Understand(Attributed, AboutThing):
    """An act of somebody who wants to understand the words of a thing, as they stand."""

    what: ClassVar[str]

    def allowed(self, seat: Seat) -> bool:
        """Who takes part in the talks."""
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        subject = self.subject(seat)
        demand_talk_of(seat, subject)
        demand_standing(subject)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        subject = self.subject(seat)
        named = named_how(seat, subject.audience)
        facts = {"understanding": draw.id("understanding"), "named": named, "wording": subject.wording}
        return {**facts, "beside": subject.read_beside} if subject.read_beside else facts

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Understanding.make(
            entry,
            id=facts["understanding"],
            about_id=self.subject_id,
            what=self.what,
            language=getattr(self, "language", ""),
            of_wording=facts["wording"],
            beside_id=facts.get("beside"),
            seat_id=entry.actor,
            named=facts["named"],
            at=entry.at,
        )

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("renderings", entry.facts.get("beside") or self.subject_id)]


class AskRendering(_Understand):
    """Ask the interpreters for a rendering into a language."""

    kind: ClassVar[str] = "interpretation.ask_rendering"
    says: ClassVar = gettext_lazy("%(by)s asked for a rendering into %(language)s.")
    label: ClassVar = gettext_lazy("Ask for a rendering")
    field_labels: ClassVar = {"language": gettext_lazy("Into")}
    what: ClassVar[str] = "asked"

    language: Language

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if rendered_into(seat, subject, {self.language}):
            raise Refused(
                _("There is already a rendering into this language. Query it if you doubt that it says the same.")
            )
        rows = Understanding.objects.seen_by(seat).filter(about=subject.id, what="asked", language=self.language)
        if rows.filter(of_wording__gte=subject.wording).exists():
            raise Refused(_("This rendering has already been asked for. It is waiting for the interpreters."))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"language": LANGUAGES[self.language]}


class ReadOriginal(_Understand):
    """Say that one reads the language of these words, and needs no rendering of them."""

    kind: ClassVar[str] = "interpretation.read_original"
    says: ClassVar = gettext_lazy("%(by)s said: I read the language of these words.")
    label: ClassVar = gettext_lazy("I read this language")
    what: ClassVar[str] = "reads"

    of_wording: Annotated[int, Field(ge=1, le=10**12)] | None = (
        None  # the wording that was read; another one by now is looked at again
    )

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if self.of_wording is not None and self.of_wording != subject.wording:
            raise Stale(subject)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if has_read(seat, self.subject(seat)):
            raise Refused(_("You have already said so of these words. There is nothing left to do."))
