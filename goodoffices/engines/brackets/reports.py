"""What the commands print for people, where `--json` is not asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.engines.brackets.comparing.redline import visible
from goodoffices.engines.brackets.counting import Alternative, Article, Point, Remaining, TrendRow, metrics
from goodoffices.engines.brackets.inspection import Inspection
from goodoffices.engines.brackets.model import Comment, Draft
from goodoffices.engines.brackets.outlining import Outlined
from goodoffices.engines.brackets.terminal import on_one_line

_MOST_PROBLEMS = 40
_MOST_COMMENTS = 100
_MOST_ARTICLES = 200
_MOST_POINTS = 400
_LONGEST_ALTERNATIVE = 90


# -- inspect


def inspection_in_words(name: str, found: Inspection) -> str:
    """The figures of a draft: of the whole, of each article, and where brackets do not match. `name` is the file's."""
    draft, counts = found.loaded.draft, found.counts
    parts = metrics.by_provision(draft)
    rows = [
        ("words in brackets", parts[0].bracketed_words), ("deepest nesting", counts.depth),
        ("alternatives", counts.alternatives), ("options", counts.options), ("placeholders", counts.placeholders),
        ("provisions", counts.provisions), ("of these clean", counts.clean), ("… inside a bracket", parts[0].enclosed),
        ("stray closers", counts.stray), ("left open", counts.unclosed),
    ]  # fmt: skip
    if found.links is not None and found.footnotes is not None:
        rows += [("links", found.links), ("footnotes", found.footnotes)]
    lines = [
        f"{on_one_line(name)}: {counts.words:,} words, {counts.open:,} opening and {counts.close:,} closing brackets.",
        "",
        *(f"  {word:<18} {figure:>9,}" for word, figure in rows),
        "",
        *_by_article(draft, parts),
        *_reasons(draft),
        *_comments(draft, found.loaded.comments),
        *map(on_one_line, found.loaded.notices),
    ]
    if invisible := metrics.hidden(draft.text):
        lines.append(
            f"{invisible:,} characters cannot be seen: controls, marks of direction, or bytes that are no UTF-8."
        )
    lines.append(
        "Written back, it is byte for byte what was read."
        if found.round_trip
        else "Written back, it is NOT what was read. Please report this with the file."
    )
    return "\n".join(lines)


def _by_article(draft: Draft, parts: Sequence[metrics.Counts]) -> Iterator[str]:
    """A table of the articles and headings that have brackets."""
    rows = [
        one
        for one in draft.provisions
        if one.kind in {"article", "heading"} and (parts[one.index].open or parts[one.index].close)
    ]
    if not rows:
        return
    yield f"  {'with brackets':<44} {'words':>7} {'brackets':>9} {'depth':>6} {'options':>8} {'clean':>9}"
    for one in rows[:_MOST_ARTICLES]:
        count = parts[one.index]
        name = on_one_line(draft.own(one).strip(" #*\n\r\t"))[:42]
        clean = f"{count.clean} of {count.provisions}"
        yield f"  {name:<44} {count.words:>7,} {count.open:>9,} {count.depth:>6} {count.options:>8} {clean:>9}"
    if len(rows) > _MOST_ARTICLES:
        yield f"  … and {len(rows) - _MOST_ARTICLES:,} more."
    yield ""


def _reasons(draft: Draft) -> Iterator[str]:
    """The brackets without a partner, matched within each provision: a reader will look there first."""
    for loose in draft.loose[:_MOST_PROBLEMS]:
        line, column = draft.place(loose.start)
        word = "left open" if loose.kind == "left_open" else "stray"
        yield f"  line {line}, column {column}: {word}. {on_one_line(loose.reason)}"
    if len(draft.loose) > _MOST_PROBLEMS:
        yield f"  … and {len(draft.loose) - _MOST_PROBLEMS:,} more that do not match."
    if draft.loose:
        yield ""


