"""A redline as HTML: a page of its own, or a fragment for a page of a site. It works without scripts.

`ins` and `del` are what came and went; with the class `bracket` only the signs of a bracket did, and its words stay. Each
changed provision has an anchor and links to the change before and after it; a checkbox hides what did not change. Page
numbers, running heads and Markdown's signs are not shown. Each provision runs in its own direction of writing.

Classes: `redline` around everything; `redline-key` (the legend), `redline-jump`, `redline-only` (the checkbox),
`redline-text` (the provisions). A `section` is a `provision` with what became of it (`same`, `cleaned`, `bracketed`, `edited`,
`moved`, `added`, `removed`, `renumbered`, `split`, `merged`), the kind of provision, its depth (`d0` … `d5`), and `words-stay`
where only brackets changed; in it `steps` (the links) and `words`. `redline_style.STYLE` sets them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from goodoffices.engines.brackets.comparing.differences import CHANGES, Diff, Part, diff
from goodoffices.engines.brackets.comparing.redline import WORDS, visible
from goodoffices.engines.brackets.comparing.redline_shown import Shower, Shown
from goodoffices.engines.brackets.comparing.redline_style import PAGE, STYLE
from goodoffices.engines.brackets.model import Draft, Provision

ENGLISH: Mapping[str, str] = {str(change): said for change, said in WORDS.items()} | {
    "figures": "What changed",
    "inserted": "words that came",
    "deleted": "words that went",
    "before": "brackets before",
    "after": "brackets after",
    "came": "What came",
    "went": "what went",
    "bracket came": "a bracket came, its words stay",
    "bracket went": "a bracket went, its words stay",
    "rest": "all else stands in both.",
    "only": "Show only what changed",
    "first": "Go to the first change",
    "none": "Nothing changed.",
    "place": "change {n} of {of}",
    "previous": "Previous",
    "next": "Next",
    "words stay": "words stay",
    "article": "Article {label}",
    "option": "Option {label}",
}
"""The words that a redline shows besides the drafts' own, by key; a site gives its own for another language."""

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")


def page(whole: Diff, before: str, after: str) -> str:
    """The redline as a page that loads nothing from elsewhere. `before` and `after` are the drafts' names."""
    title = f"{visible(before)} → {visible(after)}"
    return "".join(
        [
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(title)}</title>\n<style>{PAGE}{STYLE}</style>\n",
            f"<h1><bdi>{escape(visible(before))}</bdi> → <bdi>{escape(visible(after))}</bdi></h1>\n",
            *_Redline(whole, "change", ENGLISH).html("main"),
            "</html>\n",
        ]
    )


