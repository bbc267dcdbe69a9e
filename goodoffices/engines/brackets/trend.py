"""The trend over drafts as a picture: opening brackets, and the share of words inside brackets, draft by draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_WIDTH, _LEFT, _RIGHT, _TOP, _PANEL, _GAP, _BELOW = 720, 64, 24, 64, 150, 56, 84
_STYLE = """
text { font: 13px Georgia, 'Times New Roman', serif; fill: #1a1a1a } .title { font-size: 18px } .small { font-size: 12px; fill: #555 }
.line { fill: none; stroke: #1f4e79; stroke-width: 2 } .dot { fill: #1f4e79 } .rule { stroke: #bbb; stroke-width: 1 }
.ground { fill: #fff } .told { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round }
@media (prefers-color-scheme: dark) { text { fill: #eee } .small { fill: #bbb } .line { stroke: #8fbce6 } .dot { fill: #8fbce6 }
.rule { stroke: #555 } .ground { fill: #161616 } .told { stroke: #161616 } }
""".strip()


def svg(rows: Sequence[Mapping[str, Any]]) -> str:
    """An SVG of two panels over the same drafts, left to right in the order given.

    Rows hold `file`, `words`, `bracketed_words`, `open`. Every value stands beside its dot, so that nothing rests on colour.
    """
    height = _TOP + 2 * _PANEL + _GAP + _BELOW
    opened = [row["open"] for row in rows]
    shares = [100 * row["bracketed_words"] / max(1, row["words"]) for row in rows]
    told = "; ".join(
        f"{row['file']}: {row['open']:,} brackets, {share:.0f} % of words"
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
        *_names([str(row["file"]) for row in rows], across, _TOP + 2 * _PANEL + _GAP + 18),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(count: int) -> list[float]:
    """Where the drafts stand across; a margin keeps the first and last figures inside."""
    first, last = _LEFT + 30, _WIDTH - _RIGHT - 40
    return [first + (last - first) * (index / (count - 1) if count > 1 else 0.5) for index in range(count)]


def _panel(name: str, values: Sequence[float], told: Sequence[str], across: Sequence[float], top: float) -> list[str]:
    """A line over the drafts, from zero up; values are told where there is room for them."""
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
    """File names under their places, two lines high and slanted only if there are many."""
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
    """Of how many drafts one is named: eight have room."""
    return max(1, -(-count // 8))


def _is_told(index: int, count: int, every: int) -> bool:
    """The last always; of the others every so many, as long as they leave it room."""
    return index == count - 1 or (index % every == 0 and index + every <= count - 1)


def _folded(name: str, longest: int) -> list[str]:
    """A name in at most three lines; of longer ones the middle is left out, since drafts differ at the end.

    >>> _folded("a draft of the river treaty, revision 14.md", 10)
    ['a draft o…', 'eaty, revi', 'sion 14.md']
    """
    if len(name) > 3 * longest:
        name = f"{name[: longest - 1]}…{name[-2 * longest :]}"
    return [name[at : at + longest] for at in range(0, len(name), longest)]


def _safe(words: str) -> str:
    """Words for XML: its own signs escaped, what it forbids shown as a missing character."""
    return escape(
        "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else "�" for c in words)
    )
