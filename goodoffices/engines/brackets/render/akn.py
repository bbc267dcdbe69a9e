"""Akoma Ntoso 3.0 (OASIS LegalDocML, 2018): the draft as a `doc`, provisions by their ids, brackets as inlines.

The schema has no bracket and no option: they are its generic `inline` and `hcontainer`, named “bracket”, “alternative”, “option”.
Who proposed a bracket's words is an organisation in `references` that it refers to; a later alternative names the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from goodoffices.engines.brackets.render.akn_meta import meta, organisation
from goodoffices.engines.brackets.render.flow import Block, Flow, Run, flow
from goodoffices.engines.brackets.render.remarks import said
from goodoffices.engines.brackets.render.wishes import Wishes
from goodoffices.engines.brackets.spans import Provision
from goodoffices.engines.brackets.tree import Draft

_ELEMENTS = {
    "heading": "section", "article": "article", "paragraph": "paragraph", "operative": "paragraph",
    "subparagraph": "subparagraph", "item": "point",
}  # fmt: skip
# XML readers refuse what nests deeper than some 250 elements; deeper brackets and provisions lie beside each other.
_DEEPEST_BRACKET = 24
_DEEPEST_PROVISION = 60


def render(draft: Draft, wishes: Wishes) -> bytes:
    """The document in UTF-8, valid against the OASIS schema."""
    return "".join(_Document(draft, flow(draft, wishes), wishes).parts()).encode("utf-8")


class _Document:
    def __init__(self, draft: Draft, shown: Flow, wishes: Wishes) -> None:
        self.draft = draft
        self.flow = shown
        self.wishes = wishes
        self.names = _names(draft)
        self.around = 0  # brackets open from a block before
        self.within: list[bool] = []  # of those opened in this block: has it an element?

    def parts(self) -> Iterator[str]:
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\n'
            f'<doc name="negotiatingText" contains="singleVersion">\n{meta(self.draft, self.flow, self.wishes)}'
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
            yield from self._begun(provision, list(blocks), leaf)
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

    def _begun(self, provision: Provision, blocks: list[Block], leaf: bool) -> Iterator[str]:
        """An element up to where its children come: number, heading, its own paragraphs."""
        name = self.names[provision.index]
        tag = self._tag(provision)
        kind = f' name="{provision.kind}"{self._whose(provision)}' if tag == "hcontainer" else ""
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

    def _whose(self, provision: Provision) -> str:
        """Who proposes an option, in the text."""
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
        if run.kind == "remark_start":
            return ""
        if run.kind == "remark_end":
            return self._remark(run.ref)
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

    def _remark(self, number: int) -> str:
        remark = self.flow.remarks[number]
        words = escape(said(remark, self.flow.language))
        return f'<authorialNote eId="remark-{number + 1}" marker="{number + 1}"><p>{words}</p></authorialNote>'


def _numbered(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The label with the sign behind it, and what follows; no label if anything stands before it."""
    if not runs or runs[0].kind != "label":
        return (), runs
    rest = list(runs[1:])
    label = runs[0]
    if rest and rest[0].kind == "text":
        words = rest[0].words
        if words[:1] and words[0] in ".:)":
            label, words = label._replace(words=label.words + words[0]), words[1:]
        rest[0] = rest[0]._replace(words=words.lstrip(" "))
    return (label,), tuple(run for run in rest if run.words or run.kind.startswith("remark"))


def _names(draft: Draft) -> list[str]:
    """An eId for each provision: its id without blanks, levels joined by “__” as the naming convention has it."""
    taken: set[str] = set()
    names = []
    for provision in draft.provisions:
        name = "".join("-" if c.isspace() or c in '"<>&#' else c for c in provision.id).replace("/", "__") or "text"
        if name in taken:
            name = f"{name}--{provision.index}"
        taken.add(name)
        names.append(f"provision-{name}" if name.startswith(("bracket-", "remark-", "party-")) else name)
    return names
