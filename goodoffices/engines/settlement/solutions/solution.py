"""`solve`: the packages that the rules pick among the acceptable ones, each with its certificate."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from goodoffices.engines.settlement.certificates import making
from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.frontier import Frontier
from goodoffices.engines.settlement.frontier import Status as FrontierStatus
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.runtime.budget import Budget, Meter
from goodoffices.engines.settlement.solutions.finder import Finder
from goodoffices.engines.settlement.solutions.frontier_lookup import best_by_rule
from goodoffices.engines.settlement.solutions.outcome import Outcome
from goodoffices.engines.settlement.solutions.rules import Baseline, Rank, rank, score
from goodoffices.engines.settlement.solutions.space import Space

#: The names `solve` knows; `rules` says what each looks for.
SOLUTIONS = ("nash", "ks", "maximin", "leximin", "utilitarian", "egalitarian")


class NoAcceptablePackage(Unusable):
    """No package meets every reservation value: there is nothing to choose among. `certificate` proves it."""

    def __init__(self, sentence: str, certificate: Certificate | None = None) -> None:
        super().__init__(sentence)
        self.certificate = certificate


Status: TypeAlias = Literal["optimal", "best_found"]


@dataclass(frozen=True)
class Solution:
    """The package that a rule picks, with its utilities in the order of the parties.

    `status`: "optimal", or "best_found" where the budget ended first; `why` then says how far the search came. `score` is what
    the rule makes as great as it can (`rules.score`), `bound` what no acceptable package exceeds in it: the same where the
    package is optimal, None where nothing is proven. `certificate` is JSON-able and goes to the checker; None where there is
    no proof to hand over.
    """

    name: str
    choice: Choice
    utilities: tuple[Fraction, ...]
    status: Status
    score: Fraction
    bound: Fraction | None
    why: str = ""
    certificate: Certificate | None = None


def solve(
    case: Case, names: Iterable[str], *, budget: float | None = None, frontier: Iterable[Choice] | None = None
) -> dict[str, Solution]:
    """The solutions of these names, chosen among the packages that meet every reservation value.

    `budget`: seconds for all of them together; what is not proven by then says so in its status, and Ctrl-C gives what
    there is. `frontier`: packages known already, as starting points; results do not depend on them. Raises
    `NoAcceptablePackage` where there is nothing to choose, `Unusable` for a name that is not in `SOLUTIONS`, or where the
    budget ended before any acceptable package was found.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(4))))
    >>> firm = Mandate("firm", ((Fraction(5), Fraction(0)), (Fraction(3), Fraction(0))))
    >>> found = solve(Case(domain, (union, firm)), ["nash"])["nash"]
    >>> domain.named(found.choice), [int(each) for each in found.utilities]
    ({'wage': '0 %', 'days off': '25'}, [4, 5])
    """
    names = list(dict.fromkeys(names))
    for name in names:
        if name not in SOLUTIONS:
            raise Unusable(f"There is no solution called “{name}”. There are: {', '.join(SOLUTIONS)}.")
    finder = _finder(case, Meter(Budget(budget)), frontier)
    _check_acceptable(finder)
    found: dict[str, Solution] = {}
    for at, name in enumerate(names):
        finder.share(len(names) - at)
        twin = found.get({"maximin": "leximin", "leximin": "maximin"}.get(name, ""))
        found[name] = _renamed(twin, name) if twin else _solved(finder, name)
    return found


def _finder(case: Case, meter: Meter, frontier: Iterable[Choice] | None) -> Finder:
    floors = tuple(mandate.floor for mandate in case.mandates)
    return Finder(Space(case), floors, meter, list(frontier or ()))


def _check_acceptable(finder: Finder) -> None:
    """Raise if there is no acceptable package, or none was found in time."""
    anything = finder.any()
    if anything.choice is not None:
        return
    if anything.complete:
        excluded = finder.space.bound([0] * finder.space.parties, finder.space.free()) is None
        raise NoAcceptablePackage(
            "Every package is excluded: there is nothing to choose from."
            if excluded
            else "No package meets every party’s reservation value, so there is nothing to choose from.",
            making.nothing_acceptable(finder.space.case, anything.proof),
        )
    raise Unusable(
        f"No package that meets every party’s reservation value was found, since {anything.why}. Allow more time."
    )


def _solved(finder: Finder, name: str) -> Solution:
    case, count = finder.space.case, finder.space.parties
    baseline, members = Baseline(finder.floors, finder.floors), list(range(count))
    evidence: dict[str, object] = {}
    if name == "ks":
        baseline, ideals = _ideals(finder)
        evidence = {"ideals": [{"package": list(each.choice or ()), "proof": each.proof} for each in ideals]}
        members = [p for p in members if baseline.ideals[p] > baseline.floors[p]]
        outcome = finder.best(name, baseline, members)
        _rely_on(outcome, ideals)
    elif name == "nash":
        outcome, evidence = _nash(finder, baseline)
    else:
        outcome = finder.best(name, baseline, members)
    assert outcome.choice is not None
    choice, utilities = outcome.choice, finder.utilities(outcome.choice)
    reached = score(name, baseline, utilities)
    if not outcome.exact:
        why = f"Not everything was looked at, since {finder.meter.why}. A package that ranks higher may exist."
        # With ideals that are too low, shares come out too high: the bound on them holds all the same.
        return Solution(name, choice, utilities, "best_found", reached, outcome.limit, why)
    if not outcome.complete:
        why = "Read off the whole frontier; a proof would be too long to hand over."
        return Solution(name, choice, utilities, "optimal", reached, reached, why)
    certificate = making.solution(case, name, choice, utilities, outcome.proof, evidence)
    why = "" if outcome.first else "Another package with the same rank may come earlier in file order."
    return Solution(name, choice, utilities, "optimal", reached, reached, why, certificate)


def _ideals(finder: Finder) -> tuple[Baseline, list[Outcome]]:
    """Each party's maximum over the acceptable packages, and what the search for it came to."""
    outcomes = [finder.most(p) for p in range(finder.space.parties)]
    ideals = [finder.utilities(each.choice or ())[p] for p, each in enumerate(outcomes)]
    return Baseline(finder.floors, tuple(ideals)), outcomes


