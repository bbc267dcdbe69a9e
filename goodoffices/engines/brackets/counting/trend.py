"""The trend over drafts: figures of each, and a picture of opening brackets and of the share of words in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import NamedTuple

from goodoffices.engines.brackets.counting.metrics import Counts

_WIDTH, _LEFT, _RIGHT, _TOP, _PANEL, _GAP, _BELOW = 720, 64, 24, 64, 150, 56, 84
_STYLE = """
text { font: 13px Georgia, 'Times New Roman', serif; fill: #1a1a1a } .title { font-size: 18px } .small { font-size: 12px; fill: #555 }
.line { fill: none; stroke: #1f4e79; stroke-width: 2 } .dot { fill: #1f4e79 } .rule { stroke: #bbb; stroke-width: 1 }
.ground { fill: #fff } .told { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round }
@media (prefers-color-scheme: dark) { text { fill: #eee } .small { fill: #bbb } .line { stroke: #8fbce6 } .dot { fill: #8fbce6 }
.rule { stroke: #555 } .ground { fill: #161616 } .told { stroke: #161616 } }
""".strip()


class TrendRow(NamedTuple):
    """The figures of one draft, under the name to show for it."""

    file: str
    counts: Counts

    def as_json(self) -> dict[str, object]:
        """The row that `text trend --json` prints: the name, then every figure."""
        return {"file": self.file, **asdict(self.counts)}


def svg(rows: Sequence[TrendRow]) -> str:
    """An SVG with two panels over the same drafts, left to right in the order given.

    Where there is room, every value is written beside its dot, so that nothing depends on colour.
    """
    height = _TOP + 2 * _PANEL + _GAP + _BELOW
    opened = [row.counts.open for row in rows]
    shares = [100 * row.counts.bracketed_words / max(1, row.counts.words) for row in rows]
    told = "; ".join(
        f"{row.file}: {row.counts.open:,} brackets, {share:.0f} % of words"
        for row, share in zip(rows, shares, strict=True)
    )
    across = _places(len(rows))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title desc">',
        '<title id="title">Brackets from draft to draft</title>',
        f'<desc id="desc">{_safe(told)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{_WIDTH}" height="{height}"/>',
        f'<text class="title" x="{_LEFT}" y="30">Brackets from draft to draft</text>',
        *_panel("Opening brackets", opened, [f"{value:,}" for value in opened], across, _TOP),
        *_panel(
            "Words in brackets, for each hundred words",
            shares,
            [f"{share:.0f} %" for share in shares],
            across,
            _TOP + _PANEL + _GAP,
        ),
        *_names([row.file for row in rows], across, _TOP + 2 * _PANEL + _GAP + 18),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(count: int) -> list[float]:
    """The horizontal place of each draft, in pixels; a margin keeps the first and last figures inside."""
    first, last = _LEFT + 30, _WIDTH - _RIGHT - 40
    return [first + (last - first) * (index / (count - 1) if count > 1 else 0.5) for index in range(count)]


def _panel(name: str, values: Sequence[float], told: Sequence[str], across: Sequence[float], top: float) -> list[str]:
    """One panel: a line over the drafts, from zero up, with values where there is room for them."""
    base, most = top + _PANEL, max([*values, 1])
    heights = [base - (_PANEL - 34) * value / most for value in values]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, heights, strict=True))
    parts = [
        f'<text class="small" x="{_LEFT}" y="{top + 2}">{_safe(name)}</text>',
        f'<line class="rule" x1="{_LEFT}" y1="{base}" x2="{_WIDTH - _RIGHT}" y2="{base}"/>',
        f'<text class="small" x="{_LEFT - 8}" y="{base + 4}" text-anchor="end">0</text>',
        f'<polyline class="line" points="{points}"/>',
    ]
    every = _every(len(values))
    for index, (x, y, word) in enumerate(zip(across, heights, told, strict=True)):
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        if _is_told(index, len(values), every):
            parts.append(f'<text class="told" x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{_safe(word)}</text>')
    return parts


def _names(names: Sequence[str], across: Sequence[float], top: float) -> list[str]:
    """File names under their places, folded into lines where they are long."""
    every = _every(len(names))
    longest = max(10, int((across[1] - across[0]) * every / 6.2)) if len(across) > 1 else 60
    parts = []
    for index, (name, x) in enumerate(zip(names, across, strict=True)):
        if not _is_told(index, len(names), every):
            continue
        anchor, place = "middle", x
        if len(names) > 1 and index in {0, len(names) - 1}:  # at the edges, names keep inside
            anchor, place = ("end", _WIDTH - _RIGHT) if index else ("start", _LEFT)
        for row, piece in enumerate(_folded(name, longest)):
            words = _safe(piece)
            parts.append(
                f'<text class="small" x="{place:.1f}" y="{top + 16 * row:.1f}" text-anchor="{anchor}">{words}</text>'
            )
    return parts


def _every(count: int) -> int:
    """Every how many drafts one is named: there is room for eight."""
    return max(1, -(-count // 8))


def _is_told(index: int, count: int, every: int) -> bool:
    """Is a draft named? The last always is; of the others every so many, as long as they leave room for the last."""
    return index == count - 1 or (index % every == 0 and index + every <= count - 1)


def _folded(name: str, longest: int) -> list[str]:
    """A name in at most three lines. The middle of a longer one is left out, since names of drafts differ at the end.

    >>> _folded("a draft of the river treaty, revision 14.md", 10)
    ['a draft o…', 'eaty, revi', 'sion 14.md']
    """
    if len(name) > 3 * longest:
        name = f"{name[: longest - 1]}…{name[-2 * longest :]}"
    return [name[at : at + longest] for at in range(0, len(name), longest)]


def _safe(words: str) -> str:
    """Words for XML: markup escaped, forbidden characters replaced by �."""
    return escape(
        "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else "�" for c in words)
    )
