"""What `goodoffices settle` does, without its options and exit codes: read, look, tell.

The answer is one object with the fields that the reference names; numbers in it are exact (`Fraction`) until they are
spelled. Everything that is not the answer is told as a sentence: what was noted on reading, what was cut short.
"""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from goodoffices.engines.settlement import formats
from goodoffices.engines.settlement.audit import PATIENCE, Audit, audit
from goodoffices.engines.settlement.exact import decimals
from goodoffices.engines.settlement.formats import objects
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.frontier import Budget, Frontier, frontier
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.solutions import NoAcceptablePackage, Solution, solve
from goodoffices.engines.settlement.solutions.rules import Ground, rank

#: The rules the command knows, in the order in which it tells them.
RULES = ("nash", "ks", "maximin", "leximin", "utilitarian")
#: Up to so many points are spelled one by one, and looked through for solutions.
FEW = 2_000
#: After Ctrl-C the rest gets so many seconds: there is something to show, and nobody waits.
AFTERWARDS = 1.0

Say = Callable[[str], None]
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True)
class Asked:
    """What was asked for. Nothing in particular means the frontier and every solution."""

    paths: Sequence[Path]
    frontier: bool = False
    solutions: Sequence[str] = ()
    audit: Path | None = None
    budget: float | None = None

    @property
    def nothing(self) -> bool:
        return not (self.frontier or self.solutions or self.audit)


@dataclass
class Answer:
    """What was found."""

    case: Case
    frontier: Frontier | None = None
    acceptable: Frontier | None = None
    entangled: str = ""  # why there is no frontier though it was asked for
    solutions: dict[str, Solution] | None = None
    audit: Audit | None = None
    seconds: float = 0.0
    draft: Choice | None = None
    broken_off: bool = False
    sentences: list[str] = field(default_factory=list)

    def object(self) -> dict[str, Any]:
        """The one JSON object, with `Fraction`s in it."""
        found: dict[str, Any] = {
            "parties": list(self.case.parties),
            "issues": len(self.case.domain.issues),
            "outcomes": whole(self.case.domain.outcomes),
        }
        if self.entangled:
            found["frontier"] = {"status": "entangled", "points": 0, "packages": 0, "utilities": []}
            found["acceptable"] = None  # not none: nobody knows
        if self.frontier is not None:
            found["frontier"] = {
                "status": self.frontier.status.value,
                "points": self.frontier.points,
                "packages": self.frontier.packages,
                "utilities": spelled(self.frontier),
            }
        if self.acceptable is not None:
            found["acceptable"] = {"points": self.acceptable.points, "packages": self.acceptable.packages}
        if self.solutions is not None:
            found["solutions"] = {
                name: {"utilities": list(each.utilities), "package": self.case.domain.named(each.choice)}
                for name, each in self.solutions.items()
            }
        if self.audit is not None:
            found["audit"] = self._audit(self.audit)
        return found | {"seconds": round(self.seconds, 6)}

    def _audit(self, found: Audit) -> dict[str, Any]:
        better = None
        if found.better is not None and found.better_utilities is not None:
            better = {"utilities": list(found.better_utilities), "package": self.case.domain.named(found.better)}
        left = found.left_on_table or tuple(Fraction(0) for _ in self.case.mandates)
        told: dict[str, Any] = {"improvable": found.improvable, "better": better, "left_on_table": list(left)}
        if found.status != "exact" and found.at_most:
            told["at_most"] = list(found.at_most)  # what is proven; it would say the same where all is
        return told


def settle(asked: Asked, progress: Progress | None = None, stage: Say = lambda _: None) -> Answer:
    """Read the case and find what was asked for. Raises `Unusable`. `progress` is told of each step of the frontier,
    `stage` of what begins.

    The budget is for all of it together. Ctrl-C ends what is under way; what follows gets a moment each, a second Ctrl-C
    none.
    """
    begun = time.perf_counter()
    stage("Reading")
    case = formats.read(asked.paths)
    answer = Answer(case, sentences=list(case.notes))
    if asked.audit is not None:
        answer.draft = case.domain.choice(package(asked.audit))
    rules = RULES if asked.nothing else tuple(dict.fromkeys(asked.solutions))
    try:
        _find(answer, asked, rules, _Clock(asked.budget, begun), progress, stage)
    except KeyboardInterrupt:
        answer.broken_off = True
    answer.seconds = time.perf_counter() - begun
    if answer.broken_off:
        answer.sentences.append("Broken off: this is what there is so far.")
    return answer


