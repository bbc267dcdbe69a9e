"""Rows about direct solutions, the audit of a draft, and checking what they prove."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.settlement.instances import case, draw
from benchmarks.settlement.measuring import Beside, Row
from goodoffices.engines.settlement.audit import Audit, audit
from goodoffices.engines.settlement.certificates.checker import check
from goodoffices.engines.settlement.certificates.making import plain
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.solutions import Solution, solve

SHAPE = (8, 40, 5, "adv_int")


def drawn(seed: int) -> Case:
    return case(draw(*SHAPE, seed))


def solution(name: str, title: str, at_most: float, *peers: str) -> Row:
    return Row(
        f"8x40x5-{name}", f"8 parties, 40×5, adv_int: {title}", at_most, drawn, lambda case: solve(case, [name])[name], told,
        Beside(SHAPE, dict.fromkeys(peers), lambda found: list(map(int, found.utilities))),
    )  # fmt: skip


def verdict(name: str, title: str, draft: Callable[[Case], Choice]) -> Row:
    def prepare(seed: int) -> tuple[Case, Choice]:
        case = drawn(seed)
        return case, draft(case)

    def work(subject: tuple[Case, Choice]) -> Audit:
        return audit(*subject, verdict_only=True)

    return Row(f"8x40x5-audit-{name}", f"8 parties, 40×5, adv_int: audit of {title}", 0.1, prepare, work, judged)


def crowded() -> Row:
    """As many issues as nobody negotiates: what the work grows with."""

    def prepare(seed: int) -> tuple[Case, Choice]:
        worths = np.random.default_rng([seed, 10_000]).integers(0, 100, (3, 10_000, 3))
        many = case(worths)
        return many, middle(many)

    return Row(
        "3x10000x3-audit", "3 parties, 10,000×3, whole points: audit of the middle", 2, prepare,
        lambda subject: audit(*subject, verdict_only=True), judged,
    )  # fmt: skip


def whole_audit(name: str, shape: tuple[int, int, int, str], at_most: float) -> Row:
    """With what is left on the table for each party: a proof each."""
    parties, issues, options, kind = shape

    def prepare(seed: int) -> tuple[Case, Choice]:
        given = case(draw(*shape, seed))
        return given, middle(given)

    return Row(
        name, f"{parties} parties, {issues}×{options}, {kind}: full audit of the middle", at_most, prepare,
        lambda subject: audit(*subject, budget=None), judged,
    )  # fmt: skip


def points_ks() -> Row:
    """Whole points of a hundred, an instance on which a simplex without a rule against cycling never ended."""
    return Row(
        "5x30x5-ks", "5 parties, 30×5, pts100: Kalai–Smorodinsky in 3 s", 3.2, lambda seed: case(draw(5, 30, 5, "pts100", 536 + seed)),
        lambda given: solve(given, ["ks"], budget=3)["ks"], told,
    )  # fmt: skip


def many_parties() -> Row:
    return Row(
        "16x40x5-ks", "16 parties, 40×5, adv_int: Kalai–Smorodinsky", 1, lambda seed: case(draw(16, 40, 5, "adv_int", seed)),
        lambda given: solve(given, ["ks"], budget=60)["ks"], told,
    )  # fmt: skip


def checked(name: str, title: str, at_most: float) -> Row:
    def prepare(seed: int) -> tuple[Any, Any]:
        case = drawn(seed)
        return plain(case), solve(case, [name])[name].certificate

    return Row(
        f"8x40x5-check-{name}", f"the checker, in plain Python, on that: {title}", at_most, prepare,
        lambda pair: check(*pair), lambda sentence: sentence.split(":")[0],
    )  # fmt: skip


def told(found: Solution) -> str:
    nodes = len(found.certificate["proof"]["tree"]) if found.certificate else 0
    return f"{found.status}, proven by a tree of {nodes:,} nodes; least utility {float(min(found.utilities)):g}"


def judged(found: Audit) -> str:
    proof = "shown by a better package" if found.improvable else "proven by a tree"
    return f"{'improvable' if found.improvable else 'efficient'} ({found.status}), {proof}"


def middle(case: Case) -> Choice:
    return tuple(len(issue.options) // 2 for issue in case.domain.issues)


def chosen(name: str) -> Callable[[Case], Choice]:
    return lambda case: solve(case, [name])[name].choice


ROWS: list[Row] = [
    solution("nash", "Nash", 0.15, "highs-nash"),
    solution("ks", "Kalai–Smorodinsky", 1, "highs-ks"),
    solution("leximin", "leximin", 3, "cp-sat-leximin", "highs-maximin"),
    verdict("middle", "the middle of every issue", middle),
    verdict("nash", "the Nash package", chosen("nash")),
    verdict("leximin", "the leximin package", chosen("leximin")),
    crowded(),
    whole_audit("6x20x5-audit", (6, 20, 5, "pts100"), 1),
    whole_audit("8x20x5-audit", (8, 20, 5, "pts100"), 2),
    whole_audit("8x40x5-audit", SHAPE, 0.1),
    points_ks(),
    many_parties(),
    checked("nash", "Nash", 0.1),
    checked("leximin", "leximin", 2),
]
