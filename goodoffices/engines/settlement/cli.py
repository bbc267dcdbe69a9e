"""What `goodoffices settle` does, without its options and exit codes: read a case, find what was asked for, write it down.

`settle` gives an `Answer`; `as_text`, `as_json` and `as_svg` write it. Everything that is not the answer is a sentence: what
was noted on reading, what was cut short.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from goodoffices.engines.settlement import formats
from goodoffices.engines.settlement.audit import PATIENCE, audit
from goodoffices.engines.settlement.certificates import making
from goodoffices.engines.settlement.formats import json_tree
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.frontier import Budget, Frontier, Status, frontier
from goodoffices.engines.settlement.frontier.elimination import Entangled
from goodoffices.engines.settlement.frontier.stage_builder import Progress
from goodoffices.engines.settlement.model import Case, Choice, Package, Unusable
from goodoffices.engines.settlement.reports import svg, text
from goodoffices.engines.settlement.reports.answer import FEW, Answer
from goodoffices.engines.settlement.reports.further import Further, answer_all
from goodoffices.engines.settlement.runtime import loading
from goodoffices.engines.settlement.solutions import NoAcceptablePackage, Solution, pick, solve
from goodoffices.engines.settlement.solutions.starting_point import balanced_package

#: The rules the command uses by default, in the order in which it shows them.
RULES = ("nash", "ks", "maximin", "leximin", "utilitarian")
#: Without a budget all of it together gets so many seconds.
DEFAULT_BUDGET = 60.0
#: With so many parties or more nearly everything is efficient: solutions come first.
MANY_PARTIES = 6
#: After Ctrl-C the rest gets so many seconds: there is something to show, and nobody waits.
AFTERWARDS = 1.0

Say = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """What was asked for. Nothing in particular means the frontier and every solution. With `certificate`, solutions are
    searched for rather than read off the frontier, since only a search gives a proof to hand over."""

    paths: Sequence[Path]
    frontier: bool = False
    solutions: Sequence[str] = ()
    audit: Path | None = None
    budget: float | None = None
    certificate: bool = False
    further: Further = field(default_factory=Further)

    @property
    def nothing(self) -> bool:
        return not (self.frontier or self.solutions or self.audit or self.further)


def settle(request: Request, progress: Progress | None = None, stage: Say = lambda _: None) -> Answer:
    """Read the case and find what was asked for. Raises `Unusable`. `progress` is called after each step of the frontier, `stage`
    with what begins.

    The budget is for all of it together, `DEFAULT_BUDGET` where none is named. Ctrl-C ends what is under way; what follows gets
    a moment each, a second Ctrl-C none.
    """
    begun = time.perf_counter()
    stage("Reading")
    case = formats.read(request.paths)
    answer = Answer(case, sentences=list(case.notes))
    answer.budget = DEFAULT_BUDGET if request.budget is None else request.budget
    if request.audit is not None:
        answer.draft = _draft(case, request.audit)
    rules = RULES if request.nothing else tuple(dict.fromkeys(request.solutions))
    if not rules and (request.further.stability or request.further.why_not or request.further.imprecise):
        rules = ("nash",)
    try:
        _find(answer, request, rules, _Deadline(answer.budget, begun), progress, stage)
    except KeyboardInterrupt:
        answer.broken_off = True
    answer.seconds = time.perf_counter() - begun
    if request.budget is None and answer.unfinished and not answer.broken_off:
        answer.sentences.append(
            f"No budget was named, so {DEFAULT_BUDGET:g} seconds were allowed for all of it; --budget SECONDS allows more."
        )
    if answer.broken_off:
        answer.sentences.append("Broken off: this is what there is so far.")
    return answer


def as_text(answer: Answer, listed: bool = False) -> str:
    """The answer in words and columns. `listed`: with the frontier's points one by one."""
    return text.as_text(answer, listed)


def as_json(answer: Answer) -> str:
    """The answer as one JSON object, on one line."""
    return json_tree.dump(answer.object(), indent=None)


