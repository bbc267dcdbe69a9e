"""The words of a Word document, in order, with the authors who inserted and deleted them (ECMA-376 part 1, 17)."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.engines.brackets.word.content import WORD, Document, Segment, WordComment, author_of
from goodoffices.engines.brackets.word.fields import dangerous
from goodoffices.engines.brackets.word.notes import Comments, footnotes
from goodoffices.engines.brackets.word.numbering import Numbering, Styles
from goodoffices.engines.brackets.word.package import Package, Refused
from goodoffices.engines.brackets.word.paragraph import INSET, Paragraph, whole

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MOST_PARAGRAPHS = 400_000
MOST_WORDS = 60_000_000  # characters

# Elements that hold no words of the draft, or the same words again.
_PASSED_OVER = frozenset(
    {_MARKUP + "Fallback"}
    | {
        WORD + name
        for name in ("pPrChange", "rPrChange", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr",
                     "numberingChange", "ruby")
    }
)  # fmt: skip
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


def document(package: Package) -> Document:
    """Everything that is read from a package. `Refused` if it has too many words, or words of an unknown kind."""
    numbering, styles = Numbering(), Styles()
    package.feed("word/numbering.xml", numbering)
    package.feed("word/styles.xml", styles)
    found = Document()
    body = Body(found, numbering, styles)
    package.feed("word/document.xml", body)
    if not body.was_word:
        raise Refused(
            "This is not a Word document that is understood here. Save it as .docx (not “Strict”), and try that."
        )
    footnotes(package, body.notes, body, body.write_plain)
    said = Comments()
    package.feed("word/comments.xml", said)
    for number, (start, end) in sorted(body.ranges.items(), key=lambda item: item[1]):
        if number in said.found:
            found.comments.append(WordComment(start, end, *said.found[number]))
    found.notices += [*package.notices, *body.told()]
    return found


class Body:
    """Receives the elements of document.xml, then those of the footnotes, and writes their words into a `Document`.

    length   how many characters it has written
    ranges   the span of the words each comment is on, by the comment's id
    notes    the notes that are referred to, in order: “footnote” or “endnote”, id, mark
    """

    def __init__(self, found: Document, numbering: Numbering, styles: Styles) -> None:
        self.found = found
        self.numbering = numbering
        self.styles = styles
        self.length = 0
        self.was_word = False
        self.pictures = 0
        self._hidden: list[int] = []  # where hidden words, fields, objects, inserted documents and tables are
        self._fields: list[tuple[int, str]] = []
        self._objects: list[int] = []
        self._inserted: list[int] = []
        self._tables: list[int] = []
        self._field = ""
        self._in_field = False
        self.ranges: dict[str, tuple[int, int]] = {}
        self.notes: list[tuple[str, str, str]] = []
        self._skipping = 0
        self._changes: list[tuple[str, str]] = []
        self._path: list[str] = []
        self._paragraphs = 0
        self._own: list[Paragraph] = []  # those open: a text box holds paragraphs inside one
        self._in_text = False
        self._mark = ""  # set while the run is read that refers to a note with its own mark
        self._numbered = 0  # how many notes Word numbers so far
        self._taken: set[str] = set()  # marks that notes have

    def told(self) -> list[str]:
        """Sentences on what was made plain or left out, each with the words beside its first place."""
        words = self.found.words
        told = []
        for places, sentence in (
            (self._hidden, "Words formatted as hidden{} are read like all others."),
            (self._objects, "Embedded objects{} are left out."),
            (self._inserted, "Another document is inserted{}; its words are not read."),
            (self._tables, "Tables{} are read cell by cell; each line in one is a paragraph of its own."),
        ):
            if places:
                told.append(sentence.format(_where(words, places)))
        for name in dict.fromkeys(name for _, name in self._fields):
            places = [at for at, other in self._fields if other == name]
            told.append(
                f"A field that would fetch or start something ({name}){_where(words, places)} is not followed; the words "
                "that it last showed are read."
            )
        if self.pictures:
            told.append(f"{self.pictures:,} pictures or drawings are left out.")
        return told

    # -- elements as they come

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipping or tag in _PASSED_OVER:
            self._skipping += 1
            return
        self._path.append(tag)
        if not tag.startswith(WORD):
            self._in_text = self._in_text or tag == _MATH + "t"
            return
        name = tag[len(WORD) :]
        take: Callable[[dict[str, str]], None] | None = getattr(self, f"_start_{name}", None)
        if take:
            take(attributes)
        elif name in _CHARACTERS and self._path[-2:-1] == [WORD + "r"]:
            self._write_words(" " if attributes.get(WORD + "type") in {"page", "column"} else _CHARACTERS[name])

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self._path.pop()
        name = tag[len(WORD) :] if tag.startswith(WORD) else ""
        if tag in {WORD + "t", WORD + "delText", _MATH + "t"}:
            self._in_text = False
        elif name in {"instrText", "delInstrText"}:
            self._in_field = False
        elif name in {"ins", "del", "moveFrom", "moveTo"} and self._path[-1:] != [WORD + "rPr"]:
            if self._changes:
                self._changes.pop()
        elif name == "r" and self._mark:
            self._note_referred_to("")
        elif name == "p" and self._own:
            self._begin(self._own.pop())
            self.write_plain("\n\n")

    def data(self, words: str) -> None:
        if self._in_field and not self._skipping:
            self._field = (self._field + words)[:400]
        elif self._in_text and not self._skipping:
            if self._mark:
                self._note_referred_to(words)
            else:
                self._write_words(words)

    # -- what each element means

    def _start_document(self, attributes: dict[str, str]) -> None:
        self.was_word = True

    def _start_p(self, attributes: dict[str, str]) -> None:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise Refused(f"The document has more than {MOST_PARAGRAPHS:,} paragraphs. Cut it into parts.")
        if self._own:
            self._begin(self._own[-1])
            self.write_plain("\n\n")
        self._own.append(Paragraph(self.length))

    def _start_pStyle(self, attributes: dict[str, str]) -> None:
        if self._own:
            self._own[-1].style = attributes.get(WORD + "val", "")
            if self.styles.hides(self._own[-1].style):
                self._hidden.append(self.length)

    def _start_ilvl(self, attributes: dict[str, str]) -> None:
        if self._own:
            self._own[-1].level = whole(attributes.get(WORD + "val"))

    def _start_numId(self, attributes: dict[str, str]) -> None:
        if self._own:
            self._own[-1].number = attributes.get(WORD + "val", "")

    def _start_ind(self, attributes: dict[str, str]) -> None:
        if self._own:
            left = attributes.get(WORD + "left") or attributes.get(WORD + "start")
            self._own[-1].inset = max(0, whole(left)) // INSET

    def _start_ins(self, attributes: dict[str, str]) -> None:
        self._changed("ins", attributes)

    def _start_del(self, attributes: dict[str, str]) -> None:
        self._changed("del", attributes)

    def _start_moveTo(self, attributes: dict[str, str]) -> None:
        self._changed("ins", attributes)

    def _start_moveFrom(self, attributes: dict[str, str]) -> None:
        self._changed("del", attributes)

    def _changed(self, kind: str, attributes: dict[str, str]) -> None:
        if self._path[-2:-1] != [WORD + "rPr"]:  # there it is about the end of the paragraph, not about words
            self._changes.append((kind, author_of(attributes)))

    def _start_t(self, attributes: dict[str, str]) -> None:
        self._in_text = True

    def _start_delText(self, attributes: dict[str, str]) -> None:
        self._in_text = True

    def _start_vanish(self, attributes: dict[str, str]) -> None:
        in_run = self._path[-3:-1] == [WORD + "r", WORD + "rPr"]
        if in_run and attributes.get(WORD + "val", "true") not in {"0", "false", "off"}:
            self._hidden.append(self.length)

    def _start_rStyle(self, attributes: dict[str, str]) -> None:
        if self._path[-3:-1] == [WORD + "r", WORD + "rPr"] and self.styles.hides(attributes.get(WORD + "val", "")):
            self._hidden.append(self.length)

    def _start_instrText(self, attributes: dict[str, str]) -> None:
        self._in_field = True

    def _start_delInstrText(self, attributes: dict[str, str]) -> None:
        self._in_field = True

    def _start_fldChar(self, attributes: dict[str, str]) -> None:
        """A field's instruction may be cut into runs, so it is read when it is over."""
        if attributes.get(WORD + "fldCharType") == "begin":
            self._field = ""
        else:
            self._note_field(self._field)
            self._field = ""

    def _start_fldSimple(self, attributes: dict[str, str]) -> None:
        self._note_field(attributes.get(WORD + "instr", ""))

    def _note_field(self, instruction: str) -> None:
        if name := dangerous(instruction):
            self._fields.append((self.length, name))

    def _start_object(self, attributes: dict[str, str]) -> None:
        self._objects.append(self.length)

    def _start_altChunk(self, attributes: dict[str, str]) -> None:
        self._inserted.append(self.length)

    def _start_tbl(self, attributes: dict[str, str]) -> None:
        self._tables.append(self.length)

    def _start_subDoc(self, attributes: dict[str, str]) -> None:
        self._inserted.append(self.length)

    def _start_sym(self, attributes: dict[str, str]) -> None:
        code = attributes.get(WORD + "char", "")
        try:
            character = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        if not "\ud800" <= character <= "\udfff":
            self._write_words(character)

    def _start_drawing(self, attributes: dict[str, str]) -> None:
        self.pictures += 1

    def _start_pict(self, attributes: dict[str, str]) -> None:
        self.pictures += 1

    def _start_bookmarkStart(self, attributes: dict[str, str]) -> None:
        if self._own:
            self.found.bookmarks.append((self._own[-1].start, attributes.get(WORD + "name", ""), self.length))

    def _start_commentRangeStart(self, attributes: dict[str, str]) -> None:
        self._begin_paragraph()
        self.ranges[attributes.get(WORD + "id", "")] = (self.length, self.length)

    def _start_commentRangeEnd(self, attributes: dict[str, str]) -> None:
        number = attributes.get(WORD + "id", "")
        self.ranges[number] = (self.ranges.get(number, (self.length, 0))[0], self.length)

    def _start_commentReference(self, attributes: dict[str, str]) -> None:
        self.ranges.setdefault(attributes.get(WORD + "id", ""), (self.length, self.length))

    def _start_footnoteReference(self, attributes: dict[str, str]) -> None:
        self._referred_to("footnote", attributes)

    def _start_endnoteReference(self, attributes: dict[str, str]) -> None:
        self._referred_to("endnote", attributes)

    def _referred_to(self, kind: str, attributes: dict[str, str]) -> None:
        own = attributes.get(WORD + "customMarkFollows", "0") in {"1", "true", "on"}
        self._numbered += not own
        self.notes.append((kind, attributes.get(WORD + "id", ""), str(len(self.notes) + 1 if own else self._numbered)))
        if own:
            self._mark = "its own"
        else:
            self._note_referred_to("")

    def _note_referred_to(self, words: str) -> None:
        """Write a note's mark: the one it has in the text, unless another note has that, else its number."""
        self._mark = ""
        kind, number, counted = self.notes[-1]
        mark = words.strip("[]^ ")
        taken = self._taken
        if not mark or len(mark) > 12 or any(c.isspace() or c in "[]" for c in mark) or mark in taken:
            mark = counted if counted not in taken else f"{kind}-{len(self.notes)}"
        taken.add(mark)
        self.notes[-1] = (kind, number, mark)
        self._write_words(f"[^{mark}]")

    # -- words

    def _write_words(self, words: str) -> None:
        self._begin_paragraph()
        self._write(words, self._authors())

    def _begin_paragraph(self) -> None:
        if self._own:
            self._begin(self._own[-1])

    def _authors(self) -> tuple[str, str]:
        """Who inserted the words and who deleted them, by the innermost changes; "" for nobody."""
        inserted = next((who for kind, who in reversed(self._changes) if kind == "ins"), "")
        deleted = next((who for kind, who in reversed(self._changes) if kind == "del"), "")
        return inserted, deleted

    def _begin(self, paragraph: Paragraph) -> None:
        """Write the number and indent of a paragraph, once."""
        if paragraph.begun:
            return
        paragraph.begun = True
        if paragraph.style == "Title":
            self.found.titles.add(paragraph.start)
        styled = self.styles.of(paragraph.style)
        number = styled.number if paragraph.number is None else paragraph.number
        level = styled.level if paragraph.level is None else paragraph.level
        label = self.numbering.next(number, level) if number else ""
        lead = "#" * styled.heading + " " if styled.heading else " " * 3 * min(level if label else paragraph.inset, 8)
        if label:
            lead += label + " "
        if lead:
            self.write_plain(lead)

    def write_plain(self, words: str) -> None:
        """Write words that nobody inserted or deleted."""
        self._write(words, authors=("", ""))

    def _write(self, words: str, authors: tuple[str, str]) -> None:
        self.length += len(words)
        if self.length > MOST_WORDS:
            raise Refused(f"The document has more than {MOST_WORDS:,} characters. Cut it into parts.")
        self.found.segments.append(Segment(self._paragraphs, *authors, words))


def _where(words: str, places: list[int]) -> str:
    """“ (2 places, the first in “Each Party …”)”."""
    at = min(places[0], max(0, len(words) - 1))
    start = words.rfind("\n\n", 0, at + 1) + 2 if "\n\n" in words[: at + 1] else 0
    line = " ".join(words[start : start + 200].split("\n\n")[0].split())
    beside = f"in “{line[:40]}{'…' if len(line) > 40 else ''}”" if line else "at the end"
    return f" ({len(places):,} places, the first {beside})" if len(places) > 1 else f" ({beside})"
