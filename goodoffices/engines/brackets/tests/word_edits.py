"""A delegate at work in Word: edits of an exported document, with Track Changes on or off, made with python-docx."""

import copy
import io

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.run import Run

LENA = "Lena Berg"


class Desk:
    """An open document. Words are named by themselves; each must stand within one paragraph."""

    def __init__(self, data: bytes, author: str = LENA) -> None:
        self.document: Document = docx.Document(io.BytesIO(data))
        self.author = author

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def paragraph(self, words: str):
        """The paragraph with these words."""
        return next(one for one in self.document.element.body.iter(qn("w:p")) if words in self._text(one))

    def runs(self, words: str, within: str = ""):
        """The runs that hold exactly these words, cut where needed."""
        paragraph = self.paragraph(within or words)
        whole = self._text(paragraph)
        start = whole.index(words, whole.index(within) if within else 0)
        found, at = [], 0
        for run in list(paragraph.iter(qn("w:r"))):
            text = "".join(one.text or "" for one in run.iter(qn("w:t"), qn("w:delText")))
            begin, end = max(start, at), min(start + len(words), at + len(text))
            if begin < end:
                found.append(self._cut(run, begin - at, end - at))
            at += len(text)
        return found

    def _cut(self, run, start: int, end: int):
        """The middle of a run, its ends as runs of their own."""
        (inner,) = list(run.iter(qn("w:t"), qn("w:delText")))
        text = inner.text
        for part, place in ((text[:start], run.addprevious), (text[end:], run.addnext)):
            if part:
                beside = copy.deepcopy(run)
                next(beside.iter(qn("w:t"), qn("w:delText"))).text = part
                place(beside)
        inner.text = text[start:end]
        for one in run.getparent().iter(qn("w:t"), qn("w:delText")):
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _text(self, paragraph) -> str:
        return "".join(one.text or "" for one in paragraph.iter(qn("w:t"), qn("w:delText")))

    def change(self, tag: str):
        """A tracked change without words yet."""
        one = OxmlElement(f"w:{tag}")
        one.set(qn("w:id"), "900")
        one.set(qn("w:author"), self.author)
        one.set(qn("w:date"), "2026-03-01T10:00:00Z")
        return one

    def delete(self, words: str, within: str = "") -> None:
        """Delete words, tracked."""
        self._strike(self.runs(words, within))

    def _strike(self, runs) -> None:
        for run in runs:
            struck = self.change("del")
            run.addprevious(struck)
            struck.append(run)
            for one in list(run.iter(qn("w:t"))):
                one.tag = qn("w:delText")

    def _new_run(self, words: str):
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        return run

    def insert(self, words: str, after: str, within: str = "", tracked: bool = True) -> None:
        """Insert words behind others; behind another's tracked change if those are in one."""
        self._put(words, self.runs(after, within)[-1], tracked)

    def _put(self, words: str, last, tracked: bool = True) -> None:
        while last.getparent().tag in {qn("w:ins"), qn("w:del")} and last.getnext() is None:
            last = last.getparent()
        new = self._new_run(words)
        if tracked:
            wrap = self.change("ins")
            wrap.append(new)
            new = wrap
        last.addnext(new)

    def replace(self, words: str, others: str, within: str = "") -> None:
        """Type other words over these, tracked."""
        runs = self.runs(words, within)
        self._put(others, runs[-1])
        self._strike(runs)

    def retype(self, words: str, others: str, within: str = "") -> None:
        """The same with tracking off."""
        first, *rest = self.runs(words, within)
        next(first.iter(qn("w:t"), qn("w:delText"))).text = others
        for run in rest:
            run.getparent().remove(run)

    def add_paragraph(self, words: str, after: str, tracked: bool = True) -> None:
        """A new paragraph behind the one with these words."""
        new = OxmlElement("w:p")
        run = self._new_run(words)
        if tracked:
            properties, mark = OxmlElement("w:pPr"), OxmlElement("w:rPr")
            mark.append(self.change("ins"))
            properties.append(mark)
            new.append(properties)
            wrap = self.change("ins")
            wrap.append(run)
            run = wrap
        new.append(run)
        self.paragraph(after).addnext(new)

    def comment(self, words: str, said: str, within: str = "") -> None:
        """Comment on words."""
        runs = [Run(run, self.document.paragraphs[0]) for run in self.runs(words, within)]
        self.document.add_comment(runs, said, self.author)
