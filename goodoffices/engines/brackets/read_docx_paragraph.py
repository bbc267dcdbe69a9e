"""What is known of a paragraph of a Word document before its first word."""

from __future__ import annotations

from typing import TYPE_CHECKING

SET_IN = 425


if TYPE_CHECKING:
    from goodoffices.engines.brackets.read_docx_body import Body


class Paragraph:
    """What is known of a paragraph before its first word; its number is written with that, or not at all."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.style = ""
        self.number: str | None = None
        self.level: int | None = None
        self.inset = 0
        self.begun = False

    def begin(self, body: Body) -> None:
        if self.begun:
            return
        self.begun = True
        styled = body.styles.of(self.style)
        number = styled.number if self.number is None else self.number
        level = styled.level if self.level is None else self.level
        label = body.numbering.next(number, level) if number else ""
        lead = "#" * styled.heading + " " if styled.heading else " " * 3 * min(level if label else self.inset, 8)
        if label:
            lead += label + " "
        if lead:
            body._write(lead, hands=("", ""))


def whole(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
