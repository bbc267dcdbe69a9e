"""A .docx opened with care: its parts are checked by name, number and size before anything is unpacked. Nothing in it runs.

Only the parts that hold words are unpacked, each up to a limit, and nothing outside the file is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Protocol

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

MOST_BYTES = 32_000_000
MOST_PARTS = 4_000
MOST_UNPACKED = 100_000_000  # of one part
MOST_RATIO = (
    250  # of a part over a megabyte; plain words pack about ten to one, one paragraph repeated about fifty to one
)
MOST_DEPTH = 400
_MAIN = "word/document.xml"
_CODE = ("vbaproject", "activex/", "embeddings/", ".bin", ".exe", ".dll", ".ole")
_ENCODING = re.compile(rb"[^>]{0,60}encoding=[\"']([^\"']*)")
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii"})
_MACRO_TYPE = b"macroEnabled"


class Refused(ValueError):
    """A document that is not read. The message says why, and what to do."""


class Target(Protocol):
    """Receives the elements of a part in order. Tags and attribute names are “{namespace}local”."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...


class Package:
    """The parts of a document whose list of parts was checked."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.filename: entry for entry in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the archive."""
        return list(self._entries)

    def feed(self, part: str, target: Target) -> None:
        """Read a part into a target; do nothing if there is no such part. `Refused` if it is damaged or too large."""
        if part not in self._entries:
            return
        parser = DefusedXMLParser(target=_Bounded(target), forbid_dtd=True, forbid_entities=True, forbid_external=True)
        words = self._unpacked(part)
        if (named := _ENCODING.match(words)) and named[1].lower() not in _ENCODINGS:
            raise Refused(_damaged(part))
        try:
            parser.feed(words)
            parser.close()
        except DefusedXmlException:
            raise Refused(
                "The document declares entities of its own, as no word processor does. Save it anew in one, and try that file."
            ) from None
        except ParseError:
            raise Refused(_damaged(part)) from None

    def _unpacked(self, part: str) -> bytes:
        entry = self._entries[part]
        if entry.file_size > MOST_UNPACKED or entry.file_size > 1_000_000 + MOST_RATIO * entry.compress_size:
            raise Refused(_too_large(part))
        try:
            with self._archive.open(entry) as file:
                data = file.read(MOST_UNPACKED + 1)  # whatever size the entry claims
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise Refused(
                f"The document is damaged or encrypted: its part {part} cannot be unpacked. Save it without a password, as .docx."
            ) from None
        if len(data) > MOST_UNPACKED or len(data) > 1_000_000 + MOST_RATIO * entry.compress_size:
            raise Refused(_too_large(part))
        return data


def opened(data: bytes) -> Package:
    """The package in these bytes, after a check of its parts and relationships. `Refused` if they could do harm."""
    if len(data) > MOST_BYTES:
        raise Refused(
            f"The document has {len(data):,} bytes; at most {MOST_BYTES:,} are read. Take out its pictures, or cut it."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise Refused("This is not a Word document, or it is damaged. Save it as .docx and try that file.") from None
    if len(entries) > MOST_PARTS:
        raise Refused(
            f"The document has {len(entries):,} parts; at most {MOST_PARTS:,} are looked at. Save it anew as .docx."
        )
    for entry in entries:
        _check_entry(entry)
    if len({entry.filename for entry in entries}) < len(entries):
        raise Refused(
            "The document holds two parts of one name, so that programs would read different words. Save it anew."
        )
    package = Package(archive)
    if _MAIN not in package or "[Content_Types].xml" not in package:
        raise Refused("This is not a Word document: the part that holds its words is missing. Save it as .docx.")
    _check_macros(package)
    for entry in entries:
        if entry.filename.startswith("word/_rels/") or entry.filename == "_rels/.rels":
            package.feed(entry.filename, _Relationships())
    return package


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """`Refused` for a part outside the document, an encrypted one, or one that holds code."""
    name = entry.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\\" in name or ":" in name:
        raise Refused(
            "A part of the document wants to lie outside it. No word processor writes that; the file is not read."
        )
    if entry.flag_bits & 0x1:
        raise Refused("The document is encrypted. Save it without a password, as .docx.")
    low = name.lower()
    if any(sign in low for sign in _CODE) and not low.startswith("word/printersettings/"):
        raise Refused(
            "The document carries macros or embedded files. Save its words alone as a plain .docx and try that file."
        )


def _check_macros(package: Package) -> None:
    if _MACRO_TYPE in package._unpacked("[Content_Types].xml"):
        raise Refused("The document is one for macros (.docm or .dotm). Save it as a plain .docx and try that file.")


class _Relationships:
    """Refuses what would be fetched from elsewhere when the file is opened. Hyperlinks are allowed: they are only words."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            raise Refused(
                "The document fetches something from elsewhere when it is opened (a template, a picture or an object). "
                "Save it with that embedded or taken out, and try that file."
            )

    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...


class _Bounded:
    """Passes elements on, down to a depth that no ordinary document reaches."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._depth = 0
        self.data: Callable[[str], None] = target.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Refused(f"The document nests more than {MOST_DEPTH} deep, as no word processor does; it is not read.")
        self._target.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._target.end(tag)

    def close(self) -> None: ...


def _damaged(part: str) -> str:
    return f"The document is damaged: its part {part} is not well-formed. Open and save it in a word processor first."


def _too_large(part: str) -> str:
    return (
        f"The document's part {part} unpacks to far more than it weighs, as in a file made to fill a disk; it is not read. "
        "If it is an honest document, save its words as text."
    )
