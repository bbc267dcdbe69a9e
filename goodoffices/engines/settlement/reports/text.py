"""An answer in words and columns, for a terminal or a sheet of paper. Rounded for reading; JSON has the exact numbers."""

import re
from collections.abc import Iterable, Sequence

from goodoffices.engines.settlement.audit import Audit
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.reports.answer import Answer, spread, whole
from goodoffices.engines.settlement.reports.fairness import (
    AXIOMS,
    COMMON,
    MEASURES,
    TITLES,
    against,
    amount_of,
    promises,
    same,
    titles,
)
from goodoffices.engines.settlement.reports.legible import legible
from goodoffices.engines.settlement.solutions import Solution

MOST_POINTS = 40
_NUMBER = re.compile(r"(under |over )?\N{MINUS SIGN}?[\d,.]+( × 10\^\d+)?")
WIDEST = 38


#: Over the answers to further questions.
FURTHER = {
    "stability": "How far a worth may move",
    "why_not": "Why not this package",
    "improve": "A next step that makes nobody worse off",
    "measures": "How opposed the parties are",
    "payments": "With side payments",
    "imprecise": "Whatever the exact worths are",
}


def as_text(answer: Answer, listed: bool = False, reasons: bool = True) -> str:
    """The answer as text. `listed`: the frontier's points one by one; `reasons`: what the solutions promise."""
    case = answer.case
    count = _many(case.domain.outcomes)
    head = legible(f"{case.name or 'Case'}: {', '.join(case.parties)}")
    parts = [f"{head}\n{_count(len(case.domain.issues), 'issue')}, {count} packages"]
    if answer.frontier is not None:
        parts += _frontier(answer, listed)
    if answer.solutions:
        parts += _solutions(answer, reasons)
    if answer.audit is not None:
        parts += _audit(case, answer.audit)
    for name, (_, lines) in answer.further.items():
        parts.append("\n".join([FURTHER[name], *(f"  {legible(line)}" for line in lines)]))
    parts.append(f"{answer.seconds:.3f} seconds")
    return "\n\n".join(parts)


def _frontier(answer: Answer, listed: bool) -> list[str]:
    found, case = answer.frontier, answer.case
    assert found is not None
    words = (
        f"The frontier ({found.status.value}): {_count(found.points, 'point')}, {_count(found.packages, 'package')}."
    )
    if found.status.value == "complete":
        words += f"\n{found.guarantee}"
    if answer.acceptable is not None:
        these = answer.acceptable
        words += (
            f"\n{_count(these.points, 'point')} of them, {_count(these.packages, 'package')}, meet every reservation value."
            if these.points
            else "\nNone of them meets every reservation value."
        )
    parts = [words]
    if listed and found.points:
        rows = [
            [str(at + 1), *map(amount_of, found.utility(at)), _short(case, found.package(at))]
            for at in spread(found.points, MOST_POINTS)
        ]
        parts.append(columns([["", *case.parties, "a package of this point"], *rows]))
        if found.points > MOST_POINTS:
            parts.append(f"{MOST_POINTS} of {found.points:,} points, spread evenly; --json gives all of them.")
    return parts


def _short(case: Case, choice: Choice) -> str:
    return " · ".join(issue.options[at] for issue, at in zip(case.domain.issues, choice, strict=True))


def _solutions(answer: Answer, reasons: bool) -> list[str]:
    case, solutions = answer.case, answer.solutions or {}
    groups = same(solutions)
    picked = [solutions[names[0]] for names in groups]
    headings = [titles(names) for names in groups]
    worth = [
        [mandate.party, *(amount_of(each.utilities[at]) for each in picked), amount_of(mandate.floor)]
        for at, mandate in enumerate(case.mandates)
    ]
    package = [
        [issue.name, *(issue.options[each.choice[at]] for each in picked)]
        for at, issue in enumerate(case.domain.issues)
    ]
    parts = [
        "Solutions, among the packages that meet every reservation value",
        columns([["what each party gets", *headings, "no agreement"], *worth]),
        columns([["the package", *headings], *package]),
    ]
    unproven = [each for each in solutions.values() if each.status != "optimal"]
    if unproven:
        parts.append("Not proven\n" + "\n".join(f"  {TITLES[each.name]}: {_unproven(each)}" for each in unproven))
    if reasons:
        parts.append("What they promise\n" + "\n".join(f"  {AXIOMS[axiom].sentence}" for axiom in COMMON))
        for name in solutions:
            parts.append(f"{TITLES[name]}\n" + "\n".join(f"  {each}" for each in promises(name, without=COMMON)))
        losses = against(case, solutions)
        if losses:
            parts.append("Who gains and loses what\n" + "\n".join(f"  {legible(sentence)}" for sentence in losses))
    return parts


def _unproven(found: Solution) -> str:
    """How near to the best this package is known to be."""
    reached = f"{MEASURES[found.name]} {amount_of(found.score)} is the best that was found"
    return f"{reached}; none is above {amount_of(found.bound)}." if found.bound is not None else f"{reached}."


def _audit(case: Case, found: Audit) -> list[str]:
    if not found.improvable:
        if found.status != "exact":
            return ["The draft: nothing better was found in the time allowed."]
        return ["The draft is efficient: no package is better for someone and worse for nobody."]
    assert found.better is not None and found.better_utilities is not None
    who = "better for every party" if found.strictly else "better for someone and worse for nobody"
    rows = [
        [party, amount_of(now), amount_of(then), amount_of(left)]
        for party, now, then, left in zip(
            case.parties, found.draft_utilities, found.better_utilities, found.left_on_table, strict=True
        )
    ]
    head = ["", "the draft", "a better package", "most it could gain"]
    if found.status != "exact":
        head = [*head[:-1], "it could gain", "but not above"]
        rows = [[*row, "?" if top is None else amount_of(top)] for row, top in zip(rows, found.at_most, strict=True)]
    changes = [
        [issue.name, issue.options[now], issue.options[then]]
        for issue, now, then in zip(case.domain.issues, found.draft, found.better, strict=True)
        if now != then
    ]
    return [
        f"The draft leaves value on the table: there is a package {who}.",
        columns([head, *rows]),
        columns([["what changes", "the draft", "a better package"], *changes]),
    ]


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows under a header, the first column to the left, numbers to the right; long words cut.

    >>> print(columns([["", "union", "firm"], ["nash", "40", "2.5"]]))
          union  firm
    nash     40   2.5
    """
    cut = [[_cut(cell, at == len(row) - 1, row is rows[0]) for at, cell in enumerate(row)] for row in rows]
    widths = [max(len(row[at]) for row in cut) for at in range(len(cut[0]))]
    right = [at > 0 and _numbers(row[at] for row in cut[1:]) for at in range(len(widths))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in cut
    )


def _numbers(cells: Iterable[str]) -> bool:
    return all(_NUMBER.fullmatch(cell) for cell in cells)


def _cut(cell: str, last: bool, head: bool) -> str:
    most = 120 if last else 60 if head else WIDEST
    cell = legible(cell)
    return cell if len(cell) <= most else cell[: most - 1] + "…"


def _many(number: int) -> str:
    """A number of packages: written out as long as anybody counts, then as a power of ten."""
    if number < 10**15:
        return f"{number:,}"
    digits = whole(number)
    return f"{digits[0]}.{digits[1:3]} × 10^{len(digits) - 1}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