def as_certificates(answer: Answer) -> str:
    """The case and every certificate there is, as one JSON object: `{"case": …, "certificates": {name: …}}`. The checker takes
    it as it is; what was not proven is not in it."""
    proven = {name: each.certificate for name, each in (answer.solutions or {}).items() if each.certificate}
    if answer.audit is not None and answer.audit.certificate:
        proven["audit"] = answer.audit.certificate
    proven |= {name: each for name, each in answer.proofs.items() if each}
    return json.dumps({"case": making.plain(answer.case), "certificates": proven}, ensure_ascii=False)


def as_svg(answer: Answer) -> str:
    """The frontier, the solutions and the draft as a picture."""
    case = answer.case
    points = answer.frontier.utilities if answer.frontier is not None else ()
    draft = case.utilities(answer.draft) if answer.draft is not None else None
    floors = [mandate.floor for mandate in case.mandates]
    return svg.draw(case.parties, floors, points, answer.solutions or {}, case.name, draft)


def convert(paths: Sequence[Path], format: str, where: Path) -> tuple[list[str], Sequence[str]]:
    """Write the case in another format. Returns the files and the reader's notes. Raises `Unusable`."""
    case = formats.read(paths)
    return [str(path) for path in formats.write(case, format, where)], case.notes


def read_package(path: Path) -> Package:
    """The draft in a file: `{issue: option}`. What this command answers can be given back: its `package` is taken."""
    source = Source.of(path)
    value = json_tree.parse(source)
    place = json_tree.Place(value, source)
    if "package" in place and isinstance(place["package"].value, dict):
        place = place["package"]
    if not isinstance(place.value, dict):
        raise source.refusal("a draft is an object, “{issue: option}”.")
    try:
        return {name: each.text() for name, each in place.items()}
    except Unusable:
        raise source.refusal("a draft names one option for each issue, as text.") from None


class _Deadline:
    """How much of the budget is left."""

    def __init__(self, budget: float, begun: float) -> None:
        self.budget, self.begun = budget, begun - loading.seconds()

    def left(self, share: float = 1.0) -> float:
        """This share of the seconds that are left."""
        return max(0.0, self.budget - (time.perf_counter() - loading.seconds() - self.begun)) * share

    def hurry(self) -> None:
        """After Ctrl-C: only a moment is left."""
        self.budget = time.perf_counter() - loading.seconds() - self.begun + AFTERWARDS


def _find(
    answer: Answer, request: Request, rules: Sequence[str], deadline: _Deadline, progress: Progress | None, stage: Say
) -> None:
    wanted = request.frontier or request.nothing
    later = len(answer.case.mandates) >= MANY_PARTIES and bool(rules)
    if wanted and not later:
        stage("Looking for the frontier")
        _find_frontier(answer, deadline, 0.6 if rules or request.audit else 1.0, progress)
    those = answer.acceptable
    if rules:
        stage("Looking for solutions")
        _find_solutions(answer, request, deadline, rules, 0.5 if later and wanted else 0.7 if request.audit else 1.0)
    elif those is not None and those.status.value == "complete" and not those.points:
        answer.sentences.append("No package meets every party’s reservation value.")
    if answer.draft is not None:
        stage("Looking at the draft")
        _audit(answer, answer.draft, deadline, request.budget is None, 0.5 if later and wanted else 1.0)
    if wanted and later:
        stage("Looking for the frontier")
        _find_frontier(answer, deadline, 1.0, progress)
    if request.further:
        stage("Looking further")
        for name, fields, lines in answer_all(
            answer, request.further, lambda path: _draft(answer.case, path), deadline.left
        ):
            answer.further[name] = fields, lines


def _draft(case: Case, path: Path) -> Choice:
    return case.domain.choice(read_package(path))


def warm() -> str:
    """Compile or load everything ahead, so that no later answer waits for it; a sentence that says how long it took."""
    from goodoffices.engines.settlement.frontier import warm as kernels
    from goodoffices.engines.settlement.solutions import warm as search

    begun = time.perf_counter()
    for parties in (2, 3, 4):
        for bound in (1_000, 1 << 40):
            kernels.load(parties, bound)
    search.load()
    return f"Compiled code is ready; it took {time.perf_counter() - begun:.1f} seconds."


