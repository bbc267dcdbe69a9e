"""The frontier with the solutions on it, as SVG: for a page, for paper, and for a screen reader.

Two parties: a point for each efficient package, one axis a party. More: parallel coordinates, one upright a party, a line
for each package. Solutions differ by shape or dashes and by a letter, never by colour alone; the description says what
the picture shows. No script, no font from elsewhere; grey ink on paper, light or dark.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape as _escaped

from goodoffices.engines.settlement.reports.fairness import Chosen, amount_of, same, titles
from goodoffices.engines.settlement.reports.legible import legible

WIDTH, HEIGHT = 720, 540
LEFT, RIGHT, TOP, BOTTOM = 84, 40, 56, 92
#: So many points or lines are drawn at most; more would be a blot.
MOST_POINTS, MOST_LINES = 2_000, 300

STYLE = """
svg { font: 13px Georgia, "Times New Roman", serif; background: #fff; color: #222 }
.axis { stroke: currentColor; stroke-width: 1 } .grid { stroke: currentColor; opacity: .15 }
.point { fill: #8a8a8a } .line { fill: none; stroke: #8a8a8a; stroke-width: .7; opacity: .3 }
.floor { stroke: currentColor; stroke-width: 2; stroke-dasharray: 2 3 } .mark { fill: #fff; stroke: #1d4e79; stroke-width: 1.8 }
.acceptable { fill: #1d4e79; opacity: .08 } .way { fill: none; stroke: #1d4e79; stroke-width: 2 } text { fill: currentColor } .quiet { opacity: .7; font-size: 11px }
.title { font-size: 17px }
@media (prefers-color-scheme: dark) { svg { background: #16181b; color: #e6e6e6 } .mark { fill: #16181b; stroke: #9cc4ea } .way { stroke: #9cc4ea } .acceptable { fill: #9cc4ea; opacity: .14 } }
@media print { svg { background: none; color: #000 } .mark { fill: #fff; stroke: #000 } .way { stroke: #000 } }
""".strip()

SHAPES = (
    "M-6,0 a6,6 0 1,0 12,0 a6,6 0 1,0 -12,0",
    "M-6,-6 h12 v12 h-12 z",
    "M0,-8 L7,6 L-7,6 z",
    "M0,-8 L8,0 L0,8 L-8,0 z",
    "M0,8 L7,-6 L-7,-6 z",
    "M-7,-3 h4 v-4 h6 v4 h4 v6 h-4 v4 h-6 v-4 h-4 z",
)
DASHES = ("", "9 4", "2 4", "12 3 2 3", "5 5", "1 3")


def draw(
    parties: Sequence[str],
    floors: Sequence[Fraction],
    points: Iterable[Sequence[Fraction]],
    solutions: Mapping[str, Chosen],
    title: str = "",
    draft: Sequence[Fraction] | None = None,
) -> str:
    """The picture, a whole SVG document. `points`: the frontier's utilities. `draft`: a package to show beside it."""
    shown = [tuple(each) for each in points]
    marked = {titles(names): tuple(solutions[names[0]].utilities) for names in same(solutions)}
    if draft is not None:
        marked["the draft"] = tuple(draft)
    count = len(shown)
    shown = shown or list(marked.values())
    if shown:
        body = (_plane if len(parties) == 2 else _uprights)(parties, floors, shown, marked)
    else:
        body = f'<text x="{LEFT}" y="{HEIGHT // 2}">There is no package to show.</text>'
    words = title or "The frontier"
    between = " and ".join(parties) if len(parties) < 3 else ", ".join(parties)
    described = f"{_counted(count)} between {between}. "
    for name, utilities in marked.items():
        each = ", ".join(f"{party} {amount_of(value)}" for party, value in zip(parties, utilities, strict=True))
        described += f"{name}: {each}. "
    height = HEIGHT + 20 * _rows(marked)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title desc">\n<title id="title">{escape(words)}</title>\n'
        f'<desc id="desc">{escape(described.strip())}</desc>\n<style>{STYLE}</style>\n'
        f'<text class="title" x="{LEFT}" y="30">{escape(words)}</text>\n{body}\n{_legend(marked, len(parties) == 2, any(floors))}\n</svg>\n'
    )


def _counted(points: int) -> str:
    if not points:
        return "No efficient points are shown"
    return "One efficient point" if points == 1 else f"{points:,} efficient points"


def _plane(
    parties: Sequence[str],
    floors: Sequence[Fraction],
    points: list[tuple[Fraction, ...]],
    marked: Mapping[str, Sequence[Fraction]],
) -> str:
    across = _scale([each[0] for each in (*points, *marked.values())], floors[0], LEFT, WIDTH - RIGHT)
    up = _scale([each[1] for each in (*points, *marked.values())], floors[1], HEIGHT - BOTTOM, TOP)
    parts = [_axis(across, parties[0], True), _axis(up, parties[1], False)]
    if any(floors) and floors[0] <= across.high and floors[1] <= up.high:
        left = max(across(floors[0]), LEFT) if floors[0] >= across.low else LEFT
        below = min(up(floors[1]), HEIGHT - BOTTOM) if floors[1] >= up.low else HEIGHT - BOTTOM
        parts.append(
            f'<rect class="acceptable" x="{left:.0f}" y="{TOP}" width="{WIDTH - RIGHT - left:.0f}" height="{below - TOP:.0f}">'
            "<title>acceptable to both</title></rect>"
        )
    for at, (to, floor) in enumerate(zip((across, up), floors, strict=True)):
        if floor:
            place = to(floor)
            line = (place, TOP, place, HEIGHT - BOTTOM) if at == 0 else (LEFT, place, WIDTH - RIGHT, place)
            parts.append(_line("floor", *line))
    places = {(round(across(one)), round(up(two))) for one, two in points}
    for x, y in sorted(places)[:: max(1, len(places) // MOST_POINTS)]:
        parts.append(f'<circle class="point" cx="{x}" cy="{y}" r="2.2"/>')
    labels: list[tuple[int, int]] = []
    for at, (name, (one, two)) in enumerate(marked.items()):
        x, y = round(across(one)), round(up(two))
        label = (x + 11, y - 8)
        while any(abs(label[0] - other[0]) < 14 and abs(label[1] - other[1]) < 13 for other in labels):
            label = (label[0], label[1] - 4)  # two marks close together: their letters one above the other
        labels.append(label)
        parts.append(
            f'<path class="mark" d="{SHAPES[at % len(SHAPES)]}" transform="translate({x} {y})"><title>{escape(name)}</title>'
            f'</path><text x="{label[0]}" y="{label[1]}">{_letter(at)}</text>'
        )
    return "\n".join(parts)


def _uprights(
    parties: Sequence[str],
    floors: Sequence[Fraction],
    points: list[tuple[Fraction, ...]],
    marked: Mapping[str, Sequence[Fraction]],
) -> str:
    gap = (WIDTH - LEFT - RIGHT) / max(1, len(parties) - 1)
    everything = [*points, *marked.values()]
    scales = [
        _scale([each[at] for each in everything], floor, HEIGHT - BOTTOM, TOP + 14) for at, floor in enumerate(floors)
    ]

    def way(utilities: Sequence[Fraction]) -> str:
        steps = (
            f"{LEFT + at * gap:.0f},{to(value):.0f}"
            for at, (to, value) in enumerate(zip(scales, utilities, strict=True))
        )
        return " ".join(steps)

    lines = dict.fromkeys(way(each) for each in points[:: max(1, len(points) // MOST_LINES)])
    parts = [f'<polyline class="line" points="{each}"/>' for each in lines]
    for at, (party, to, floor) in enumerate(zip(parties, scales, floors, strict=True)):
        x = LEFT + at * gap
        parts.append(_line("axis", x, TOP + 14, x, HEIGHT - BOTTOM))
        below = HEIGHT - BOTTOM + (18 if at % 2 == 0 else 34)  # long names beside each other
        parts.append(
            f'<text x="{x:.0f}" y="{below}" text-anchor="{_anchor(at, len(parties))}">{escape(_short(party, 22))}</text>'
        )
        parts.append(f'<text class="quiet" x="{x + 5:.0f}" y="{TOP + 10}">{amount_of(to.high)}</text>')
        parts.append(f'<text class="quiet" x="{x + 5:.0f}" y="{HEIGHT - BOTTOM - 2}">{amount_of(to.low)}</text>')
        if floor:
            parts.append(_line("floor", x - 12, to(floor), x + 12, to(floor)))
    for at, (name, utilities) in enumerate(marked.items()):
        dash = DASHES[at % len(DASHES)]
        parts.append(
            f'<polyline class="way" stroke-dasharray="{dash}" points="{way(utilities)}"><title>{escape(name)}</title></polyline>'
        )
        first = scales[0](utilities[0])
        parts.append(f'<text x="{LEFT - 14 - 12 * at}" y="{first + 4:.0f}" text-anchor="middle">{_letter(at)}</text>')
    return "\n".join(parts)


class _scale:
    """From a party's points to places on the sheet."""

    def __init__(self, values: list[Fraction], floor: Fraction, begin: float, end: float) -> None:
        self.low, self.high = min([*values, floor] if floor else values), max(values)
        self.begin, self.end = begin, end

    def __call__(self, value: Fraction) -> float:
        if self.high == self.low:
            return (self.begin + self.end) / 2
        return self.begin + float((value - self.low) / (self.high - self.low)) * (self.end - self.begin)


def _axis(to: _scale, party: str, across: bool) -> str:
    parts = []
    for value in even_ticks(to.low, to.high):
        place = round(to(value))
        if across:
            parts.append(_line("grid", place, TOP, place, HEIGHT - BOTTOM))
            parts.append(
                f'<text class="quiet" x="{place}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{_tick(value)}</text>'
            )
        else:
            parts.append(_line("grid", LEFT, place, WIDTH - RIGHT, place))
            parts.append(f'<text class="quiet" x="{LEFT - 8}" y="{place + 4}" text-anchor="end">{_tick(value)}</text>')
    name = escape(_short(party, 60))
    if across:
        parts.append(_line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM))
        parts.append(
            f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - BOTTOM + 40}" text-anchor="middle">{name} →</text>'
        )
    else:
        parts.append(_line("axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM))
        middle = (TOP + HEIGHT - BOTTOM) / 2
        parts.append(f'<text transform="translate(22 {middle:.0f}) rotate(-90)" text-anchor="middle">{name} →</text>')
    return "\n".join(parts)


def even_ticks(low: Fraction, high: Fraction) -> list[Fraction]:
    """Values for an axis: 1, 2 or 5 times a power of ten apart, four to nine of them; one where there is no range.

    >>> [str(each) for each in even_ticks(Fraction(3), Fraction(47))]
    ['10', '20', '30', '40']
    """
    if low == high:
        return [low]
    step, span = Fraction(1), high - low
    while step > span / 5:
        step /= 10
    while step * 10 <= span / 5:
        step *= 10
    step = max(each for each in (step, 2 * step, 5 * step) if each <= span / 4)
    first = -(-low // step)
    return [at * step for at in range(first, high // step + 1)]


def _tick(value: Fraction) -> str:
    return f"{float(value):,.4g}" if abs(value) < 10_000 else amount_of(Fraction(round(value)))


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>'


def _anchor(at: int, of: int) -> str:
    return "start" if at == 0 else "end" if at == of - 1 else "middle"


def _legend(marked: Mapping[str, Sequence[Fraction]], plane: bool, floors: bool) -> str:
    parts = []
    if floors:
        y = HEIGHT - 20
        parts.append(_line("floor", LEFT - 12, y - 4, LEFT + 12, y - 4))
        parts.append(f'<text x="{LEFT + 18}" y="{y}">reservation value: what a party has without an agreement</text>')
    for at, name in enumerate(marked):
        x, y = LEFT + (at % 2) * 300, HEIGHT + 6 + 20 * (at // 2)
        if plane:
            sample = f'<path class="mark" d="{SHAPES[at % len(SHAPES)]}" transform="translate({x} {y - 4})"/>'
        else:
            sample = (
                f'<line class="way" stroke-dasharray="{DASHES[at % len(DASHES)]}" x1="{x - 12}" y1="{y - 4}" '
                f'x2="{x + 12}" y2="{y - 4}"/>'
            )
        parts.append(f'{sample}<text x="{x + 18}" y="{y}">{_letter(at)}: {escape(name)}</text>')
    return "\n".join(parts)


def _rows(marked: Mapping[str, Sequence[Fraction]]) -> int:
    return (len(marked) + 1) // 2


def _letter(at: int) -> str:
    return "abcdefghij"[at % 10]


def escape(text: str) -> str:
    return _escaped(legible(text))


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
