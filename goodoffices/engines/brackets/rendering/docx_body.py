"""The paragraphs of a Word document: runs, inside the tracked changes of who proposed and opposed them.

Source: ECMA-376 part 1, 17.13.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Comment
from goodoffices.engines.brackets.rendering.blocks import COMMENT_KINDS, Block, Flow, Run
from goodoffices.engines.brackets.rendering.comments import comment_text
from goodoffices.engines.brackets.rendering.direction import by_direction
from goodoffices.engines.brackets.rendering.docx_stances import Authors, Tracked
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


class Body:
    """Writes the paragraphs. Afterwards `footnotes` and `comments` hold the XML of each that is referred to.

    tracked    who proposes and opposes what
    link       gives the relationship id for an address
    bookmarks  the name of the bookmark of each provision that has one, by the provision's id
    """

    def __init__(
        self,
        draft: Draft,
        shown: Flow,
        options: RenderOptions,
        tracked: Tracked,
        link: Callable[[str], str],
        bookmarks: dict[str, str],
    ) -> None:
        self.draft = draft
        self.flow = shown
        self.tracked = tracked
        self.link = link
        self.bookmarks = bookmarks
        self.titled = bool(options.title) and not shown.opens_with_title
        self.dated = options.dated
        self.days: dict[tuple[int, int, str, str], date] = {
            (note.start, note.end, note.party, note.stance): day for note, day in options.days.items()
        }
        self.footnotes: list[str] = []
        self.comments: list[str] = []
        self._authors: list[Authors] = []  # for each open bracket, from the outermost
        self._option = Authors()  # of the option that the paragraph stands in
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
        self._option = self.tracked.provisions[block.provision.index]
        if block.role == "heading":
            return self._paragraph(f"Heading{block.level}", 0, block.runs, block.right_to_left, mark)
        style = "FootnoteText" if block.role == "note" else ""
        if block.provision.kind == "option":
            style = "Option"
        return self._paragraph(style, block.level, block.runs, block.right_to_left, mark)

    def _bookmark(self, block: Block) -> str:
        """A bookmark named after the provision's id, where it begins; "" for none."""
        name = self.bookmarks.get(block.provision.id, "") if block.first and block.role != "note" else ""
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
        within = self._now()
        words = lead + self._runs(runs, rtl)
        after = self._now()
        if within.proposed == after.proposed and after.proposed:
            properties += f"<w:rPr>{self._change('ins', after.proposed, after.proposed_on)}/></w:rPr>"
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
            return self._now(), self._comment_mark(run)
        if run.kind == "open":
            self._authors.append(self.tracked.brackets[run.ref])
        authors = self._now()
        if run.kind in _KEPT:
            authors = authors._replace(opposed="", opposed_on=None)
        if run.kind == "close" and self._authors:
            self._authors.pop()
        if run.kind == "footnote" and run.words in self._notes:
            return authors, self._footnote(run)
        return authors, self._text(run, rtl, deleted=bool(authors.opposed))

    def _now(self) -> Authors:
        """The authors of the words at this place."""
        return self._authors[-1].within(self._option) if self._authors else self._option

    def _wrapped(self, authors: Authors, group: list[str]) -> str:
        words = "".join(group)
        if words and authors.opposed:
            words = f"{self._change('del', authors.opposed, authors.opposed_on)}>{words}</w:del>"
        if words and authors.proposed:
            words = f"{self._change('ins', authors.proposed, authors.proposed_on)}>{words}</w:ins>"
        return words

    def _change(self, tag: str, author: str, day: date | None) -> str:
        self._tracked += 1
        return f'<w:{tag} w:id="{self._tracked}" w:author={quoteattr(author)}{_dated(day or self.dated)}'

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
        if run.kind == "link" and run.at and not deleted and not self._now().proposed:
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
        authors, option = self._authors, self._option
        self._authors, self._option = [], Authors()
        paragraphs = []
        for place, block in enumerate(blocks):
            lead = f"<w:r>{style}{mark or '<w:footnoteRef/>'}</w:r>" if not place else ""
            runs = block.runs if place else block.runs[1:]
            paragraphs.append(self._paragraph("FootnoteText", 0, runs, block.right_to_left, lead))
        self._authors, self._option = authors, option
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
        day = self.days.get((comment.start, comment.end, comment.party, comment.stance)) or self.dated
        return (
            f'<w:comment w:id="{number}" w:author={quoteattr(author)} w:initials={quoteattr(author[:3])}{_dated(day)}><w:p>'
            f'<w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:comment>'
        )


def _dated(day: date | None) -> str:
    return f' w:date="{day.isoformat()}T00:00:00Z"' if day else ""


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