def _find_frontier(answer: Answer, deadline: _Deadline, share: float, progress: Progress | None) -> None:
    case = answer.case
    try:
        found, cut = _within(answer, deadline, share, lambda budget: frontier(case, budget=budget, progress=progress))
        answer.frontier = answer.acceptable = found
        if found.status.value != "complete":
            answer.sentences.append(found.guarantee)
            if not cut and not answer.broken_off:
                answer.broken_off = True
                deadline.hurry()
        if not _all_acceptable(case):
            answer.acceptable, _ = _within(
                answer, deadline, share, lambda budget: frontier(case, acceptable=True, budget=budget)
            )
    except Entangled as problem:
        answer.entangled = str(problem)
        answer.sentences.append(str(problem))


def _within(
    answer: Answer, deadline: _Deadline, share: float, work: Callable[[Budget], Frontier]
) -> tuple[Frontier, bool]:
    """The frontier that this share of the time allows, and whether that time was used up. After Ctrl-C between two steps of
    it, where there is nothing yet: once more, with a moment's time."""
    allowed, begun = deadline.left(share), time.perf_counter()
    try:
        found = work(Budget(seconds=allowed))
    except KeyboardInterrupt:
        answer.broken_off = True
        deadline.hurry()
        return work(Budget(seconds=deadline.left())), True
    return found, time.perf_counter() - begun >= allowed


def _all_acceptable(case: Case) -> bool:
    """Does even the worst package meet every reservation value? Then the acceptable frontier is the frontier."""
    if not case.separable:
        return False
    least = (mandate.base + sum(map(min, mandate.worth), Fraction(0)) for mandate in case.mandates)
    return all(worst >= mandate.floor for worst, mandate in zip(least, case.mandates, strict=True))


def _find_solutions(answer: Answer, request: Request, deadline: _Deadline, rules: Iterable[str], share: float) -> None:
    answer.solutions = {}
    those = answer.acceptable
    complete = those is not None and those.status is Status.COMPLETE
    picked: dict[str, Solution] = {}
    if those is not None and those.points > 0 and (complete or those.points <= FEW):
        picked = {name: pick(name, those) for name in rules}
    if complete and picked and not request.certificate:
        answer.solutions = picked
        return
    try:
        known = [each.choice for each in picked.values()] or balanced_package(answer.case)
        answer.solutions = _solved(answer, deadline, rules, share, known)
    except NoAcceptablePackage as problem:
        answer.sentences.append(str(problem))
    except Unusable as problem:  # nothing acceptable was found in the time allowed
        answer.sentences.append(str(problem))
    for found in answer.solutions.values():
        if found.status != "optimal":
            answer.sentences.append(f"{found.name}: {found.why or 'the best that was found in the time allowed.'}")


def _solved(
    answer: Answer, deadline: _Deadline, rules: Iterable[str], share: float, known: list[Choice]
) -> dict[str, Solution]:
    """The solutions, beginning with the packages that are known already. After Ctrl-C before anything was found: once more,
    with a moment's time."""
    try:
        return solve(answer.case, rules, budget=deadline.left(share), frontier=known)
    except KeyboardInterrupt:
        answer.broken_off = True
        deadline.hurry()
        return solve(answer.case, rules, budget=deadline.left(), frontier=known)


def _audit(answer: Answer, draft: Choice, deadline: _Deadline, by_default: bool, share: float) -> None:
    allowed = deadline.left(share)
    try:
        answer.audit = audit(answer.case, draft, budget=min(PATIENCE, allowed) if by_default else allowed)
    except KeyboardInterrupt:
        answer.broken_off = True
        deadline.hurry()
        answer.audit = audit(answer.case, draft, budget=deadline.left())
    if answer.audit.status != "exact":
        answer.sentences.append(answer.audit.why)