def _find(
    answer: Answer, asked: Asked, rules: Sequence[str], clock: "_Clock", progress: Progress | None, stage: Say
) -> None:
    if asked.frontier or asked.nothing:
        stage("Looking for the frontier")
        _look(answer, clock, 0.6 if rules or asked.audit else 1.0, progress)
    if rules:
        stage("Looking for solutions")
        _choose(answer, clock, rules, 0.7 if asked.audit else 1.0)
    elif (
        answer.acceptable is not None and answer.acceptable.status.value == "complete" and not answer.acceptable.points
    ):
        answer.sentences.append("No package meets every party’s reservation value.")
    if answer.draft is not None:
        stage("Looking at the draft")
        _examine(answer, clock)


class _Clock:
    """How much of the budget is left."""

    def __init__(self, budget: float | None, begun: float) -> None:
        self.budget, self.begun = budget, begun

    def left(self, share: float = 1.0) -> float | None:
        if self.budget is None:
            return None
        return max(0.0, self.budget - (time.perf_counter() - self.begun)) * share

    def hurry(self) -> None:
        self.budget = time.perf_counter() - self.begun + AFTERWARDS


def _look(answer: Answer, clock: _Clock, share: float, progress: Progress | None) -> None:
    from goodoffices.engines.settlement.elimination import Entangled

    case = answer.case
    try:
        found, cut = _within(answer, clock, share, lambda budget: frontier(case, budget=budget, progress=progress))
        answer.frontier = answer.acceptable = found
        if found.status.value != "complete":
            answer.sentences.append(found.guarantee)
            if not cut and not answer.broken_off:
                answer.broken_off = True
                clock.hurry()
        if not _all_acceptable(case):
            answer.acceptable, _ = _within(
                answer, clock, share, lambda budget: frontier(case, acceptable=True, budget=budget)
            )
    except Entangled as problem:
        answer.entangled = str(problem)
        answer.sentences.append(str(problem))


def _within(answer: Answer, clock: _Clock, share: float, work: Callable[[Budget], Frontier]) -> tuple[Frontier, bool]:
    """The frontier that this share of the time allows, and whether that time was used up. Ctrl-C between two steps of it,
    where nothing is there yet: once more, in a moment's time."""
    allowed, begun = clock.left(share), time.perf_counter()
    try:
        found = work(Budget(seconds=allowed))
    except KeyboardInterrupt:
        answer.broken_off = True
        clock.hurry()
        return work(Budget(seconds=clock.left())), True
    return found, allowed is not None and time.perf_counter() - begun >= allowed


def _all_acceptable(case: Case) -> bool:
    """Does even the worst package meet every reservation value? Then nothing has to be asked twice."""
    if not case.separable:
        return False
    least = (mandate.base + sum(map(min, mandate.worth), Fraction(0)) for mandate in case.mandates)
    return all(worst >= mandate.floor for worst, mandate in zip(least, case.mandates, strict=True))


def _choose(answer: Answer, clock: _Clock, rules: Iterable[str], share: float) -> None:
    answer.solutions = {}
    those = answer.acceptable
    few = those is not None and 0 < those.points <= FEW
    known = {name: picked(name, those) for name in rules} if few and those is not None else {}
    if those is not None and those.status.value == "complete" and known:
        answer.solutions = known
        return
    try:
        start = [each.choice for each in known.values()] or _beginning(answer.case)
        answer.solutions = _solved(answer, clock, rules, share, start)
    except NoAcceptablePackage as problem:
        excluded = (
            answer.frontier is not None and answer.frontier.status.value == "complete" and not answer.frontier.points
        )
        answer.sentences.append(
            "Every package is excluded: there is nothing to choose from." if excluded else str(problem)
        )
    except Unusable as problem:  # nothing acceptable was found in the time allowed
        answer.sentences.append(str(problem))
    for found in answer.solutions.values():
        if found.status != "exact":
            answer.sentences.append(f"{found.name}: {found.why or 'the best that was found in the time allowed.'}")


