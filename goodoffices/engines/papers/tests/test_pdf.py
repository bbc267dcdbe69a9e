"""A PDF is written anew from what its root leads to, without scripts, actions, embedded files and information."""

import io
import zlib

import pytest
from pypdf import PdfReader

from goodoffices.engines.papers.examining import words_of
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.tests.making import jpeg, looked_at, pdf, photo, refusal, stream, zipped
from goodoffices.engines.papers.told import NotTaken


def test_information_goes_and_the_page_stays():
    type, cleaned, told = looked_at(pdf())
    assert type == "pdf"
    assert b"Lena" not in cleaned
    reader = PdfReader(io.BytesIO(cleaned), strict=True)
    assert [page.extract_text().strip() for page in reader.pages] == ["Article 1"]
    assert told == {"metadata-removed": {"code": "metadata-removed", "names": ["author", "title"]}}
    assert looked_at(cleaned)[1:] == (cleaned, {})


def test_the_words_of_its_pages_are_read_in_a_child(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf())
    assert words_of(path).strip() == "Article 1"
    for data, code in ((b"%PDF-1.7\n", "damaged"), (b"not a paper", "unknown"), (b"", "empty")):
        path.write_bytes(data)
        with pytest.raises(NotTaken) as refused:
            words_of(path)
        assert refused.value.code == code
    path.write_bytes(pdf())
    with pytest.raises(NotTaken):
        words_of(path, Limits(memory=1), tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_metadata_goes_wherever_it_is():
    data = pdf(stream("/Type /Metadata /Subtype /XML", b"<x:xmpmeta>Lena</x:xmpmeta>"), stream("", b"Lena's drawing program"),
               root="/Metadata 5 0 R", page="/PieceInfo << /Illustrator 6 0 R >> /LastModified (D:2026)")  # fmt: skip
    _type, cleaned, told = looked_at(data)
    assert b"Lena" not in cleaned
    assert told["metadata-removed"]["names"] == ["author", "title", "dates", "xmp", "private"]


def test_photos_in_a_pdf_are_cleaned():
    keys = "/Type /XObject /Subtype /Image /Width 40 /Height 30 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    _type, cleaned, told = looked_at(pdf(stream(keys, photo()), page="/Thing 5 0 R"))
    assert b"Lena" not in cleaned
    assert told["pictures-cleaned"]["names"] == ["author", "position", "comment", "xmp", "iptc"]
    assert (
        refusal(pdf(stream(keys.replace("40", "60000").replace("30", "60000"), jpeg()), page="/Thing 5 0 R"))
        == "pixels"
    )


def test_earlier_versions_do_not_come_along():
    """An update at the end replaces the words of the page; the old ones lie in the file."""
    first = pdf(info="")
    words = b"BT (Article 2) Tj ET"
    at = len(first)
    update = b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(words), words)
    before = first[first.rindex(b"startxref") + 10 :].split()[0]
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        at,
        before,
        at + len(update),
    )
    _type, cleaned, told = looked_at(first + update + table)
    assert b"Article 1" not in cleaned and b"Article 2" in cleaned
    assert told["earlier-versions-removed"]["count"] == 1


ACTIVE = {
    "a script on opening": {"root": "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"},
    "a script by name": {"root": "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>"},
    "a script with an escaped name": {"root": "/OpenAction << /S /Java#53cript /J#53 (1) >>"},
    "a script of an object": {"extra": ["<< /S 6 0 R /JS 7 0 R >>", "/JavaScript", "(1)"], "root": "/OpenAction 5 0 R"},
    "a program": {"page": "/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (cmd.exe) >> >>]"},
    "another file": {"page": "/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F (\\\\\\\\host\\\\share) /D [0 /Fit] >> >>]"},
    "a form that is sent": {"page": "/AA << /O << /S /SubmitForm /F (https://example.org) >> >>"},
    "an address that opens by itself": {"root": "/OpenAction << /S /URI /URI (https://example.org) >>"},
    "one after another": {"root": "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (https://example.org) >> >>"},
    "a form of XFA": {"root": "/AcroForm << /XFA (x) /Fields [] >>"},
    "a film": {"page": "/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"},
}  # fmt: skip


@pytest.mark.parametrize("keys", ACTIVE.values(), ids=ACTIVE)
def test_what_acts_is_refused(keys):
    keys = dict(keys)
    assert refusal(pdf(*keys.pop("extra", ()), **keys)) == "action"


@pytest.mark.parametrize(
    "keys",
    [{"root": "/Names << /EmbeddedFiles << /Names [] >> >>"}, {"page": "/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]"},
     {"root": "/AF [5 0 R]"}, {"root": "/Collection << >>"}],
)  # fmt: skip
def test_files_inside_are_refused(keys):
    assert refusal(pdf("<< /Type /Filespec /F (x) >>", **keys)) == "embedded"


