"""One provision as a row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.engines.brackets.model import Note, Provision, Span
from goodoffices.engines.brackets.model.spans import ProvisionKind


@dataclass(frozen=True, slots=True)
class Row:
    """A provision with its own words. All words, joined in order, are the draft's text. Offsets count from `words`' beginning.

    id … alt     as in `Provision`; `parent` is the id of the row above it, "" if there is none
    label_span   before 0 where numbers stand in a column of their own
    notes        on brackets and labels that begin in these words; one on a bracket that closes in another row ends behind them
    joined       does something reach from the rows before into this one: a bracket, an option, a group of options?
    heard        names that stand here behind a bracket because they speak elsewhere in the text
    defined      in Markdown, link sources that are used here: name and address; in plain text, numbers of notes, and ""
    furniture    page numbers and running heads in these words
    """

    id: str
    kind: ProvisionKind
    label: str
    number: int
    also: str
    alt: bool
    depth: int
    parent: str
    words: str
    label_span: Span
    notes: tuple[Note, ...] = ()
    joined: bool = False
    heard: tuple[str, ...] = ()
    defined: tuple[tuple[str, str], ...] = ()
    furniture: tuple[Span, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The row in JSON's types. `from_json` gives the same row back."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "number": self.number,
            "also": self.also,
            "alt": self.alt,
            "depth": self.depth,
            "parent": self.parent,
            "words": self.words,
            "label_span": list(self.label_span),
            "notes": [list(note) for note in self.notes],
            "joined": self.joined,
            "heard": list(self.heard),
            "defined": [list(pair) for pair in self.defined],
            "furniture": [list(span) for span in self.furniture],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Row:
        """The row that `as_json` gave. KeyError or TypeError if something is missing."""
        lists: dict[str, Any] = {
            "label_span": Span(*found["label_span"]),
            "notes": tuple(Note(*note) for note in found["notes"]),
            "heard": tuple(found["heard"]),
            "defined": tuple((name, at) for name, at in found["defined"]),
            "furniture": tuple(Span(*span) for span in found["furniture"]),
        }
        return cls(**{**found, **lists})

    def provision(self, start: int, parent: int) -> Provision:
        """The provision that begins at this offset, under the one at this place, for `reading.given.laid`."""
        span = Span(start + self.label_span.start, start + self.label_span.end)
        return Provision(
            -1,
            self.kind,
            self.label,
            self.number,
            self.also,
            self.alt,
            self.id,
            span,
            start,
            -1,
            -1,
            parent,
            self.depth,
        )