def fragment(
    old: Draft,
    new: Draft,
    known: Mapping[str, str] | None = None,
    *,
    prefix: str = "change",
    words: Mapping[str, str] = ENGLISH,
) -> str:
    """The redline of two drafts as a `div`, for a page that serves `redline_style.STYLE`. It has no script and no style.

    known    provisions known to be the same, as for `diff`
    prefix   what ids begin with, so that two redlines can stand on one page; letters, digits and “-”
    words    the words of the reader's language, with all keys of `ENGLISH`

    >>> from goodoffices.engines.brackets import parse
    >>> '<del class="bracket">[</del>shall' in fragment(parse("1. We [shall] go.\\n"), parse("1. We shall go.\\n"))
    True
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", prefix):
        raise ValueError(f"“{prefix}” cannot begin an id. Take letters, digits and “-”.")
    return "".join(_Redline(diff(old, new, known), prefix, words).html("div"))


class _Redline:
    """The elements of a redline."""

    def __init__(self, whole: Diff, prefix: str, words: Mapping[str, str]) -> None:
        self.whole = whole
        self.prefix = prefix
        self.words = {key: escape(said) for key, said in words.items()}
        shower = Shower(whole)
        listed = [(part, shower.part(part)) for part in whole.parts]
        self.parts = [(part, shown) for part, shown in listed if any(stretch.text.strip() for stretch in shown)]
        self.count = sum(_changed(part) for part, _ in self.parts)

    def html(self, around: str) -> Iterator[str]:
        """Everything; the provisions stand in an element `around`."""
        yield '<div class="redline">\n'
        yield from self._figures()
        yield self._key()
        if self.count:
            box = f"{self.prefix}-only"
            yield f'<p class="redline-jump"><a href="#{self.prefix}-1">{self.words["first"]}</a></p>\n'
            yield f'<input type="checkbox" class="redline-only" id="{box}"><label for="{box}">{self.words["only"]}</label>\n'
        else:
            yield f"<p>{self.words['none']}</p>\n"
        yield f'<{around} class="redline-text">\n'
        number = 0
        for part, shown in self.parts:
            number += _changed(part)
            yield self._provision(part, shown, number if _changed(part) else 0)
        yield f"</{around}>\n</div>\n"

    def _figures(self) -> Iterator[str]:
        found, words = self.whole.summary, self.words
        rows = [(words[change], found.changes[change]) for change in CHANGES if found.changes[change]]
        rows += [(words["inserted"], found.inserted), (words["deleted"], found.deleted)]
        rows += [(words["before"], found.brackets.a), (words["after"], found.brackets.b)]
        yield f"<table><caption>{words['figures']}</caption>\n"
        for name, count in rows:
            yield f'<tr><th scope="row">{name}</th><td>{count:,}</td></tr>\n'
        yield "</table>\n"

    def _key(self) -> str:
        words = self.words
        return (
            f'<p class="redline-key"><ins>{words["came"]}</ins> · <del>{words["went"]}</del> · '
            f'<ins class="bracket">[</ins> {words["bracket came"]} · <del class="bracket">[</del> {words["bracket went"]} · '
            f"{words['rest']}</p>\n"
        )

    def _provision(self, part: Part, shown: list[Shown], number: int) -> str:
        one = (part.b or part.a)[0]
        attributes = f' id="{self.prefix}-{number}"' if number else ""
        attributes += "".join(
            f' data-{side}="{escape(visible(" ".join(p.id for p in provisions)))}"'
            for side, provisions in (("a", part.a), ("b", part.b))
            if provisions
        )
        marked = [stretch for stretch in shown if stretch.kind != "same"]
        stay = bool(marked) and all(stretch.bracket for stretch in marked)
        classes = ["provision", part.change if number else "same", one.kind, f"d{min(one.depth, 5)}"]
        classes += ["words-stay"] if stay else []
        return (
            f'<section class="{" ".join(classes)}"{attributes}><header><b>{self._changes(part, stay)}</b>{self._place(part)}'
            f'{self._steps(number)}</header><p class="words" dir="{_direction(shown)}">{_words(shown)}</p></section>\n'
        )

    def _changes(self, part: Part, stay: bool) -> str:
        """What became of a part, in words: “cleaned, renumbered, words stay”."""
        changes = [part.change]
        changes += ["moved"] if part.moved and part.change != "moved" else []
        changes += ["renumbered"] if part.renumbered and part.change != "renumbered" else []
        said = [self.words[change] for change in changes]
        return ", ".join([*said, self.words["words stay"]] if stay else said)

    def _steps(self, number: int) -> str:
        """The number of the change, and links to those before and after it."""
        if not number:
            return ""
        links = [(number - 1, "previous")] if number > 1 else []
        links += [(number + 1, "next")] if number < self.count else []
        linked = "".join(f'<a href="#{self.prefix}-{there}">{self.words[name]}</a>' for there, name in links)
        place = self.words["place"].format(n=f"{number:,}", of=f"{self.count:,}")
        return f'<span class="steps">{place}<br>{linked}</span>'

    def _place(self, part: Part) -> str:
        """Article and label in each draft: “Article 3, 2 → Article 4, 2”."""
        was, now = self._path(self.whole.a.provisions, part.a), self._path(self.whole.b.provisions, part.b)
        if was and now and was != now:
            return f"<bdi>{was}</bdi> → <bdi>{now}</bdi>"
        return f"<bdi>{was or now}</bdi>"

    def _path(self, all: tuple[Provision, ...], provisions: tuple[Provision, ...]) -> str:
        """“Article 2, Option 1, 3, a + b”; "" for what has no label and is in no article."""
        if not provisions or provisions[0].kind == "document":
            return ""
        path = [" + ".join(self._step(one) for one in provisions)]
        above = provisions[0]
        while above.kind not in {"article", "heading"} and above.parent > 0:
            above = all[above.parent]
            path.append(self._step(above))
        return ", ".join(step for step in reversed(path) if step)

    def _step(self, one: Provision) -> str:
        label = escape(visible(one.label))
        return self.words[one.kind].format(label=label) if label and one.kind in {"article", "option"} else label


def _changed(part: Part) -> bool:
    """Did anything become of it?"""
    return part.change != "same" or part.moved or part.renumbered


def _words(shown: list[Shown]) -> str:
    said = []
    for index, (kind, text, bracket) in enumerate(shown):
        # The page's own styles make the space at the ends.
        text = text.lstrip() if index == 0 else text
        words = escape(visible(text.rstrip() if index == len(shown) - 1 else text), quote=False)
        if words and kind != "same":
            opening = f'<{kind} class="bracket">' if bracket else f"<{kind}>"
            words = f"{opening}{words}</{kind}>"
        said.append(words)
    return "".join(said)


def _direction(shown: list[Shown]) -> str:
    """The direction of most letters, so that a bracket before the first word does not decide it."""
    sample = "".join(stretch.text for stretch in shown)[:2000]
    return "rtl" if len(_RTL.findall(sample)) > len(_LTR.findall(sample)) else "ltr"
