"""Heads agree to a provision as it stands, to one of several wordings in it, or that words go."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import operations
from goodoffices.engines.brackets.model import Alternative as Words
from goodoffices.engines.brackets.operations import Conflict, id_of
from goodoffices.engines.brackets.operations.stances import members_of
from goodoffices.engines.brackets.storing import rows
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import (
    AlternativeId,
    OnProvision,
    note_move,
    quoted,
    who,
)
from goodoffices.text.agreed import agreement_on, behind, demand_not_agreed, parties_of
from goodoffices.text.conflicts import in_words
from goodoffices.text.models import Agreement, Alternative, Provision
from goodoffices.text.stances import in_play, of_these_sides, words_of
from goodoffices.text.working import Part, demand, facts_of, names_of_sides, part_for, side_of, write

UNCHANGED: dict[str, Any] = {"rows": [], "alternatives": {"made": {}, "gone": [], "stances": {}}}


class Agree(OnProvision):
    """A head agrees to a provision as it stands, or to one wording in it; with the last head it is agreed."""

    kind: ClassVar[str] = "text.agree"
    says: ClassVar = gettext_lazy("%(by)s agreed to %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Agree")
    deed: ClassVar[str] = "agree"
    goes: ClassVar[bool] = False  # whether what is agreed is that the words go
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, agree to it")
    consequence: ClassVar = gettext_lazy(
        "Once every head has agreed to a provision, it changes only if all who agreed let it be reopened. Once all have agreed to one wording, those beside it go, and the heads agree to the provision next."
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
                if agreement_on(seat, provision).state:
                    raise Refused(_("All have agreed to these words. Ask for them to be reopened to change them."))
                raise Refused(_("Your party has agreed to these words. It is waiting for the other parties."))
            self._demand_clean(seat, provision)
            return
        demand_not_agreed(seat, provision)
        found = self._alternative(seat)
        if found.gone or found.provision_id != provision.id:
            raise Refused(_("These words are no longer in the text. Read the provision as it stands."))

    def check(self, seat: Seat) -> None:
        if self.target is not None and self.ad_ref:
            raise Refused(
                _(
                    "Only a provision is agreed ad referendum. Agree to the wording, then ad referendum to the provision."
                ),
                "ad_ref",
            )

    def _demand_clean(self, seat: Seat, provision: Provision) -> None:
        if in_play(part_for(seat, provision).draft, provision.id):
            raise Refused(_("There are brackets in this provision. Agree to one of the wordings in them first."))

    def _alternative(self, seat: Seat) -> Alternative:
        found: Alternative = found_once(Alternative, seat, str(self.target))
        return found

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The words as they stand, and whether the capital has still to confirm; of a wording, also what goes."""
        how = [(_("How"), _("Ad referendum: our capital still has to confirm"))] if self.ad_ref else []
        return [*self._words_recited(seat), *how]

    def _words_recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
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
            return {**facts, **UNCHANGED, "about": provision.in_words(), "beside": [], "complete": complete}
        part = part_for(seat, provision)
        there = part.words(self.target)
        if there is None:
            raise Refused(_("These words are no longer in the text. Read the provision as it stands."))
        beside = sorted(id for each in members_of(part.draft, there) if (id := id_of(part.draft, each)))
        about = words_of(part.draft, there)
        return {**facts, **self._with_this_party(seat, part, there, draw), "about": about, "beside": beside}

    def _with_this_party(self, seat: Seat, part: Part, there: Words, draw: Draw) -> dict[str, Any]:
        """The rows once this party agrees; if it is the last, without the brackets."""
        assert self.target is not None
        draft = self.found(seat)
        after = demand(seat, self.taken(part.draft, there, side_of(seat)))
        everyone = {party.key: party.id for party in parties_of(seat, draft)}
        have = {each.party_id for each in self.agreed_before(seat)}
        if set(everyone.values()) <= have | {seat.party_id}:
            words = Part(part.provisions, after).words(self.target)
            assert words is not None
            cleaned = operations.clean(of_these_sides(after, words, everyone), everyone, among=[words])
            if cleaned.conflicts:
                raise Refused(in_words(cleaned.conflicts[0], names_of_sides(seat)))
            self._demand_own(seat, part, cleaned.draft)
            after = cleaned.draft
        return facts_of(part, after, draw)

    def agreed_before(self, seat: Seat) -> list[Agreement]:
        """The agreements that count with this one."""
        return [each for each in behind(seat, self.found(seat), str(self.target)) if not each.goes]

    def taken(self, draft: Bracketed, there: Words, side: str) -> Bracketed | Conflict:
        """What the engine makes of one side’s agreement."""
        return operations.agree(draft, there, side)

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
        # It takes the place of what the party agreed to before, of these words and of those beside them.
        Agreement.objects.of(entry).filter(
            provision_id=self.provision,
            target__in=facts["beside"] or [self.target or ""],
            party_id=facts["party"],
            lapsed=False,
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
            goes=self.goes,
            complete=facts.get("complete", False),
            at=entry.at,
        )
        note_move(entry, self.provision, self.deed, target=self.target or "", about=facts["about"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "about": quoted(entry.facts["about"])}


class AgreeDeletion(Agree):
    """A head agrees that words in brackets go, with all that there is to choose from there; with the last head they do."""

    kind: ClassVar[str] = "text.agree_deletion"
    says: ClassVar = gettext_lazy("%(by)s agreed that these words of %(label)s go: “%(about)s”.")
    label: ClassVar = gettext_lazy("Agree that they go")
    deed: ClassVar[str] = "agree_gone"
    goes: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, let them go")
    consequence: ClassVar = gettext_lazy("Once every head has agreed, these words are no longer in the text.")

    target: AlternativeId

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if any(each.party_id == seat.party_id for each in self.agreed_before(seat)):
            raise Refused(_("Your party has agreed that these words go. It is waiting for the other parties."))

    def _words_recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """All that goes."""
        part = part_for(seat, self.provision_found(seat))
        there = part.words(self.target)
        members = members_of(part.draft, there) if there is not None else []
        return [(_("What goes once all agree"), words_of(part.draft, each)) for each in members]

    def taken(self, draft: Bracketed, there: Words, side: str) -> Bracketed | Conflict:
        return operations.agree_to_none(draft, there, side)

    def agreed_before(self, seat: Seat) -> list[Agreement]:
        """Those who let go what stands there now: nobody let go of words that were put in later."""
        rows, worded = behind(seat, self.found(seat), self.target), self.provision_found(seat).worded
        return [each for each in rows if each.goes and each.wording == worded]
