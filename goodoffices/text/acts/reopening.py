"""Agreed words are come back to only with the consent of those who agreed."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Names, NotThere, Refused, Touched, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import OnDraft, OnProvision, demand_workable, label_of, note_move, touched_by, who
from goodoffices.text.agreed import agreement_on, parties_of
from goodoffices.text.models import Agreement, Draft, Provision, Reopening

ReopeningId = Annotated[Id, Names("text.Reopening")]


class Reopen(OnProvision):
    """Ask to come back to a provision that all agreed to. Each party that agreed has to consent."""

    kind: ClassVar[str] = "text.reopen"
    says: ClassVar = gettext_lazy("%(by)s asked to reopen %(label)s: %(words)s")
    label: ClassVar = gettext_lazy("Ask to reopen it")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}

    words: Words

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party, and who leads the third party."""
        return bool(seat.decides and seat.delegate) or seat.leads

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        provision = self.provision_found(seat)
        if not agreement_on(seat, provision).state:
            raise Refused(_("This provision is not agreed by all. Propose other words right away."))
        asked = Reopening.objects.seen_by(seat).filter(provision=provision, state="asked", wording=provision.worded)
        if asked.exists():
            raise Refused(_("Someone has asked for this before you. Consent to it, or wait for those who agreed."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        provision = self.provision_found(seat)
        here = {party.id for party in parties_of(seat, provision.draft)}
        asked = sorted(agreement_on(seat, provision).parties & here)
        mine = [seat.party_id] if seat.party_id in asked else []
        return {
            "id": draw.id(),
            **who(seat, self.audience(seat)),
            "wording": provision.worded,
            "asked": asked,
            "consented": mine,
            "granted": bool(asked) and set(asked) <= set(mine),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Reopening.make(
            entry,
            provision_id=self.provision,
            seat_id=entry.actor,
            party_id=facts["party"],
            named=facts["named"],
            words=self.words,
            wording=facts["wording"],
            asked=facts["asked"],
            consented=facts["consented"],
            state="granted" if facts["granted"] else "asked",
            at=entry.at,
        )
        note_move(entry, self.provision, "reopen", words=self.words)
        if facts["granted"]:
            lapse(entry, self.provision)


class ConsentToReopening(OnDraft):
    """A party that agreed lets a provision be reopened; with the last, it is open again."""

    kind: ClassVar[str] = "text.consent_reopening"
    says: ClassVar = gettext_lazy("%(by)s consented to reopening %(label)s.")
    label: ClassVar = gettext_lazy("Consent to reopening it")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, let it be reopened")
    consequence: ClassVar = gettext_lazy(
        "With the last consent the agreement to this provision ends, and anyone who reads the text may propose other words."
    )

    reopening: ReopeningId

    def _reopening(self, seat: Seat) -> Reopening:
        related = ("provision", "provision__draft", "provision__draft__book", "provision__book")
        found: Reopening = found_once(Reopening, seat, self.reopening, *related)
        return found

    def found(self, seat: Seat) -> Draft:
        return self._reopening(seat).provision.draft

    def audience(self, seat: Seat) -> Audience:
        """The provision’s own book."""
        return self._reopening(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that had agreed."""
        return bool(seat.decides and seat.delegate and seat.party_id in self._reopening(seat).asked)

    def possible(self, seat: Seat) -> None:
        demand_workable(seat, self.found(seat))
        found = self._reopening(seat)
        if found.state != "asked":
            raise Refused(_("This provision has been reopened. Propose other words."))
        if found.wording != found.provision.worded:
            raise Refused(_("The provision has changed since this was asked. Read it as it stands."))
        if seat.party_id in found.consented and self._outstanding(seat):
            raise Refused(_("Your party has consented. It is waiting for the others who agreed."))

    def _outstanding(self, seat: Seat) -> set[str]:
        """Who agreed, is still here, and has not consented; without anyone, a second consent opens it after one left."""
        found = self._reopening(seat)
        here = {party.id for party in parties_of(seat, found.provision.draft)}
        return (set(found.asked) & here) - {*found.consented, str(seat.party_id)}

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        found = self._reopening(seat)
        return [(_("The provision"), found.provision.in_words()), (_("Why"), found.words)]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self._reopening(seat)
        if seat.party_id is None:
            raise NotThere
        consented = sorted({*found.consented, seat.party_id})
        return {
            **who(seat, self.audience(seat)),
            "provision": found.provision_id,
            "consented": consented,
            "granted": not self._outstanding(seat),
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.reopening

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        state = "granted" if facts["granted"] else "asked"
        Reopening.change(entry, self.reopening, consented=facts["consented"], state=state)
        if facts["granted"]:
            lapse(entry, facts["provision"])

    def touches(self, entry: Entry) -> list[Touched]:
        return touched_by(entry)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"label": label_of(entry.facts["provision"])}


def lapse(entry: Entry, provision: str) -> None:
    """The agreements to a provision no longer stand."""
    rows = Agreement.objects.of(entry).filter(provision_id=provision, lapsed=False)
    rows.update(lapsed=True, changed=entry.number)
    Provision.change(entry, provision)
