"""What `goodoffices text remaining` answers: one JSON object, or the open points in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from goodoffices.engines.brackets.command import load
from goodoffices.engines.brackets.parsing import parse
from goodoffices.engines.brackets.redline import visible
from goodoffices.engines.brackets.remaining import Alternative, Article, Point, Remaining, remaining

_MOST = 400  # points shown in words; JSON has all
_WORDS = 90


def find(path: Path, parties: Sequence[str] | None) -> Remaining:
    """A file's open points; `command.Unreadable` where it is not read."""
    draft = load(path).draft
    if parties is not None:  # names that only these parties know as theirs
        draft = parse(draft.text, markdown=draft.markdown, parties=parties, notes=draft.notes)
    return remaining(draft, parties)


def in_words(found: Remaining) -> str:
    """Article by article: its size, its points with who stands where, and what to accept."""
    open_ = [point for point in found.points if point.kind != "placeholder"]
    lines = [f"{len(open_):,} open points, {len(found.points) - len(open_):,} placeholders.", ""]
    if found.parties:
        lines.insert(1, f"Between {', '.join(map(visible, found.parties))}.")
    shown = 0
    for article in found.articles:
        lines += [_heading(article)]
        for point in _within(found, article):
            if point.kind != "placeholder" and shown < _MOST:
                lines += _point(point, found.parties)
                shown += 1
        lines += [*_accept(article), ""]
    if len(open_) > shown:
        lines.append(f"{len(open_) - shown:,} more points are not shown; --json has all.")
    return "\n".join(lines).rstrip()


def _within(found: Remaining, article: Article) -> Iterator[Point]:
    waiting = list(reversed(article.points))
    while waiting:
        point = found.points[waiting.pop()]
        yield point
        waiting += [inner for one in reversed(point.alternatives) for inner in reversed(one.points)]


def _heading(article: Article) -> str:
    title = visible(article.title.strip(" #*")) or visible(article.article)
    return f"{title}: {article.words:,} words in {article.brackets:,} brackets"


def _point(point: Point, parties: Sequence[str]) -> Iterator[str]:
    yield f"  line {point.line}, {visible(point.provision)}: {point.kind}, {point.words:,} words"
    for one in point.alternatives:
        stood = "; ".join(f"{stance} by {visible(party)}" for party, stance in one.stances)
        yield f"    · {_short(one)}" + (f"   ({stood})" if stood else "")
    if parties and point.silent:
        yield f"    silent: {', '.join(map(visible, point.silent))}"


def _accept(article: Article) -> Iterator[str]:
    count = len(article.accept)
    if count:
        yield f"  Fewest to accept for a clean text: {count:,}"
        yield from (f"    ✓ {_short(one)}" for one in article.accept)
    if article.fill:
        yield f"  Placeholders to fill in: {article.fill:,}"
    if article.loose:
        yield f"  Bracket characters without a partner, to be mended first: {article.loose:,}"


def _short(one: Alternative) -> str:
    text = " ".join(visible(one.text).split()) or "(no words)"
    label = f"Option {one.option}: " if one.option else ""
    return label + (text if len(text) <= _WORDS else text[: _WORDS - 1] + "…")
