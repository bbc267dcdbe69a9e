"""Heads agree to a provision, or to one of several wordings; and reopen only with those who agreed."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import operations
from goodoffices.engines.brackets.operations.stances import members_of
from goodoffices.engines.brackets.storing import rows
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Id, Names, NotThere, Refused, Touched, Words
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import (
    AlternativeId,
    OnDraft,
    OnProvision,
    demand_workable,
    label_of,
    note_move,
    quoted,
    touched_by,
    who,
)
from goodoffices.text.agreed import agreement_on, behind, demand_not_agreed, parties_of
from goodoffices.text.conflicts import in_words
from goodoffices.text.models import Agreement, Alternative, Draft, Provision, Reopening
from goodoffices.text.stances import in_play, without_sides, words_of
from goodoffices.text.working import Part, demand, facts_of, names_of_sides, part_for, side_of, sides, write

ReopeningId = Annotated[Id, Names("text.Reopening")]
UNCHANGED: dict[str, Any] = {"rows": [], "alternatives": {"made": {}, "gone": [], "stances": {}}}


class Agree(OnProvision):
    """A head agrees to a provision as it stands, or to one wording in it; with the last head it is agreed."""

    kind: ClassVar[str] = "text.agree"
    says: ClassVar = gettext_lazy("%(by)s agreed to %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Agree")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, agree to it")
    consequence: ClassVar = gettext_lazy(
        "Once every head has agreed, these words change only if all who agreed let them be reopened."
    )
    field_labels: ClassVar = {"ad_ref": gettext_lazy("Ad referendum: our capital still has to confirm")}

    target: AlternativeId | None = None
    ad_ref: bool = False

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that decides in this room."""
        draft = self.found(seat)
        return bool(seat.decides and seat.delegate and any(p.id == seat.party_id for p in parties_of(seat, draft)))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        provision = self.provision_found(seat)
        if self.target is None:
            ours = [each for each in agreement_on(seat, provision).by if each.party_id == seat.party_id]
            if ours and (not ours[0].ad_ref or self.ad_ref):
                raise Refused(_("Your party has agreed to these words. It is waiting for the other parties."))
            self._demand_clean(seat, provision)
            return
        demand_not_agreed(seat, provision)
        found = self._alternative(seat)
        if found.gone or found.provision_id != provision.id:
            raise Refused(_("These words are no longer in the text. Read the provision as it stands."))

    def _demand_clean(self, seat: Seat, provision: Provision) -> None:
        if in_play(part_for(seat, provision).draft, provision.id):
            raise Refused(_("There are brackets in this provision. Agree to one of the wordings in them first."))

    def _alternative(self, seat: Seat) -> Alternative:
        found: Alternative = found_once(Alternative, seat, str(self.target))
        return found

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The words as they stand; of a wording, what the provision would say without the brackets, and what goes."""
        provision = self.provision_found(seat)
        if self.target is None:
            return [(_("What you agree to"), provision.in_words())]
        part = part_for(seat, provision)
        there = part.words(self.target)
        if there is None:
            return [(_("What you agree to"), "")]
        others = [words_of(part.draft, each) for each in members_of(part.draft, there) if each.start != there.start]
        said: list[tuple[str | Promise, str]] = [(_("What you agree to"), words_of(part.draft, there))]
        return [*said, *[(_("What goes once all agree"), words) for words in others]]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        provision = self.provision_found(seat)
        facts = {**who(seat, self.audience(seat)), "agreement": draw.id("agreement"), "wording": provision.worded}
        if self.target is None:
            have = agreement_on(seat, provision).parties | {seat.party_id}
            complete = {party.id for party in parties_of(seat, provision.draft)} <= have
            return {**facts, **UNCHANGED, "about": provision.in_words(), "complete": complete}
        part = part_for(seat, provision)
        there = part.words(self.target)
        if there is None:
            raise Refused(_("These words are no longer in the text. Read the provision as it stands."))
        about = words_of(part.draft, there)
        return {**facts, **self._with_this_party(seat, part, draw), "about": about}

    def _with_this_party(self, seat: Seat, part: Part, draw: Draw) -> dict[str, Any]:
        """The rows once this party agrees; if it is the last, without the brackets."""
        assert self.target is not None
        there = part.words(self.target)
        assert there is not None
        after = demand(seat, operations.agree(part.draft, there, side_of(seat)))
        everyone = {party.key: party.id for party in parties_of(seat, self.found(seat))}
        have = {each.party_id for each in behind(seat, self.found(seat), self.target)} | {seat.party_id}
        if set(everyone.values()) <= have:
            words = Part(part.provisions, after).words(self.target)
            assert words is not None
            gone = {key for key, party in sides(seat).items() if party.left is not None}
            cleaned = operations.clean(without_sides(after, gone), everyone, among=[words])
            if cleaned.conflicts:
                raise Refused(in_words(cleaned.conflicts[0], names_of_sides(seat)))
            self._demand_own(seat, part, cleaned.draft)
            after = cleaned.draft
        return facts_of(part, after, draw)

    def _demand_own(self, seat: Seat, part: Part, after: Bracketed) -> None:
        """Nothing that all agreed to goes with the wording that is not taken."""
        now = {row.id: row.words for row in rows(after)}
        for each in part.provisions:
            if each.id != self.provision and now.get(each.id) != each.words:
                each.draft = self.found(seat)
                demand_not_agreed(seat, each)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.provision

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        write(entry, facts)
        Agreement.objects.of(entry).filter(
            provision_id=self.provision, target=self.target or "", party_id=facts["party"], lapsed=False
        ).update(lapsed=True, changed=entry.number)
        Agreement.make(
            entry,
            id=facts["agreement"],
            provision_id=self.provision,
            target=self.target or "",
            party_id=facts["party"],
            seat_id=entry.actor,
            wording=facts["wording"],
            ad_ref=self.ad_ref,
            complete=facts.get("complete", False),
            at=entry.at,
        )
        note_move(entry, self.provision, "agree", target=self.target or "", about=facts["about"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "about": quoted(entry.facts["about"])}


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
        if seat.party_id in found.consented:
            raise Refused(_("Your party has consented. It is waiting for the others who agreed."))

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        found = self._reopening(seat)
        return [(_("The provision"), found.provision.in_words()), (_("Why"), found.words)]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self._reopening(seat)
        if seat.party_id is None:
            raise NotThere
        consented = sorted({*found.consented, seat.party_id})
        here = {party.id for party in parties_of(seat, found.provision.draft)}
        return {
            **who(seat, self.audience(seat)),
            "provision": found.provision_id,
            "consented": consented,
            "granted": set(found.asked) & here <= set(consented),
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
