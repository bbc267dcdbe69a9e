"""Every object that the root of a PDF leads to, each once, in the order in which they are met."""

from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, PdfObject, StreamObject

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.pdf.checking import REMOVED_KEYS, Checks
from goodoffices.engines.papers.told import NotTaken

_AUTOMATIC = {"/OpenAction", "/AA"}
_DECIDE = ("/Type", "/Subtype", "/S", "/URI", "/F", "/Filter", "/Width", "/Height", "/Rect", "/T", "/OFF")


class Walk:
    """Objects in their new order: `objects[n]` has the number n + 1, and refers to others by their new numbers."""

    def __init__(self, reader: PdfReader, checks: Checks, limits: Limits) -> None:
        self.objects: list[PdfObject] = []
        self.removed: set[str] = set()
        self._reader = reader
        self._checks = checks
        self._limits = limits
        self._numbers: dict[tuple[int, int], int] = {}
        self._met: list[IndirectObject] = []

    def go(self, root: IndirectObject) -> None:
        """Visit everything. The root gets the number 1."""
        self._number(root)
        for reference in self._met:  # grows while it is read
            found = reference.get_object()
            found = NullObject() if found is None or isinstance(found, IndirectObject) else found
            self._visit(found, 0)
            self.objects.append(found)

    def get_object(self, reference: IndirectObject) -> PdfObject | None:
        """What a reference with a new number refers to, as pypdf asks it."""
        return self._met[reference.idnum - 1].get_object()

    def _number(self, reference: IndirectObject) -> IndirectObject:
        """The reference with its new number. What is met for the first time is put in line."""
        if reference.pdf is self:
            return reference
        key = (reference.idnum, reference.generation)
        if key not in self._numbers:
            if len(self._numbers) >= self._limits.objects:
                raise NotTaken("too-heavy", how="objects")
            self._numbers[key] = len(self._numbers) + 1
            self._met.append(reference)
        return IndirectObject(self._numbers[key], 0, self)

    def _visit(self, found: Any, depth: int) -> None:
        if depth > self._limits.depth:
            raise NotTaken("damaged")
        if isinstance(found, DictionaryObject):
            self._dictionary(found, depth)
        elif isinstance(found, ArrayObject):
            for at, value in enumerate(list.__iter__(found)):
                if isinstance(value, IndirectObject):
                    list.__setitem__(found, at, self._number(value))
                elif isinstance(value, DictionaryObject | ArrayObject):
                    self._visit(value, depth + 1)

    def _dictionary(self, found: DictionaryObject, depth: int) -> None:
        for key in [key for key in found if key in REMOVED_KEYS]:
            self.removed.add(REMOVED_KEYS[key])
            dict.__delitem__(found, key)
        plain = self._resolved(found)
        self._checks.look(plain)
        for key in _AUTOMATIC & found.keys():
            self._checks.look_at_automatic(key, found[key])
        if isinstance(found, StreamObject):
            found._data = self._checks.look_at_stream(plain, found._data)
            dict.pop(found, "/Length", None)  # it is written anew
        for key in list(found):
            value = found.raw_get(key)
            if isinstance(value, IndirectObject):
                dict.__setitem__(found, NameObject(key), self._number(value))
            else:
                self._visit(value, depth + 1)

    def _resolved(self, found: DictionaryObject) -> dict[str, Any]:
        """All keys, and the values that decide what a dictionary is, even if they stand in objects of their own."""
        plain: dict[str, Any] = dict.fromkeys(found)
        plain.update((key, found[key]) for key in _DECIDE if key in plain)
        return plain
