"""Is there a package better for everyone than this draft? What is left on the table, and for whom.

A package *improves* a draft if it is worth at least as much to every party and more to one; *strictly* if more to all.
The draft is efficient if nothing improves it. Reservation values play no part: whoever took the draft as a draft takes
what harms nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from goodoffices.engines.settlement.certificates import making
from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.runtime.budget import Budget, Meter
from goodoffices.engines.settlement.solutions.finder import Finder
from goodoffices.engines.settlement.solutions.outcome import Outcome
from goodoffices.engines.settlement.solutions.rules import Baseline
from goodoffices.engines.settlement.solutions.space import Space

#: Seconds for an audit where the caller says nothing. The verdict is there long before; how much is left on the table may
#: take days to prove, for many parties.
PATIENCE = 10.0

Seen = tuple[Choice, tuple[Fraction, ...]]


@dataclass(frozen=True)
class Audit:
    """What an audit found. Tuples are in the order of the parties, utilities in the file's own scale.

    `better` is the improvement that is fairest in what it adds: leximin of the gains over the draft, then leximin of the
    utilities, then file order. `strictly` says whether something is better for everyone at once (then `better` is).
    `left_on_table`: per party, the most that any one improvement adds for it. They are maxima party by party; no single
    package need give them all. `at_most`: the same where it is proven; where the budget ended before that, what no
    improvement exceeds, or None where nothing can be said. `improvements`: `better` first, then for each party in turn a package that is best for it
    (of several such, not always an efficient one), each once.
    """

    draft: Choice
    draft_utilities: tuple[Fraction, ...]
    improvable: bool
    strictly: bool = False
    better: Choice | None = None
    better_utilities: tuple[Fraction, ...] | None = None
    left_on_table: tuple[Fraction, ...] = ()
    at_most: tuple[Fraction | None, ...] = ()
    improvements: tuple[Seen, ...] = ()
    status: Literal["exact", "best_found"] = "exact"
    why: str = ""
    certificate: Certificate | None = None


def audit(case: Case, draft: Choice, *, budget: float | None = PATIENCE, verdict_only: bool = False) -> Audit:
    """Audit a draft. `budget` in seconds, None without limit; what is not proven by then says so in `status` and `why`.

    With `verdict_only`, `better` is any improvement rather than the fairest, and `left_on_table` stays empty.
    That a draft can be bettered is never in doubt: the better package shows it. Raises `Unusable` for a draft that contains what the domain excludes.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(5))))
    >>> city = Mandate("city", ((Fraction(8), Fraction(0)), (Fraction(1), Fraction(0))))
    >>> case = Case(domain, (union, city))
    >>> audit(case, (0, 1)).improvable
    False
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> firm = Mandate("firm", ((Fraction(5), Fraction(0)), (Fraction(9), Fraction(0))))
    >>> found = audit(Case(domain, (union, firm)), (0, 1))
    >>> found.better, [int(each) for each in found.left_on_table]
    ((1, 0), [1, 4])
    """
    if not case.domain.allows(draft):
        raise Unusable("The draft contains a combination that the domain excludes.")
    mine = case.utilities(draft)
    finder = Finder(Space(case), mine, Meter(Budget(budget)), [draft])
    total = finder.improved(draft)
    assert total.choice is not None
    if finder.utilities(total.choice) == mine:
        return _unimproved(finder, draft, total)
    if verdict_only:
        return _improved(finder, draft, total)
    finder.share(1 + len(mine))
    better, most = _fairest(finder, draft), []
    for p in range(len(mine)):
        finder.share(len(mine) - p)
        most.append(_most(finder, p))
    return _improved(finder, draft, better, most)


def _unimproved(finder: Finder, draft: Choice, total: Outcome) -> Audit:
    mine = finder.utilities(draft)
    nothing = tuple(Fraction(0) for _ in mine)
    if not total.complete:
        why = f"Nothing better was found, but not everything was looked at, since {total.why}."
        return Audit(draft, mine, improvable=False, left_on_table=nothing, status="best_found", why=why)
    certificate = making.sealed(finder.space.case, {"kind": "efficient", "package": list(draft), "proof": total.proof})
    return Audit(draft, mine, improvable=False, left_on_table=nothing, at_most=nothing, certificate=certificate)


def _improved(finder: Finder, draft: Choice, better: Outcome, most: Sequence[Outcome] = ()) -> Audit:
    mine, choice = finder.utilities(draft), better.choice
    assert choice is not None
    utilities = finder.utilities(choice)
    # Where nothing adds anything for a party, the package found for it may be worth just what the draft is.
    improving = dict.fromkeys(each.choice for each in (better, *most) if each.choice is not None)
    short = [outcome.why for outcome in (better, *most) if not outcome.exact] if most else []
    why = f"The draft can be bettered; by more than this, perhaps, since {short[0]}." if short else ""
    claim: dict[str, object] = {"kind": "improvable", "package": list(draft), "better": list(choice)}
    if most and all(outcome.complete for outcome in (better, *most)):
        claim["proof"] = better.proof
        claim["most"] = [{"package": list(outcome.choice or ()), "proof": outcome.proof} for outcome in most]
    return Audit(
        draft,
        mine,
        improvable=True,
        strictly=all(each > own for each, own in zip(utilities, mine, strict=True)),
        better=choice,
        better_utilities=utilities,
        left_on_table=tuple(finder.utilities(outcome.choice or draft)[p] - mine[p] for p, outcome in enumerate(most)),
        at_most=tuple(_at_most(finder, outcome, p, mine[p]) for p, outcome in enumerate(most)),
        improvements=tuple((each, finder.utilities(each)) for each in improving if finder.utilities(each) != mine),
        status="best_found" if short else "exact",
        why=why,
        certificate=making.sealed(finder.space.case, claim),
    )


def _at_most(finder: Finder, outcome: Outcome, party: int, mine: Fraction) -> Fraction | None:
    """What no improvement can add for this party."""
    if outcome.exact and outcome.choice is not None:
        return finder.utilities(outcome.choice)[party] - mine
    return None if outcome.limit is None else outcome.limit - mine


def _fairest(finder: Finder, draft: Choice) -> Outcome:
    """Leximin of what is gained over the draft: the egalitarian solution with the draft as disagreement point."""
    mine = finder.utilities(draft)
    return finder.best("egalitarian", Baseline(mine, mine), range(len(mine)))


def _most(finder: Finder, party: int) -> Outcome:
    """The most for this party that harms nobody; of several, an efficient one."""
    return finder.most(party)
