"""Which languages are authentic, each provision in them, and the second pair of eyes."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.interpretation.acts.renderings import RenderingId, stand_beside
from goodoffices.interpretation.labels import MADE
from goodoffices.interpretation.models import Rendering
from goodoffices.interpretation.queries import may_render
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, NotThere, Refused, Touched, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import DraftId, OnDraft, ProvisionId, demand_stands, label_of, who
from goodoffices.text.agreed import parties_of
from goodoffices.text.languages import original_of
from goodoffices.text.models import AuthenticLanguages, CheckedRendering, Draft, Provision


class SetLanguages(OnDraft):
    """A head says in which languages a text is to be authentic. They are, once all heads have named the same."""

    kind: ClassVar[str] = "text.set_languages"
    says: ClassVar = gettext_lazy("%(by)s would have “%(title)s” authentic in: %(languages)s.")
    label: ClassVar = gettext_lazy("Name them")
    field_labels: ClassVar = {"authentic": gettext_lazy("Authentic languages")}

    draft: DraftId
    authentic: Annotated[list[Language], Field(min_length=1, max_length=15)]

    def found(self, seat: Seat) -> Draft:
        found: Draft = visible_or_404(Draft, seat, self.draft)
        return found

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that decides in this room."""
        draft = self.found(seat)
        return bool(seat.decides and seat.delegate and any(p.id == seat.party_id for p in parties_of(seat, draft)))

    def check(self, seat: Seat) -> None:
        rows = AuthenticLanguages.objects.seen_by(seat).filter(draft=self.draft, party=seat.party_id, current=True)
        if any(sorted(row.languages) == sorted(set(self.authentic)) for row in rows):
            raise Refused(
                _("Your party has named these already. Name others, or wait for the other heads."), "authentic"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"naming": draw.id("naming"), **who(seat, self.audience(seat))}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.draft

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        before = AuthenticLanguages.objects.of(entry).filter(draft=self.draft, party=party, current=True)
        before.update(current=False, changed=entry.number)
        AuthenticLanguages.make(
            entry,
            id=entry.facts["naming"],
            draft_id=self.draft,
            party_id=party,
            languages=sorted(set(self.authentic)),
        )

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("draft", self.draft)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        row = row_named(Draft, self.draft)
        names = ", ".join([LANGUAGES[code] for code in sorted(set(self.authentic))])
        return {"title": Called(row.book_id, row.number, row.title, row.citation), "languages": names}


class RenderProvision(Attributed):
    """Put a provision into another language; it stands beside the original, as every rendering does."""

    kind: ClassVar[str] = "text.render_provision"
    says: ClassVar = gettext_lazy("%(by)s rendered %(label)s into %(into)s: %(text)s")
    label: ClassVar = gettext_lazy("Put it beside the original")
    field_labels: ClassVar = {
        "language": gettext_lazy("Into"),
        "words": gettext_lazy("Rendering"),
        "how": gettext_lazy("How it was made"),
        "revises": gettext_lazy("It takes the place of"),
    }
    choice_labels: ClassVar = {"how": MADE, "revises": {"": gettext_lazy("none: it is shown beside them")}}

    provision: ProvisionId
    language: Language
    words: Words
    how: Literal["human", "machine", "revised"] = "human"
    revises: RenderingId | None = None

    def found(self, seat: Seat) -> Provision:
        found: Provision = visible_or_404(Provision, seat, self.provision, "draft", "draft__book", "book")
        return found

    def audience(self, seat: Seat) -> Audience:
        """The text’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """The third party, its interpreters first; in a delegation’s own room the delegation."""
        return may_render(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        found = self.found(seat)
        seat.process.demand_open(found.audience)
        demand_stands(found)
        if not found.draft.open:
            raise Refused(_("This text is initialled, in all its languages. Table another draft to change anything."))

    def check(self, seat: Seat) -> None:
        draft = self.found(seat).draft
        original, said = original_of(draft)
        if said and original == self.language:
            raise Refused(
                _("This is the language of the original. Choose the language that you render it into."), "language"
            )
        if self.revises is None:
            return
        revised: Rendering = visible_or_404(Rendering, seat, self.revises)
        if revised.about_id != self.provision or revised.language != self.language:
            raise Refused(
                _("A revision must render the same thing into the same language. Send this as a new rendering.")
            )
        if not revised.stands:
            raise Refused(_("This rendering no longer stands. Revise the newest one, or send this as a new rendering."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        return {"id": draw.id(), "named": named_how(seat, found.audience), "wording": found.wording}

    def apply(self, entry: Entry) -> None:
        stand_beside(entry, self.provision, self.language, self.words, self.how, revises=self.revises)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("renderings", self.provision), Touched("provision", self.provision)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"label": label_of(self.provision), "into": LANGUAGES[self.language], "text": self.words}


class CheckRendering(Attributed):
    """A second person has read a rendering of a provision against the original: it says the same."""

    kind: ClassVar[str] = "text.check_rendering"
    says: ClassVar = gettext_lazy("%(by)s checked the rendering of %(label)s into %(into)s.")
    label: ClassVar = gettext_lazy("It says the same")

    rendering: RenderingId

    def found(self, seat: Seat) -> Rendering:
        found: Rendering = visible_or_404(Rendering, seat, self.rendering, "about")
        if found.about.sort != Provision.sort:
            raise NotThere
        return found

    def audience(self, seat: Seat) -> Audience:
        """The rendering’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Whoever may render there, but did not make this one."""
        return may_render(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        found = self.found(seat)
        seat.process.demand_open(found.audience)
        if not found.stands or found.rendered < found.about.wording:
            raise Refused(_("The words have changed since, or another rendering took its place. Check the newest one."))
        if found.made == "machine":
            raise Refused(_("A machine made this. Revise it first; then someone else can check it."))
        if found.seat_id == seat.id:
            raise Refused(_("You made this rendering. Ask a second interpreter to check it."))
        if CheckedRendering.objects.seen_by(seat).filter(rendering=found.id, seat=seat.id).exists():
            raise Refused(_("You have checked this rendering. Look at those that are not checked yet."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        named = named_how(seat, found.audience)
        return {"check": draw.id("check"), "named": named, "provision": found.about_id, "into": found.language}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.rendering

    def apply(self, entry: Entry) -> None:
        CheckedRendering.make(
            entry,
            id=entry.facts["check"],
            rendering_id=self.rendering,
            seat_id=entry.actor,
            named=entry.facts["named"],
            at=entry.at,
        )

    def touches(self, entry: Entry) -> list[Touched]:
        provision = entry.facts["provision"]
        return [Touched("renderings", provision), Touched("provision", provision)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        facts = entry.facts
        return {"label": label_of(facts["provision"]), "into": LANGUAGES[facts["into"]]}
