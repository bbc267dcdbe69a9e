"""Solutions: rules that pick one package among the acceptable, found without the frontier."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.solutions import counting

#: The names `solve` knows; `rules` says what each looks for.
SOLUTIONS = ("nash", "ks", "maximin", "leximin", "utilitarian", "egalitarian")


class NoAcceptablePackage(Unusable):
    """No package meets every reservation value: there is nothing to choose among."""


@dataclass(frozen=True)
class Solution:
    """The package that a rule picks, with its utilities in the order of the parties.

    `status`: "exact", or "best_found" where the budget ended first; `why` then says how far the search came.
    `certificate` is JSON-able and goes to `checking`; None where there is none yet.
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

    `budget`: seconds for all of them together; what is not proven by then says so in its status. `frontier`: packages
    known already, as starting points; the results do not depend on them. Raises `NoAcceptablePackage` where there is
    nothing to choose, `Unusable` for a name that is not in `SOLUTIONS`.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(4))))
    >>> firm = Mandate("firm", ((Fraction(5), Fraction(0)), (Fraction(3), Fraction(0))))
    >>> found = solve(Case(domain, (union, firm)), ["nash"])["nash"]
    >>> domain.named(found.choice), [int(each) for each in found.utilities]
    ({'wage': '0 %', 'days off': '25'}, [4, 5])
    """
    names = list(names)
    for name in names:
        if name not in SOLUTIONS:
            raise Unusable(f"There is no solution called “{name}”. There are: {', '.join(SOLUTIONS)}.")
    found = counting.acceptable(case)
    if not found:
        raise NoAcceptablePackage(
            "No package meets every party’s reservation value, so there is nothing to choose from."
        )
    ground = counting.ground(case, found)
    return {name: Solution(name, *counting.best(name, ground, found)) for name in names}
