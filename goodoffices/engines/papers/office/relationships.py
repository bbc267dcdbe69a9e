"""The relationships of an OOXML package (ECMA-376 part 2, 9): which part uses which, and what outside."""

import posixpath
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.links import is_harmless, is_web, leaves_package
from goodoffices.engines.papers.office.markup import Reader
from goodoffices.engines.papers.told import NotTaken, Told

_MACROS = {"vbaproject", "wordvbadata", "attachedtoolbars", "keymapcustomizations", "extensibility", "usercustomization",
           "xlmacrosheet", "xlintlmacrosheet", "dialogsheet"}  # fmt: skip
_EMBEDDED = {"oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument", "frame", "video", "audio",
             "media", "webextension", "webextensiontaskpanes"}  # fmt: skip
_REMOTE = {"externallink", "externallinkpath", "connections", "querytable", "volatiledependencies", "mailmergesource",
           "mailmergeheadersource", "recipientdata"}  # fmt: skip
DROPPED = {
    "core-properties": "",
    "extended-properties": "",
    "custom-properties": "",
    "thumbnail": "thumbnail-removed",
    "customxml": "custom-data-removed",
    "customproperty": "custom-data-removed",
    "classificationlabels": "custom-data-removed",
    "people": "people-removed",
    "printersettings": "printer-removed",
    "attachedtemplate": "template-removed",
    "origin": "signature-removed",
}
"""Kinds whose relationship is removed, and their part with it; and what is told then."""


class Relationship(NamedTuple):
    """One line of a .rels part. `kind` is the last word of its type, in small letters."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        return self.type.strip().rstrip("/").rsplit("/", 1)[-1].lower()

    def part(self, source: str) -> str:
        """The name of the part that it points to."""
        target = self.target.split("#", 1)[0]
        joined = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
        return posixpath.normpath(joined).lstrip("/")


def rels_of(part: str) -> str:
    """Where the relationships of a part are; of the package for the empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def read_rels(data: bytes, limits: Limits) -> list[Relationship]:
    """The relationships in a .rels part."""
    reader = _Relationships(limits)
    reader.read(data)
    return reader.found


def written_rels(found: list[Relationship]) -> bytes:
    """A .rels part that holds these."""
    lines = [
        f'<Relationship Id="{escape(each.id)}" Type="{escape(each.type)}" Target="{escape(each.target)}"'
        + (' TargetMode="External"/>' if each.external else "/>")
        for each in found
    ]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _DECLARED + f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'.encode()


_DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def check(relationship: Relationship, told: Told) -> bool:
    """Whether to keep it. `NotTaken` if what it leads to must not be in a document; links are counted."""
    kind = relationship.kind
    if not relationship.external and leaves_package(relationship.target):
        raise NotTaken("remote")
    if kind in _MACROS:
        raise NotTaken("macros")
    if kind in _REMOTE:
        raise NotTaken("remote")
    if relationship.external:
        if kind == "hyperlink":
            if not is_harmless(relationship.target):
                raise NotTaken("link")
            told.tell("links", is_web(relationship.target))
            return True
        if kind != "attachedtemplate":
            raise NotTaken("remote")
    if kind in _EMBEDDED:
        raise NotTaken("embedded")
    if kind in DROPPED:
        if DROPPED[kind]:
            told.tell(DROPPED[kind])
        return False
    return True


class _Relationships(Reader):
    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.depth)
        self.found: list[Relationship] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            external = attributes.get("TargetMode", "").strip().lower() == "external"
            one = Relationship(
                attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", ""), external
            )
            self.found.append(one)
