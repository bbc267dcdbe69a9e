"""Every head adopts the terms, and names the co-chair of its party; the lead names a rapporteur where none sits."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.decisions.deciding import is_lead
from goodoffices.followup.acts import ProposeCommitment
from goodoffices.followup.in_words import day_in_words
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.record.alarms import set_alarm
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.taskforces.acts.ending import EndTaskForce
from goodoffices.taskforces.acts.references import OnTerms, SeatId, demand_neutral, make_chair
from goodoffices.taskforces.dated import in_lines
from goodoffices.taskforces.deciding import (
    Side,
    adopted_by_all,
    are_unequal,
    ends_after,
    missing_among,
    rapporteur_of,
    sides_of,
    taking_part,
)
from goodoffices.taskforces.models import Adoption, Chair, Terms


class AdoptTerms(OnTerms):
    """A head adopts the terms for its party; with the last adoption they are in force."""

    kind: ClassVar[str] = "taskforces.adopt_terms"
    says: ClassVar = gettext_lazy("%(by)s adopted the terms of reference of “%(title)s”.")
    label: ClassVar = gettext_lazy("Adopt the terms for our party")
    field_labels: ClassVar = {"unequal": gettext_lazy("Yes, with unequal numbers of members")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, adopt them for our party")
    consequence: ClassVar = gettext_lazy(
        "Once every head has adopted them, the terms are in force until the sunset, and each milestone is proposed as a commitment. Only all heads together extend them, or wind the task force up."
    )

    unequal: bool = False

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).in_force:
            raise Refused(_("These terms are in force. There is nothing left to adopt."))
        said = self._adopted(seat)
        # Once nobody else is asked any more, since a party has left, it is said again by those who stay.
        if seat.party_id in said and missing_among(seat, self.found(seat), said):
            raise Refused(_("Your party has adopted these terms. Wait for the other heads."))

    def check(self, seat: Seat) -> None:
        terms = self.found(seat)
        sides = sides_of(seat, terms.force, terms)
        self._demand_chaired(seat, terms, sides)
        if are_unequal(sides) and not self.unequal:
            counts = "; ".join([f"{side.party.name} {len(side.members)}" for side in sides])
            raise Refused(
                _(
                    "The numbers of members are unequal (%(numbers)s). Say yes to that, or ask for the missing members first."
                )
                % {"numbers": counts},
                "unequal",
            )

    def _demand_chaired(self, seat: Seat, terms: Terms, sides: list[Side]) -> None:
        """Each head sees to its own party’s co-chair; with the last adoption no party that sits in it is without one."""
        last = self._is_last(seat, terms)
        for side in taking_part(sides):
            if side.chair is None and (last or side.party.id == seat.party_id):
                raise Refused(
                    _("%(party)s has no co-chair in this task force. Its head names one before the terms are adopted.")
                    % {"party": side.party.name}
                )

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The whole terms, line by line, with who leads and who writes; what they do not say is left out."""
        found = self.found(seat)
        sides = sides_of(seat, found.force, found)
        means = "\n".join(f"{side.party.name}: {found.means.get(side.party.key, '')}" for side in sides if found.means)
        said: list[tuple[str | Promise, str]] = [
            (_("Task force"), found.title),
            (_("Purpose"), found.purpose),
            (_("Scope"), found.scope),
            (_("Out of scope"), found.out_of_scope),
            (_("Deliverables"), in_lines(found.deliverables)),
            (_("Milestones"), in_lines(found.milestones)),
            (_("Sunset"), day_in_words(found.sunset)),
            (_("Co-chairs"), ", ".join(side.chair.name for side in sides if side.chair)),
            (_("Rapporteur"), found.rapporteur.name if found.rapporteur else _("nobody yet")),
            (_("Partners"), ", ".join(found.partners)),
            (_("Means"), means),
            (self.field_labels["unequal"], _("yes") if self.unequal else ""),
        ]
        return [(label, words) for label, words in said if words]

    def tables(self, seat: Seat) -> list[Act]:
        """With the last adoption, each milestone as a commitment of every party that sits in the task force."""
        terms = self.found(seat)
        if not terms.milestones or not self._is_last(seat, terms):
            return []
        who = [side.party.key for side in taking_part(sides_of(seat, terms.force, None))]
        return [
            ProposeCommitment(source=terms.id, who=who, what=each["what"], due=each["due"]) for each in terms.milestones
        ]

    def _is_last(self, seat: Seat, terms: Terms) -> bool:
        return not missing_among(seat, terms, {*self._adopted(seat), seat.party_id or ""})

    def _adopted(self, seat: Seat) -> set[str]:
        """The ids of the parties that have adopted them."""
        return set(Adoption.objects.seen_by(seat).filter(terms=self.terms).values_list("party_id", flat=True))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        terms = self.found(seat)
        if terms.sunset < day_of(seat.process, draw.now()).isoformat():
            raise Refused(_("The sunset of these terms has passed. Ask for a new draft with a later one."))
        return {
            "adoption": draw.id("adoption"),
            "party": seat.party_id,
            "ends": ends_after(seat.process, terms.sunset),
            "unequal": are_unequal(sides_of(seat, terms.force, None)),
        }

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """The commitments that its milestones became, once it is the last adoption."""
        return {"commitment": [each["id"] for each in facts.get("tabled", ())]}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Adoption.make(
            entry,
            id=facts["adoption"],
            terms_id=self.terms,
            seat_id=entry.actor,
            party_id=facts["party"],
            unequal=facts["unequal"],
            at=entry.at,
        )
        terms = Terms.objects.of(entry).get(id=self.terms)
        if adopted_by_all(entry, terms):
            Terms.change(
                entry, terms.id, state="in_force", adopted=entry.number, adopted_at=entry.at, alarm=facts["adoption"]
            )
            set_alarm(entry, facts["adoption"], EndTaskForce(terms=terms.id), facts["ends"])