def _comments(draft: Draft, comments: Sequence[Comment]) -> Iterator[str]:
    """A Word document's comments that take no stance."""
    for one in comments[:_MOST_COMMENTS]:
        line, _ = draft.place(one.start)
        about = on_one_line(draft.text[one.start : one.end])[:40]
        yield f"  line {line}, on “{about}”, {on_one_line(one.party)}: {on_one_line(one.words)}"
    if len(comments) > _MOST_COMMENTS:
        yield f"  … and {len(comments) - _MOST_COMMENTS:,} more comments; --json has all."
    if comments:
        yield ""


# -- outline


def outline_in_words(found: Outlined) -> str:
    """The units, set in as they stand in each other, with the options in each; then the choices, and who stands where."""
    lines = [
        f"{len(found.units):,} units, {len(found.options):,} options, {len(found.alternatives):,} alternatives, "
        f"{len(found.attributions):,} attributions.",
        "",
    ]
    depth: dict[str | None, int] = {None: 0}
    for unit in found.units:
        depth[unit.path] = depth[unit.parent] + 1
    rows = [(unit.line, 0, depth[unit.parent], f"{unit.kind} {visible(unit.label)}") for unit in found.units]
    rows += [
        (one.line, 1, depth[one.parent], f"option {visible(one.label)}{' (no text)' if one.no_text else ''}")
        for one in found.options
    ]
    lines += [f"{line:>7}  {'  ' * deep}{words}".rstrip() for line, _, deep, words in sorted(rows)]
    if found.alternatives:
        lines += ["", "Alternatives:"]
        lines += [f"{one.line:>7}  {one.group + 1}  [{_cut(visible(one.words))}]" for one in found.alternatives]
    if found.attributions:
        lines += ["", "Who stands where:"]
        lines += [
            f"{one.line:>7}  {visible(one.party)} {one.stance}: {_cut(visible(one.words))}"
            for one in found.attributions
        ]
    return "\n".join(lines)


# -- trend


def trend_in_words(rows: Sequence[TrendRow]) -> str:
    """A line of figures for each draft."""
    lines = [
        f"{'draft':<40} {'words':>8} {'in brackets':>12} {'brackets':>9} {'depth':>6} {'options':>8} {'clean':>11}"
    ]
    for file, counts in rows:
        clean = f"{counts.clean} of {counts.provisions}"
        lines.append(
            f"{on_one_line(file)[:40]:<40} {counts.words:>8,} {counts.bracketed_words:>12,} {counts.open:>9,}"
            f" {counts.depth:>6} {counts.options:>8} {clean:>11}"
        )
    return "\n".join(lines)


# -- remaining


def remaining_in_words(found: Remaining) -> str:
    """Article by article: its size, its open points with each party's stance, and what to accept."""
    open_ = [point for point in found.points if point.kind != "placeholder"]
    lines = [f"{len(open_):,} open points, {len(found.points) - len(open_):,} placeholders.", ""]
    if found.parties:
        lines.insert(1, f"Between {', '.join(map(visible, found.parties))}.")
    shown = 0
    for article in found.articles:
        lines += [_heading(article)]
        for point in _within(found, article):
            if point.kind != "placeholder" and shown < _MOST_POINTS:
                lines += _point(point, found.parties)
                shown += 1
        lines += [*_accept(article), ""]
    if len(open_) > shown:
        lines.append(f"{len(open_) - shown:,} more points are not shown; --json has all.")
    return "\n".join(lines).rstrip()


def _within(found: Remaining, article: Article) -> Iterator[Point]:
    """The points of an article, each followed by those inside it."""
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
        stances = "; ".join(f"{stance} by {visible(party)}" for party, stance in one.stances)
        yield f"    · {_short(one)}" + (f"   ({stances})" if stances else "")
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
    label = f"Option {one.option}: " if one.option else ""
    return label + (_cut(visible(one.text)) or "(no words)")


def _cut(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= _LONGEST_ALTERNATIVE else text[: _LONGEST_ALTERNATIVE - 1] + "…"
