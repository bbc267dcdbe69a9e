"""Where a party stands on words in brackets."""

from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import is_lead
from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import operations
from goodoffices.engines.brackets.model import Alternative as Words
from goodoffices.engines.brackets.operations import Conflict
from goodoffices.process.models import Seat
from goodoffices.record.acts import Note, Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import OnTarget, may_stand, note_move, quoted, who
from goodoffices.text.labels import PENDING
from goodoffices.text.models import Agreement, Alternative
from goodoffices.text.stances import words_of
from goodoffices.text.working import THIRD, Part, demand, facts_of, part_for, side_of, write

GONE = gettext_lazy("These words are no longer in the text. Read the provision as it stands.")


class _Stance(OnTarget):
    """An act of one party on words in a bracket; its last stance there counts."""

    deed: ClassVar[str]
    stance: ClassVar[str] = ""  # as the engine calls it

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party, or was entrusted by its head with stances on this text."""
        return may_stand(seat, self.found(seat))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        self.demand_other(self.target_found(seat).stances.get(side_of(seat), ""))

    def demand_other(self, now: str) -> None:
        """Refused where our stance on these words, as it is now, leaves nothing to do."""
        if now == "proposed":
            raise Refused(_("Your party proposes these words itself. Withdraw the proposal first."))
        if now == self.stance and not getattr(self, "words", "") and not getattr(self, "pending", None):
            raise Refused(_("That is where your party stands already. Choose another stance, or withdraw it."))

    def done(self, part: Part, there: Words, side: str) -> Bracketed | Conflict:
        """What the engine makes of it."""
        raise NotImplementedError

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        part = part_for(seat, self.provision_found(seat))
        there = part.words(self.target)
        if there is None:
            raise Refused(GONE)
        after = demand(seat, self.done(part, there, side_of(seat)))
        return {
            **who(seat, self.audience(seat)),
            **facts_of(part, after, draw),
            "provision": self.provision_found(seat).id,
            "about": words_of(part.draft, there),
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.target

    def apply(self, entry: Entry) -> None:
        write(entry, entry.facts)
        if Alternative.objects.of(entry).filter(id=self.target, gone=False).exists():
            Alternative.change(entry, self.target)
        lapse_of(entry, self.target)
        note_move(
            entry,
            entry.facts["provision"],
            self.deed,
            target=self.target,
            about=entry.facts["about"],
            words=getattr(self, "words", ""),
            pending=getattr(self, "pending", None) or "",
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "about": quoted(entry.facts["about"])}


def lapse_of(entry: Entry, target: str) -> None:
    """Another stance of a party takes the place of its agreement to these words."""
    rows = Agreement.objects.of(entry).filter(target=target, party_id=entry.facts["party"], lapsed=False)
    rows.update(lapsed=True, changed=entry.number)


class Support(_Stance):
    """A party would have these words."""

    kind: ClassVar[str] = "text.support"
    says: ClassVar = gettext_lazy("%(by)s supported at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Support")
    deed: ClassVar[str] = "support"
    stance: ClassVar[str] = "supported"

    words: Note = ""

    def done(self, part: Part, there: Words, side: str) -> Bracketed | Conflict:
        return operations.support(part.draft, there, side)


class Oppose(_Stance):
    """A party would not have these words."""

    kind: ClassVar[str] = "text.oppose"
    says: ClassVar = gettext_lazy("%(by)s opposed at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Oppose")
    deed: ClassVar[str] = "oppose"
    stance: ClassVar[str] = "opposed"

    words: Note = ""

    def done(self, part: Part, there: Words, side: str) -> Bracketed | Conflict:
        return operations.oppose(part.draft, there, side)


class Reserve(_Stance):
    """A party cannot say yet: its instructions, its scrutiny or its lawyers are still to come."""

    kind: ClassVar[str] = "text.reserve"
    says: ClassVar = gettext_lazy("%(by)s reserved its position at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Reserve")
    choice_labels: ClassVar = {"pending": {"": gettext_lazy("not said"), **PENDING}}
    deed: ClassVar[str] = "reserve"
    stance: ClassVar[str] = "reserved"

    pending: Literal["instructions", "scrutiny", "legal"] | None = None
    words: Note = ""

    def done(self, part: Part, there: Words, side: str) -> Bracketed | Conflict:
        return operations.reserve(part.draft, there, side)


class Withdraw(_Stance):
    """Take back what one's own party did at these words. Words that nobody else proposes or supports go with it."""

    kind: ClassVar[str] = "text.withdraw"
    says: ClassVar = gettext_lazy("%(by)s withdrew its stance at %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Withdraw")
    deed: ClassVar[str] = "withdraw"

    def allowed(self, seat: Seat) -> bool:
        """The same; and who leads the third party, of words that it proposed itself."""
        own = self.target_found(seat).stances.get(THIRD) == "proposed"
        return super().allowed(seat) or (is_lead(seat) and own)

    def demand_other(self, now: str) -> None:
        """There is something to withdraw."""
        if not now:
            raise Refused(_("Your party has said nothing on these words. Withdraw where it stands."))

    def done(self, part: Part, there: Words, side: str) -> Bracketed | Conflict:
        return operations.withdraw(part.draft, there, side)
