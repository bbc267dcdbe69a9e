""".odt, .ods and .odp (OpenDocument 1.3): without properties, previews, settings of printers and programs."""

import re
from collections.abc import Mapping
from html import escape

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.links import is_harmless, is_web, leaves
from goodoffices.engines.papers.office.markup import Reader
from goodoffices.engines.papers.office.media import Drawing, cleaned_media
from goodoffices.engines.papers.office.package import Part, check_foreign, written
from goodoffices.engines.papers.office.parts import check_formula
from goodoffices.engines.papers.office.properties import tell_properties
from goodoffices.engines.papers.told import NotTaken, Told

_FAMILY = "application/vnd.oasis.opendocument."
_TYPES = {_FAMILY + "text": "odt", _FAMILY + "spreadsheet": "ods", _FAMILY + "presentation": "odp"}
_INSIDE = {_FAMILY + "chart", _FAMILY + "formula"}  # documents that may be in a document
_MANIFEST = "META-INF/manifest.xml"
_DROPPED = re.compile(
    r"(?:.*/)?(?:meta\.xml|layout-cache|current\.xml|.*\.rdf)\Z|Thumbnails/|Configurations2/|META-INF/"
)
_MACROS = re.compile(r"(?:.*/)?(?:Basic|Scripts|Dialogs)/")
_EMBEDDED = {"plugin", "applet", "floating-frame", "object-ole"}
_REMOTE = {"table-source", "cell-range-source", "section-source", "connection-resource", "database-source-table",
           "database-source-query", "database-source-sql", "source-service"}  # fmt: skip
_COMMANDS = {"dde-source", "dde-link", "dde-connection-decl"}
_SHOWN = {"text-properties", "table-properties", "section"}  # those whose `display` hides words
_SETTINGS = re.compile(r"Printer|Rsid|CurrentDatabase|RedlineProtectionKey")


def clean_opendocument(parts: dict[str, Part], limits: Limits, told: Told) -> tuple[str, bytes]:
    """Its type and its cleaned bytes. `NotTaken` for what must not be in it."""
    first, declared = next(iter(parts)), parts["mimetype"].unpacked().decode("ascii", "replace").strip()
    if first != "mimetype" or parts[first].method or declared not in _TYPES:
        raise NotTaken("legacy", save_as=".odt, .ods or .odp") if declared.startswith(_FAMILY) else NotTaken("archive")
    manifest = _manifest(parts, limits)
    kept = []
    for name, part in parts.items():
        data = part.unpacked()
        if _MACROS.match(name):
            raise NotTaken("macros", save_as="." + _TYPES[declared])
        if _DROPPED.match(name):
            _tell_dropped(name, data, limits, told)
            continue
        check_foreign(data)
        if name == "mimetype" or name in manifest.types:
            kept.append(_cleaned(part, data, limits, told))
        else:
            told.tell("unused-removed", part.size)
    manifest_part = Part(_MANIFEST, 8, 0, 0, b"")
    manifest_part.replace(_written_manifest(declared, [part.name for part in kept], manifest.types))
    return _TYPES[declared], written([*kept, manifest_part])


class _Manifest(Reader):
    """Types of the parts by name. Documents inside this one may be charts and formulas alone."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.depth)
        self.types: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in {"encryption-data", "encrypted-key", "keyinfo"}:
            raise NotTaken("encrypted")
        if name == "file-entry":
            path, type = attributes.get("full-path", ""), attributes.get("media-type", "")
            self.types[path] = type
            if path.endswith("/") and path != "/" and type.startswith(_FAMILY) and type not in _INSIDE:
                raise NotTaken("embedded")
            if "oleobject" in type or "vnd.sun.star.basic" in type:
                raise NotTaken("embedded")


def _manifest(parts: dict[str, Part], limits: Limits) -> _Manifest:
    manifest = _Manifest(limits)
    if _MANIFEST not in parts:
        raise NotTaken("damaged")
    manifest.read(parts[_MANIFEST].unpacked())
    return manifest


def _tell_dropped(name: str, data: bytes, limits: Limits, told: Told) -> None:
    if name.endswith("meta.xml"):
        tell_properties(data, limits, told)
    elif name.startswith("Thumbnails/"):
        told.tell("thumbnail-removed")
    elif "signatures" in name:
        told.tell("signature-removed")
    elif name != _MANIFEST and name.startswith("Configurations2/") and data:
        told.tell("custom-data-removed")


def _cleaned(part: Part, data: bytes, limits: Limits, told: Told) -> Part:
    if part.name == "mimetype":
        return part
    if part.name.lower().endswith(".svg"):
        Drawing(limits.depth).read(data)
        return part
    if part.name.endswith(".xml") or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        reader = _Content(limits, told)
        reader.read(data)
        cleaned = reader.rest()
    else:
        cleaned = cleaned_media(part.name, data, limits, told)
    if cleaned != data:
        part.replace(cleaned)
    return part


class _Content(Reader):
    """Reads content, styles and settings."""

    def __init__(self, limits: Limits, told: Told) -> None:
        super().__init__(limits.depth)
        self._told = told

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _EMBEDDED:
            raise NotTaken("embedded")
        if name in _COMMANDS:
            raise NotTaken("command")
        if name in _REMOTE:
            raise NotTaken("remote")
        if name == "script" or "macro-name" in attributes or (name == "event-listener" and "language" in attributes):
            raise NotTaken("macros", save_as="OpenDocument")
        if name in {"change-info", "annotation"}:
            self._told.tell("changes" if name == "change-info" else "comments")
        if name in {"hidden-text", "hidden-paragraph"}:
            self._told.tell("hidden")
        if name == "config-item" and _SETTINGS.search(attributes.get("name", "")):
            self._told.tell("printer-removed", attributes["name"] == "PrinterName")
            self.cut()
        elif attributes:
            self._attributes(name, attributes)

    def _attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        if attributes.get("action") in {"execute-macro", "execute", "verb"}:
            raise NotTaken("link")
        if "href" in attributes:
            self._address(name, attributes["href"])
        for key in ("formula", "condition"):
            if key in attributes:
                check_formula(attributes[key])
        if (attributes.get("display") in {"none", "false"} and name in _SHOWN) or attributes.get("visibility") in {
            "collapse",
            "filter",
            "hidden",
        }:
            self._told.tell("hidden")
        if "rsid" in attributes or "paragraph-rsid" in attributes:
            self._told.name("metadata-removed", "revision-marks")
            self.cut_attributes(lambda key: key in {"rsid", "paragraph-rsid"})

    def words(self, words: str) -> None:
        if self.path and self.path[-1] == "creator" and len(self.path) > 1:
            self._told.author({"change-info": "changes"}.get(self.path[-2], "comments"), words)

    def _address(self, name: str, address: str) -> None:
        """Links may lead to the web; everything else has to lie in the document."""
        if not is_harmless(address):
            raise NotTaken("link")
        if name in {"a", "event-listener"}:
            self._told.tell("links", is_web(address))
        elif leaves(address):
            raise NotTaken("remote")


def _written_manifest(declared: str, names: list[str], types: Mapping[str, str]) -> bytes:
    """META-INF/manifest.xml for the parts that are left (OpenDocument 1.3 part 2, 4)."""
    folders = [
        path for path in types if path.endswith("/") and path != "/" and any(name.startswith(path) for name in names)
    ]
    lines = [("/", declared), *[(name, types.get(name, "")) for name in [*folders, *names] if name != "mimetype"]]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{escape(path)}" manifest:media-type="{escape(type)}"/>'
        for path, type in lines
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">{entries}</manifest:manifest>'.encode()
