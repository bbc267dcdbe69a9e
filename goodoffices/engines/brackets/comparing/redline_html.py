"""A redline as one HTML page: `ins` and `del`, named for screen readers, each provision in its own direction of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from goodoffices.engines.brackets.comparing.differences import CHANGES, Diff, Part
from goodoffices.engines.brackets.comparing.redline import WORDS, changes_of, visible
from goodoffices.engines.brackets.model.spans import Provision

# Colour never carries meaning alone: what came is underlined, what went is struck through, and both are read aloud.
_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --paper: #fdfcf9; --rule: #d8d3c8; --quiet: #6a655c;
  --came: #0b5c38; --came-ground: #e3f3e9; --went: #8f1d1d; --went-ground: #fae7e5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6df; --paper: #1b1a18; --rule: #45413a; --quiet: #a8a296;
  --came: #8fd8ae; --came-ground: #17341f; --went: #f0a8a0; --went-ground: #421c1a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Iowan Old Style", "Noto Serif", Georgia, serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 0 0 1.5rem; font-size: .9375rem; }
caption { text-align: start; color: var(--quiet); padding-block-end: .25rem; }
th, td { text-align: start; padding: .125rem 1.25rem .125rem 0; border-block-end: 1px solid var(--rule); font-weight: normal; }
td { text-align: end; font-variant-numeric: tabular-nums; padding-inline-end: 0; }
.key { color: var(--quiet); margin: 0 0 2rem; }
.provision { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 1.5rem; padding: .5rem 0;
  border-block-start: 1px solid var(--rule); }
.provision > header { font-size: .8125rem; line-height: 1.5; color: var(--quiet); overflow-wrap: anywhere; padding-block-start: .2rem; }
.provision > header b { display: block; color: var(--ink); }
.same > header b { color: var(--quiet); font-weight: normal; }
.words { margin: 0; white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
.heading .words, .article .words { font-weight: bold; }
.d3 .words { padding-inline-start: 1.25rem; } .d4 .words { padding-inline-start: 2.5rem; }
.d5 .words { padding-inline-start: 3.75rem; }
ins { color: var(--came); background: var(--came-ground); text-decoration: underline .09em; text-underline-offset: .18em; }
del { color: var(--went); background: var(--went-ground); text-decoration: line-through .09em; }
ins::before, ins::after, del::before, del::after { clip-path: inset(50%); block-size: 1px; inline-size: 1px; overflow: hidden;
  position: absolute; white-space: nowrap; }
ins::before { content: " [came: "; } del::before { content: " [went: "; } ins::after, del::after { content: "] "; }
@media (max-width: 40rem) { .provision { grid-template-columns: minmax(0, 1fr); } }
@media print { body { max-width: none; padding: 0; } .provision { break-inside: avoid-page; } }
"""
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")


def page(whole: Diff, before: str, after: str) -> str:
    """The redline as a page that loads nothing from elsewhere. `before` and `after` are the drafts' names."""
    title = f"{visible(before)} → {visible(after)}"
    return "".join(
        [
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n",
            f"<h1><bdi>{escape(visible(before))}</bdi> → <bdi>{escape(visible(after))}</bdi></h1>\n",
            *_figures(whole),
            '<p class="key"><ins>What came</ins> · <del>what went</del> · all else stands in both.</p>\n<main>\n',
            *(_provision(whole, part) for part in whole.parts if part.segments),
            "</main>\n</html>\n",
        ]
    )


def fragment(whole: Diff, before: str, after: str) -> str:
    """What changed, for a page that brings its own words and styles: each changed provision, with `ins` and `del`.

    Every word of the drafts is escaped. Empty if nothing changed.
    """
    changed = [part for part in whole.parts if part.segments and part.change != "same"]
    if not changed:
        return ""
    names = f"<bdi>{escape(visible(before))}</bdi> → <bdi>{escape(visible(after))}</bdi>"
    return f'<p class="between">{names}</p>\n' + "".join(_changed(part) for part in changed)


