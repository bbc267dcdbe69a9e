"""Which languages a side reads: what others may take for granted that it understands."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from pydantic import Field

from goodoffices.process.acts.rules import Language
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import LanguagesRead, Seat, read_by_side_of
from goodoffices.record.acts import Act, Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class SayLanguages(Act):
    """Say which languages one’s own side reads: words in another one are rendered before it commits to them."""

    kind: ClassVar[str] = "process.say_languages"
    says: ClassVar = gettext_lazy("%(by)s said which languages its side reads: %(languages)s")
    label: ClassVar = gettext_lazy("Say it")
    field_labels: ClassVar = {"languages": gettext_lazy("Languages that our side reads")}

    languages: Annotated[list[Language], Field(min_length=1, max_length=15)]

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party; for the third party, who leads it."""
        return (seat.delegate and seat.decides) or seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def check(self, seat: Seat) -> None:
        if len(set(self.languages)) != len(self.languages):
            raise Refused(_("A language is named twice. Name each of them once."), "languages")
        if set(self.languages) == set(read_by_side_of(seat)):
            raise Refused(_("Your side has already said so. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"reads": draw.id("reads"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        before = LanguagesRead.objects.of(entry).filter(party_id=party, current=True)
        before.update(current=False, changed=entry.number)
        LanguagesRead.make(entry, id=entry.facts["reads"], party_id=party, languages=list(self.languages), at=entry.at)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def gaps(self, entry: Entry) -> dict[str, Any]:
        comma = pgettext("between names in a row", ", ")
        return {"languages": comma.join(LANGUAGES[code] for code in self.languages)}
