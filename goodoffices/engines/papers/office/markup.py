"""XML read with nothing defined in it, and bytes cut out of it.

Expat reads; a definition of a document type is refused at its first word, so that no entity is ever expanded and nothing is
fetched. What is removed is removed from the bytes as they came: everything else stays as its program wrote it.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from goodoffices.engines.papers.told import NotTaken

_CHUNK = 1 << 20
_TAG = re.compile(rb"<[^>\"']*+(?:\"[^\"]*\"[^>\"']*+|'[^']*'[^>\"']*+)*+>")
_ATTRIBUTE = re.compile(rb"\s+(?:[^\s=\"'<>:]+:)?([^\s=\"'<>:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Reader:
    """Receives elements by their local names: a name in a “strict” namespace means the same as in the usual one.

    Override `start`, `end` and `words`. In `start`, `cut()` marks the element for removal with all it holds, and
    `cut_attributes` some of its attributes.

    path   local names of the elements that are open
    """

    def __init__(self, depth: int) -> None:
        self.path: list[str] = []
        self._most = depth
        self._data = b""
        self._locals: dict[str, str] = {}
        self._cuts: list[tuple[int, int]] = []
        self._cut_depth = 0  # of the element that is being cut; 0 if none is
        self._cut_from = 0
        self._cut_empty = 0  # where its tag ends, if it is an empty one
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.words
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.EntityDeclHandler = _refuse
        self._parser.buffer_text = True

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends; it is still the last of `path`."""

    def words(self, words: str) -> None:
        """Characters between tags; what stands together may come in several calls."""

    def read(self, data: bytes) -> None:
        """Read a whole part. `NotTaken` if it is not well-formed, too deep, or defines anything."""
        self._data = data
        try:
            for at in range(0, len(data), _CHUNK):
                self._parser.Parse(data[at : at + _CHUNK], False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError):
            raise NotTaken("damaged") from None

    def cut(self) -> None:
        """Remove the element that begins."""
        if not self._cut_depth:
            self._cut_depth = len(self.path)
            first, last = self._tag()
            self._cut_from = first
            self._cut_empty = last if self._data[last - 2 : last] == b"/>" else 0

    def cut_attributes(self, unwanted: Callable[[str], bool], blank: bool = False) -> None:
        """Remove attributes of the element that begins, by their local names; or only blank them, where one has to be."""
        if not self._cut_depth:
            first, last = self._tag()
            for found in _ATTRIBUTE.finditer(self._data, first, last):
                if unwanted(found[1].decode(errors="replace")):
                    self._cuts.append(found.span(2 if found[2] is not None else 3) if blank else found.span())

    def rest(self) -> bytes:
        """The bytes that were read, without what was cut."""
        kept, at = [], 0
        for first, last in self._cuts:
            kept.append(self._data[at:first])
            at = last
        return b"".join([*kept, self._data[at:]])

    def _tag(self) -> tuple[int, int]:
        """Where the tag of the element that begins stands. Expat's bytes are ours only in encodings that extend ASCII."""
        found = _TAG.match(self._data, self._parser.CurrentByteIndex)
        if not found or self._data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
            raise NotTaken("damaged")
        return found.span()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._local(tag)
        self.path.append(name)
        if len(self.path) > self._most:
            raise NotTaken("damaged")
        self.start(name, {self._local(key): value for key, value in attributes.items()} if attributes else attributes)

    def _end(self, tag: str) -> None:
        self.end(self.path[-1])
        if self._cut_depth == len(self.path):
            last = self._cut_empty or self._data.find(b">", self._parser.CurrentByteIndex) + 1
            self._cuts.append((self._cut_from, last))
            self._cut_depth = 0
        self.path.pop()

    def _local(self, tag: str) -> str:
        name = self._locals.get(tag)
        if name is None:
            if len(self._locals) > 20_000:
                raise NotTaken("damaged")
            name = self._locals[tag] = tag.rpartition(" ")[2]
        return name


def _refuse(*_what: object) -> None:
    raise NotTaken("entities")