class NameChair(OnTerms):
    """A head names the co-chair of its party."""

    kind: ClassVar[str] = "taskforces.name_chair"
    says: ClassVar = gettext_lazy("%(by)s named %(chair)s to co-chair “%(title)s”.")
    label: ClassVar = gettext_lazy("Name our co-chair")
    field_labels: ClassVar = {"seat": gettext_lazy("Our co-chair")}

    seat: SeatId

    def check(self, seat: Seat) -> None:
        chair = visible_or_404(Seat, seat, self.seat)
        if chair.party_id != seat.party_id:
            raise Refused(_("This seat is not of your party. Choose a member of your own delegation."), "seat")
        if chair.id not in self.found(seat).force.members or chair.left is not None:
            raise Refused(
                _("This seat is not in the task force. Choose one of your members there, or ask to welcome it."), "seat"
            )
        if Chair.objects.seen_by(seat).filter(terms=self.terms, seat=chair, current=True).exists():
            raise Refused(_("This seat is your co-chair. Choose another one, or leave it."), "seat")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"chair": draw.id("chair"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        before = Chair.objects.of(entry).filter(terms_id=self.terms, party_id=facts["party"], current=True)
        before.update(current=False, changed=entry.number)
        make_chair(entry, self.terms, facts["party"], self.seat, facts["chair"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "chair": row_named(Seat, self.seat).name}


class NameRapporteur(OnTerms):
    """The lead names who reports from now on, where nobody was named or the rapporteur has gone."""

    kind: ClassVar[str] = "taskforces.name_rapporteur"
    says: ClassVar = gettext_lazy("%(by)s named %(name)s rapporteur of “%(title)s”.")
    label: ClassVar = gettext_lazy("Name the rapporteur")
    field_labels: ClassVar = {"seat": gettext_lazy("Rapporteur, of no party")}

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator."""
        return is_lead(seat)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        terms = self.found(seat)
        if not terms.in_force:
            raise Refused(_("These terms are not in force yet. Name the rapporteur in another draft."))
        if (sits := rapporteur_of(terms, terms.force)) is not None:
            raise Refused(
                _("%(name)s is rapporteur. Release that seat from the task force first, for the table to see.")
                % {"name": sits.name}
            )

    def check(self, seat: Seat) -> None:
        demand_neutral(visible_or_404(Seat, seat, self.seat), self.found(seat).force, "seat")

    def apply(self, entry: Entry) -> None:
        Terms.change(entry, self.terms, rapporteur_id=self.seat)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "name": row_named(Seat, self.seat).name}
