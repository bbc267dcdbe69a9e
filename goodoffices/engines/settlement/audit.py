"""Is there a package better for everyone than this draft? What is left on the table, and for whom.

A package *improves* a draft if it is worth at least as much to every party and more to one; *strictly* if more to all.
The draft is efficient if nothing improves it. Reservation values play no part: whoever took the draft as a draft takes
what harms nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.solutions import counting
from goodoffices.engines.settlement.solutions.counting import Seen

MOST_IMPROVEMENTS = 20


@dataclass(frozen=True)
class Audit:
    """What an audit found. Tuples are in the order of the parties, utilities in the file's own scale.

    `better` is the improvement that is fairest in what it adds: leximin of the gains over the draft, then leximin of the
    utilities, then file order. `strictly` says whether something is better for everyone at once (then `better` is).
    `left_on_table`: per party, the most that any one improvement adds for it. They are maxima party by party; no single
    package need give them all. `improvements`: efficient packages that improve the draft, `better` first, at most
    `MOST_IMPROVEMENTS`.
    """

    draft: Choice
    draft_utilities: tuple[Fraction, ...]
    improvable: bool
    strictly: bool = False
    better: Choice | None = None
    better_utilities: tuple[Fraction, ...] | None = None
    left_on_table: tuple[Fraction, ...] = ()
    improvements: tuple[Seen, ...] = ()
    status: Literal["exact", "best_found"] = "exact"
    why: str = ""
    certificate: dict[str, Any] | None = None


def audit(case: Case, draft: Choice, *, budget: float | None = None) -> Audit:
    """Audit a draft. `budget` in seconds; what is not proven by then says so in `status` and `why`.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(4))))
    >>> firm = Mandate("firm", ((Fraction(5), Fraction(0)), (Fraction(1), Fraction(0))))
    >>> found = audit(Case(domain, (union, firm)), (1, 0))
    >>> found.improvable, audit(Case(domain, (union, firm)), (0, 1)).improvable
    (False, False)
    """
    mine = case.utilities(draft)
    found = [
        (choice, utilities)
        for choice, utilities in counting.packages(case)
        if utilities != mine and all(each >= own for each, own in zip(utilities, mine, strict=True))
    ]
    nothing = tuple(Fraction(0) for _ in mine)
    if not found:
        return Audit(draft, mine, improvable=False, left_on_table=nothing)
    found.sort(key=lambda seen: _fairness(seen[1], mine), reverse=True)
    choice, utilities = found[0]
    most = tuple(max(column) for column in zip(*(utilities for _, utilities in found), strict=True))
    return Audit(
        draft,
        mine,
        improvable=True,
        strictly=all(each > own for each, own in zip(utilities, mine, strict=True)),
        better=choice,
        better_utilities=utilities,
        left_on_table=tuple(each - own for each, own in zip(most, mine, strict=True)),
        improvements=tuple(_efficient(found)[:MOST_IMPROVEMENTS]),
    )


def _fairness(utilities: Iterable[Fraction], mine: tuple[Fraction, ...]) -> tuple[list[Fraction], list[Fraction]]:
    gains = [each - own for each, own in zip(utilities, mine, strict=True)]
    return sorted(gains), sorted(utilities)


def _efficient(found: list[Seen]) -> list[Seen]:
    """Those that none of the others improves; of several with the same utilities, the first."""
    kept: list[Seen] = []
    met: set[tuple[Fraction, ...]] = set()
    for choice, utilities in found:
        if utilities not in met and not any(_improves(other, utilities) for _, other in found):
            kept.append((choice, utilities))
            met.add(utilities)
    return kept


def _improves(one: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> bool:
    return one != other and all(mine >= theirs for mine, theirs in zip(one, other, strict=True))