def _rely_on(outcome: Outcome, others: Iterable[Outcome]) -> None:
    """What builds on other outcomes is only as well proven as they are."""
    others = list(others)
    exact = outcome.exact and all(each.exact for each in others)
    if not all(each.complete for each in others):
        outcome.proof = None
    outcome.surveyed = exact
    if not exact:
        outcome.proof = None


def _nash(finder: Finder, baseline: Baseline) -> tuple[Outcome, dict[str, object]]:
    """Of the largest sets of parties that can gain together, the one with the greatest product."""
    able, unable = finder.gaining(baseline)
    outcomes = [(finder.best("nash", baseline, members), members) for members in able]
    if len(outcomes) == 1 and len(able[0]) == finder.space.parties:
        return outcomes[0][0], {}

    def rank_of(pair: tuple[Outcome, tuple[int, ...]]) -> tuple[Rank, tuple[int, ...]]:
        choice = pair[0].choice
        assert choice is not None
        return rank("nash", baseline, finder.utilities(choice)), tuple(-at for at in choice)

    best, members = max(outcomes, key=rank_of)
    _rely_on(best, [outcome for outcome, _ in outcomes])
    if finder.meter.stopped:
        best.proof, best.surveyed = None, False
    if len(members) < finder.space.parties:
        best.limit = None  # it is about these members alone: more parties might gain
    best.first = all(outcome.first for outcome, _ in outcomes)
    evidence = {
        "gaining": list(members),
        "unable": [{"parties": list(failing), "proof": proof} for failing, proof in unable],
        "others": [
            {"parties": list(other), "package": list(outcome.choice or ()), "proof": outcome.proof}
            for outcome, other in outcomes
            if other != members
        ],
    }
    return best, evidence


def _renamed(twin: Solution, name: str) -> Solution:
    """Maximin and leximin pick the same package; only the name differs."""
    certificate = twin.certificate and making.renamed(twin.certificate, name)
    return replace(twin, name=name, certificate=certificate)


def pick(name: str, those: Frontier) -> Solution:
    """What a rule picks on the whole acceptable frontier, which has every package that any rule here picks, and all ideals.

    `those` has to have a point. There is no certificate: the frontier itself is the proof.
    """
    baseline, choice = best_by_rule(name, those)
    utilities = those.case.utilities(choice)
    reached = score(name, baseline, utilities)
    if those.status is FrontierStatus.COMPLETE:
        return Solution(name, choice, utilities, "optimal", reached, reached)
    return Solution(name, choice, utilities, "best_found", reached, None, "The frontier is not complete.")
