"""PNG and animated PNG (W3C, third edition): chunks that the picture needs, each with its sum checked."""

import struct
import zlib

from goodoffices.engines.papers.images.checks import check_pixels, tell_trailing
from goodoffices.engines.papers.images.exif import orientation_alone, read_exif
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP",
         b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"}  # fmt: skip
_NAMES = {b"tEXt": "comment", b"zTXt": "comment", b"iTXt": "comment", b"tIME": "dates"}
_MOST_PROFILE = 8_000_000  # bytes of a colour profile, unpacked


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk with its length and sum."""
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def clean_png(data: bytes, limits: Limits, told: Told) -> bytes:
    """The picture without texts, times, camera data and chunks of programs. `NotTaken` if it is unsafe."""
    kept, at, frames, seen = [SIGNATURE], len(SIGNATURE), 0, False
    width = height = 0
    while True:
        kind, body, at = _chunk_at(data, at)
        if len(kept) == 1 and kind != b"IHDR":
            raise NotTaken("damaged")
        if kind == b"IHDR":
            if width or len(body) != 13:
                raise NotTaken("damaged")
            width, height = struct.unpack_from(">LL", body)
            check_pixels(width, height, limits)
        elif kind == b"iCCP":
            _check_profile(body)
        frames += kind == b"fcTL"
        seen = seen or kind == b"IDAT"
        if kind in _KEPT:
            kept.append(chunk(kind, body))
        elif not kind[0] & 0x20:
            raise NotTaken("damaged")  # it would be needed, and is not known
        elif kind == b"eXIf":
            orientation, names = read_exif(body)
            told.name("metadata-removed", *names)
            if orientation != 1:
                told.tell("orientation-kept")
                kept.append(chunk(kind, orientation_alone(orientation)))
        else:
            told.name(
                "metadata-removed", "xmp" if body.startswith(b"XML:com.adobe.xmp") else _NAMES.get(kind, "private")
            )
        if kind == b"IEND":
            break
    if not seen:
        raise NotTaken("damaged")
    if frames:
        if frames > limits.frames:
            raise NotTaken("members", count=frames, most=limits.frames)
        told.tell("frames", frames)
    tell_trailing(data[at:], told)
    return b"".join(kept)


def _chunk_at(data: bytes, at: int) -> tuple[bytes, bytes, int]:
    if at + 12 > len(data):
        raise NotTaken("truncated")
    length, kind = struct.unpack_from(">L4s", data, at)
    last = at + 12 + length
    if last > len(data):
        raise NotTaken("truncated")
    if zlib.crc32(data[at + 4 : last - 4]) != struct.unpack_from(">L", data, last - 4)[0]:
        raise NotTaken("damaged")
    return kind, data[at + 8 : last - 4], last


def _check_profile(body: bytes) -> None:
    try:
        inflate = zlib.decompressobj()
        inflate.decompress(body[body.index(b"\x00") + 2 :], _MOST_PROFILE)
    except (ValueError, zlib.error):
        raise NotTaken("damaged") from None
    if inflate.unconsumed_tail:
        raise NotTaken("bomb")
