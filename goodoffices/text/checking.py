"""How a text was read, as the page shows it on which people confirm or correct the reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.engines.brackets import Draft
from goodoffices.engines.brackets.storing import Row, rows
from goodoffices.files.labels import told_in_words
from goodoffices.text.figures import figures_of
from goodoffices.text.numbering import in_this_language
from goodoffices.text.openings import opening, without_marks
from goodoffices.text.reading import Read, citations, names_in

MOST_LOOSE = 20  # brackets without a partner that are named

#: What a provision may be, in words.
KINDS = {
    "heading": gettext_lazy("Heading"),
    "article": gettext_lazy("Article"),
    "preambular": gettext_lazy("Preambular paragraph"),
    "operative": gettext_lazy("Operative paragraph"),
    "paragraph": gettext_lazy("Paragraph"),
    "subparagraph": gettext_lazy("Sub-paragraph"),
    "option": gettext_lazy("Option"),
    "item": gettext_lazy("List item"),
    "plain": gettext_lazy("Text without a number"),
    "note": gettext_lazy("Footnote"),
    "document": gettext_lazy("Before the first provision"),
}


@dataclass(frozen=True)
class Line:
    """One provision as it was read."""

    place: int  # 1, 2, 3 …
    row: Row
    markdown: bool = False

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.row.kind])

    @property
    def indent(self) -> int:
        return min(self.row.depth, 6)

    @property
    def first_words(self) -> str:
        return opening(without_marks(self.row.words, self.markdown), 160)


@dataclass(frozen=True)
class Checked:
    """A reading: its lines, the names in it, its figures, what was told; and where it came from, a file or words."""

    rows: list[Line]
    names: list[str]
    figures: dict[str, Any]
    remarks: list[str]
    title: str
    file: str = ""
    text: str = ""
    source: str = ""  # the file that the words were taken from

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        return [(kind, name) for kind, name in KINDS.items() if kind not in ("note", "document")]


def checked(
    read: Read, file: str = "", text: str = "", name: str = "", told: Any = (), not_kept: str = "", source: str = ""
) -> Checked:
    """What the page shows of a reading."""
    found = rows(read.draft)
    remarks = [*read.remarks, *(told_in_words(list(told)) if told else [])]
    if not_kept:
        remarks.append(not_kept)
        remarks.append(_("The file itself is not kept, for that reason. Its words come in as text."))
    remarks += _left_open(read.draft, found)
    title = next(
        (row for row in found if row.kind == "heading"), None
    )  # house: audience: the kind of a provision, not of a book
    first = opening(without_marks(title.words, read.draft.markdown), 200) if title else name.rpartition(".")[0]
    lines = [Line(place, row, read.draft.markdown) for place, row in enumerate(found, 1)]
    return Checked(lines, names_in(read.draft), figures_of(read.draft), remarks, first, file, text, source)


def _left_open(draft: Draft, found: list[Row]) -> Iterator[str]:
    """Where a bracket has no partner, as people cite the place."""
    cited = citations(found)
    called = {row.id: in_this_language(cited[row.id]) or f"“{opening(row.words)}”" for row in found}
    for one in draft.loose[:MOST_LOOSE]:
        where = {"where": called.get(draft.provisions[one.provision].id, "")}
        if one.kind == "left_open":  # house: audience: of a bracket, not of a book
            yield _("A bracket is opened in %(where)s and not closed there.") % where
        else:
            yield _("A bracket is closed in %(where)s that was not opened there.") % where
