"""The answer for a terminal: a tableau with scenarios side by side where they fit, a line for each where there are many."""

import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction

from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario, counted, written
from goodoffices.engines.crossimpact.questions.attractors import Attractors
from goodoffices.engines.crossimpact.questions.flips import Flips
from goodoffices.engines.crossimpact.questions.least_flips import LeastFlips
from goodoffices.engines.crossimpact.questions.robust import Change, Robust
from goodoffices.engines.crossimpact.reports.answer import Answer
from goodoffices.engines.crossimpact.reports.further import place
from goodoffices.engines.crossimpact.search.solving import Found
from goodoffices.engines.settlement.reports.legible import legible

#: Side by side, in so many columns of a line; more are listed, up to so many lines.
WIDE, COLUMNS, LINES = 100, 6, 40
NAME = 28


def as_text(answer: Answer) -> str:
    matrix, result = answer.matrix, answer.result
    how_many = "?" if result.count is None else counted(result.count)
    parts = [
        f"{_many(len(matrix.descriptors), 'descriptor')}, {_many(matrix.configurations, 'configuration')}. "
        f"Consistent scenarios: {how_many} ({result.status}, {answer.seconds:.2f} s).",
    ]
    if result.fixed:
        parts.append("Held: " + ", ".join(_variant(matrix, at, v) for at, v in result.fixed.items()) + ".")
    parts += [result.proven] if result.proven else []
    parts += _scenarios(matrix, result.consistent, "S")
    if result.near_asked:
        so_far = "" if result.complete else " listed; there may be more"
        within = written(matrix.value(result.near_asked))
        parts += ["", f"Near-consistent, within {within}: {len(result.near):,}{so_far}."]
        parts += _scenarios(matrix, result.near, "N")
    numbers = {each.variants: f"S{at}" for at, each in enumerate(result.consistent, 1)}
    if answer.attractors is not None:
        parts += ["", *_attractors(answer.attractors, numbers)]
    if answer.flips is not None:
        parts += ["", *_flips(matrix, answer.flips, numbers)]
    if answer.least is not None:
        parts += ["", *_least(matrix, answer.least, answer.wish)]
    if answer.robust is not None:
        parts += ["", *_robust(matrix, answer.robust, numbers)]
    return "\n".join(line.rstrip() for line in parts)


def _many(number: int, what: str) -> str:
    return f"{counted(number)} {what}{'' if number == 1 else 's'}"


def _scenarios(matrix: Matrix, scenarios: Sequence[Found], letter: str) -> list[str]:
    if not scenarios:
        return []
    if len(scenarios) > 4 * COLUMNS:
        return ["", *_listed(matrix, scenarios, letter)]
    found: list[str] = []
    for begin in range(0, len(scenarios), COLUMNS):
        found += ["", *_side_by_side(matrix, scenarios[begin : begin + COLUMNS], letter, begin)]
    return found


def _side_by_side(matrix: Matrix, scenarios: Sequence[Found], letter: str, begin: int) -> list[str]:
    rows = [["", *(f"{letter}{begin + at}" for at in range(1, len(scenarios) + 1))]]
    for at, descriptor in enumerate(matrix.descriptors):
        cells = []
        for each in scenarios:
            opposed = any(at == other for other, _ in each.against)
            cells.append(_short(descriptor.variants[each.variants[at]], NAME) + (" ✗" if opposed else ""))
        rows.append([_short(descriptor.name, NAME), *cells])
    rows.append(["consistency", *(_value(matrix, each.consistency) for each in scenarios)])
    rows.append(["total impact", *(_value(matrix, each.impact) for each in scenarios)])
    lines = _table(rows)
    lines.insert(1, "─" * max(map(_width, lines)))
    lines.insert(-2, "─" * max(map(_width, lines)))
    if any(each.against for each in scenarios):
        lines.append("✗: held against its own balance.")
    return lines


def _listed(matrix: Matrix, scenarios: Sequence[Found], letter: str) -> list[str]:
    rows = [["", "variants", "consistency", "total impact"]]
    for at, each in enumerate(scenarios[:LINES], 1):
        numbers = " ".join(str(v + 1) for v in each.variants)
        rows.append([f"{letter}{at}", numbers, _value(matrix, each.consistency), _value(matrix, each.impact)])
    more = [f"… and {len(scenarios) - LINES:,} more; --json lists them."] if len(scenarios) > LINES else []
    return [*_table(rows), *more]


def _attractors(found: Attractors, numbers: dict[Scenario, str]) -> list[str]:
    rows = [["share", "of configurations", "ends in"]]
    for each in found.attractors[:LINES]:
        share = f"{100 * each.share:.1f} %"
        between = counted(each.basin) if each.basin is not None else f"{100 * each.low:.1f}–{100 * each.high:.1f} %"
        rows.append([share, between, _end(each.scenarios[0], each.length, numbers)])
    more = [f"… and {len(found.attractors) - LINES:,} more."] if len(found.attractors) > LINES else []
    return [f"Attractors of {found.rule} succession ({found.status}). {found.proven}", *_table(rows), *more]


