"""Further questions that the command answers: how stable, why not, what next, how opposed, what with payments, what if imprecise.

Each gives fields for the JSON object and lines for the text. Whatever cannot be answered is a sentence, and the rest is there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from goodoffices.engines.settlement.audit import imprecise, stepwise, why_not
from goodoffices.engines.settlement.audit.imprecise import Imprecise, Ranges
from goodoffices.engines.settlement.formats import json_tree
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.model.numbers import decimal, number
from goodoffices.engines.settlement.reports.answer import Answer, Object
from goodoffices.engines.settlement.reports.opposition import measures
from goodoffices.engines.settlement.solutions import stability
from goodoffices.engines.settlement.solutions.side_payments import with_payments


@dataclass(frozen=True)
class Further:
    """What else was asked for. Packages are in words; `payments` are what a unit of money is worth to each party."""

    stability: bool = False
    why_not: Path | None = None
    improve: Path | None = None
    measures: bool = False
    payments: Sequence[Fraction] = ()
    imprecise: Path | None = None

    def __bool__(self) -> bool:
        return any((self.stability, self.why_not, self.improve, self.measures, self.payments, self.imprecise))


Found = tuple[str, Object, list[str]]
Share = Callable[[int], float]


def answer_all(
    answer: Answer, asked: Further, package_in: Callable[[Path], Choice], left: Callable[[], float]
) -> Iterator[Found]:
    """One after the other: the field, what stands in it, and lines of text. What cannot be answered goes to the answer's
    sentences. `left()`: how many seconds there are still; `package_in`: the package in a file."""
    case = answer.case
    questions: list[tuple[bool, Callable[[], Found]]] = [
        (asked.stability, lambda: _stability(answer, share)),
        (bool(asked.why_not), lambda: _why_not(answer, package_in(asked.why_not or Path()), share)),
        (bool(asked.improve), lambda: _next(case, package_in(asked.improve or Path()), share(1))),
        (asked.measures, lambda: _measures(answer, share(1))),
        (bool(asked.payments), lambda: _payments(case, asked.payments, share(1))),
        (bool(asked.imprecise), lambda: _imprecise(answer, read_ranges(case, asked.imprecise or Path()), share(1))),
    ]
    wanted = [question for asked_for, question in questions if asked_for]
    for at, question in enumerate(wanted):

        def share(parts: int, others: int = len(wanted) - at) -> float:
            """Seconds for one of so many parts of this question, so that something is left for what follows."""
            return left() / (others * parts)

        try:
            yield question()
        except Unusable as problem:
            answer.sentences.append(str(problem))


def _stability(answer: Answer, share: Share) -> Found:
    case, fields, lines = answer.case, Object(), list[str]()
    solutions = answer.solutions or {}
    for at, (name, solution) in enumerate(solutions.items()):
        if name == "ks" or solution.status != "optimal":
            lines.append(
                f"{name}: not answered, {'its ideals move with the worths' if name == 'ks' else 'since it is not proven'}."
            )
            continue
        found = stability.stable(case, name, solution.choice, budget=share(len(solutions) - at))
        fields[name] = [_range(case, each) for each in found]
        near = [each for each in found if each.low is not None or each.high is not None]
        for each in near:
            issue = case.domain.issues[each.issue]
            low, high = (_end(end, inside) for end, inside in ((each.low, each.low_in), (each.high, each.high_in)))
            lines.append(
                f"{name} stays while “{issue.options[each.option]}” on “{issue.name}” is worth {low} to {high} "
                f"to {case.parties[each.party]} (now {decimal(each.worth, 6)})"
            )
    return "stability", fields, lines


def _end(end: Fraction | None, inside: bool) -> str:
    if end is None:
        return "anything"
    return decimal(end, 6) if inside else f"just short of {decimal(end, 6)}"


def _range(case: Case, each: stability.Range) -> Object:
    issue = case.domain.issues[each.issue]
    return {
        "party": case.parties[each.party], "issue": issue.name, "option": issue.options[each.option], "worth": each.worth,
        "low": each.low, "low_included": each.low_in, "high": each.high, "high_included": each.high_in,
    }  # fmt: skip


def _why_not(answer: Answer, package: Choice, share: Share) -> Found:
    case, fields, lines = answer.case, Object(), list[str]()
    rules = list(answer.solutions or {}) or ["nash"]
    for at, name in enumerate(rules):
        found = why_not.why_not(case, name, package, budget=share(len(rules) - at))
        said = why_not.sentences(case, name, found)
        fields[name] = {
            "utilities": list(found.utilities), "short": list(found.short), "instead": list(found.instead),
            "needed": [None if each is None else {"more": each[0], "enough": each[1]} for each in found.needed],
            "sentences": said,
        }  # fmt: skip
        lines += [each for each in said if each not in lines]
        answer.proofs[f"why_not {name}"] = found.audit.certificate
    return "why_not", fields, lines


def _next(case: Case, package: Choice, seconds: float) -> Found:
    step = stepwise.next_step(case, package, budget=seconds)
    if step is None:
        return "improve", {"step": None}, ["Nothing was found that is better for somebody and worse for nobody."]
    shown: Object = {
        "package": case.domain.named(step.package),
        "utilities": list(step.utilities),
        "issues": [case.domain.issues[at].name for at in step.issues],
    }
    lines = []
    for at in step.issues:
        issue = case.domain.issues[at]
        lines.append(f"{issue.name}: {issue.options[step.package[at]]} instead of {issue.options[package[at]]}")
    for party, before, after in zip(case.parties, case.utilities(package), step.utilities, strict=True):
        lines.append(f"{party}: {decimal(before, 6)} → {decimal(after, 6)}")
    return "improve", {"step": shown}, lines


def _measures(answer: Answer, seconds: float) -> Found:
    case, found = answer.case, measures(answer.case, found=answer.frontier, budget=seconds)
    pairs = [
        {"parties": [case.parties[one], case.parties[other]], "correlation": r}
        for (one, other), r in found.correlation.items()
    ]
    fields: Object = {
        "together": found.together, "win_win": found.win_win, "package": case.domain.named(found.choice),
        "distance": found.distance, "correlation": pairs, "shared": [case.domain.issues[at].name for at in found.shared],
    }  # fmt: skip
    lines = [
        f"All at once can have {float(found.together):.0%} of the way from their worst package to their best one.",
        f"Of what is to be won together beyond sharing out, that is {float(found.win_win):.0%}.",
    ]
    if found.distance is not None:
        lines.append(f"Opposition (the way from everybody’s best to the nearest package): {found.distance:.2f}")
    for (one, other), r in found.correlation.items():
        if r is not None:
            lines.append(f"{case.parties[one]} and {case.parties[other]}: correlation {r:.2f}")
    if found.shared:
        lines.append(f"Everybody prefers the same on: {', '.join(case.domain.issues[at].name for at in found.shared)}")
    return "measures", fields, lines


def _payments(case: Case, rates: Sequence[Fraction], seconds: float) -> Found:
    found = with_payments(case, rates, budget=seconds)
    fields: Object = {
        "package": case.domain.named(found.choice), "utilities": list(found.utilities), "payments": list(found.payments),
        "gains": list(found.gains),
    }  # fmt: skip
    lines = [", ".join(f"{issue}: {option}" for issue, option in case.domain.named(found.choice).items())]
    for party, paid, gain in zip(case.parties, found.payments, found.gains, strict=True):
        what = (
            f"gets {decimal(paid, 6)}" if paid > 0 else f"pays {decimal(-paid, 6)}" if paid else "neither pays nor gets"
        )
        lines.append(f"{party} {what}, and gains {decimal(gain, 6)} over no agreement, in money")
    return "payments", fields, lines


def _imprecise(answer: Answer, ranges: Ranges, seconds: float) -> Found:
    case, lines, verdicts = answer.case, list[str](), list[Object]()
    packages = {name: each.choice for name, each in (answer.solutions or {}).items()}
    if answer.draft is not None:
        packages["draft"] = answer.draft
    for name, choice in packages.items():
        found = imprecise.efficiency(ranges, choice, budget=seconds)
        lost = imprecise.regret(ranges, choice)
        verdicts.append({"package": name, "efficient": found.verdict, "regret": lost})
        lines.append(f"{name}: {found.verdict} efficient; at most {decimal(lost, 6)} points are lost by it in all")
    fields: Object = {"packages": verdicts}
    if ranges.domain.exclusions:
        return "imprecise", fields, lines
    best, least = imprecise.least_regret(ranges)
    fields["least_regret"] = {"package": case.domain.named(best), "regret": least}
    named = ", ".join(f"{issue}: {option}" for issue, option in case.domain.named(best).items())
    lines.append(f"Least can be lost by {named}: {decimal(least, 6)} points in all")
    return "imprecise", fields, lines


def read_ranges(case: Case, path: Path) -> Ranges:
    """What a file says beyond the case: `{"scale": {word: [low, high]}, "parties": {party: {issue: {option: said}}}, "order":
    {party: {issue: [option, option …]}}}`, where what is said is a number, [low, high], or a word of the scale, and an order
    begins with what is worth most. What it does not name is as precise as in the case. Raises `Unusable` with the place."""
    source = Source.of(path)
    value = json_tree.parse(source)
    if not isinstance(value, dict) or set(value) - {"scale", "parties", "order"}:
        raise source.refusal("ranges are an object with “parties”, and “scale” and “order” where there are any.")
    if any(mandate.terms for mandate in case.mandates):
        raise Unusable("Where issues depend on each other, ranges are not answered for.")
    words = _objects(value.get("scale", {}), source, "the scale")
    said, orders = (_objects(value.get(key, {}), source, key) for key in ("parties", "order"))
    for party in (*said, *orders):
        if party not in case.parties:
            raise source.refusal(f"there is no party “{party}”.")
    found = []
    for mandate in case.mandates:
        mine = _objects(said.get(mandate.party, {}), source, mandate.party)
        ends = [
            [_ends(worth, _objects(mine.get(issue.name, {}), source, issue.name).get(option), words, source)
             for option, worth in zip(issue.options, row, strict=True)]
            for issue, row in zip(case.domain.issues, mandate.worth, strict=True)
        ]  # fmt: skip
        low, high = (tuple(tuple(pair[end] for pair in row) for row in ends) for end in (0, 1))
        order = _order(case, _objects(orders.get(mandate.party, {}), source, mandate.party), source)
        floor = None if mandate.reservation is None else mandate.reservation - mandate.base
        found.append(Imprecise(mandate.party, low, high, order, floor))
    return Ranges(case.domain, tuple(found))


def _objects(value: object, source: Source, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise source.refusal(f"what is said of “{what}” is an object.")
    return {str(key): each for key, each in value.items()}


def _ends(worth: Fraction, said: object, words: Mapping[str, object], source: Source) -> tuple[Fraction, Fraction]:
    if said is None:
        return worth, worth
    if isinstance(said, str) and said in words:
        said = words[said]
    pair = said if isinstance(said, list) and len(said) == 2 else [said, said]
    try:
        low, high = (number(str(each), ratio=True) for each in pair)
    except ValueError:
        raise source.refusal(f"“{said}” is no number, no [low, high], and no word of the scale.") from None
    return low, high


def _order(case: Case, said: dict[str, object], source: Source) -> dict[int, tuple[tuple[int, int], ...]]:
    found = {}
    names = [issue.name for issue in case.domain.issues]
    for name, options in said.items():
        if name not in names:
            raise source.refusal(f"there is no issue “{name}”.")
        known = case.domain.issues[names.index(name)].options
        if not isinstance(options, list) or any(option not in known for option in options):
            raise source.refusal(f"the order on “{name}” lists some of: {', '.join(known)}.")
        places = [known.index(option) for option in options]
        found[names.index(name)] = tuple(pairwise(places))
    return found
