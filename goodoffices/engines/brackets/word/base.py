"""Which text a document says it was made from, and the notes it keeps for nobody to see: what `rendering.docx_base` wrote."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast, get_args

from goodoffices.engines.brackets.model import Draft, Note, Stance
from goodoffices.engines.brackets.rendering.docx_base import NAMESPACE, PROPERTIES, PROPERTY
from goodoffices.engines.brackets.rendering.docx_places import Place, PlaceKind, Places
from goodoffices.engines.brackets.rendering.render_options import Base
from goodoffices.engines.brackets.word.package import Package, Refused
from goodoffices.engines.brackets.word.paragraph import whole

_OURS = "{" + NAMESPACE + "}"
_MOST_ITEMS = 40  # parts of custom XML that are looked at
_MOST_BYTES = 8_000_000  # of one of them
_MOST_LISTED = 400_000  # provisions and notes


Kept = tuple[Place, int, str, Stance, str]
"""A note in the part: its place, the length of its words, party, stance and words."""


@dataclass
class Stamp:
    """What a document says of itself.

    ours       was it written here, by the part or the properties in it?
    base       which text it was made from, if it says so
    ids        the id of the provision that each bookmark stands for, by the bookmark's name
    notes      place, length, party, stance and words of each note that nothing else in the document says
    nested     the same of those that a deletion inside an insertion says
    editor     the program that saved the document last, if it says so
    """

    ours: bool = False
    base: Base | None = None
    ids: dict[str, str] = field(default_factory=dict)
    notes: list[Kept] = field(default_factory=list)
    nested: list[Kept] = field(default_factory=list)
    editor: str = ""

    def notes_in(self, draft: Draft) -> list[Note]:
        """The notes where their words still stand; others are gone with what they stood on.

        LibreOffice may have kept one author of a deletion inside an insertion and lost the other: then both count.
        """
        kept = self.notes + (self.nested if self.editor.startswith("LibreOffice") else [])
        places = Places(draft) if kept else None
        found = []
        for place, length, party, stance, words in kept:
            if places and (span := places.find(place, length)):
                found.append(Note(*span, party, stance, words))
        return found


def stamp(package: Package) -> Stamp:
    """The stamp of a document; of one that was not written here, an empty one. Parts that are damaged count as missing."""
    found = Stamp()
    items = [one for one in package.names if _may_be_ours(one) and package.size(one) <= _MOST_BYTES]
    for name in items[:_MOST_ITEMS]:
        reader = _Part()
        try:
            package.feed(name, reader)
        except Refused:
            continue
        if reader.found.ours:
            found = reader.found
            break
    if found.base is None:
        said = _Properties()
        with suppress(Refused):
            package.feed("docProps/custom.xml", said)
        if said.found.get("draft") or said.found.get("revision"):
            draft, revision, hashed, for_whom = (said.found.get(key, "") for key in PROPERTIES)
            found.base = Base(draft, revision, hashed, for_whom)
    found.ours = found.ours or found.base is not None
    editor = _Editor()
    with suppress(Refused):
        package.feed("docProps/app.xml", editor)
    found.editor = editor.name[:80]
    return found


def _may_be_ours(part: str) -> bool:
    return part.lower().startswith("customxml/item") and part.endswith(".xml") and "props" not in part.lower()


class _Part:
    """Receives a part of custom XML."""

    def __init__(self) -> None:
        self.found = Stamp()
        self._hashes: list[tuple[str, str]] = []
        self._base: dict[str, str] | None = None
        self._note: tuple[Place, int, str, Stance] | None = None
        self._lists = {_OURS + "note": self.found.notes, _OURS + "nested": self.found.nested}
        self._words: list[str] = []
        self._listed = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._listed += 1
        if tag == _OURS + "draft":
            self.found.ours = True
            self._base = attributes if "draft" in attributes else None
        if not self.found.ours or self._listed > _MOST_LISTED:
            return
        if tag == _OURS + "provision":
            id = attributes.get("id", "")
            if mark := attributes.get("bookmark"):
                self.found.ids[mark] = id
            if hashed := attributes.get("hash"):
                self._hashes.append((id, hashed))
        elif tag in self._lists:
            self._note, self._words = _note(attributes), []

    def end(self, tag: str) -> None:
        if tag in self._lists and self._note:
            self._lists[tag].append((*self._note, "".join(self._words)))
            self._note = None
        elif tag == _OURS + "draft" and self._base is not None:
            draft, revision, hashed, reader = (self._base.get(key, "") for key in PROPERTIES)
            self.found.base = Base(draft, revision, hashed, reader, tuple(self._hashes))

    def data(self, words: str) -> None:
        if self._note:
            self._words.append(words)


def _note(attributes: dict[str, str]) -> tuple[Place, int, str, Stance] | None:
    on, stance = attributes.get("on", ""), attributes.get("stance", "")
    if on not in get_args(PlaceKind) or stance not in get_args(Stance):
        return None
    where = attributes.get("provision", ""), attributes.get("hash", ""), whole(attributes.get("nth"))
    place = Place(cast(PlaceKind, on), *where)
    return place, whole(attributes.get("length")), attributes.get("party", ""), cast(Stance, stance)


class _Properties:
    """Receives docProps/custom.xml; `found` holds our own."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._key = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("}property"):
            name = attributes.get("name", "")
            self._key = name[len(PROPERTY) :] if name.startswith(PROPERTY) else ""

    def end(self, tag: str) -> None:
        if tag.endswith("}property"):
            self._key = ""

    def data(self, words: str) -> None:
        if self._key in PROPERTIES:
            self.found[self._key] = self.found.get(self._key, "") + words


class _Editor:
    """Receives docProps/app.xml; `name` is the program that wrote it."""

    def __init__(self) -> None:
        self.name = ""
        self._in = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._in = tag.endswith("}Application")

    def end(self, tag: str) -> None:
        self._in = False

    def data(self, words: str) -> None:
        if self._in:
            self.name += words
