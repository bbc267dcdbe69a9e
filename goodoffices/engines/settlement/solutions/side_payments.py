"""Side payments: money as one more issue, divisible, of which one party gets what another one pays.

Each party says what a unit of money is worth to it, in its own points. Where money is no object, whatever package is worth
most money in all is best for everyone, since whoever loses can be paid; what is gained over no agreement is shared equally
(transferable utility, von Neumann and Morgenstern 1944; the shares are those of Nash 1950 with money). Where nobody can pay
more than a limit, the package and the payments are those that make the least gain in money greatest (Kalai 1977).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.frontier import Status, frontier
from goodoffices.engines.settlement.model import Case, Choice, Mandate, Term, Unusable
from goodoffices.engines.settlement.runtime.budget import Budget
from goodoffices.engines.settlement.solutions.solution import NoAcceptablePackage, solve


@dataclass(frozen=True)
class Paid:
    """A package with payments. By party, in units of money: `payments` received (negative: paid; they add up to 0), and what
    each `gains` over no agreement, payments included. `utilities` are in points, payments included, too.

    `certificate`: where there is no limit, that no package is worth more money in all; it is about `in_money` of the case.
    """

    choice: Choice
    payments: tuple[Fraction, ...]
    gains: tuple[Fraction, ...]
    utilities: tuple[Fraction, ...]
    certificate: Certificate | None = None


def in_money(case: Case, rates: Sequence[Fraction]) -> Case:
    """The same case in units of money, with reservation values that every package meets: who loses by a package can be paid.

    `rates`: what a unit of money is worth to each party, in its points; more than 0.
    """
    if len(rates) != len(case.mandates) or not all(rate > 0 for rate in rates):
        raise Unusable("Say for every party what a unit of money is worth to it, in points above 0.")
    mandates = []
    for mandate, rate in zip(case.mandates, rates, strict=True):
        worth = tuple(tuple(cell / rate for cell in row) for row in mandate.worth)
        terms = tuple(Term(term.issues, {at: cell / rate for at, cell in term.worth.items()}) for term in mandate.terms)
        base = mandate.base / rate
        least = base + sum(map(min, worth), Fraction(0))
        least += sum((min(cell, Fraction(0)) for term in terms for cell in term.worth.values()), Fraction(0))
        mandates.append(Mandate(mandate.party, worth, least, terms, base))
    return Case(case.domain, tuple(mandates), case.name)


def with_payments(
    case: Case, rates: Sequence[Fraction], *, limit: Fraction | None = None, budget: float | None = None
) -> Paid:
    """The package and the payments. `limit`: what any party can pay at most, in money. `budget` in seconds.

    Raises `NoAcceptablePackage` where no package with payments gives every party its reservation value, `Unusable` where that
    was not settled in time.

    >>> from goodoffices.engines.settlement.model import Domain
    >>> rows = ((0, 10),), ((4, 0),)
    >>> case = Case(Domain.of({"site": ["here", "there"]}),
    ...     tuple(Mandate(str(p), tuple(tuple(map(Fraction, row)) for row in worth)) for p, worth in enumerate(rows)))
    >>> found = with_payments(case, [Fraction(1), Fraction(1)])
    >>> found.choice, [str(each) for each in found.payments], [str(each) for each in found.gains]
    ((1,), ['-5', '5'], ['5', '5'])
    """
    money = in_money(case, rates)
    floors = [mandate.floor / rate for mandate, rate in zip(case.mandates, rates, strict=True)]
    if limit is None:
        best = solve(money, ["utilitarian"], budget=budget)["utilitarian"]
        if best.status != "optimal":
            raise Unusable(f"What is worth most in all was not proven, since {best.why[0].lower()}{best.why[1:]}")
        surplus = (sum(best.utilities, Fraction(0)) - sum(floors, Fraction(0))) / len(floors)
        choice, least, certificate = best.choice, surplus, best.certificate
    else:
        if limit < 0:
            raise Unusable("A limit of what anybody can pay is not below 0.")
        choice, least = _within(money, floors, limit, budget)
        certificate = None
    if least < 0:
        raise NoAcceptablePackage("Even with side payments, no package gives every party its reservation value.")
    own = [worth - floor for worth, floor in zip(money.utilities(choice), floors, strict=True)]
    payments = tuple(_paid(least, gain, limit) for gain in own)
    return Paid(
        choice,
        payments,
        tuple(gain + paid for gain, paid in zip(own, payments, strict=True)),
        tuple(worth + paid * rate for worth, paid, rate in zip(case.utilities(choice), payments, rates, strict=True)),
        certificate,
    )


def level(gains: Sequence[Fraction], limit: Fraction) -> Fraction:
    """The greatest least gain that payments can bring about, if nobody pays more than the limit: water finds its level.

    >>> level([Fraction(10), Fraction(0)], Fraction(2)), level([Fraction(3), Fraction(1)], Fraction(2))
    (Fraction(2, 1), Fraction(2, 1))
    """
    # Whoever gains least never pays to the limit, so some are at the level: those at it share what the others pay.
    ordered = sorted(gains)
    for many in range(1, len(ordered) + 1):
        reached = (sum(ordered[:many], Fraction(0)) + limit * (len(ordered) - many)) / many
        if many == len(ordered) or reached <= ordered[many] - limit:
            return reached
    raise AssertionError("the loop ends with all of them")


def _paid(least: Fraction, gain: Fraction, limit: Fraction | None) -> Fraction:
    return least - gain if limit is None else max(least - gain, -limit)


def _within(money: Case, floors: Sequence[Fraction], limit: Fraction, budget: float | None) -> tuple[Choice, Fraction]:
    """Only efficient packages come into question: what is better for somebody at nobody's cost lowers nobody's gain in the end."""
    found = frontier(money, budget=Budget(budget))
    if found.status is not Status.COMPLETE:
        raise Unusable("The frontier was not complete in the time allowed, and payments up to a limit are read off it.")
    ranks = []
    for at, point in enumerate(found.utilities):
        gains = [each - floor for each, floor in zip(point, floors, strict=True)]
        least = level(gains, limit)
        # Of those alike, leximin of what everybody has in the end, and then before anybody has paid.
        ranks.append((least, sorted(max(least, gain - limit) for gain in gains), sorted(gains), -at))
    if not ranks:
        raise NoAcceptablePackage("Every package is excluded: there is nothing to choose from.")
    least, *_, place = max(ranks)
    return found.package(-place), least
