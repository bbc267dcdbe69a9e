"""What is agreed: derived from the acceptances that stand, and never set by anybody."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import F

from goodoffices.agenda.models import Issue, Solution, Stance
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import Leaving, Party, Seat
from goodoffices.record.cache import cached

ACCEPTING = ("accepts", "confirms")


class Agreement(NamedTuple):
    """That every party at the table accepts a solution, none declining. `agreed_ad_ref` until every capital confirms."""

    state: str
    solution: str  # its id
    title: str
    provisional: bool  # nothing is agreed until everything is
    at: str  # when the last of these acceptances came


class Step(NamedTuple):
    """That a solution came to be agreed, or no longer was; `state` is empty then."""

    state: str
    solution: Solution
    stance: Stance | Leaving  # what made the difference


class Stint(NamedTuple):
    """That a party was at the table from one entry of the plenary to another; None: it still is."""

    party: str
    came: int
    left: int | None

    def covers(self, number: int) -> bool:
        return self.came < number and (self.left is None or number < self.left)


@cached
def agreements(seat: Seat) -> Mapping[str, Agreement]:
    """By issue, what is agreed on it: a solution of the issue's own book that stands and that all parties accept."""
    rows = Solution.objects.seen_by(seat).standing().filter(at_the_table(), book_id=F("issue__book_id"))
    solutions = {solution.id: solution for solution in rows.order_by("number")}
    taken: dict[str, list[Stance]] = {}
    for stance in Stance.objects.seen_by(seat).filter(solution__in=list(solutions)).order_by("number"):
        taken.setdefault(stance.solution_id, []).append(stance)
    stints, leavings = _stints(seat)
    provisional = seat.rules is not None and seat.rules.nothing_agreed
    found: dict[str, Agreement] = {}
    for id, theirs in taken.items():
        steps, issue = list(_steps(solutions[id], theirs, stints, leavings)), solutions[id].issue_id
        state = steps[-1].state if steps else ""
        if state and (issue not in found or state == "agreed"):
            found[issue] = Agreement(state, id, solutions[id].title, provisional, steps[-1].stance.at)
    return found


def with_agreements(seat: Seat, issues: Iterable[Issue]) -> list[Issue]:
    """The same issues, each with its `agreement`."""
    found, agreed = list(issues), agreements(seat)
    for issue in found:
        issue.agreement = agreed.get(issue.id)
    return found


def steps_of(seat: Seat, solutions: Iterable[Solution]) -> list[Step]:
    """When each of these solutions of a plenary issue came to be agreed, ad referendum and then for good, and when it
    no longer was."""
    found = {solution.id: solution for solution in solutions}
    stints, leavings = _stints(seat)
    taken: dict[str, list[Stance]] = {}
    for stance in Stance.objects.seen_by(seat).filter(solution__in=list(found)).select_related("book", "party"):
        taken.setdefault(stance.solution_id, []).append(stance)
    return [step for id, theirs in taken.items() for step in _steps(found[id], theirs, stints, leavings)]


def _stints(seat: Seat) -> tuple[list[Stint], list[Leaving]]:
    """When each party was at the table, and the leavings from it, in the order of the plenary."""
    leavings = list(Leaving.objects.seen_by(seat).filter(at_the_table()).select_related("book").order_by("number"))
    gone = [Stint(row.party_id, row.sat_from, row.number) for row in leavings if row.sat_from is not None]
    here = [Stint(party.id, party.seated_by, None) for party in Party.objects.seen_by(seat).at_the_table()]
    return gone + here, leavings


def _steps(solution: Solution, taken: list[Stance], stints: list[Stint], leavings: list[Leaving]) -> Iterator[Step]:
    """What stances and leavings make of a solution, in the order of its book.

    Every party counts that is then at the table. One that comes later is not asked about what had been accepted by all:
    it counts with what is not.
    """
    stances, before, bound = dict[str, str](), "", set[str]()
    later = [row for row in leavings if row.number > solution.number]
    events: list[Stance | Leaving] = [*taken, *later]
    for event in sorted(events, key=lambda row: row.number):
        if isinstance(event, Stance):
            stances[event.party_id] = event.stance
        parties = {stint.party for stint in stints if stint.covers(event.number)}
        now = _state(parties & bound if before else parties, stances)
        if now and not before:
            bound = parties
        if now != before:
            yield Step(now, solution, event)
        before = now


def _state(parties: set[str], stances: Mapping[str, str]) -> str:
    """What a solution is to these parties, whose stances stand by their ids."""
    theirs = {stances.get(party) for party in parties}
    if not theirs or not theirs <= set(ACCEPTING) or "declines" in stances.values():
        return ""
    return "agreed" if theirs == {"confirms"} else "agreed_ad_ref"
