""".docx, .xlsx and .pptx (ECMA-376): only what the main part leads to is kept, without properties and what cannot be checked."""

from urllib.parse import unquote

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.office import content_types
from goodoffices.engines.papers.office.media import Drawing, cleaned_media
from goodoffices.engines.papers.office.package import Part, check_foreign, written
from goodoffices.engines.papers.office.parts import OfficePart
from goodoffices.engines.papers.office.properties import tell_properties
from goodoffices.engines.papers.office.relationships import (
    Relationship,
    check,
    read_rels,
    rels_of,
    written_rels,
)
from goodoffices.engines.papers.told import NotTaken, Told

_PROPERTIES = {"core-properties", "extended-properties", "custom-properties"}
_MACROS = ("vbaproject", "vbadata", "macrosheets/")

Graph = dict[str, list[Relationship]]
"""The parts that are kept, each with its relationships. The package itself has the empty name."""


def clean_ooxml(parts: dict[str, Part], limits: Limits, told: Told) -> tuple[str, bytes]:
    """Its type and its cleaned bytes. `NotTaken` for what must not be in it."""
    types = content_types.ContentTypes(limits)
    types.read(parts[content_types.PART].unpacked())
    if any(sign in name.lower() for name in parts for sign in _MACROS):
        raise NotTaken("macros", save_as=".docx")
    removed: set[str] = set()
    graph = _graph(parts, removed, limits, told)
    main = next((_found(parts, each.part("")) for each in graph[""] if each.kind == "officedocument"), "")
    if main not in graph:
        raise NotTaken("damaged")
    type = types.document(main)
    kept = [_new(content_types.PART, types.written(graph.keys()))]
    for name, part in parts.items():
        data = part.unpacked()
        if name not in removed:
            check_foreign(data)
        if name in graph:
            kept.append(_cleaned(part, data, types, limits, told))
        elif (
            not name.endswith(".rels")
            and not name.startswith("customXml/")
            and name not in {content_types.PART, *removed}
        ):
            told.tell("unused-removed", part.size)
    kept += [_new(rels_of(owner), written_rels(found)) for owner, found in graph.items() if found]
    slides = [found for owner, found in graph.items() if owner.startswith("ppt/slides/")]
    told.tell("speaker-notes", sum(any(each.kind == "notesslide" for each in found) for found in slides))
    return type, written(kept)


def _graph(parts: dict[str, Part], removed: set[str], limits: Limits, told: Told) -> Graph:
    """What the package leads to, breadth first. The names of parts that go on purpose are added to `removed`."""
    graph: Graph = {}
    waiting = [""]
    for owner in waiting:
        if owner in graph:
            continue
        graph[owner] = []
        rels = parts.get(rels_of(owner))
        for each in read_rels(rels.unpacked(), limits) if rels else []:
            target = "" if each.external else _found(parts, each.part(owner))
            if check(each, told):
                graph[owner].append(each)
                waiting += [target] if target else []
            elif target:
                removed.add(target)
                if each.kind in _PROPERTIES:
                    tell_properties(parts[target].unpacked(), limits, told)
    for name in removed:
        graph.pop(name, None)
    return graph


def _found(parts: dict[str, Part], name: str) -> str:
    """The part of this name as it is written in the archive; nothing if there is none, or if it is not a part of its own."""
    for each in (name, unquote(name)):
        if each in parts and not each.endswith(".rels") and each != content_types.PART:
            return each
    return ""


def _cleaned(part: Part, data: bytes, types: content_types.ContentTypes, limits: Limits, told: Told) -> Part:
    """A part after it was read, with what had to go cut out."""
    declared = types.by_part.get(part.name) or types.by_ending.get(part.name.rsplit(".", 1)[-1].lower(), "")
    if "svg" in declared or part.name.lower().endswith(".svg"):
        Drawing(limits.depth).read(data)
        return part
    if declared.endswith(("xml", "vmlDrawing")) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        reader = OfficePart(part.name, limits, told)
        reader.read(data)
        cleaned = reader.rest()
    else:
        cleaned = cleaned_media(part.name, data, limits, told)
    if cleaned != data:
        part.replace(cleaned)
    return part


def _new(name: str, data: bytes) -> Part:
    part = Part(name, 8, 0, 0, b"")
    part.replace(data)
    return part
