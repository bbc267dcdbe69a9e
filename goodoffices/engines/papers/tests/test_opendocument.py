"""OpenDocument files, as Office ones."""

import pytest

from goodoffices.engines.papers.tests.making import looked_at, odt, ole, photo, refusal
from goodoffices.engines.papers.tests.test_office import parts_of

PICTURE = '<manifest:file-entry manifest:full-path="Pictures/a.jpg" manifest:media-type="image/jpeg"/>'


@pytest.mark.parametrize(("kind", "type"), [("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")])
def test_types_are_known_by_content(kind, type):
    assert looked_at(odt(kind=kind))[0] == type


def test_properties_printers_and_previews_go():
    parts = {
        "Thumbnails/thumbnail.png": photo(),
        "Pictures/a.jpg": photo(),
        "Thumbnails/thumbnail.pdf": b"%PDF-1.4",
        "layout-cache": b"x",
        "Configurations2/menu.xml": "<a/>",
    }
    _type, cleaned, told = looked_at(odt(parts=parts, entries=PICTURE))
    left = parts_of(cleaned)
    assert list(left) == ["mimetype", "content.xml", "settings.xml", "Pictures/a.jpg", "META-INF/manifest.xml"]
    assert not any(b"Lena" in part or b"laser" in part for part in left.values())
    assert b"Zoom" in left["settings.xml"]
    assert told["metadata-removed"]["names"] == ["author"]
    assert {"thumbnail-removed", "printer-removed", "pictures-cleaned"} <= told.keys()


def test_changes_and_comments_are_told():
    body = (
        "<text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>Lena</dc:creator></office:change-info>"
        "</text:insertion></text:changed-region></text:tracked-changes><text:p><office:annotation><dc:creator>Idris</dc:creator>"
        "</office:annotation><text:hidden-text>x</text:hidden-text></text:p>"
    )
    told = looked_at(odt(body))[2]
    assert told["changes"] == {"code": "changes", "count": 1, "authors": 1}
    assert told["comments"] == {"code": "comments", "count": 1, "authors": 1}
    assert told["hidden"]["count"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [('<text:a xlink:href="https://un.org">x</text:a>', ""), ('<text:a xlink:href="file:///x">x</text:a>', "link"),
     ('<draw:image xlink:href="Pictures/a.jpg"/>', ""), ('<draw:image xlink:href="https://example.org/x.png"/>', "remote"),
     ('<draw:image xlink:href="../x.png"/>', "remote"), ('<text:section-source xlink:href="x.odt"/>', "remote"),
     ('<text:dde-connection-decl/>', "command"), ('<draw:plugin/>', "embedded"), ('<draw:object-ole/>', "embedded"),
     ('<script:event-listener script:language="ooo:script"/>', "macros"), ('<table:table-cell table:formula="of:=WEBSERVICE(&quot;x&quot;)"/>', "command")],
)  # fmt: skip
def test_what_reaches_out_is_refused(body, code):
    assert refusal(odt(body)) == code


def test_macros_are_refused():
    assert refusal(odt(parts={"Basic/Standard/Module1.xml": "<x/>"})) == "macros"
    assert refusal(odt(parts={"Scripts/python/x.py": "print()"})) == "macros"


def test_documents_inside_are_charts_and_formulas_alone():
    entry = '<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.{}"/>'
    assert refusal(odt(entries=entry.format("chart"))) == ""
    assert refusal(odt(entries=entry.format("spreadsheet"))) == "embedded"
    assert refusal(odt(parts={"Object 1": ole("x")}, entries=PICTURE)) == "embedded"


def test_passwords_are_refused_and_signatures_told():
    assert (
        refusal(
            odt(entries='<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/></manifest:file-entry>')
        )
        == "encrypted"
    )
    assert "signature-removed" in looked_at(odt(parts={"META-INF/documentsignatures.xml": "<x/>"}))[2]
