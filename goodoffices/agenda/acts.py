"""What changes the agenda."""

from typing import Annotated, Any, ClassVar, Literal

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.models import Issue, Position, Rewording, Solution, Stance, StatusChange
from goodoffices.agenda.words import STATUSES
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, Called, Id, InBook, Line, Names, Note, NotThere, Refused, Words
from goodoffices.record.audience import PLENARY, PUBLIC, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived

IssueId = Annotated[Id, Names("agenda.Issue")]
SolutionId = Annotated[Id, Names("agenda.Solution")]
PositionId = Annotated[Id, Names("agenda.Position")]
Status = Literal[
    "open", "under_discussion", "tense", "rising", "ongoing", "blocked", "converging", "agreed_ad_ref", "agreed",
    "deferred", "closed",
]  # fmt: skip


# Why nothing more is said to a solution, by its state.
_SETTLED = {
    "accepted_ad_ref": gettext_lazy(
        "This solution has been accepted ad referendum. Table a different one and say what changed."
    ),
    "confirmed": gettext_lazy("This solution has been confirmed by all. Table a different one and say what changed."),
    "declined": gettext_lazy("A capital has declined this solution. Table a different one and say what changed."),
}


class RaiseIssue(Attributed, InBook):
    """Put an issue on the agenda; of the plenary, or of the room whose book is named."""

    kind: ClassVar[str] = "agenda.raise_issue"
    says: ClassVar = gettext_lazy("%(by)s raised the issue “%(title)s”.")

    title: Line
    summary: Note = ""
    status: Status = "open"
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def check(self, seat: Seat) -> None:
        _demand_room(self.audience(seat))
        seat.process.demand_open(self.audience(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        book = self.audience(seat)
        return {
            "id": draw.id(),
            "ordinal": Issue.objects.seen_by(seat).filter(book__kind=book.kind, book__key=book.key).count() + 1,
        }

    def apply(self, entry: Entry) -> None:
        Issue.make(
            entry,
            ordinal=entry.facts["ordinal"],
            title=self.title,
            summary=self.summary,
            status=self.status,
            words=self.words,
            since=entry.at,
        )
        _step(entry, entry.id, self.status, self.words)


class SetStatus(Attributed):
    """Say how an issue stands now."""

    kind: ClassVar[str] = "agenda.set_status"
    says: ClassVar = gettext_lazy("%(by)s set the status of “%(title)s”: %(status)s.")

    issue: IssueId
    status: Status
    words: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The issue’s own book."""
        return _seen(Issue, seat, self.issue).audience

    def allowed(self, seat: Seat) -> bool:
        """In the plenary, who leads the third party and who decides for a party; in a narrower book everyone who reads it."""
        if self.audience(seat) == PLENARY:
            return seat.leads or seat.decides
        return seat.speaks

    def check(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))

    def apply(self, entry: Entry) -> None:
        Issue.change(entry, self.issue, status=self.status, words=self.words, since=entry.at)
        _step(entry, self.issue, self.status, self.words)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": _title(Issue, self.issue), "status": STATUSES[self.status]}


class AmendIssue(Attributed):
    """Give an issue another title or summary; how it read before stays beside it."""

    kind: ClassVar[str] = "agenda.amend_issue"
    says: ClassVar = gettext_lazy("%(by)s reworded the issue “%(title)s”.")

    issue: IssueId
    title: Line | None = None
    summary: Note | None = None

    def audience(self, seat: Seat) -> Audience:
        """The issue’s own book."""
        return _seen(Issue, seat, self.issue).audience

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, and whoever raised it."""
        return seat.leads or (seat.speaks and _raised_by(seat, self.issue))

    def check(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        issue = _seen(Issue, seat, self.issue)
        if (self.title or issue.title, _or(self.summary, issue.summary)) == (issue.title, issue.summary):
            raise Refused(_("The issue reads so already. Write another title, or another summary."))

    def apply(self, entry: Entry) -> None:
        issue = Issue.objects.of(entry).get(id=self.issue)
        first = {} if issue.first_title else {"first_title": issue.title, "first_summary": issue.summary}
        Issue.change(
            entry,
            issue.id,
            title=self.title or issue.title,
            summary=_or(self.summary, issue.summary),
            **first,
        )
        Rewording.make(
            entry,
            id=derived(issue.id, "rewording", entry.number),
            issue_id=issue.id,
            seat_id=entry.actor,
            # What was not said anew is not said again here: it may have been said before a later reader was admitted.
            title=self.title or "",
            summary=self.summary,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": self.title or _title(Issue, self.issue)}


class TableSolution(Attributed, InBook):
    """Put forward a prospective solution to an issue."""

    kind: ClassVar[str] = "agenda.table_solution"
    says: ClassVar = gettext_lazy("%(by)s tabled the prospective solution “%(title)s”.")

    issue: IssueId
    title: Line
    text: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.speaks

    def check(self, seat: Seat) -> None:
        _demand_room(self.audience(seat))
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
        return _seen(Solution, seat, self.solution).audience

    def check(self, seat: Seat) -> None:
        seat.process.demand_open(self.audience(seat))
        if _seen(Solution, seat, self.solution).state == "withdrawn":
            raise Refused(_("This solution has been withdrawn. Table a new one."))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": _title(Solution, self.solution)}


class _TakeStance(_OnSolution):
    stance: ClassVar[str]

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def check(self, seat: Seat) -> None:
        super().check(seat)
        _demand_tabled(_seen(Solution, seat, self.solution))
        # A head who lets another act has spoken as head all the same.
        by_head = Q(stance="accepts") | Q(seat__decides=True) | Q(seat__role="head")
        if not seat.decides and self._ours(seat).filter(by_head).exists():
            raise Refused(
                _(
                    "Your head of delegation has said where your party stands on this solution. Only your head can change it."
                )
            )

    def _ours(self, seat: Seat) -> Any:
        return Stance.objects.seen_by(seat).filter(solution=self.solution, party=seat.party, current=True)

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
    stance: ClassVar[str] = "supports"

    words: Note = ""


class ReserveSolution(_TakeStance):
    """A party reserves its position on a solution, pending instructions."""

    kind: ClassVar[str] = "agenda.reserve_solution"
    says: ClassVar = gettext_lazy("%(by)s reserved its position on “%(title)s”.")
    stance: ClassVar[str] = "reserves"

    words: Note = ""


class AcceptSolution(_TakeStance):
    """A head accepts ad referendum; with the last head the solution is accepted ad referendum."""

    kind: ClassVar[str] = "agenda.accept_solution"
    says: ClassVar = gettext_lazy("%(by)s accepted “%(title)s” ad referendum.")
    stance: ClassVar[str] = "accepts"

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def check(self, seat: Seat) -> None:
        super().check(seat)
        if self.audience(seat) != PLENARY:
            raise Refused(_("Acceptance belongs in the plenary. Table the solution there first."))
        if self._ours(seat).filter(stance="accepts").exists():
            raise Refused(_("Your party has accepted this solution already. It waits for the other parties."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {**super().draw(draw, seat), "parties": Party.objects.seen_by(seat).count()}

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        accepting = Stance.objects.of(entry).filter(solution_id=self.solution, current=True, stance="accepts").count()
        if accepting == entry.facts["parties"]:
            Solution.change(entry, self.solution, state="accepted_ad_ref")


class WithdrawSolution(_OnSolution):
    """Take back a prospective solution that has not been accepted."""

    kind: ClassVar[str] = "agenda.withdraw_solution"
    says: ClassVar = gettext_lazy("%(by)s withdrew “%(title)s”.")

    def allowed(self, seat: Seat) -> bool:
        """The party that tabled it; the third party, if it did."""
        solution = _seen(Solution, seat, self.solution)
        return solution.party_id == seat.party_id if seat.party_id else seat.third and solution.party_id is None

    def check(self, seat: Seat) -> None:
        super().check(seat)
        _demand_tabled(_seen(Solution, seat, self.solution))

    def apply(self, entry: Entry) -> None:
        Solution.change(entry, self.solution, state="withdrawn")


class _Referred(_TakeStance):
    """What a capital says to a solution that the heads have accepted ad referendum."""

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def check(self, seat: Seat) -> None:
        _OnSolution.check(self, seat)
        solution = _seen(Solution, seat, self.solution)
        if solution.state == "tabled":
            raise Refused(
                _("A capital is asked once every head has accepted. Accept the solution ad referendum first.")
            )
        if solution.state != "accepted_ad_ref":
            raise Refused(_SETTLED[solution.state])
        if self._ours(seat).filter(stance="confirms").exists():
            raise Refused(_("Your capital has confirmed this solution already. It waits for the others."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {**super().draw(draw, seat), "parties": Party.objects.seen_by(seat).count()}


class ConfirmSolution(_Referred):
    """A head says that the capital confirms what was accepted ad referendum; with the last, it is confirmed by all."""

    kind: ClassVar[str] = "agenda.confirm_solution"
    says: ClassVar = gettext_lazy("%(by)s said that the capital confirms “%(title)s”.")
    stance: ClassVar[str] = "confirms"

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        confirming = Stance.objects.of(entry).filter(solution_id=self.solution, current=True, stance="confirms").count()
        if confirming == entry.facts["parties"]:
            Solution.change(entry, self.solution, state="confirmed")


class DeclineSolution(_Referred):
    """A head says that the capital declines what was accepted ad referendum, which ends its acceptance."""

    kind: ClassVar[str] = "agenda.decline_solution"
    says: ClassVar = gettext_lazy("%(by)s said that the capital declines “%(title)s”.")
    stance: ClassVar[str] = "declines"

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        Solution.change(entry, self.solution, state="declined")


class StatePosition(Act):
    """Write down, for one’s own delegation alone, what is wanted on an issue and why."""

    kind: ClassVar[str] = "agenda.state_position"
    says: ClassVar = gettext_lazy("%(by)s stated the delegation’s position.")

    issue: IssueId
    position: Words
    interest: Note = ""

    def audience(self, seat: Seat) -> Audience:
        return Audience("delegation", seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Position.make(entry, seat_id=entry.actor, party_id=entry.facts["party"], at=entry.at, **_position(self))


class TablePosition(Act):
    """Table a position: a new one in the plenary; the delegation’s book says under which number."""

    kind: ClassVar[str] = "agenda.table_position"
    says: ClassVar = gettext_lazy("%(by)s tabled the delegation’s position.")

    position: PositionId

    def audience(self, seat: Seat) -> Audience:
        return Audience("delegation", seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Everyone in the delegation whose position it is."""
        return seat.delegate and _seen(Position, seat, self.position).audience == self.audience(seat)

    def check(self, seat: Seat) -> None:
        if _seen(Position, seat, self.position).tabled_number:
            raise Refused(_("This position has been tabled already. State a new one to table a change."))

    def tables(self, seat: Seat) -> list[Act]:
        position = _seen(Position, seat, self.position)
        return [PutPosition(issue=position.issue_id, position=position.position, interest=position.interest)]

    def apply(self, entry: Entry) -> None:
        tabled = entry.facts["tabled"][0]
        Position.change(entry, self.position, tabled_book=tabled["book"], tabled_number=tabled["number"])

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["tabled"][0]["id"])


class PutPosition(Attributed):
    """A party’s position before everyone."""

    kind: ClassVar[str] = "agenda.put_position"
    says: ClassVar = gettext_lazy("%(by)s put its position before the plenary.")

    issue: IssueId
    position: Words
    interest: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def check(self, seat: Seat) -> None:
        seat.process.demand_open(PLENARY)
        if _seen(Issue, seat, self.issue).audience != PLENARY:
            raise Refused(_("This issue is not on the plenary’s agenda. Raise it there first."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Position.make(entry, seat_id=entry.actor, party_id=entry.facts["party"], at=entry.at, **_position(self))


def _position(act: StatePosition | PutPosition) -> dict[str, str]:
    return {"issue_id": act.issue, "position": act.position, "interest": act.interest}


def _demand_tabled(solution: Solution) -> None:
    if solution.state in _SETTLED:
        raise Refused(_SETTLED[solution.state])


def _raised_by(seat: Seat, issue: str) -> bool:
    """Whether this seat raised the issue: its first step is by whoever did."""
    first = StatusChange.objects.seen_by(seat).filter(issue=issue, number=F("issue__number"), seat_id=seat.id)
    return bool(first.exists())


def _or(said: str | None, before: str) -> str:
    return before if said is None else said


def _demand_room(audience: Audience) -> None:
    if audience == PUBLIC:
        raise Refused(
            _("The public book is not a room: anyone reads it. Put this before the plenary, or into your room’s book.")
        )


def _seen(model: Any, seat: Seat, id: str) -> Any:
    row = model.objects.seen_by(seat).select_related("book").filter(id=id).first()
    if row is None:
        raise NotThere
    return row


def _step(entry: Entry, issue: str, status: str, words: str) -> None:
    StatusChange.make(
        entry,
        id=derived(issue, "status", entry.number),
        issue_id=issue,
        seat_id=entry.actor,
        status=status,
        words=words,
        at=entry.at,
    )


def _title(model: Any, id: str) -> Called:
    """What an issue or a solution is called, for putting an entry into words."""
    row = model._base_manager.select_related("book").get(id=id)
    return Called(row.book_id, row.number, row.title, row.citation)
