"""Cases drawn for watching: shapes, kinds and questions of all sorts, each told by its number.

Most are small, as most talks are; one in ten is large enough to spend its whole budget.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.settlement.instances import case, draw, entangled
from goodoffices.engines.settlement import cli
from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.audit.why_not import why_not
from goodoffices.engines.settlement.formats import json_tree, write
from goodoffices.engines.settlement.frontier import Budget, frontier
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.reports.further import Further
from goodoffices.engines.settlement.solutions import SOLUTIONS, solve
from goodoffices.engines.settlement.solutions.side_payments import with_payments

KINDS = ("pts100", "w100s100", "float", "adv_pts", "adv_int", "adv_float")
#: One in so many is large, has dependencies, or has reservation values.
LARGE, TIED, FLOORED = 10, 6, 3


@dataclass(frozen=True)
class Drawn:
    """A case, a draft, and what is asked about it. `shape`: for a report."""

    number: int
    shape: str
    question: str
    case: Case
    draft: Choice

    def ask(self, budget: float) -> str:
        """The answer in a word; a refusal is one, too."""
        try:
            return QUESTIONS[self.question](self, budget)
        except Unusable:
            return "refused"


def drawn(number: int, questions: tuple[str, ...] = ()) -> Drawn:
    """The case of this number: the same whenever it is drawn."""
    chance = np.random.default_rng([number, 536])
    parties, kind = int(chance.integers(2, 9)), str(chance.choice(KINDS))
    large = chance.integers(LARGE) == 0
    issues, options = (int(chance.integers(*each)) for each in (((9, 41), (3, 11)) if large else ((1, 9), (2, 7))))
    asked = str(chance.choice(questions or tuple(QUESTIONS)))
    shape = f"{parties} parties, {issues}×{options}, {kind}"
    if issues > 1 and chance.integers(TIED) == 0:
        ties = int(chance.integers(1, 1 + min(comb(issues, 2), 2 * issues)))
        given, shape = entangled(parties, issues, options, kind, ties, number), f"{shape}, {ties} dependencies"
    else:
        given = case(draw(parties, issues, options, kind, number))
    draft = tuple(map(int, chance.integers(0, options, issues)))
    if chance.integers(FLOORED) == 0:
        given, shape = _floored(given, chance), f"{shape}, with reservation values"
    return Drawn(number, shape, asked, given, draft)


def _floored(given: Case, chance: np.random.Generator) -> Case:
    """With a reservation value for each party, at up to two thirds of the best it can get."""
    mandates = []
    for mandate in given.mandates:
        most = sum(map(max, mandate.worth), Fraction(0))
        mandates.append(replace(mandate, reservation=most * Fraction(int(chance.integers(0, 67)), 100)))
    return replace(given, mandates=tuple(mandates))


def _frontier(asked: Drawn, budget: float) -> str:
    return frontier(asked.case, budget=Budget(budget)).status.value


def _acceptable(asked: Drawn, budget: float) -> str:
    return frontier(asked.case, acceptable=True, budget=Budget(budget)).status.value


def _solution(name: str) -> Callable[[Drawn, float], str]:
    return lambda asked, budget: solve(asked.case, [name], budget=budget)[name].status


def _audit(asked: Drawn, budget: float) -> str:
    return audit(asked.case, asked.draft, budget=budget).status


def _why_not(asked: Drawn, budget: float) -> str:
    return why_not(asked.case, "nash", asked.draft, budget=budget).picked.status


def _payments(asked: Drawn, budget: float) -> str:
    rates = [Fraction(1 + p, 2) for p in range(len(asked.case.mandates))]
    return "paid" if with_payments(asked.case, rates, budget=budget) else ""


def _command(asked: Drawn, budget: float, **wanted: Any) -> str:
    """As the command does it, with reading and writing."""
    with tempfile.TemporaryDirectory() as folder:
        table, draft = Path(folder) / "case.csv", Path(folder) / "draft.json"
        write(asked.case, "csv", table)
        draft.write_text(json_tree.dump(dict(asked.case.domain.named(asked.draft))))
        further = {name: draft if of is Path else of for name, of in wanted.pop("further", {}).items()}
        audited = {"audit": draft} if wanted.pop("audit", False) else {}
        answer = cli.settle(cli.Request([table], budget=budget, further=Further(**further), **audited, **wanted))
        cli.as_json(answer)
        cli.as_text(answer, listed=True)
    return "unfinished" if answer.unfinished else "finished"


def _everything(asked: Drawn, budget: float) -> str:
    return _command(asked, budget)


def _further(asked: Drawn, budget: float) -> str:
    return _command(
        asked, budget, solutions=["nash", "leximin"], audit=True,
        further={"stability": True, "why_not": Path, "improve": Path, "measures": True},
    )  # fmt: skip


QUESTIONS: dict[str, Callable[[Drawn, float], str]] = {
    "frontier": _frontier,
    "acceptable": _acceptable,
    **{name: _solution(name) for name in SOLUTIONS},
    "audit": _audit,
    "why_not": _why_not,
    "payments": _payments,
    "command": _everything,
    "further": _further,
}