def _changed(part: Part) -> str:
    direction = _direction("".join(segment.text for segment in part.segments))
    return (
        f'<section class="changed {part.change}"><p class="place">{_labels(part)}</p>'
        f'<p class="words" dir="{direction}">{_words(part)}</p></section>\n'
    )


def _labels(part: Part) -> str:
    """The numbers of a part before and after: “3 → 4”."""
    was, now = (" + ".join(one.label for one in every if one.label) for every in (part.a, part.b))
    both = [f"<bdi>{escape(visible(label))}</bdi>" for label in dict.fromkeys([was, now]) if label]
    return " → ".join(both)


def _figures(whole: Diff) -> Iterator[str]:
    found = whole.summary
    yield "<table><caption>What changed</caption>\n"
    for change in CHANGES:
        if found.changes[change]:
            yield f'<tr><th scope="row">{WORDS[change]}</th><td>{found.changes[change]:,}</td></tr>\n'
    yield f'<tr><th scope="row">words that came</th><td>{found.inserted:,}</td></tr>\n'
    yield f'<tr><th scope="row">words that went</th><td>{found.deleted:,}</td></tr>\n'
    yield f'<tr><th scope="row">opening brackets before</th><td>{found.brackets.a:,}</td></tr>\n'
    yield f'<tr><th scope="row">opening brackets after</th><td>{found.brackets.b:,}</td></tr>\n</table>\n'


def _provision(whole: Diff, part: Part) -> str:
    one = (part.b or part.a)[0]
    direction = _direction("".join(segment.text for segment in part.segments))
    attributes = "".join(
        f' data-{side}="{escape(visible(" ".join(p.id for p in provisions)))}"'
        for side, provisions in (("a", part.a), ("b", part.b))
        if provisions
    )
    return (
        f'<section class="provision {part.change} {one.kind} d{min(one.depth, 5)}"{attributes}>'
        f"<header><b>{changes_of(part)}</b>{_place(whole, part)}</header>"
        f'<p class="words" dir="{direction}">{_words(part)}</p></section>\n'
    )


def _place(whole: Diff, part: Part) -> str:
    """Article and label in each draft: “Article 3, 2 → Article 4, 2”."""
    was, now = _path(whole.a.provisions, part.a), _path(whole.b.provisions, part.b)
    if was and now and was != now:
        return f"<bdi>{escape(was)}</bdi> → <bdi>{escape(now)}</bdi>"
    return f"<bdi>{escape(was or now)}</bdi>"


def _path(all: tuple[Provision, ...], provisions: tuple[Provision, ...]) -> str:
    """“Article 2, Option 1, 3, a + b”; "" for what has no label and is in no article."""
    if not provisions or provisions[0].kind == "document":
        return ""
    path = [" + ".join(_step(one) for one in provisions)]
    above = provisions[0]
    while above.kind not in {"article", "heading"} and above.parent > 0:
        above = all[above.parent]
        path.append(_step(above))
    return visible(", ".join(step for step in reversed(path) if step))


def _step(one: Provision) -> str:
    if not one.label:
        return ""
    return {"article": "Article ", "option": "Option "}.get(one.kind, "") + one.label


def _words(part: Part) -> str:
    said = []
    segments = list(part.segments)
    for index, (kind, text) in enumerate(segments):
        first, last = index == 0, index == len(segments) - 1
        # The page's own styles make the space at the ends.
        shown = text.lstrip() if first else text
        shown = escape(visible(shown.rstrip() if last else shown), quote=False)
        if shown and kind != "same":
            shown = f"<{kind}>{shown}</{kind}>"
        said.append(shown)
    return "".join(said)


def _direction(text: str) -> str:
    """The direction of most letters, so that a bracket before the first word does not decide it."""
    sample = text[:2000]
    return "rtl" if len(_RTL.findall(sample)) > len(_LTR.findall(sample)) else "ltr"
