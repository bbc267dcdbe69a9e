"""TIFF 6.0: written anew from the tags that pixels need. What no tag leads to is not in the new file."""

import struct
from dataclasses import dataclass, field

from goodoffices.engines.papers.images.checks import check_pixels
from goodoffices.engines.papers.images.exif import name_of
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_LAYOUT = {254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 274, 277, 278, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296,
           297, 301, 317, 318, 319, 320, 321, 322, 323, 332, 334, 336, 338, 339, 340, 341, 347, 529, 530, 531, 532, 34675}  # fmt: skip
_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES = 273, 279, 324, 325
_MOST_VALUES = 20_000_000  # bytes of one tag


@dataclass
class _Page:
    """A picture: its tags as (type, number of values, bytes), and its strips or tiles."""

    tags: dict[int, tuple[int, int, bytes]] = field(default_factory=dict)
    places: int = 0  # the tag that says where the strips or tiles are
    pieces: list[bytes] = field(default_factory=list)


def clean_tiff(data: bytes, limits: Limits, told: Told) -> bytes:
    """All pages with their pixels, bit for bit, and without everything else. `NotTaken` if it is unsafe."""
    order = "<" if data.startswith(b"II") else ">"
    try:
        pages = _pages(data, order, limits, told)
        told.tell("frames", len(pages) if len(pages) > 1 else 0)
        out = _written(pages, order)
    except struct.error:
        raise NotTaken("truncated") from None
    left = len(data) - len(out)
    told.tell("unused-removed", left if left > 4_096 else 0)  # less is padding
    return out


def _pages(data: bytes, order: str, limits: Limits, told: Told) -> list[_Page]:
    (at,) = struct.unpack_from(order + "L", data, 4)
    pages: list[_Page] = []
    seen: set[int] = set()
    while at:
        if at in seen:
            raise NotTaken("damaged")
        if len(pages) >= limits.frames:
            raise NotTaken("members", count=len(pages) + 1, most=limits.frames)
        seen.add(at)
        pages.append(_page(data, at, order, limits, told))
        (count,) = struct.unpack_from(order + "H", data, at)
        (at,) = struct.unpack_from(order + "L", data, at + 2 + 12 * count)
    if not pages or sum(len(piece) for page in pages for piece in page.pieces) > len(data):
        raise NotTaken("damaged")
    return pages


def _page(data: bytes, at: int, order: str, limits: Limits, told: Told) -> _Page:
    page, numbers = _Page(), {}
    (count,) = struct.unpack_from(order + "H", data, at)
    for number in range(count):
        place = at + 2 + 12 * number
        tag, type, many = struct.unpack_from(order + "HHL", data, place)
        size = _SIZES.get(type, 0) * many
        if not size or size > _MOST_VALUES:
            raise NotTaken("damaged")
        begin = place + 8 if size <= 4 else struct.unpack_from(order + "L", data, place + 8)[0]
        value = data[begin : begin + size]
        if len(value) < size:
            raise NotTaken("truncated")
        if tag in {_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES} or tag in {256, 257, 259}:
            if type not in {3, 4}:
                raise NotTaken("damaged")
            numbers[tag] = struct.unpack(f"{order}{many}{'HL'[type - 3]}", value)
        if tag in _LAYOUT:
            page.tags[tag] = (type, many, value)
        elif tag not in {_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES}:
            told.name("metadata-removed", name_of(tag))
    if 256 not in numbers or 257 not in numbers or numbers.get(259, (1,))[0] == 6:
        raise NotTaken("damaged")  # the old way of JPEG points to places that no tag names
    check_pixels(numbers[256][0], numbers[257][0], limits)
    _take_pieces(data, page, numbers)
    return page


def _take_pieces(data: bytes, page: _Page, numbers: dict[int, tuple[int, ...]]) -> None:
    page.places, sizes = (_TILES, _TILE_SIZES) if _TILES in numbers else (_STRIPS, _STRIP_SIZES)
    places, lengths = numbers.get(page.places, ()), numbers.get(sizes, ())
    if not places or len(places) != len(lengths) or sum(lengths) > len(data):
        raise NotTaken("damaged")
    for place, length in zip(places, lengths, strict=True):
        if place + length > len(data):
            raise NotTaken("truncated")
        page.pieces.append(data[place : place + length])


def _written(pages: list[_Page], order: str) -> bytes:
    """Header, then each page: its pixels, long values, and directory."""
    out = bytearray((b"II*\x00" if order == "<" else b"MM\x00*") + b"\x00" * 4)
    link = 4  # where the address of the next directory is to be written
    for page in pages:
        places = []
        for piece in page.pieces:
            places.append(len(out))
            out += piece + b"\x00" * (len(piece) % 2)
        many = len(places)
        lengths = [len(piece) for piece in page.pieces]
        tags = dict(page.tags)
        tags[page.places] = (4, many, struct.pack(f"{order}{many}L", *places))
        tags[_TILE_SIZES if page.places == _TILES else _STRIP_SIZES] = (
            4,
            many,
            struct.pack(f"{order}{many}L", *lengths),
        )
        entries = b""
        for tag, (type, count, value) in sorted(tags.items()):
            if len(value) <= 4:
                field = value.ljust(4, b"\x00")
            else:
                field = struct.pack(order + "L", len(out))
                out += value + b"\x00" * (len(value) % 2)
            entries += struct.pack(order + "HHL", tag, type, count) + field
        struct.pack_into(order + "L", out, link, len(out))
        out += struct.pack(order + "H", len(tags)) + entries
        link = len(out)
        out += b"\x00" * 4
    return bytes(out)
