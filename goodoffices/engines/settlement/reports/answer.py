"""Everything that one run found, and its JSON: one object with the fields that the reference names, numbers exact."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from goodoffices.engines.settlement.audit import Audit
from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.formats.json_tree import Spelled, dump
from goodoffices.engines.settlement.frontier import Frontier, Status
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.model.numbers import decimals
from goodoffices.engines.settlement.solutions import Solution

#: Up to so many points are written one by one; more are worth an import of numpy.
FEW = 2_000

#: Of a frontier so many points are written with a package each.
SHOWN = 40

#: A JSON object, with `Fraction`s in it.
Object: TypeAlias = dict[str, object]


@dataclass
class Answer:
    """What was found. `entangled`: why there is no frontier though it was asked for. `sentences`: what is not part of the
    answer and worth saying: notes of the reader, what was cut short."""

    case: Case
    frontier: Frontier | None = None
    acceptable: Frontier | None = None
    entangled: str = ""
    solutions: dict[str, Solution] | None = None
    audit: Audit | None = None
    seconds: float = 0.0
    budget: float = 0.0
    draft: Choice | None = None
    broken_off: bool = False
    sentences: list[str] = field(default_factory=list)
    further: dict[str, tuple[Object, list[str]]] = field(default_factory=dict)
    """What else was asked for, by field: what stands in it, and the same as lines."""
    proofs: dict[str, Certificate | None] = field(default_factory=dict)

    @property
    def unfinished(self) -> bool:
        """Did the budget end anything before it was proven?"""
        frontiers = [each for each in (self.frontier, self.acceptable) if each is not None]
        return (
            any(each.status is Status.TRUNCATED for each in frontiers)
            or any(each.status != "optimal" for each in (self.solutions or {}).values())
            or (self.audit is not None and self.audit.status != "exact")
        )

    def object(self) -> Object:
        """The one JSON object."""
        found: Object = {
            "parties": list(self.case.parties),
            "issues": len(self.case.domain.issues),
            "outcomes": whole(self.case.domain.outcomes),
        }
        if self.entangled:
            found["frontier"] = {"status": "entangled", "points": 0, "packages": 0, "utilities": []}
            found["acceptable"] = None  # not none: nobody knows
        if self.frontier is not None:
            shown: Object = {
                "status": self.frontier.status.value,
                "points": self.frontier.points,
                "packages": self.frontier.packages,
                "utilities": spelled(self.frontier),
                "shown": [
                    {"point": at} | self._package(self.frontier.utility(at), self.frontier.package(at))
                    for at in spread(self.frontier.points, SHOWN)
                ],
            }
            if self.frontier.efficient is not None:
                shown["efficient"] = list(self.frontier.efficient)
            found["frontier"] = shown
        if self.acceptable is not None:
            found["acceptable"] = {"points": self.acceptable.points, "packages": self.acceptable.packages}
        if self.solutions is not None:
            found["solutions"] = {name: self._solution(each) for name, each in self.solutions.items()}
        if self.audit is not None:
            found["audit"] = self._audit(self.audit)
        found |= {name: fields for name, (fields, _) in self.further.items()}
        return found | {"budget": self.budget, "seconds": round(self.seconds, 6)}

    def _solution(self, found: Solution) -> Object:
        proven: Object = {"status": found.status, "why": found.why, "score": found.score, "bound": found.bound}
        return proven | self._package(found.utilities, found.choice)

    def _audit(self, found: Audit) -> Object:
        better = None
        if found.better is not None and found.better_utilities is not None:
            better = self._package(found.better_utilities, found.better)
        left = found.left_on_table or tuple(Fraction(0) for _ in self.case.mandates)
        written: Object = {
            "status": found.status,
            "why": found.why,
            "improvable": found.improvable,
            "better": better,
            "left_on_table": list(left),
        }
        if found.status != "exact" and found.at_most:
            written["at_most"] = list(found.at_most)  # what is proven; it would say the same where all is
        return written

    def _package(self, utilities: Iterable[Fraction], choice: Choice) -> Object:
        return {"utilities": list(utilities), "package": self.case.domain.named(choice)}


def spelled(found: Frontier) -> Spelled:
    """The utilities of all points as JSON: lists of exact decimals."""
    if found.points < FEW:
        return Spelled(dump([list(each) for each in found.utilities], indent=None))
    columns = (decimals(column, scale) for column, scale in zip(found.scaled.T.tolist(), found.scales, strict=True))
    return Spelled("[" + ", ".join(f"[{', '.join(row)}]" for row in zip(*columns, strict=True)) + "]")


def spread(points: int, most: int) -> list[int]:
    """The places of so many points at most, the first and the last among them, the others evenly between.

    >>> spread(3, 40), spread(9, 3)
    ([0, 1, 2], [0, 4, 8])
    """
    if points <= most:
        return list(range(points))
    return [at * (points - 1) // (most - 1) for at in range(most)]


def whole(number: int) -> str:
    """An integer of any length as text; Python writes no more than 4,300 digits by default."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return str(number)
    finally:
        sys.set_int_max_str_digits(limit)
