"""Solutions: rules that pick one package among the acceptable, found without the frontier."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from goodoffices.engines.settlement import certificates
from goodoffices.engines.settlement.budget import Budget, Pace
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.solutions.rules import Ground, rank

if TYPE_CHECKING:
    from goodoffices.engines.settlement.solutions.finding import Finder, Outcome

#: The names `solve` knows; `rules` says what each looks for.
SOLUTIONS = ("nash", "ks", "maximin", "leximin", "utilitarian", "egalitarian")


class NoAcceptablePackage(Unusable):
    """No package meets every reservation value: there is nothing to choose among. `certificate` proves it."""

    def __init__(self, sentence: str, certificate: dict[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.certificate = certificate


@dataclass(frozen=True)
class Solution:
    """The package that a rule picks, with its utilities in the order of the parties.

    `status`: "exact", or "best_found" where the budget ended first; `why` then says how far the search came.
    `certificate` is JSON-able and goes to `checking`; None where there is no proof.
    """

    name: str
    choice: Choice
    utilities: tuple[Fraction, ...]
    status: Literal["exact", "best_found"] = "exact"
    why: str = ""
    certificate: dict[str, Any] | None = None


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
    finder = _finder(case, Pace(Budget(budget)), frontier)
    _anything(finder)
    found: dict[str, Solution] = {}
    for at, name in enumerate(names):
        finder.share(len(names) - at)
        twin = found.get({"maximin": "leximin", "leximin": "maximin"}.get(name, ""))
        found[name] = _renamed(case, twin, name) if twin else _solved(finder, name)
    return found


def _finder(case: Case, pace: Pace, frontier: Iterable[Choice] | None) -> "Finder":
    from goodoffices.engines.settlement.solutions.finding import Finder
    from goodoffices.engines.settlement.solutions.space import Space

    floors = tuple(mandate.floor for mandate in case.mandates)
    return Finder(Space(case), floors, pace, list(frontier or ()))


def _anything(finder: "Finder") -> None:
    anything = finder.any()
    if anything.choice is not None:
        return
    if anything.complete:
        raise NoAcceptablePackage(
            "No package meets every party’s reservation value, so there is nothing to choose from.",
            certificates.nothing_acceptable(finder.space.case, anything.proof),
        )
    raise Unusable(
        f"No package that meets every party’s reservation value was found, since {anything.why}. Allow more time."
    )


def _solved(finder: "Finder", name: str) -> Solution:
    case, count = finder.space.case, finder.space.parties
    ground, members = Ground(finder.floors, finder.floors), list(range(count))
    evidence: dict[str, Any] = {}
    if name == "ks":
        ground, evidence, complete = _ideals(finder)
        members = [p for p in members if ground.ideals[p] > ground.floors[p]]
        outcome = finder.best(name, ground, members)
        if not complete:
            outcome.proof, outcome.surveyed = None, False
    elif name == "nash":
        outcome, evidence = _nash(finder, ground)
    else:
        outcome = finder.best(name, ground, members)
    assert outcome.choice is not None
    utilities = finder.utilities(outcome.choice)
    if not outcome.exact:
        why = f"Not everything was looked at, since {finder.pace.why}. A package that ranks higher may exist."
        return Solution(name, outcome.choice, utilities, "best_found", why)
    if not outcome.complete:
        why = "Read off the whole frontier; a proof would be too long to hand over."
        return Solution(name, outcome.choice, utilities, "exact", why)
    certificate = certificates.solution(case, name, outcome.choice, utilities, outcome.proof, evidence)
    why = "" if outcome.first else "Another package with the same rank may come earlier in file order."
    return Solution(name, outcome.choice, utilities, "exact", why, certificate)


def _ideals(finder: "Finder") -> tuple[Ground, dict[str, Any], bool]:
    """Each party's maximum over the acceptable packages, with proof, and whether all are proven."""
    ideals, evidence, complete = [], [], True
    for p in range(finder.space.parties):
        outcome = finder.most([int(p == other) for other in range(finder.space.parties)])
        assert outcome.choice is not None
        ideals.append(finder.utilities(outcome.choice)[p])
        evidence.append({"package": list(outcome.choice), "proof": outcome.proof})
        complete &= outcome.complete
    return Ground(finder.floors, tuple(ideals)), {"ideals": evidence}, complete


def _nash(finder: "Finder", ground: Ground) -> tuple["Outcome", dict[str, Any]]:
    """Of the largest sets of parties that can gain together, the one with the greatest product."""
    able, unable = finder.gaining(ground)
    outcomes = [(finder.best("nash", ground, members), members) for members in able]
    if len(outcomes) == 1 and len(able[0]) == finder.space.parties:
        return outcomes[0][0], {}

    def standing(pair: tuple["Outcome", tuple[int, ...]]) -> Any:
        choice = pair[0].choice
        assert choice is not None
        return rank("nash", ground, finder.utilities(choice)), tuple(-at for at in choice)

    best, members = max(outcomes, key=standing)
    if not all(outcome.complete for outcome, _ in outcomes) or finder.pace.short:
        best.proof, best.surveyed = None, all(outcome.exact for outcome, _ in outcomes) and not finder.pace.short
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


def _renamed(case: Case, twin: Solution, name: str) -> Solution:
    """Maximin and leximin pick the same package; only the name differs."""
    certificate = twin.certificate and certificates.renamed(twin.certificate, name)
    return Solution(name, twin.choice, twin.utilities, twin.status, twin.why, certificate)
