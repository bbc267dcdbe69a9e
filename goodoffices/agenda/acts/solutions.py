"""Prospective solutions: tabled, and where each side stands, up to what its capital says."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.references import IssueId, SolutionId, demand_room, title_of
from goodoffices.agenda.models import Solution, Stance
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import is_table
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import InBook, Line, Note, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

# Why a solution can no longer be acted on, by its state.
_SETTLED = {
    "accepted_ad_ref": gettext_lazy(
        "This solution has been accepted ad referendum. Table a different one and say what changed."
    ),
    "confirmed": gettext_lazy("This solution has been confirmed by all. Table a different one and say what changed."),
    "declined": gettext_lazy("A capital has declined this solution. Table a different one and say what changed."),
}


class TableSolution(Attributed, InBook):
    """Put forward a prospective solution to an issue."""

    kind: ClassVar[str] = "agenda.table_solution"
    says: ClassVar = gettext_lazy("%(by)s tabled the prospective solution “%(title)s”.")
    label: ClassVar = gettext_lazy("Table it")
    field_labels: ClassVar = {"text": gettext_lazy("In words")}

    issue: IssueId
    title: Line
    text: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        seat.process.demand_open(self.audience(seat))
        if seat.third and not seat.process.may_propose:
            raise Refused(
                _(
                    "The third party’s mandate does not cover proposals of its own. Change the mandate on record, or let a party table this."
                )
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Solution.make(
            entry,
            issue_id=self.issue,
            seat_id=entry.actor,
            party_id=entry.facts["party"],
            title=self.title,
            text=self.text,
            at=entry.at,
        )


class _OnSolution(Attributed):
    """An act about one solution, in the solution's own book."""

    solution: SolutionId

    def audience(self, seat: Seat) -> Audience:
        """The solution’s own book."""
        return visible_or_404(Solution, seat, self.solution).audience

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        if visible_or_404(Solution, seat, self.solution).state == "withdrawn":
            raise Refused(_("This solution has been withdrawn. Table a new one."))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": title_of(Solution, self.solution)}


