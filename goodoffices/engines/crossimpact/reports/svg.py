"""A tableau: scenarios side by side, a row for each descriptor, as SVG for a page, for paper and for a screen reader.

Neighbours that agree share one cell, so that what differs stands out. Variants are told by their words; the tint, deeper from a
descriptor's first variant to its last, only helps the eye. No word is cut: columns are as wide as their longest word, rows as high
as their longest text. Where names are written from right to left, so is the tableau. No script, no font from elsewhere.
"""

import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from html import escape as _escaped

from goodoffices.engines.crossimpact.model.matrix import Matrix, counted, written
from goodoffices.engines.crossimpact.search.solving import Found
from goodoffices.engines.settlement.reports.legible import legible

#: So many scenarios stand side by side; of more, these are the ones with the highest impact.
MOST = 12
MARGIN, GAP, PAD, LINE = 32, 3, 10, 17
LEAST_COLUMN, MOST_COLUMN, LEAST_NAMES, MOST_NAMES = 84, 136, 120, 300
SIZE = 13

STYLE = """
svg { font: 13px Georgia, "Times New Roman", serif; background: #fff; color: #222 }
text { fill: currentColor; unicode-bidi: plaintext } .title { font-size: 18px } .quiet { opacity: .72 } .number { font-weight: bold }
.rule { stroke: currentColor; stroke-width: 1; opacity: .55 } .hair { stroke: currentColor; stroke-width: .6; opacity: .22 }
.cell { fill: #1d4e79; stroke: #1d4e79; stroke-opacity: .45; stroke-width: .8 } .opposed { stroke-opacity: 1; stroke-width: 1.6; stroke-dasharray: 4 3 }
.t0 { fill-opacity: .03 } .t1 { fill-opacity: .10 } .t2 { fill-opacity: .17 } .t3 { fill-opacity: .24 } .t4 { fill-opacity: .31 }
@media (prefers-color-scheme: dark) { svg { background: #16181b; color: #ececec } .cell { fill: #9cc4ea; stroke: #9cc4ea } }
@media print { svg { background: none; color: #000 } .cell { fill: #000; stroke: #000 } .t1 { fill-opacity: .05 } .t2 { fill-opacity: .10 } .t3 { fill-opacity: .15 } .t4 { fill-opacity: .20 } }
""".strip()


def draw(matrix: Matrix, scenarios: Sequence[Found], count: int | None, title: str = "") -> str:
    """The picture, a whole SVG document. `count`: how many scenarios there are, None where that is open."""
    shown = list(scenarios[:MOST])
    name = _clean(title or matrix.name)
    words = f"Consistent scenarios: {name}" if name else "Consistent scenarios"
    if shown and any(each.consistency is not None and each.consistency < 0 for each in shown):
        words = words.replace("Consistent", "Near-consistent")
    return _Tableau(matrix, shown, words, _told(len(shown), len(scenarios), count)).document()


def _told(shown: int, listed: int, count: int | None) -> str:
    if not shown:
        return "There is no scenario to show."
    if count is None:
        return f"{shown} of those found so far; there may be more."
    if count > shown:
        best = ", those with the highest impact" if listed == count else ""
        return f"{shown} of {counted(count)}{best}."
    return "There is one." if shown == 1 else f"All {shown} of them, the highest impact first."


