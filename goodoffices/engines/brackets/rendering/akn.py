"""Akoma Ntoso 3.0 (OASIS LegalDocML, 2018): the draft as a `doc`, provisions with their ids, brackets as inlines.

The schema has no bracket and no option, so they are its generic `inline` and `hcontainer`, named “bracket”, “alternative” and
“option”. A party that proposes a bracket's words is an organisation in `references`, to which the bracket refers; every further
alternative refers to the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Provision
from goodoffices.engines.brackets.rendering.akn_meta import meta, organisation
from goodoffices.engines.brackets.rendering.blocks import COMMENT_KINDS, Block, Flow, Run
from goodoffices.engines.brackets.rendering.comments import comment_text
from goodoffices.engines.brackets.rendering.flow import flow
from goodoffices.engines.brackets.rendering.render_options import RenderOptions

_ELEMENTS = {
    "heading": "section", "article": "article", "paragraph": "paragraph", "operative": "paragraph",
    "subparagraph": "subparagraph", "item": "point",
}  # fmt: skip
# XML readers refuse more than some 250 levels; brackets and provisions deeper than this are not nested further.
_DEEPEST_BRACKET = 24
_DEEPEST_PROVISION = 60


def render(draft: Draft, options: RenderOptions) -> bytes:
    """The document in UTF-8, valid against the OASIS schema. The same bytes for the same draft and options."""
    return "".join(_Document(draft, flow(draft, options), options).parts()).encode("utf-8")


class _Document:
    def __init__(self, draft: Draft, shown: Flow, options: RenderOptions) -> None:
        self.draft = draft
        self.flow = shown
        self.options = options
        self.names = _names(draft)
        self.around = 0  # brackets left open by earlier blocks
        self.within: list[bool] = []  # for each bracket opened in this block: does it have an element?

    def parts(self) -> Iterator[str]:
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\n'
            f'<doc name="negotiatingText" contains="singleVersion">\n{meta(self.draft, self.flow, self.options)}'
            f"<preface><p><docTitle>{escape(self.flow.title)}</docTitle></p></preface>\n<mainBody>\n"
        )
        open_now: list[tuple[Provision, str]] = []
        written = False
        for index, blocks in groupby(self.flow.blocks, key=lambda block: block.provision.index):
            written = True
            provision = self.draft.provisions[index]
            while open_now and not self._stands_in(provision, open_now[-1][0]):
                yield open_now.pop()[1]
            leaf = not provision.children or len(open_now) >= _DEEPEST_PROVISION
            yield from self._beginning(provision, list(blocks), leaf)
            closing = f"</{self._tag(provision)}>\n"
            if leaf:
                yield closing
            else:
                open_now.append((provision, closing))
        while open_now:
            yield open_now.pop()[1]
        yield ("" if written else "<p/>\n") + "</mainBody>\n</doc>\n</akomaNtoso>\n"

    def _stands_in(self, one: Provision, other: Provision) -> bool:
        return other.start <= one.start and one.end <= other.end and one.depth > other.depth

    def _tag(self, provision: Provision) -> str:
        return _ELEMENTS.get(provision.kind, "hcontainer")

    def _beginning(self, provision: Provision, blocks: list[Block], leaf: bool) -> Iterator[str]:
        """The beginning of an element, before its children: number, heading, its own paragraphs."""
        name = self.names[provision.index]
        tag = self._tag(provision)
        kind = f' name="{provision.kind}"{self._refers_to(provision)}' if tag == "hcontainer" else ""
        yield f'<{tag} eId="{name}"{kind}>\n'
        first = blocks[0]
        number, rest = _numbered(first.runs)
        if number:
            yield f"<num>{self._words(number)}</num>\n"
        if first.role == "heading":
            if rest:
                yield f"<heading>{self._words(rest)}</heading>\n"
            paragraphs = [block.runs for block in blocks[1:]]
        else:
            paragraphs = [rest, *(block.runs for block in blocks[1:])]
        paragraphs = [runs for runs in paragraphs if runs]
        if leaf or paragraphs:
            part = "content" if leaf else "intro"
            inner = "".join(f"<p>{self._words(runs)}</p>" for runs in paragraphs)
            yield f'<{part} eId="{part}:{name}">{inner}</{part}>\n'

    def _refers_to(self, provision: Provision) -> str:
        """The attribute for the party that the text names as proposing an option; "" for none."""
        option = self.draft.option_of(provision)
        proposed = [one.party for one in option.attributions if one.stance == "proposed"] if option else []
        return f' refersTo="#{organisation(proposed[0])}"' if proposed else ""

    def _words(self, runs: tuple[Run, ...]) -> str:
        parts = ['<inline name="continued">'] if (around := self.around) else []
        self.within = []
        parts += [self._run(run) for run in runs]
        parts += ["</inline>" for shown in self.within if shown]
        self.around += len(self.within)
        return "".join(parts) + ("</inline>" if around else "")

    def _run(self, run: Run) -> str:
        words = escape(run.words)
        if run.kind == "open":
            return self._open(run.ref, words)
        if run.kind == "close":
            return self._close(words)
        if run.kind == "comment_start":
            return ""
        if run.kind == "comment_end":
            return self._comment(run.ref)
        words = f"<i>{words}</i>" if run.italic else words
        words = f"<b>{words}</b>" if run.bold else words
        if run.kind in {"stray", "left_open"}:
            return f'<inline name="{run.kind}">{words}</inline>'
        if run.kind == "who":
            return f'<inline name="attribution">{words}</inline>'
        if run.kind == "placeholder":
            return f"<placeholder originalText={quoteattr(run.words)}>{words}</placeholder>"
        if run.kind == "link" and run.at:
            return f"<a href={quoteattr(run.at)}>{words}</a>"
        return f"<sup>{words}</sup>" if run.kind == "footnote" else words

    def _open(self, index: int, words: str) -> str:
        shown = len(self.within) < _DEEPEST_BRACKET
        self.within.append(shown)
        if not shown:
            return words
        bracket = self.draft.brackets[index]
        name = "placeholder" if bracket.kind == "placeholder" else "alternative" if bracket.choice >= 0 else "bracket"
        more = ""
        if bracket.choice >= 0 and (first := self.draft.choices[bracket.choice].members[0]) != index:
            more += f' alternativeTo="bracket-{first + 1}"'
        proposed = [one.party for one in bracket.attributions if one.stance == "proposed"]
        if proposed:
            more += f' refersTo="#{organisation(proposed[0])}"'
        return f'<inline name="{name}" eId="bracket-{index + 1}"{more}>{words}'

    def _close(self, words: str) -> str:
        if not self.within:
            self.around = max(0, self.around - 1)
            return words
        return f"{words}</inline>" if self.within.pop() else words

    def _comment(self, number: int) -> str:
        words = escape(comment_text(self.flow.comments[number], self.flow.language))
        return f'<authorialNote eId="remark-{number + 1}" marker="{number + 1}"><p>{words}</p></authorialNote>'


def _numbered(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The label with the punctuation after it, and the rest; no label if anything comes before it."""
    if not runs or runs[0].kind != "label":
        return (), runs
    rest = list(runs[1:])
    label = runs[0]
    if rest and rest[0].kind == "text":
        words = rest[0].words
        if words[:1] and words[0] in ".:)":
            label, words = label._replace(words=label.words + words[0]), words[1:]
        rest[0] = rest[0]._replace(words=words.lstrip(" "))
    return (label,), tuple(run for run in rest if run.words or run.kind in COMMENT_KINDS)


def _names(draft: Draft) -> list[str]:
    """An eId for each provision: its id without blanks, with levels joined by “__” (Akoma Ntoso Naming Convention 1.0)."""
    taken: set[str] = set()
    names = []
    for provision in draft.provisions:
        name = "".join("-" if c.isspace() or c in '"<>&#' else c for c in provision.id).replace("/", "__") or "text"
        if name in taken:
            name = f"{name}--{provision.index}"
        taken.add(name)
        names.append(f"provision-{name}" if name.startswith(("bracket-", "remark-", "party-")) else name)
    return names