class _TakeStance(_OnSolution):
    stance: ClassVar[str]

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        _demand_tabled(visible_or_404(Solution, seat, self.solution))
        if not seat.decides and any(_by_head(stance) for stance in self._ours(seat)):
            raise Refused(
                _(
                    "Your head of delegation has said where your party stands on this solution. Only your head can change it."
                )
            )

    def _ours(self, seat: Seat) -> list[Stance]:
        """Where our party stands on it now."""
        known = visible_or_404(Solution, seat, self.solution).stances
        if known is None:  # a page has read those of all its solutions at once
            known = Stance.objects.seen_by(seat).filter(solution=self.solution, current=True).select_related("seat")
        return [stance for stance in known if stance.party_id == seat.party_id]

    def _ours_is(self, seat: Seat, stance: str) -> bool:
        return any(each.stance == stance for each in self._ours(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"stance": draw.id("stance"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        Stance.objects.of(entry).filter(solution_id=self.solution, party_id=party).update(
            current=False, changed=entry.number
        )
        Stance.make(
            entry,
            id=entry.facts["stance"],
            solution_id=self.solution,
            seat_id=entry.actor,
            party_id=party,
            stance=self.stance,
            words=getattr(self, "words", ""),
            at=entry.at,
        )


class SupportSolution(_TakeStance):
    """A party supports a solution."""

    kind: ClassVar[str] = "agenda.support_solution"
    says: ClassVar = gettext_lazy("%(by)s supported “%(title)s”.")
    label: ClassVar = gettext_lazy("Support")
    stance: ClassVar[str] = "supports"

    words: Note = ""


class ReserveSolution(_TakeStance):
    """A party reserves its position on a solution."""

    kind: ClassVar[str] = "agenda.reserve_solution"
    says: ClassVar = gettext_lazy("%(by)s reserved its position on “%(title)s”.")
    label: ClassVar = gettext_lazy("Reserve")
    stance: ClassVar[str] = "reserves"

    words: Note = ""


class AcceptSolution(_TakeStance):
    """A head accepts ad referendum; with the last head the solution is accepted ad referendum."""

    kind: ClassVar[str] = "agenda.accept_solution"
    says: ClassVar = gettext_lazy("%(by)s accepted “%(title)s” ad referendum.")
    label: ClassVar = gettext_lazy("Accept ad referendum")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, accept it ad referendum")
    consequence: ClassVar = gettext_lazy(
        "Your party’s acceptance goes on record. Once the last head accepts, it cannot be changed here; only a capital may then decline."
    )
    stance: ClassVar[str] = "accepts"

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not is_table(self.audience(seat)):
            raise Refused(_("Acceptance belongs in the plenary. Table the solution there first."))
        if self._ours_is(seat, "accepts"):
            raise Refused(_("Your party has already accepted this solution. It is waiting for the other parties."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {**super().draw(draw, seat), "parties": Party.objects.seen_by(seat).at_the_table().count()}

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        if _taken_at_the_table(entry, self.solution, "accepts") == entry.facts["parties"]:
            Solution.change(entry, self.solution, state="accepted_ad_ref")


class WithdrawSolution(_OnSolution):
    """Take back a prospective solution that has not been accepted."""

    kind: ClassVar[str] = "agenda.withdraw_solution"
    says: ClassVar = gettext_lazy("%(by)s withdrew “%(title)s”.")
    label: ClassVar = gettext_lazy("Withdraw")

    def allowed(self, seat: Seat) -> bool:
        """The party that tabled it; the third party, if it did."""
        solution = visible_or_404(Solution, seat, self.solution)
        return solution.party_id == seat.party_id if seat.party_id else seat.leads and solution.party_id is None

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        _demand_tabled(visible_or_404(Solution, seat, self.solution))

    def apply(self, entry: Entry) -> None:
        Solution.change(entry, self.solution, state="withdrawn")


class _Referred(_TakeStance):
    """What a capital says to a solution that the heads have accepted ad referendum."""

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        _OnSolution.possible(self, seat)
        solution = visible_or_404(Solution, seat, self.solution)
        if solution.state == "tabled":
            raise Refused(
                _("A capital is asked once every head has accepted. Accept the solution ad referendum first.")
            )
        if solution.state != "accepted_ad_ref":
            raise Refused(_SETTLED[solution.state])
        if self._ours_is(seat, "confirms"):
            raise Refused(_("Your capital has already confirmed this solution. It is waiting for the others."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {**super().draw(draw, seat), "parties": len(_accepting(seat, self.solution))}


class ConfirmSolution(_Referred):
    """A head says that the capital confirms what was accepted ad referendum; with the last, it is confirmed by all."""

    kind: ClassVar[str] = "agenda.confirm_solution"
    says: ClassVar = gettext_lazy("%(by)s said that the capital confirms “%(title)s”.")
    label: ClassVar = gettext_lazy("Our capital confirms")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, our capital confirms")
    consequence: ClassVar = gettext_lazy("What your capital confirms cannot be taken back here.")
    stance: ClassVar[str] = "confirms"

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        if _taken_at_the_table(entry, self.solution, "confirms") == entry.facts["parties"]:
            Solution.change(entry, self.solution, state="confirmed")


class DeclineSolution(_Referred):
    """A head says that the capital declines what was accepted ad referendum, which ends its acceptance."""

    kind: ClassVar[str] = "agenda.decline_solution"
    says: ClassVar = gettext_lazy("%(by)s said that the capital declines “%(title)s”.")
    label: ClassVar = gettext_lazy("Our capital declines: this ends the acceptance")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, our capital declines")
    consequence: ClassVar = gettext_lazy(
        "The acceptance ends for every party. To go on, a different solution has to be tabled."
    )
    stance: ClassVar[str] = "declines"

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        Solution.change(entry, self.solution, state="declined")


def _accepting(seat: Seat, solution: str) -> list[str]:
    """The parties at the table that have accepted a solution, whatever their capitals have said."""
    rows = Stance.objects.seen_by(seat).filter(solution_id=solution, current=True, stance__in=("accepts", "confirms"))
    here = Party.objects.seen_by(seat).at_the_table().values("id")
    return list(rows.filter(party__in=here).values_list("party_id", flat=True))


def _taken_at_the_table(entry: Entry, solution: str, stance: str) -> int:
    """How many parties now at the table take this stance."""
    here = Party.objects.of(entry).at_the_table().values("id")
    rows = Stance.objects.of(entry).filter(solution_id=solution, current=True, stance=stance, party__in=here)
    return int(rows.count())


def _by_head(stance: Stance) -> bool:
    """Whether a head took it: who lets another act has spoken as head all the same."""
    return stance.stance == "accepts" or stance.seat is None or stance.seat.decides or stance.seat.role == "head"


def _demand_tabled(solution: Solution) -> None:
    if solution.state in _SETTLED:
        raise Refused(_SETTLED[solution.state])
