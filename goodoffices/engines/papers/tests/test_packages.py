"""Archives are read more strictly than by those who open them."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.tests.making import document, docx, looked_at, odt, refusal, relationships, zipped

DIRECTORY = b"PK\x01\x02"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "a/../../b", "C:x.xml", "a\\b", "x" * 300, "a//b", "a/./b", "bad\x07name"]
)
def test_names_that_lead_outside_are_refused(name):
    assert refusal(docx(parts={name: "<x/>"})) == "names"


def test_a_name_with_a_nul_is_refused():
    data = docx(parts={"abcXdef.xml": "<x/>"}).replace(b"abcXdef.xml", b"abc\x00def.xml")
    assert refusal(data) == "names"


def test_two_parts_of_one_name_are_refused():
    assert refusal(docx(parts={"WORD/DOCUMENT.XML": document()})) == "names"


def test_a_header_that_names_another_part_is_refused():
    data = docx()
    at = data.index(b"word/document.xml")
    assert refusal(data[:at] + b"word/documenT.xml" + data[at + 17 :]) == "names"


def test_a_header_of_another_size_is_refused():
    data = bytearray(docx())
    at = data.index(b"word/document.xml") - 30
    data[at + 22 : at + 26] = struct.pack("<L", 5)
    assert refusal(bytes(data)) == "damaged"


def test_parts_that_share_bytes_are_refused():
    """The bombs of Fifield (2019): the body of one part holds the whole of the next."""
    inner = _local(b"[Content_Types].xml", b"<Types/>")
    outer = _local(b"a.xml", inner)
    entries = _entry(b"a.xml", inner, 0) + _entry(b"[Content_Types].xml", b"<Types/>", len(outer) - len(inner))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entries), len(outer), 0)
    data = outer + entries + end
    assert zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml") == b"<Types/>"
    assert refusal(data) == "bomb"


def _local(name: bytes, body: bytes) -> bytes:
    sizes = (zlib.crc32(body), len(body), len(body), len(name), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, *sizes) + name + body


def _entry(name: bytes, body: bytes, at: int) -> bytes:
    sizes = (zlib.crc32(body), len(body), len(body), len(name), 0)
    return struct.pack("<4s6H3L5H2L", DIRECTORY, 20, 20, 0, 0, 0, 33, *sizes, 0, 0, 0, 0, at) + name


def test_a_real_bomb_is_refused_for_what_it_would_unpack_to():
    data = docx(parts={"word/media/image1.jpeg": bytes(300_000_000)})
    assert len(data) < 400_000
    assert refusal(data) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked():
    data = bytearray(docx(parts={"word/a.xml": b"A" * 100_000_000}, own=(("x", "a.xml"),)))
    directory = data.index(DIRECTORY)
    for at in (data.index(b"word/a.xml") - 30 + 22, data.index(b"word/a.xml", directory) - 46 + 24):
        data[at : at + 4] = struct.pack("<L", 900_000)
    lie = bytes(data)
    tracemalloc.start()
    try:
        assert refusal(lie) == "bomb"
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_too_many_parts_are_refused():
    many = {f"word/{number}.xml": "<a/>" for number in range(60)}
    assert refusal(docx(parts=many), limits=Limits(members=50)) == "members"


def test_bytes_before_or_behind_an_archive_are_refused():
    assert refusal(docx() + b"x") == "polyglot"
    moved = io.BytesIO(b"PK\x03\x04" + bytes(40))
    moved.seek(0, io.SEEK_END)
    with zipfile.ZipFile(moved, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert refusal(moved.getvalue()) == "polyglot"


def test_bytes_between_parts_do_not_come_along():
    data = docx()
    start = data.index(DIRECTORY)
    end = struct.unpack("<L", data[-6:-2])[0]
    secret = b"between the lines"
    data = data[:start] + secret + data[start:-6] + struct.pack("<L", end + len(secret)) + data[-2:]
    assert secret not in looked_at(data)[1]


def test_other_archives_are_refused():
    assert refusal(zipped({"a.txt": "words"})) == "archive"
    assert refusal(b"\x1f\x8b\x08\x00" + bytes(20)) == "archive"
    assert refusal(b"7z\xbc\xaf\x27\x1c" + bytes(20)) == "archive"


def test_an_archive_in_a_document_is_refused():
    assert refusal(docx(parts={"word/media/x.jpeg": zipped({"a": "b"})})) == "nested"


def test_a_password_is_refused():
    data = bytearray(docx())
    for sign, offset in ((b"PK\x03\x04", 6), (DIRECTORY, 8)):
        at = data.index(sign)
        data[at + offset] |= 1
    assert refusal(bytes(data)) == "encrypted"


def test_a_document_is_refused_wherever_it_is_cut_off():
    data = docx()
    for length in range(4, len(data), 7):
        assert refusal(data[:length]) in {"truncated", "polyglot", "damaged"}, length


def test_what_is_written_says_nothing_of_when_and_where():
    for data in (docx(), odt()):
        cleaned = looked_at(data)[1]
        with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
            assert archive.testzip() is None
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not any(entry.extra or entry.comment or entry.external_attr for entry in archive.infolist())
        assert looked_at(cleaned)[1:] == (cleaned, {})


def test_billions_of_laughs_are_refused_at_the_first_word():
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refusal(docx(parts={"word/a.xml": laughs + "<l>&b;</l>"}, own=(("x", "a.xml"),))) == "entities"
    assert (
        refusal(docx(parts={"_rels/.rels": laughs + relationships(("officeDocument", "word/document.xml"))}))
        == "entities"
    )
    outside = '<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>'
    assert refusal(odt(parts={"content.xml": outside})) == "entities"


def test_xml_of_any_depth_is_bounded():
    assert refusal(docx("<w:p>" * 50_000 + "</w:p>" * 50_000)) == "damaged"