class _Tableau:
    """Where everything stands, from the left; `x` turns that round where names are read from the right."""

    def __init__(self, matrix: Matrix, shown: list[Found], title: str, told: str) -> None:
        self.matrix, self.shown, self.title, self.told = matrix, shown, title, told
        self.from_right = sum(_from_right(each.name) for each in matrix.descriptors) * 2 > len(matrix.descriptors)
        names = [_clean(each.name) for each in matrix.descriptors]
        self.names = _bounded([*names, "consistency"], LEAST_NAMES, MOST_NAMES)
        variants = [
            _clean(each.variants[one.variants[at]]) for at, each in enumerate(matrix.descriptors) for one in shown
        ]
        self.column = _bounded([*variants, "S12"], LEAST_COLUMN, MOST_COLUMN)
        self.head = [MARGIN + 18, MARGIN + 40, MARGIN + 76]
        least = max(_wide(title) * 18 / SIZE, _wide(told)) + 2 * MARGIN
        self.width = round(max(least, 2 * MARGIN + self.names + GAP + len(shown) * (self.column + GAP)))
        self.height = 0

    def document(self) -> str:
        body = self._body()
        described = " ".join([self.told, *self._sentences()])
        side = "end" if self.from_right else "start"
        head = (
            f'<text class="title" x="{self._edge()}" y="{self.head[0]}" text-anchor="{side}">{_escape(self.title)}</text>\n'
            f'<text class="quiet" x="{self._edge()}" y="{self.head[1]}" text-anchor="{side}">{_escape(self.told)}</text>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-labelledby="title desc">\n<title id="title">{_escape(self.title)}</title>\n'
            f'<desc id="desc">{_escape(described)}</desc>\n<style>{STYLE}</style>\n{head}\n{body}\n</svg>\n'
        )

    def _sentences(self) -> list[str]:
        found = []
        for at, each in enumerate(self.shown, 1):
            named = ", ".join(f"{name}: {variant}" for name, variant in self.matrix.named(each.variants).items())
            found.append(
                f"S{at}: {named}; consistency {self._value(each.consistency)}, impact {self._value(each.impact)}."
            )
        return found

    def _body(self) -> str:
        if not self.shown:
            self.height = self.head[1] + MARGIN
            return ""
        parts = [self._text(self._middle(at), self.head[2], f"S{at + 1}", "number") for at in range(len(self.shown))]
        y = self.head[2] + 10
        for at in range(len(self.matrix.descriptors)):
            row, y = self._row(at, y)
            parts += row
        y += 4
        right = MARGIN + self.names + GAP + len(self.shown) * (self.column + GAP) - GAP
        parts.append(self._line("rule", MARGIN, right, y))
        for label, values in (
            ("consistency", [self._value(each.consistency) for each in self.shown]),
            ("total impact", [self._value(each.impact) for each in self.shown]),
        ):
            y += 22
            parts.append(self._name(label, y, "quiet"))
            parts += [self._text(self._middle(column), y, value) for column, value in enumerate(values)]
        if any(each.against for each in self.shown):
            y += 26
            parts.append(self._name("Dashed: held against its own balance.", y, "quiet"))
        self.height = y + MARGIN
        return "\n".join(parts)

    def _row(self, at: int, y: int) -> tuple[list[str], int]:
        descriptor = self.matrix.descriptors[at]
        groups = self._groups(at)
        name = _lines(_clean(descriptor.name), self.names - PAD)
        texts = [
            _lines(_clean(descriptor.variants[v]), many * (self.column + GAP) - GAP - 2 * PAD)
            for _, many, v, _ in groups
        ]
        lines = max(len(name), *(len(each) for each in texts))
        high = lines * LINE + 13
        parts = [self._line("hair", MARGIN, MARGIN + self.names - 6, y + high + 1)]
        top = y + (high - len(name) * LINE) // 2 + SIZE
        parts += [self._name(line, top + LINE * n) for n, line in enumerate(name)]
        for (begin, many, v, opposed), text in zip(groups, texts, strict=True):
            left, wide = self._left(begin), many * (self.column + GAP) - GAP
            tint = round(4 * v / max(1, len(descriptor.variants) - 1))
            kind = f"cell t{tint}" + (" opposed" if opposed else "")
            parts.append(
                f'<rect class="{kind}" x="{self._x(left, wide)}" y="{y}" width="{wide}" height="{high}" rx="3"/>'
            )
            top = y + (high - len(text) * LINE) // 2 + SIZE
            parts += [self._text(left + wide / 2, top + LINE * n, line) for n, line in enumerate(text)]
        return parts, y + high + GAP

    def _groups(self, at: int) -> list[tuple[int, int, int, bool]]:
        """Neighbours with the same variant: first column, how many, the variant, whether its balance is against it."""
        found: list[tuple[int, int, int, bool]] = []
        for column, each in enumerate(self.shown):
            opposed = any(at == other for other, _ in each.against)
            if found and found[-1][2:] == (each.variants[at], opposed):
                found[-1] = (found[-1][0], found[-1][1] + 1, *found[-1][2:])
            else:
                found.append((column, 1, each.variants[at], opposed))
        return found

    def _left(self, column: int) -> int:
        return MARGIN + self.names + GAP + column * (self.column + GAP)

    def _middle(self, column: int) -> float:
        return self._left(column) + self.column / 2

    def _x(self, left: float, wide: float = 0) -> str:
        place = self.width - left - wide if self.from_right else left
        return f"{place:.1f}".removesuffix(".0")

    def _edge(self) -> str:
        return self._x(MARGIN)

    def _name(self, words: str, y: int, kind: str = "") -> str:
        side = "end" if self.from_right else "start"
        return f'<text{_kind(kind)} x="{self._edge()}" y="{y}" text-anchor="{side}">{_escape(words)}</text>'

    def _text(self, middle: float, y: int, words: str, kind: str = "") -> str:
        return f'<text{_kind(kind)} x="{self._x(middle)}" y="{y}" text-anchor="middle">{_escape(words)}</text>'

    def _line(self, kind: str, begin: float, end: float, y: int) -> str:
        return f'<line class="{kind}" x1="{self._x(begin)}" x2="{self._x(end)}" y1="{y}" y2="{y}"/>'

    def _value(self, scaled: int | None) -> str:
        return "–" if scaled is None else written(Fraction(scaled, self.matrix.scale)).replace("-", "−")


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _bounded(texts: Sequence[str], least: int, most: int) -> int:
    """A width for these: wide enough for every word, and for whole texts as far as `most` allows."""
    words = max((_wide(word) for text in texts for word in text.split()), default=0)
    whole = max(map(_wide, texts), default=0)
    return round(max(least, words + 2 * PAD, min(whole + 2 * PAD, most)))


def _lines(text: str, wide: float) -> list[str]:
    """The text in lines no wider than this; a word is never cut."""
    found: list[str] = []
    for word in text.split() or [""]:
        if found and _wide(f"{found[-1]} {word}") <= wide:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _wide(text: str) -> float:
    """About how wide a text is in the picture; rather too wide than too narrow."""
    return sum(_sign(sign) for sign in text) * SIZE


def _sign(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if sign in "mwMW@%…—":
        return 0.95
    if sign in "iljtfrI.,:;'|!()[] -":
        return 0.38
    return 0.78 if sign.isupper() else 0.58


def _from_right(text: str) -> bool:
    first = next((kind for sign in text if (kind := unicodedata.bidirectional(sign)) in ("L", "R", "AL")), "L")
    return first != "L"


def _clean(text: str) -> str:
    return " ".join(legible(text).split())


def _escape(text: str) -> str:
    return _escaped(legible(text))
