"""The paragraphs of a Word document: runs, inside the tracked changes of who proposed and opposed them.

Source: ECMA-376 part 1, 17.13.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Comment
from goodoffices.engines.brackets.rendering.blocks import COMMENT_KINDS, Block, Flow, Run
from goodoffices.engines.brackets.rendering.bookmarks import bookmark_name
from goodoffices.engines.brackets.rendering.comments import comment_text
from goodoffices.engines.brackets.rendering.direction import by_direction
from goodoffices.engines.brackets.rendering.labels import party_names
from goodoffices.engines.brackets.rendering.phrases import phrase
from goodoffices.engines.brackets.rendering.render_options import RenderOptions

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_STYLES = {
    "open": "Bracket", "close": "Bracket", "who": "Who", "placeholder": "Placeholder", "stray": "Loose",
    "left_open": "Loose", "label": "Label", "link": "Hyperlink",
}  # fmt: skip
_BRACKETS = frozenset({"open", "close", "stray", "left_open"})
_KEPT = _BRACKETS | {"who", "label"}  # what a tracked deletion does not delete
_INSET = 425  # twentieths of a point: 7.5 mm


class Authors(NamedTuple):
    """Who proposes the words, and who opposes them; "" for nobody."""

    proposed: str = ""
    opposed: str = ""


class Body:
    """Writes the paragraphs. Afterwards `footnotes` and `comments` hold the XML of each that is referred to.

    link   gives the relationship id for an address
    """

    def __init__(self, draft: Draft, shown: Flow, options: RenderOptions, link: Callable[[str], str]) -> None:
        self.draft = draft
        self.flow = shown
        self.link = link
        self.titled = bool(options.title) and not shown.titled
        self.dated = f' w:date="{options.dated.isoformat()}T00:00:00Z"' if options.dated else ""
        self.footnotes: list[str] = []
        self.comments: list[str] = []
        self._authors: list[Authors] = []  # for each open bracket, from the outermost
        self._tracked = 0
        self._marked = 0
        self._counted = 0  # how many footnotes Word numbers
        self._begun: set[int] = set()
        self._notes = _notes(shown)

    def paragraphs(self) -> str:
        """The paragraphs as XML. Footnotes that are referred to are left out here, and are in `footnotes`."""
        referred = {
            run.words
            for block in self.flow.blocks
            for run in block.runs
            if run.kind == "footnote" and block.provision.kind != "note"
        }
        self._notes = {mark: blocks for mark, blocks in self._notes.items() if mark in referred}
        moved = {id(block) for blocks in self._notes.values() for block in blocks}
        parts = []
        if self.titled:
            parts.append(self._paragraph("Title", 0, [Run("text", self.flow.title)], self.flow.right_to_left))
        parts += [self._block(block) for block in self.flow.blocks if id(block) not in moved]
        return "".join(parts)

    def _block(self, block: Block) -> str:
        mark = self._bookmark(block)
        if block.role == "heading":
            return self._paragraph(f"Heading{block.level}", 0, block.runs, block.right_to_left, mark)
        style = "FootnoteText" if block.role == "note" else ""
        if block.provision.kind == "option":
            style = "Option"
        return self._paragraph(style, block.level, block.runs, block.right_to_left, mark)

    def _bookmark(self, block: Block) -> str:
        """A bookmark named after the provision's id, where it begins; "" for none."""
        name = (
            bookmark_name(block.provision.id) if block.first and block.role != "note" and block.provision.index else ""
        )
        self._marked += bool(name)
        return (
            f'<w:bookmarkStart w:id="{self._marked}" w:name="{name}"/><w:bookmarkEnd w:id="{self._marked}"/>'
            if name
            else ""
        )

    def _paragraph(self, style: str, level: int, runs: Iterable[Run], rtl: bool, lead: str = "") -> str:
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties += "<w:bidi/>" if rtl else ""
        properties += f'<w:ind w:left="{level * _INSET}"/>' if level else ""
        within = self._authors[-1] if self._authors else Authors()
        words = lead + self._runs(runs, rtl)
        after = self._authors[-1] if self._authors else Authors()
        if within.proposed == after.proposed and after.proposed:
            properties += f"<w:rPr>{self._change('ins', after.proposed)}/></w:rPr>"
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{words}</w:p>"

    def _runs(self, runs: Iterable[Run], rtl: bool) -> str:
        """Runs of the same authors are in one tracked change."""
        parts: list[str] = []
        group: list[str] = []
        now = Authors()
        for run in runs:
            authors, words = self._written(run, rtl)
            if authors != now and words:
                parts.append(self._wrapped(now, group))
                group, now = [], authors
            group.append(words)
        parts.append(self._wrapped(now, group))
        return "".join(parts)

    def _written(self, run: Run, rtl: bool) -> tuple[Authors, str]:
        """The authors of a run, and its XML."""
        if run.kind in COMMENT_KINDS:
            return self._authors[-1] if self._authors else Authors(), self._comment_mark(run)
        if run.kind == "open":
            self._authors.append(self._of(run.ref))
        authors = self._authors[-1] if self._authors else Authors()
        if run.kind in _KEPT:
            authors = authors._replace(opposed="")
        if run.kind == "close" and self._authors:
            self._authors.pop()
        if run.kind == "footnote" and run.words in self._notes:
            return authors, self._footnote(run)
        return authors, self._text(run, rtl, deleted=bool(authors.opposed))

    def _of(self, bracket: int) -> Authors:
        """The authors of a bracket's words: those it names, else those of the bracket around it."""
        around = self._authors[-1] if self._authors else Authors()
        one = self.draft.brackets[bracket]
        return Authors(
            party_names(one, "proposed")[:255] or around.proposed, party_names(one, "opposed")[:255] or around.opposed
        )

    def _wrapped(self, authors: Authors, group: list[str]) -> str:
        words = "".join(group)
        if words and authors.opposed:
            words = f"{self._change('del', authors.opposed)}>{words}</w:del>"
        if words and authors.proposed:
            words = f"{self._change('ins', authors.proposed)}>{words}</w:ins>"
        return words

    def _change(self, tag: str, author: str) -> str:
        self._tracked += 1
        return f'<w:{tag} w:id="{self._tracked}" w:author={quoteattr(author)}{self.dated}'

    def _text(self, run: Run, rtl: bool, deleted: bool) -> str:
        """A run's words, cut where their direction changes, because in Word each run has one direction."""
        if run.kind in _BRACKETS:
            stretches = [(run.words, rtl)]
        else:
            stretches = by_direction(run.words, rtl)
        tag = "delText" if deleted else "t"
        made = "".join(
            f'<w:r>{_properties(run, direction)}<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'
            for words, direction in stretches
        )
        if run.kind == "link" and run.at and not deleted and not (self._authors and self._authors[-1].proposed):
            return f'<w:hyperlink r:id="{self.link(run.at)}">{made}</w:hyperlink>'
        return made

    # -- what is beside the text

    def _footnote(self, run: Run) -> str:
        number = len(self.footnotes) + 1
        counted = run.words == str(self._counted + 1)  # as Word would number it
        self._counted += counted
        mark = "" if counted else f'<w:t xml:space="preserve">{escape(run.words)}</w:t>'
        own = "" if counted else ' w:customMarkFollows="1"'
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        blocks = self._notes.pop(run.words)
        self.footnotes.append("")
        authors, self._authors = self._authors, []
        paragraphs = []
        for place, block in enumerate(blocks):
            lead = f"<w:r>{style}{mark or '<w:footnoteRef/>'}</w:r>" if not place else ""
            runs = block.runs if place else block.runs[1:]
            paragraphs.append(self._paragraph("FootnoteText", 0, runs, block.right_to_left, lead))
        self._authors = authors
        self.footnotes[number - 1] = f'<w:footnote w:id="{number}">{"".join(paragraphs)}</w:footnote>'
        return f'<w:r>{style}<w:footnoteReference{own} w:id="{number}"/>{mark}</w:r>'

    def _comment_mark(self, run: Run) -> str:
        if run.kind == "comment_start":
            self._begun.add(run.ref)
            return f'<w:commentRangeStart w:id="{run.ref}"/>'
        start = "" if run.ref in self._begun else f'<w:commentRangeStart w:id="{run.ref}"/>'
        self.comments.append(self._comment(run.ref, self.flow.comments[run.ref]))
        return (
            f'{start}<w:commentRangeEnd w:id="{run.ref}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{run.ref}"/></w:r>'
        )

    def _comment(self, number: int, comment: Comment) -> str:
        language = self.flow.language
        author = (comment.party or phrase(language, "comments"))[:255]
        words = comment_text(comment, language, authored=True)
        return (
            f'<w:comment w:id="{number}" w:author={quoteattr(author)} w:initials={quoteattr(author[:3])}{self.dated}><w:p>'
            f'<w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:comment>'
        )


def _notes(shown: Flow) -> dict[str, list[Block]]:
    """The blocks of each footnote, by its mark."""
    found: dict[str, list[Block]] = {}
    marks: dict[int, str] = {}
    for block in shown.blocks:
        if block.provision.kind != "note":
            continue
        if block.first and block.runs[0].kind == "footnote" and block.runs[0].words not in found:
            marks[block.provision.index] = block.runs[0].words
            found[block.runs[0].words] = []
        if block.provision.index in marks:
            found[marks[block.provision.index]].append(block)
    return found


def _properties(run: Run, rtl: bool) -> str:
    """The properties of a run, in the order that the schema requires."""
    style = "FootnoteReference" if run.kind == "footnote" else _STYLES.get(run.kind, "")
    parts = [
        f'<w:rStyle w:val="{style}"/>' if style else "",
        "<w:b/><w:bCs/>" if run.bold else "",
        "<w:i/><w:iCs/>" if run.italic else "",
        "<w:rtl/>" if rtl else "",
    ]
    made = "".join(parts)
    return f"<w:rPr>{made}</w:rPr>" if made else ""
