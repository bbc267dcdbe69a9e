"""HTML: one file that loads nothing else, for eyes and for screen readers, in either direction. No draft can run code in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from importlib import resources
from itertools import groupby

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Bracket, Provision
from goodoffices.engines.brackets.operations.identifying import id_of
from goodoffices.engines.brackets.operations.stances import stances
from goodoffices.engines.brackets.rendering.blocks import Block, Flow, Run
from goodoffices.engines.brackets.rendering.comments import comment_text
from goodoffices.engines.brackets.rendering.direction import has_letters, runs_right_to_left
from goodoffices.engines.brackets.rendering.flow import flow
from goodoffices.engines.brackets.rendering.labels import bracket_label, option_label
from goodoffices.engines.brackets.rendering.phrases import phrase
from goodoffices.engines.brackets.rendering.render_options import RenderOptions
from goodoffices.engines.brackets.rendering.visible import visible

FOR_PAGES = RenderOptions(alternatives=True)
"""What a page wants of HTML: ids of alternatives and who stands on them."""

# Browsers flatten more than some 500 levels; brackets deeper than this keep their characters and lose their colour.
_DEEPEST = 24
_FIRST_WORDS = 200  # characters that decide a bracket's direction
_LISTED = {"paragraph": "ol", "subparagraph": "ol", "preambular": "ol", "operative": "ol", "item": "ul", "option": "ul"}


def render(draft: Draft, options: RenderOptions) -> bytes:
    """The page in UTF-8."""
    shown = flow(draft, options)
    return "".join(_Page(draft, shown, options.alternatives).parts()).encode("utf-8")


def provision(draft: Draft, id: str, options: RenderOptions = FOR_PAGES, titled: bool = False) -> str:
    """The own words of one provision as headings and paragraphs, without what stands under it; safe to put into a page.

    The same markup as in the page of the whole draft. Each alternative says its permanent id in `data-alternative`, if it has
    one, and in `data-proposed`, `data-supported`, `data-opposed` and `data-reserved` who stands there, separated by “; ”.

    options   name the language: a part of a draft may have too few words to guess it
    titled    does the whole begin with its title?

    KeyError for an unknown id.

    >>> from goodoffices.engines.brackets import parse
    >>> provision(parse("1. Each Party reports.\\n\\n2. It rests.\\n"), "2")
    '<p dir="ltr">2. It rests.</p>\\n'
    """
    return provisions(draft, options, titled, only=draft.by_id(id).index).get(id, "")


def provisions(
    draft: Draft, options: RenderOptions = FOR_PAGES, titled: bool = False, only: int = -1
) -> dict[str, str]:
    """The same for every provision with words of its own, by id. O(n).

    only   the index of the one provision that is asked for

    >>> from goodoffices.engines.brackets import parse
    >>> list(provisions(parse("1. Each Party reports.\\n\\n2. It rests.\\n")))
    ['1', '2']
    """
    shown = replace(flow(draft, options), titled=titled)
    page = _Page(draft, shown, options.alternatives)
    found: dict[str, str] = {}
    for index, blocks in groupby(shown.blocks, key=lambda block: block.provision.index):
        if only in (-1, index):
            one = draft.provisions[index]
            page.open = [there.index for there in draft.enclosing_from(one.start)]
            found[one.id] = found.get(one.id, "") + "".join(part for block in blocks for part in page.block(block))
    return found


class _Page:
    def __init__(self, draft: Draft, shown: Flow, alternatives: bool) -> None:
        self.draft = draft
        self.flow = shown
        self.alternatives = alternatives
        self.open: list[int] = []  # brackets that are open, from this block or an earlier one
        self.within: list[bool] = []  # for each bracket opened in this block: does it have an element?
        self.elements: list[tuple[int, str]] = []  # provisions whose elements are open, and what closes each
        self.named: set[str] = set()

    def parts(self) -> Iterator[str]:
        direction = "rtl" if self.flow.right_to_left else "ltr"
        style = resources.files(__package__).joinpath("page.css").read_text("utf-8")
        yield (
            f'<!DOCTYPE html>\n<html lang="{escape(self.flow.language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            '<meta name="referrer" content="no-referrer">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.flow.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        )
        if not self.flow.titled:
            yield f'<h1 dir="auto">{escape(self.flow.title)}</h1>\n'
        for block in self.flow.blocks:
            yield from self._placed(block)
            yield from self.block(block)
        yield from self._closed(down_to=0)
        yield from self._comments()
        yield "</main>\n</body>\n</html>\n"

    # -- the structure

    def _placed(self, block: Block) -> Iterator[str]:
        """Close the provisions that have ended, and open those that this block is in."""
        path = self._path(block)
        same = 0
        while same < min(len(path), len(self.elements)) and self.elements[same][0] == path[same]:
            same += 1
        following = path[same : same + 1]
        beside = self._beside(same, following)
        yield from self._closed(down_to=same, but_list=beside)
        for index in path[same:]:
            yield from self._opened(index, beside)
            beside = False

    def _path(self, block: Block) -> list[int]:
        """The indices of the block's provision and those above it, the outermost first."""
        path = []
        index = block.provision.index
        while index > 0:
            path.append(index)
            index = self.draft.provisions[index].parent
        return path[::-1]

    def _beside(self, same: int, following: list[int]) -> bool:
        """Is the next provision an item of the list that is open there?"""
        if same >= len(self.elements) or not following:
            return False
        before, after = self.draft.provisions[self.elements[same][0]], self.draft.provisions[following[0]]
        return before.kind == after.kind and after.kind in _LISTED

    def _closed(self, down_to: int, but_list: bool = False) -> Iterator[str]:
        while len(self.elements) > down_to:
            index, closing = self.elements.pop()
            kind = self.draft.provisions[index].kind
            last = len(self.elements) == down_to
            yield closing if not (last and but_list and kind in _LISTED) else "</li>\n"

    def _opened(self, index: int, beside: bool) -> Iterator[str]:
        one = self.draft.provisions[index]
        name = self._named(one.id)
        if one.kind in _LISTED:
            tag = _LISTED[one.kind]
            label = f' aria-label="{escape(self._say("options"))}"' if one.kind == "option" else ""
            if not beside:
                yield f'<{tag} class="{one.kind}s" role="list"{label}>\n'
            yield f"<li{name}{self._option_label(one)}>\n"
            self.elements.append((index, f"</li>\n</{tag}>\n"))
        elif one.kind in {"heading", "article"}:
            yield f"<section{name}>\n"
            self.elements.append((index, "</section>\n"))
        else:
            yield f'<div class="{one.kind}"{name}>\n'
            self.elements.append((index, "</div>\n"))

    def _option_label(self, one: Provision) -> str:
        """The label for screen readers of an option: which one it is, and who has which stance on it."""
        option = self.draft.option_of(one)
        if option is None:
            return ""
        return f' aria-label="{escape(option_label(self.draft, option, self.flow.language))}"'

    def _named(self, id: str) -> str:
        if not id or id in self.named:
            return ""
        self.named.add(id)
        return f' id="{escape("".join("-" if c.isspace() else c for c in id))}"'

    # -- the words

    def block(self, block: Block) -> Iterator[str]:
        """One heading or paragraph. Brackets from earlier blocks continue inside it, which its colour shows."""
        tag = f"h{min(6, block.level + (0 if self.flow.titled else 1))}" if block.role == "heading" else "p"
        direction = "rtl" if block.right_to_left else "ltr" if has_letters(block.words) else "auto"
        yield f'<{tag} dir="{direction}"{self._option(block)}>'
        around = len(self.open)
        if around:
            yield f'<span class="in" role="group" aria-label="{escape(self._say("continued"))}">'
        self.within = []
        for run in block.runs:
            yield self._run(run)
        while self.within:
            if self.within.pop():
                yield "</bdi>"
        if around:
            yield "</span>"
        yield f"</{tag}>\n"

    def _run(self, run: Run) -> str:
        words = escape(run.words)
        if run.kind == "open":
            return self._open(run, words)
        if run.kind == "close":
            return self._close(words)
        if run.kind == "comment_start":
            return ""
        if run.kind == "comment_end":
            number = run.ref + 1
            return f'<sup><a href="#remark-{number}" id="at-{number}">{number}</a></sup>'
        if run.kind in {"stray", "left_open"}:
            return f'<mark role="note" aria-label="{escape(self._say(run.kind))}">{words}</mark>'
        words = _emphasised(run, words)
        if run.kind == "who":
            bare = words.strip(" ")  # a blank inside would move to the other side of a name that runs the other way
            return words.replace(bare, f'<bdi class="who">{bare}</bdi>', 1) if bare else words
        if run.kind == "placeholder":
            return f'<bdi class="blank">{words}</bdi>'
        if run.kind == "link" and run.at:
            return f'<a href="{escape(run.at)}" rel="noopener noreferrer">{words}</a>'
        if run.kind == "footnote":
            return f"<sup>{words}</sup>"
        return words

    def _open(self, run: Run, words: str) -> str:
        bracket = self.draft.brackets[run.ref]
        self.open.append(run.ref)
        shown = len(self.within) < _DEEPEST
        self.within.append(shown)
        if not shown:
            return words
        kind = "blank" if bracket.kind == "placeholder" else "alternative" if bracket.choice >= 0 else "bracket"
        label = escape(bracket_label(self.draft, bracket, self.flow.language, noted=self.alternatives))
        known = self._known(bracket) + self._direction_of(bracket)
        return f'<bdi class="{kind}"{known} role="group" aria-label="{label}"><b>{words}</b>'

    def _option(self, block: Block) -> str:
        """What a page knows of the option that begins with this block."""
        option = self.draft.option_of(block.provision) if self.alternatives and block.first else None
        return self._known(option) if option is not None else ""

    def _known(self, there: Alternative) -> str:
        """The id of an alternative and who stands on it, as attributes."""
        if not self.alternatives:
            return ""
        known = {"alternative": id_of(self.draft, there)}
        for party, stance in sorted(stances(self.draft, there).items()):
            known[stance] = f"{known[stance]}; {party}" if stance in known else party
        return "".join(f' data-{name}="{escape(visible(words))}"' for name, words in known.items() if words)

    def _direction_of(self, bracket: Bracket) -> str:
        """The direction of the words themselves, whatever script a party's name before them is in."""
        inner = self.draft.text[bracket.inner_start : min(bracket.inner_end, bracket.inner_start + _FIRST_WORDS)]
        if runs_right_to_left(inner):
            return ' dir="rtl"'
        return ' dir="ltr"' if has_letters(inner) else ""

    def _close(self, words: str) -> str:
        if self.open:
            self.open.pop()
        if not self.within or not self.within.pop():
            return f"<b>{words}</b>"
        return f"<b>{words}</b></bdi>"

    def _comments(self) -> Iterator[str]:
        if not self.flow.comments:
            return
        yield f'<section class="remarks">\n<h2>{escape(self._say("comments"))}</h2>\n<ol>\n'
        for number, comment in enumerate(self.flow.comments, 1):
            yield f'<li id="remark-{number}"><a href="#at-{number}">{number}</a> {escape(comment_text(comment, self.flow.language))}</li>\n'
        yield "</ol>\n</section>\n"

    def _say(self, key: str, **names: object) -> str:
        return phrase(self.flow.language, key, **names)


def _emphasised(run: Run, words: str) -> str:
    if run.italic:
        words = f"<em>{words}</em>"
    return f"<strong>{words}</strong>" if run.bold else words
