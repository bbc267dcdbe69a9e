"""How a text was read, as the page shows it on which people confirm or correct the reading."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodoffices.engines.brackets.storing import Row, rows
from goodoffices.files.labels import told_in_words
from goodoffices.text.figures import figures_of
from goodoffices.text.reading import Read, names_in

#: What a provision may be, in words.
KINDS = {
    "heading": _("Heading"),
    "article": _("Article"),
    "preambular": _("Preambular paragraph"),
    "operative": _("Operative paragraph"),
    "paragraph": _("Paragraph"),
    "subparagraph": _("Sub-paragraph"),
    "option": _("Option"),
    "item": _("List item"),
    "plain": _("Text without a number"),
    "note": _("Footnote"),
    "document": _("Before the first provision"),
}


@dataclass(frozen=True)
class Line:
    """One provision as it was read."""

    place: int  # 1, 2, 3 …
    row: Row

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.row.kind])

    @property
    def indent(self) -> int:
        return min(self.row.depth, 6)

    @property
    def first_words(self) -> str:
        words = " ".join(self.row.words.split())
        return words if len(words) <= 160 else f"{words[:159]}…"


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

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        return [(kind, name) for kind, name in KINDS.items() if kind not in ("note", "document")]


def checked(read: Read, file: str = "", text: str = "", name: str = "", told: Any = (), not_kept: str = "") -> Checked:
    """What the page shows of a reading."""
    found = rows(read.draft)
    remarks = [*read.remarks, *(told_in_words(list(told)) if told else [])]
    if not_kept:
        remarks.append(not_kept)
        remarks.append(str(_("The file itself is not kept, for that reason. Its words come in as text.")))
    remarks += [one.reason for one in read.draft.loose[:20]]
    title = next(
        (row for row in found if row.kind == "heading"), None
    )  # house: audience: the kind of a provision, not of a book
    first = " ".join(title.words.split()).strip("#* ")[:200] if title else name.rpartition(".")[0]
    lines = [Line(place, row) for place, row in enumerate(found, 1)]
    return Checked(lines, names_in(read.draft), figures_of(read.draft), remarks, first, file, text)
