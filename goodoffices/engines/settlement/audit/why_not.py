"""Why not this package? What speaks against it under a rule, and what would have to change for the rule to pick it."""

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.engines.settlement.audit.draft import PATIENCE, Audit, audit
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.runtime.budget import Budget, Meter
from goodoffices.engines.settlement.solutions import Solution, solve
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.solutions.thresholds import Moved, criticals, first

#: The share of a budget that goes to what the rule picks; the verdict on the package is usually there at once.
PICKING = 0.7

Needed = tuple[Fraction, bool] | None


@dataclass(frozen=True)
class WhyNot:
    """Tuples are in the order of the parties.

    `short`: what each party lacks to its reservation value, 0 where it lacks nothing. `audit`: whether the package can be
    bettered, with the better one. `picked`: what the rule picks instead; `instead`: what that adds for each party, or takes.
    `needed`: how much more the package would have to be worth to this party alone, all else unchanged, for the rule to rank it
    as high as what it picks: the amount, and whether it is enough itself (else a little more is); None where no amount is.
    Empty for Kalai–Smorodinsky, whose ideals would move with it, and where what the rule picks was not proven in time.
    """

    package: Choice
    utilities: tuple[Fraction, ...]
    short: tuple[Fraction, ...]
    audit: Audit
    picked: Solution
    instead: tuple[Fraction, ...]
    needed: tuple[Needed, ...]

    @property
    def is_picked(self) -> bool:
        """Is it what the rule picks, or worth the same to everybody?"""
        return not any(self.instead)


def why_not(case: Case, name: str, package: Choice, *, budget: float | None = PATIENCE) -> WhyNot:
    """Why the rule does not pick this package. `budget`: seconds for both, what the rule picks and whether the package can be
    bettered. Raises `Unusable` for a package that the domain excludes, and what `solve` raises.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> rows = ((0, 6), (0, 5)), ((8, 0), (3, 0))
    >>> domain = Domain.of({"wage": ["low", "high"], "days off": ["20", "25"]})
    >>> case = Case(domain, tuple(Mandate(str(p), tuple(tuple(map(Fraction, row)) for row in worth)) for p, worth in enumerate(rows)))
    >>> found = why_not(case, "utilitarian", (1, 0))
    >>> found.picked.choice, [int(each) for each in found.instead], [str(each[0]) for each in found.needed]
    ((0, 1), [-1, 5], ['4', '4'])
    """
    if not case.domain.allows(package):
        raise Unusable("This package contains a combination that the domain excludes, whatever it is worth.")
    meter = Meter(Budget(budget))
    picked = solve(case, [name], budget=None if budget is None else budget * PICKING)[name]
    looked = audit(case, package, budget=meter.left(), verdict_only=True)
    utilities = case.utilities(package)
    floors = [mandate.floor for mandate in case.mandates]
    baseline = Baseline(tuple(floors), ())
    # A package that is worth more may be the ideal of somebody, and so change how all others rank.
    known = picked.status == "optimal" and name != "ks"
    return WhyNot(
        package,
        utilities,
        short=tuple(max(Fraction(0), floor - each) for floor, each in zip(floors, utilities, strict=True)),
        audit=looked,
        picked=picked,
        instead=tuple(there - here for there, here in zip(picked.utilities, utilities, strict=True)),
        needed=tuple(
            _needed(name, baseline, p, utilities, picked.utilities) for p in range(len(utilities) if known else 0)
        ),
    )


def sentences(case: Case, name: str, found: WhyNot) -> list[str]:
    """The same in words."""
    said = [
        f"It gives {party} {_amount(lack)} less than having no agreement does."
        for party, lack in zip(case.parties, found.short, strict=True)
        if lack
    ]
    if found.audit.better is not None:
        who = "everyone" if found.audit.strictly else "some, and worse for nobody"
        said.append(f"Another package is better for {who}: {_named(case, found.audit.better)}.")
    if found.is_picked:
        return [*said, f"It is what {name} picks, or worth the same to everybody."]
    changes = [
        f"{party} {'+' if change > 0 else '−'}{_amount(abs(change))}"
        for party, change in zip(case.parties, found.instead, strict=True)
        if change
    ]
    said.append(f"{name} picks {_named(case, found.picked.choice)}: {', '.join(changes)}.")
    for party, needed in zip(case.parties, found.needed, strict=False):
        if needed is None:
            said.append(f"However much it were worth to {party} alone, {name} would not pick it.")
        else:
            least = "at least" if needed[1] else "more than"
            said.append(f"{name} would rank it as high if it were worth {least} {_amount(needed[0])} more to {party}.")
    return said


def _needed(
    name: str, baseline: Baseline, party: int, utilities: tuple[Fraction, ...], picked: tuple[Fraction, ...]
) -> Needed:
    mine, theirs = Moved(utilities, True), Moved(picked, False)

    def enough(by: Fraction) -> bool:
        here = mine.at(party, by)
        if any(each < floor for each, floor in zip(here, baseline.floors, strict=True)):
            return False
        base = baseline
        if name == "ks":  # a package that is worth more than the ideal is the ideal
            ideals = [max(ideal, each) if p == party else ideal for p, (ideal, each) in enumerate(zip(base.ideals, here, strict=True))]  # fmt: skip
            base = Baseline(base.floors, tuple(ideals))
        return rank(name, base, here) >= rank(name, base, picked)

    return first(criticals(name, baseline, party, mine, theirs), enough)


def _named(case: Case, choice: Choice) -> str:
    return ", ".join(f"{issue}: {option}" for issue, option in case.domain.named(choice).items())


def _amount(value: Fraction) -> str:
    from goodoffices.engines.settlement.model.numbers import decimal

    return decimal(value, 6)
