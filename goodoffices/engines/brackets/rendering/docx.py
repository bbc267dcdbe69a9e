"""Word: brackets as text; what a party proposed or opposed as tracked changes; comments as comments.

The package is built part by part, without a template, so the file holds nothing but the draft, its styles and its title, and
where the draft has notes or the options name a base, the part that `docx_base` describes. Tracked changes carry the day of
their stance, else the day in the options, or none.

The signs of a bracket are text and never deleted. So *accept all* leaves every bracket standing, empty where its words were
opposed; *reject all* takes out what parties proposed, its brackets with it, and leaves all else in its brackets. In neither
view do words that nobody agreed stand without brackets.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from importlib import resources
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.operations.identifying import is_id
from goodoffices.engines.brackets.rendering.blocks import Flow
from goodoffices.engines.brackets.rendering.docx_base import bookmarks, part, part_properties, properties
from goodoffices.engines.brackets.rendering.docx_body import NAMESPACES, Body
from goodoffices.engines.brackets.rendering.docx_stances import Tracked
from goodoffices.engines.brackets.rendering.flow import flow
from goodoffices.engines.brackets.rendering.render_options import RenderOptions

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ITEM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip file can name


def render(draft: Draft, options: RenderOptions) -> bytes:
    """The bytes of the .docx; the same for the same draft and options."""
    tracked = Tracked(draft, options.days)
    shown = flow(replace(draft, notes=tuple(note for note in draft.notes if note not in tracked.silent)), options)
    package = Package()
    main = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, b"", package)
    noted = [note for note in draft.notes if not is_id(note)]
    stamped = bool(options.base or noted)
    named = bookmarks(draft, numbered=stamped)
    body = Body(
        draft,
        shown,
        options,
        tracked,
        lambda at: main.relate_to(at, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        named,
    )
    main._blob = _encoded("document", f"<w:body>{body.paragraphs()}{_section(shown)}</w:body>")
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    _attach(package, main, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, _styles(shown))
    _attach(package, main, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, _settings(shown))
    if body.footnotes:
        words = _encoded("footnotes", _SEPARATORS + "".join(body.footnotes))
        _attach(package, main, "footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, words)
    if body.comments:
        words = _encoded("comments", "".join(body.comments))
        _attach(package, main, "comments", _COMMENTS, RELATIONSHIP_TYPE.COMMENTS, words)
    core = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, _core(shown, options), package)
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    if stamped:
        unsaid = [note for note in noted if not note.party]
        _stamp(package, main, part(draft, options.base, named, unsaid, tracked.nested))
    if options.base:
        custom = Part(PackURI("/docProps/custom.xml"), _CUSTOM, properties(options.base), package)
        package.relate_to(custom, _RELATIONS + "custom-properties")
    return _undated(package)


def _attach(package: Package, main: Part, name: str, kind: str, relation: str, blob: bytes) -> None:
    main.relate_to(Part(PackURI(f"/word/{name}.xml"), kind, blob, package), relation)


def _stamp(package: Package, main: Part, made: bytes) -> None:
    """Attach the part that says which text this is."""
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", made, package)
    beside = Part(PackURI("/customXml/itemProps1.xml"), _ITEM_PROPERTIES, part_properties(made), package)
    main.relate_to(item, _RELATIONS + "customXml")
    item.relate_to(beside, _RELATIONS + "customXmlProps")


def _encoded(root: str, inner: str) -> bytes:
    return f"{_HEAD}<w:{root} {NAMESPACES}>{inner}</w:{root}>".encode()


_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def _section(shown: Flow) -> str:
    """A4 with margins of 25 mm; from right to left where the draft's language is."""
    bidi = "<w:bidi/>" if shown.right_to_left else ""
    return (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" '
        f'w:header="708" w:footer="708" w:gutter="0"/>{bidi}</w:sectPr>'
    )


def _styles(shown: Flow) -> bytes:
    language = quoteattr(shown.language)
    made = resources.files(__package__).joinpath("docx_styles.xml").read_text("utf-8")
    return made.replace('"LANGUAGE"', language).encode()


def _settings(shown: Flow) -> bytes:
    notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if _has_notes(shown) else ""
    return _encoded(
        "settings",
        '<w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="567"/>{notes}<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    )


def _has_notes(shown: Flow) -> bool:
    return any(block.provision.kind == "note" and block.runs[0].kind == "footnote" for block in shown.blocks)


def _core(shown: Flow, options: RenderOptions) -> bytes:
    created = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{options.dated.isoformat()}T00:00:00Z</dcterms:created>'
        if options.dated
        else ""
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{created}<dc:language>{escape(shown.language)}</dc:language><dc:title>{escape(shown.title)}</dc:title>"
        "</cp:coreProperties>"
    ).encode()


def _undated(package: Package) -> bytes:
    """The package as a zip file whose entries carry no time of creation."""
    made, kept = io.BytesIO(), io.BytesIO()
    package.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, source.read(entry))
    return kept.getvalue()
