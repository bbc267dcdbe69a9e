"""Pictures lose what cameras and programs wrote, keep their pixels and their orientation, and cannot be bombs."""

import struct
import zlib

import pytest

from goodoffices.engines.papers.images.exif import read_exif
from goodoffices.engines.papers.images.png import chunk
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.tests.making import (
    SCAN,
    exif,
    gif,
    jpeg,
    looked_at,
    photo,
    png,
    refusal,
    segment,
    tiff,
    webp,
    zipped,
)

AUTHOR = b"Lena"


def test_a_photo_loses_what_the_camera_wrote_and_keeps_its_pixels():
    type, cleaned, told = looked_at(photo())
    assert type == "jpeg"
    assert AUTHOR in photo() and AUTHOR not in cleaned
    assert SCAN in cleaned
    assert told["metadata-removed"]["names"] == ["author", "position", "comment", "xmp", "iptc"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_still_the_right_way_up(orientation):
    _type, cleaned, told = looked_at(jpeg(segment(0xE1, b"Exif\x00\x00" + exif(orientation))))
    at = cleaned.find(b"Exif\x00\x00")
    assert ("orientation-kept" in told) == (at > 0) == (orientation > 1)
    if at > 0:
        assert read_exif(cleaned[at + 6 :]) == (orientation, set())


def test_colours_of_a_photo_stay():
    profile, adobe = (
        segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile"),
        segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01"),
    )
    _type, cleaned, told = looked_at(jpeg(profile, adobe))
    assert profile in cleaned and adobe in cleaned
    assert told == {}


def test_previews_in_a_photo_go():
    small = b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x02" + bytes(12)
    data = b"\xff\xd8" + segment(0xE0, small) + jpeg()[20:]
    _type, cleaned, told = looked_at(data)
    assert cleaned == jpeg()
    assert "thumbnail-removed" in told


def test_what_phones_append_to_a_photo_goes_and_is_told():
    film = b"\x00\x00\x00\x18ftypmp42 a film"
    _type, cleaned, told = looked_at(jpeg(after=film))
    assert cleaned == jpeg()
    assert told["trailing-removed"]["bytes"] == len(film)


@pytest.mark.parametrize("picture", [jpeg, png, gif])
@pytest.mark.parametrize(
    "hidden",
    [zipped({"a": "b"}), b"\x7fELF\x02", b"%PDF-1.7\n", b"<script>alert(1)</script>"],
    ids=["zip", "elf", "pdf", "script"],
)
def test_a_picture_with_another_file_behind_it_is_refused(picture, hidden):
    assert refusal(picture(after=hidden)) == "polyglot"


def test_another_file_in_a_comment_of_a_picture_goes():
    hidden = zipped({"a.txt": "words"})
    for data in (jpeg(segment(0xFE, hidden)), png(chunk(b"tEXt", b"x\x00" + hidden)), gif(b"!\xfe" + _blocks(hidden))):
        _type, cleaned, told = looked_at(data)
        assert b"a.txt" not in cleaned
        assert "comment" in told["metadata-removed"]["names"]


def _blocks(data: bytes) -> bytes:
    return (
        b"".join(bytes([len(data[at : at + 255])]) + data[at : at + 255] for at in range(0, len(data), 255)) + b"\x00"
    )


def test_a_png_loses_texts_times_and_private_chunks():
    extra = [chunk(b"tEXt", b"Author\x00Lena"), chunk(b"iTXt", b"XML:com.adobe.xmp\x00Lena"), chunk(b"tIME", bytes(7)),
             chunk(b"eXIf", exif()), chunk(b"prVt", b"Lena")]  # fmt: skip
    _type, cleaned, told = looked_at(png(*extra))
    assert AUTHOR not in cleaned
    assert cleaned == png(chunk(b"eXIf", cleaned[41 : 41 + struct.unpack(">L", cleaned[33:37])[0]]))
    assert told["metadata-removed"]["names"] == ["author", "dates", "position", "comment", "xmp", "private"]


def test_a_gif_loses_comments_and_keeps_its_loop():
    loop = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    xmp = b"!\xff\x0bXMP DataXMP" + _blocks(b"Lena")
    _type, cleaned, told = looked_at(gif(loop, b"!\xfe\x04Lena\x00", xmp, frames=3))
    assert cleaned == gif(loop, frames=3)
    assert told["metadata-removed"]["names"] == ["comment", "xmp"]
    assert told["frames"]["count"] == 3


def test_a_webp_loses_camera_data_and_its_header_says_so():
    _type, cleaned, told = looked_at(webp((b"EXIF", exif(1)), (b"XMP ", b"<x>Lena</x>")))
    assert AUTHOR not in cleaned
    assert cleaned[20] == 0  # flags
    assert struct.unpack("<L", cleaned[4:8])[0] == len(cleaned) - 8
    assert told["metadata-removed"]["names"] == ["author", "position", "xmp"]


@pytest.mark.parametrize("order", "<>")
def test_a_tiff_is_written_anew_without_what_no_tag_leads_to(order):
    type, cleaned, told = looked_at(tiff(order))
    assert type == "tiff"
    assert b"nobody sees" in tiff(order) and b"nobody sees" not in cleaned
    assert AUTHOR not in cleaned
    assert bytes(range(16)) in cleaned
    assert told["metadata-removed"]["names"] == ["author"]
    assert looked_at(cleaned)[1:] == (cleaned, {})


@pytest.mark.parametrize(
    "bomb",
    [jpeg(width=65_000, height=65_000), png(width=2**31 - 1, height=2**31 - 1, pixels=b""), gif(width=65_535, height=65_535),
     webp(width=16_000, height=16_000), tiff(width=60_000, height=60_000)],
    ids=["jpeg", "png", "gif", "webp", "tiff"],
)  # fmt: skip
def test_a_picture_that_fills_memory_is_refused_by_its_header(bomb):
    assert len(bomb) < 2_000
    assert refusal(bomb) == "pixels"


def test_as_many_pixels_as_allowed_are_taken():
    assert refusal(jpeg(width=100, height=100), limits=Limits(pixels=10_000)) == ""
    assert refusal(jpeg(width=100, height=101), limits=Limits(pixels=10_000)) == "pixels"


def test_a_colour_profile_that_is_a_bomb_is_refused():
    assert refusal(png(chunk(b"iCCP", b"p\x00\x00" + zlib.compress(bytes(20_000_000))))) == "bomb"


@pytest.mark.parametrize("picture", [jpeg(), png(), gif(), webp(), tiff()], ids=["jpeg", "png", "gif", "webp", "tiff"])
def test_a_picture_is_refused_wherever_it_is_cut_off(picture):
    for length in range(12, len(picture)):
        assert refusal(picture[:length]) in {"truncated", "damaged"}, length


def test_a_png_with_a_wrong_sum_is_damaged():
    data = bytearray(png())
    data[-20] ^= 1
    assert refusal(bytes(data)) == "damaged"
