"""What is agreed: derived from the acceptances that stand, and never set by anybody."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import F

from goodoffices.agenda.models import Issue, Solution, Stance
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import Party, Seat
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
    stance: Stance  # the one that made the difference


@cached
def agreements(seat: Seat) -> Mapping[str, Agreement]:
    """By issue, what is agreed on it: a solution of the issue's own book that stands and that all parties accept."""
    parties = {party.id for party in Party.objects.seen_by(seat)}
    rows = Solution.objects.seen_by(seat).standing().filter(at_the_table(), book_id=F("issue__book_id"))
    solutions = {solution.id: solution for solution in rows.order_by("number")}
    stances: dict[str, list[Stance]] = {}
    for stance in Stance.objects.seen_by(seat).filter(solution__in=list(solutions), current=True):
        stances.setdefault(stance.solution_id, []).append(stance)
    provisional = seat.rules is not None and seat.rules.nothing_agreed
    found: dict[str, Agreement] = {}
    for id, theirs in stances.items():
        state = _state(parties, {stance.party_id: stance.stance for stance in theirs})
        issue = solutions[id].issue_id
        if state and (issue not in found or state == "agreed"):
            at = max(stance.at for stance in theirs)
            found[issue] = Agreement(state, id, solutions[id].title, provisional, at)
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
    parties, found = list(Party.objects.seen_by(seat)), {solution.id: solution for solution in solutions}
    taken: dict[str, list[Stance]] = {}
    for stance in Stance.objects.seen_by(seat).filter(solution__in=list(found)).select_related("book", "party"):
        taken.setdefault(stance.solution_id, []).append(stance)
    return [step for id, theirs in taken.items() for step in _steps(found[id], theirs, parties)]


def _steps(solution: Solution, taken: list[Stance], parties: list[Party]) -> Iterator[Step]:
    stances, before = dict[str, str](), ""
    for stance in taken:
        stances[stance.party_id] = stance.stance
        now = _state({party.id for party in parties if party.number < stance.number}, stances)
        if now != before:
            yield Step(now, solution, stance)
        before = now


def _state(parties: set[str], stances: Mapping[str, str]) -> str:
    """What a solution is to these parties, whose stances stand by their ids."""
    theirs = {stances.get(party) for party in parties}
    if not theirs or not theirs <= set(ACCEPTING) or "declines" in stances.values():
        return ""
    return "agreed" if theirs == {"confirms"} else "agreed_ad_ref"
