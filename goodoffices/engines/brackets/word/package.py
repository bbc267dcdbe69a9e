"""A .docx opened with care: its parts are checked by name, number and size before anything is unpacked. Nothing in it runs.

Only the parts that hold words are unpacked, each up to a limit, and nothing outside the file is ever fetched. What could do
harm elsewhere and is not read here (macros, embedded files, what would be fetched) is left out and told in `notices`; what
cannot be read without harm (parts that unpack to more than a limit, entities, parts outside the file) is refused.
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

from goodoffices.engines.brackets.rendering.visible import visible

MOST_BYTES = 100_000_000  # of a document, pictures included
MOST_PARTS = 4_000
MOST_UNPACKED = 24_000_000  # of one part that holds words: some twelve million characters, read in about ten seconds
MOST_RATIO = (
    250  # of a part over a megabyte; plain words pack about ten to one, one paragraph repeated about fifty to one
)
MOST_TOGETHER = 48_000_000  # of all parts that are read
MOST_DEPTH = 400
_MAIN = "word/document.xml"
_MACROS = ("vbaproject", "vbadata", "activex/", "attachedtoolbars", "keymapcustomizations")
_EMBEDDED = ("embeddings/", "afchunk", ".bin", ".exe", ".dll", ".ole")
_FETCHED = {
    "attachedTemplate": "a template", "image": "a picture", "oleObject": "an object", "subDocument": "a part of its text",
    "frame": "a page", "aFChunk": "a document", "mailMergeSource": "a source of data", "video": "a film", "audio": "a sound",
}  # fmt: skip
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
    """The parts of a document whose list of parts was checked. `notices` say what in it is not read, and where that is."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.notices: list[str] = []
        self._archive = archive
        self._read = 0
        self._entries = {entry.filename: entry for entry in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the archive."""
        return list(self._entries)

    def size(self, part: str) -> int:
        """How many bytes a part says it unpacks to; 0 if there is none."""
        return self._entries[part].file_size if part in self._entries else 0

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
        if _is_swollen(entry):
            raise Refused(_too_large(part))
        if entry.file_size > MOST_UNPACKED:
            raise Refused(
                f"The document's part {part} has {entry.file_size:,} bytes; at most {MOST_UNPACKED:,} are read. Cut the "
                "document into parts."
            )
        try:
            with self._archive.open(entry) as file:
                data = file.read(MOST_UNPACKED + 1)  # whatever size the entry claims
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise Refused(
                f"The document is damaged or encrypted: its part {part} cannot be unpacked. Save it without a password, as .docx."
            ) from None
        self._read += len(data)
        if len(data) > MOST_UNPACKED or len(data) > 1_000_000 + MOST_RATIO * entry.compress_size:
            raise Refused(_too_large(part))
        if self._read > MOST_TOGETHER:
            raise Refused(f"The document's words and styles have more than {MOST_TOGETHER:,} bytes. Cut it into parts.")
        return data


def opened(data: bytes) -> Package:
    """The package in these bytes, after a check of its parts and relationships. `Refused` if they could do harm."""
    if len(data) > MOST_BYTES:
        raise Refused(
            f"The document has {len(data):,} bytes; at most {MOST_BYTES:,} are read. Take out its pictures, or cut it into parts."
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
    _say_what_is_left_out(package, entries)
    relationships = _Relationships()
    for name in package.names:
        if name == "_rels/.rels" or name.startswith("word/_rels/"):
            package.feed(name, relationships)
    package.notices += relationships.told()
    return package


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """`Refused` for a part outside the document, or an encrypted one."""
    name = entry.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\\" in name or ":" in name:
        raise Refused(
            "A part of the document wants to lie outside it. No word processor writes that; the file is not read."
        )
    if entry.flag_bits & 0x1:
        raise Refused("The document is encrypted. Save it without a password, as .docx.")


def _say_what_is_left_out(package: Package, entries: list[zipfile.ZipInfo]) -> None:
    """Macros, embedded files, and what unpacks to far more than it weighs."""
    names = [entry.filename for entry in entries]
    macros = [name for name in names if any(sign in name.lower() for sign in _MACROS)]
    embedded = [name for name in names if any(sign in name.lower() for sign in _EMBEDDED) and name not in macros]
    embedded = [name for name in embedded if not name.lower().startswith("word/printersettings/")]
    swollen = [entry.filename for entry in entries if _is_swollen(entry) and not entry.filename.endswith(".xml")]
    if macros:
        package.notices.append(f"The document carries macros ({_listed(macros)}). They are left out, and were not run.")
    elif _MACRO_TYPE in package._unpacked("[Content_Types].xml"):
        package.notices.append("The document says that it is one for macros (.docm or .dotm). None are read or run.")
    if embedded:
        package.notices.append(
            f"The document carries embedded files ({_listed(embedded)}). They are left out, unopened."
        )
    if swollen:
        package.notices.append(
            f"Parts of the document unpack to far more than they weigh ({_listed(swollen)}). They are left out, unopened."
        )


def _is_swollen(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 1_000_000 + MOST_RATIO * entry.compress_size


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return ", ".join(visible(name)[:80] for name in names[:3]) + more


class _Relationships:
    """Collects what would be fetched from elsewhere when the file is opened in Word. Hyperlinks are only words."""

    def __init__(self) -> None:
        self._fetched: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            what = _FETCHED.get(kind, f"something of the kind {kind[:40]}")
            self._fetched.setdefault(what, []).append(attributes.get("Target", ""))

    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...

    def told(self) -> list[str]:
        """A sentence for each kind."""
        return [
            f"The document would fetch {what} from elsewhere ({_listed(from_where)}). It is left out, unfetched."
            for what, from_where in self._fetched.items()
        ]


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
