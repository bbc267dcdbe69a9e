"""Bridging words of the third party, which take the place of brackets once all whose words they replace accept them."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import is_lead
from goodoffices.engines.brackets import parse
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Names, Refused, Touched, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text import rewording
from goodoffices.text.acts.base import (
    OnDraft,
    OnProvision,
    demand_mandate,
    label_of,
    note_move,
    quoted,
    touched_by,
    who,
)
from goodoffices.text.agreed import demand_not_agreed, parties_of
from goodoffices.text.models import Bridge, Draft
from goodoffices.text.stances import proposing
from goodoffices.text.working import part_for, write

BridgeId = Annotated[Id, Names("text.Bridge")]


class PutBridge(OnProvision):
    """The mediator puts words in place of a provision’s brackets."""

    kind: ClassVar[str] = "text.bridge"
    says: ClassVar = gettext_lazy("%(by)s put bridging words for %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Put these words")
    field_labels: ClassVar = {"words": gettext_lazy("What the whole provision would say")}

    words: Words

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator."""
        return is_lead(seat)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_mandate(seat)
        provision = self.provision_found(seat)
        demand_not_agreed(seat, provision)
        if not self._proposing(seat):
            raise Refused(_("No party proposes words in this provision. There is nothing to bridge yet."))

    def check(self, seat: Seat) -> None:
        read = parse(self.words)
        if read.brackets or read.loose:
            raise Refused(_("Bridging words have no brackets. Write what all could accept as it stands."), "words")
        provision = self.provision_found(seat)
        part = part_for(seat, provision)
        words = rewording.without_number(part, provision, self.words)
        if not words:
            raise Refused(_("There is nothing but a number. Write the words behind it."), "words")
        rewording.reworded(part, *part.span(provision.id, None), words)  # refused where a bracket runs over its end

    def _proposing(self, seat: Seat) -> list[str]:
        """Ids of the parties at the table that propose words there."""
        provision = self.provision_found(seat)
        sides = proposing(part_for(seat, provision).draft, provision.id)
        return sorted(party.id for party in parties_of(seat, provision.draft) if party.key in sides)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        provision = self.provision_found(seat)
        return {
            "id": draw.id(),
            **who(seat, self.audience(seat)),
            "asked": self._proposing(seat),
            "wording": provision.worded,
            "words": rewording.without_number(part_for(seat, provision), provision, self.words),
        }

    def apply(self, entry: Entry) -> None:
        Bridge.make(
            entry,
            provision_id=self.provision,
            seat_id=entry.actor,
            words=entry.facts["words"],
            wording=entry.facts["wording"],
            asked=entry.facts["asked"],
            accepted=[],
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "about": quoted(self.words)}


class AcceptBridge(OnDraft):
    """A party accepts bridging words in place of its own; with the last, the brackets fall."""

    kind: ClassVar[str] = "text.accept_bridge"
    says: ClassVar = gettext_lazy("%(by)s accepted the bridging words for %(label)s.")
    label: ClassVar = gettext_lazy("Accept these words")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, accept them in place of ours")
    consequence: ClassVar = gettext_lazy(
        "Your own words go once all whose words these replace have accepted. The provision is agreed only when heads agree to it."
    )

    bridge: BridgeId

    def _bridge(self, seat: Seat) -> Bridge:
        related = ("provision", "provision__draft", "provision__draft__book", "provision__book")
        found: Bridge = found_once(Bridge, seat, self.bridge, *related)
        return found

    def found(self, seat: Seat) -> Draft:
        return self._bridge(seat).provision.draft

    def audience(self, seat: Seat) -> Audience:
        """The provision’s own book."""
        return self._bridge(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party whose words it replaces."""
        return bool(seat.decides and seat.delegate and seat.party_id in self._bridge(seat).asked)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self._bridge(seat)
        if found.state == "accepted":
            raise Refused(_("These words have taken the place of the brackets. Read the provision as it stands."))
        if not found.stands:
            raise Refused(_("The provision has changed since these words were put. Ask for new ones."))
        if seat.party_id in found.accepted and self._outstanding(seat):
            raise Refused(_("Your party has accepted these words. They are waiting for the others."))

    def _outstanding(self, seat: Seat) -> set[str]:
        """Whose words it replaces, who are still here, and have not accepted; without anyone, a second yes completes it."""
        found = self._bridge(seat)
        here = {party.id for party in parties_of(seat, found.provision.draft)}
        return (set(found.asked) & here) - {*found.accepted, str(seat.party_id)}

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        found = self._bridge(seat)
        would = rewording.in_full(part_for(seat, found.provision), found.provision, found.words)
        return [(_("The provision says"), found.provision.in_words()), (_("It would say"), would)]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self._bridge(seat)
        accepted = sorted({*found.accepted, str(seat.party_id)})
        facts = {
            **who(seat, self.audience(seat)),
            "provision": found.provision_id,
            "accepted": accepted,
            "done": not self._outstanding(seat),
        }
        if facts["done"]:
            facts |= rewording.facts_of(part_for(seat, found.provision), found.provision, found.words, draw)
        return facts

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.bridge

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        state = "accepted" if facts["done"] else "open"
        Bridge.change(entry, self.bridge, accepted=facts["accepted"], state=state)
        if facts["done"]:
            write(entry, facts)
            note_move(entry, facts["provision"], "bridge")

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"label": label_of(entry.facts["provision"])}