def _solved(
    answer: Answer, clock: _Clock, rules: Iterable[str], share: float, known: list[Choice]
) -> dict[str, Solution]:
    """The solutions, beginning with the packages that are known already. Ctrl-C before anything was found: once more, in
    a moment's time."""
    try:
        return solve(answer.case, rules, budget=clock.left(share), frontier=known)
    except KeyboardInterrupt:
        answer.broken_off = True
        clock.hurry()
        return solve(answer.case, rules, budget=clock.left(), frontier=known)


def _beginning(case: Case) -> list[Choice]:
    """A package to begin with, if it is acceptable: on each issue the option that gives the parties most, as shares of what
    the issue can mean to them."""
    chosen = []
    for rows in zip(*(mandate.worth for mandate in case.mandates), strict=True):
        spans = [(max(row) - min(row)) or Fraction(1) for row in rows]
        sums = [
            sum((worth / span for worth, span in zip(option, spans, strict=True)), Fraction(0))
            for option in zip(*rows, strict=True)
        ]
        chosen.append(sums.index(max(sums)))
    begun = tuple(chosen)
    return [begun] if case.domain.allows(begun) and case.acceptable(begun) else []


def picked(name: str, those: Frontier) -> Solution:
    """What a rule picks, from all efficient acceptable packages: every rule picks one of them, and so do all ideals."""
    points = list(those.utilities)
    ground = Ground(tuple(each.floor for each in those.case.mandates), tuple(map(max, zip(*points, strict=True))))
    ranks = [rank(name, ground, each) for each in points]
    best = max(ranks)
    # Points that rank alike differ in who has what; then the file's order decides.
    first = min((those.package(at), at) for at, mine in enumerate(ranks) if mine == best)
    return Solution(name, first[0], points[first[1]])


def _examine(answer: Answer, clock: _Clock) -> None:
    assert answer.draft is not None
    try:
        answer.audit = audit(answer.case, answer.draft, budget=PATIENCE if clock.budget is None else clock.left())
    except KeyboardInterrupt:
        answer.broken_off = True
        clock.hurry()
        answer.audit = audit(answer.case, answer.draft, budget=clock.left())
    if answer.audit.status != "exact":
        answer.sentences.append(answer.audit.why)


def spelled(found: Frontier) -> objects.Spelled:
    """The utilities of all points as JSON: lists of exact decimals."""
    if found.points < FEW:  # not worth an import of numpy
        return objects.Spelled(objects.dump([list(each) for each in found.utilities], indent=None))
    columns = (decimals(column, scale) for column, scale in zip(found.scaled.T.tolist(), found.scales, strict=True))
    return objects.Spelled("[" + ", ".join(f"[{', '.join(row)}]" for row in zip(*columns, strict=True)) + "]")


def whole(number: int) -> str:
    """An integer of any length as text; Python writes no more than 4,300 digits unasked."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return str(number)
    finally:
        sys.set_int_max_str_digits(limit)


def package(path: Path) -> dict[str, str]:
    """The draft in a file: `{issue: option}`. What this command answers can be given back, its `package` is taken."""
    source = Source.of(path)
    value = objects.parse(source)
    place = objects.Place(value, source)
    if isinstance(value, dict) and isinstance(value.get("package"), dict):
        place = place["package"]
    if not isinstance(place.value, dict):
        raise source.refusal("a draft is an object, “{issue: option}”.")
    try:
        return {name: each.text() for name, each in place.items()}
    except Unusable:
        raise source.refusal("a draft names one option for each issue, as text.") from None