def test_a_stream_that_lies_elsewhere_is_refused():
    assert refusal(pdf(stream("/F (https://example.org/x)", b""), page="/Thing 5 0 R")) == "remote"


@pytest.mark.parametrize(
    ("address", "code"),
    [("https://un.org", ""), ("mailto:a@example.org", ""), ("file:///x", "link"), ("javascript:1", "link")],
)
def test_links_lead_to_the_web_or_nowhere(address, code):
    data = pdf(page=f"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({address}) >> >>]")
    assert refusal(data) == code
    if not code:
        assert looked_at(data)[2]["links"]["count"] == 1


def test_opening_at_a_page_is_taken():
    assert refusal(pdf(root="/OpenAction [3 0 R /Fit]")) == ""
    assert refusal(pdf(root="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>")) == ""


def test_comments_forms_and_hidden_layers_are_told():
    notes = "<< /Subtype /Text /Rect [0 0 9 9] /T (Lena) /Contents (red line) >> << /Subtype /Highlight /Rect [0 0 9 9] /T (Lena) >>"
    data = pdf(
        page=f"/Annots [{notes} << /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /F 2 >>]",
        root="/OCProperties << /D << /OFF [3 0 R] >> >>",
    )
    told = looked_at(data)[2]
    assert told["comments"] == {"code": "comments", "count": 2, "authors": 1}
    assert told["form"]["count"] == 1
    assert told["hidden"]["count"] == 2


def test_passwords_are_refused():
    assert (
        refusal(pdf(trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >> /ID [(a) (b)]"))
        == "encrypted"
    )


def test_a_signed_file_stays_as_it_came_and_that_is_told():
    signed = {"root": "/AcroForm << /SigFlags 3 /Fields [5 0 R] >>"}
    objects = [
        "<< /FT /Sig /T (S) /V 6 0 R >>",
        "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 9 9 9] /Contents <00> >>",
    ]
    data = pdf(*objects, **signed)
    _type, kept, told = looked_at(data)
    assert kept == data
    assert told["metadata-kept"]["names"] == ["author", "title"]
    assert {"signature-kept", "form"} < told.keys() and "metadata-removed" not in told
    assert refusal(pdf(*objects, "<< /S /JavaScript /JS (1) >>", **signed)) == "action", (
        "even where nothing leads to it"
    )
    hidden = stream(
        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(b"9 0 << /S /Java#53cript /J#53 (1) >>")
    )
    assert refusal(pdf(*objects, hidden, **signed)) == "action", "even where it is packed"
    assert refusal(pdf(*objects, **signed, after=b"more")) == "polyglot"


def test_another_file_behind_a_pdf_is_refused():
    assert refusal(pdf(after=zipped({"a": "b"}))) == "polyglot"
    assert refusal(pdf(after=b"PK\x03\x04 and so on")) == "polyglot"
    assert looked_at(pdf(after=b"a line of a mail server"))[2]["trailing-removed"]["bytes"] == 23


def test_a_pdf_that_begins_as_something_else_is_refused():
    assert refusal(b"\x00\x01junk" + pdf()) == "polyglot"
    assert refusal(b"#!/bin/sh\n" + pdf()) == "program"


def test_bombs_are_refused():
    bomb = stream("/Filter /FlateDecode", zlib.compress(bytes(50_000_000)))
    assert refusal(pdf(bomb, page="/Thing 5 0 R"), limits=Limits(unpacked=20_000_000)) == "bomb"
    assert refusal(pdf(bomb, page="/Thing 5 0 R")) == ""
    twice = stream("/Filter [/FlateDecode /FlateDecode]", zlib.compress(zlib.compress(bytes(10_000))))
    assert refusal(pdf(twice, page="/Thing 5 0 R")) == "bomb"
    assert refusal(pdf(page="/X " + "[" * 5_000 + "]" * 5_000)) == "damaged"


def test_objects_in_a_circle_end():
    data = pdf("<< /Next 6 0 R >>", "<< /Next 5 0 R /Length 5 0 R >>", root="/Outlines 5 0 R", page="/Parent 3 0 R")
    assert refusal(data) in {"", "damaged"}
    assert refusal(pdf(*[f"<< /Next {n + 6} 0 R >>" for n in range(3_000)], root="/Outlines 5 0 R")) == ""


def test_a_pdf_is_refused_where_its_end_is_missing():
    data = pdf()
    for length in range(10, len(data) - 8, 9):
        assert refusal(data[:length]) == "truncated", length