def _end(chosen: Scenario, length: int, numbers: dict[Scenario, str]) -> str:
    name = numbers.get(chosen) or " ".join(str(v + 1) for v in chosen)
    return f"a cycle of {length} with {name}" if length > 1 else name if length else f"no end found, from {name}"


def _flips(matrix: Matrix, found: Flips, numbers: dict[Scenario, str]) -> list[str]:
    rows = [["from", "measure", "while it is held", "once it is let go"]]
    for each in found.moves[:LINES]:
        rows.append(
            [
                numbers.get(each.origin, "?"),
                _variant(matrix, each.descriptor, each.variant),
                _end(each.held, each.held_length, numbers),
                "the same" if each.lasts else _end(each.released, each.released_length, numbers),
            ]
        )
    more = [f"… and {len(found.moves) - LINES:,} more moves; --json lists them."] if len(found.moves) > LINES else []
    measures = [["measure", "consistent while it is held", "standing without it"]]
    for one in found.measures:
        count = "?" if one.count is None else counted(one.count)
        measures.append([_variant(matrix, one.descriptor, one.variant), count, str(one.lasting)])
    return [f"Measures ({found.status}). {found.proven}", *_table(measures), "", *_table(rows), *more]


def _least(matrix: Matrix, found: LeastFlips, wish: dict[int, int]) -> list[str]:
    wished = ", ".join(_variant(matrix, at, v) for at, v in wish.items())
    lines = [f"Least measures for {wished} ({found.status}). {found.proven}"]
    for each in found.answers[:LINES]:
        measures = ", ".join(_variant(matrix, at, v) for at, v in each.measures) or "none"
        lines.append(f"  {measures}  →  {' '.join(str(v + 1) for v in each.scenario)}")
    return lines


def _robust(matrix: Matrix, found: Robust, numbers: dict[Scenario, str]) -> list[str]:
    lines = [
        f"Disagreement ({found.status}): {_many(found.judged, 'judgement')} may move. {found.proven}".strip(),
        _standing(found),
    ]
    rows = [["judgement", "on", "value", "moved by", "loses", "gains"]]
    for each in found.fragile[:LINES]:
        for sign, change in (("−", each.lowered), ("+", each.raised)):
            if change is not None:
                rows.append(
                    [
                        _variant(matrix, *place(matrix, each.source)),
                        _variant(matrix, *place(matrix, each.target)),
                        written(Fraction(each.value, found.scale)),
                        _distance(sign, change, found.scale),
                        *_changed(change, numbers),
                    ]
                )
    more = [f"… and {len(found.fragile) - LINES:,} more."] if len(found.fragile) > LINES else []
    if found.fragile:
        return [*lines, *_table(rows), *more]
    none = "No judgement alone changes the answer."
    return [*lines, none if found.status == "complete" else "Whether a judgement alone changes the answer is open."]


def _standing(found: Robust) -> str:
    """What is certain and what is possible; of a list that is cut short, among those that were looked at."""
    many, certain = len(found.consistent), len(found.certain)
    if found.status == "complete":
        possible = counted(found.possible_count or 0)
        return f"{certain:,} of {many:,} scenarios stand whatever they are; {possible} would for some of them."
    looked_at = f"Of {many:,} scenarios that were looked at, {certain:,} stand whatever they are"
    if not many:
        looked_at = "No consistent scenario is known so far"
    if found.possible_count is None:
        return f"{looked_at}; how many would for some of them is open."
    return f"{looked_at}; {counted(found.possible_count)} would for some of them."


def _distance(sign: str, change: Change, scale: int) -> str:
    by = written(Fraction(change.by, scale))
    if change.beyond and not change.by:
        return f"{sign} any change, however small"
    return f"{'more than ' if change.beyond else ''}{sign}{by}"


def _changed(change: Change, numbers: dict[Scenario, str]) -> list[str]:
    return [_several(change.lost, numbers), _several(change.gained, numbers)]


def _several(scenarios: Sequence[Scenario], numbers: dict[Scenario, str]) -> str:
    if len(scenarios) > 3:
        return f"{len(scenarios)} scenarios"
    return ", ".join(numbers.get(each) or " ".join(str(v + 1) for v in each) for each in scenarios)


def _variant(matrix: Matrix, at: int, v: int) -> str:
    each = matrix.descriptors[at]
    return f"{_short(each.name, NAME)}={_short(each.variants[v], NAME)}"


def _value(matrix: Matrix, scaled: int | None) -> str:
    return "–" if scaled is None else written(matrix.value(scaled))


def _short(name: str, most: int) -> str:
    name = legible(name)
    return name if _width(name) <= most else name[: most - 1] + "…"


def _table(rows: Iterable[Sequence[str]]) -> list[str]:
    held = [list(map(legible, row)) for row in rows]
    widths = [max(_width(row[column]) for row in held) for column in range(len(held[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in held
    ]


def _width(text: str) -> int:
    """Places on a terminal: marks take none, East Asian letters two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
