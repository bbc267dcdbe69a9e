"""WebP (RFC 9649): the picture, its alpha, frames and colour profile; of camera data, the orientation."""

import struct

from goodoffices.engines.papers.images.checks import check_pixels, tell_trailing
from goodoffices.engines.papers.images.exif import orientation_alone, read_exif
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told

_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_EXIF, _XMP = 0x08, 0x04  # flags of VP8X


def clean_webp(data: bytes, limits: Limits, told: Told) -> bytes:
    """The picture without camera data, XMP and unknown chunks. `NotTaken` if it is unsafe."""
    if len(data) < 12:
        raise NotTaken("truncated")
    end = 8 + struct.unpack_from("<L", data, 4)[0]
    if end > len(data):
        raise NotTaken("truncated")
    kept: list[tuple[bytes, bytes]] = []
    exif, frames, at = b"", 0, 12
    while at < end:
        kind, body, at = _chunk_at(data, at, end)
        if kind == b"EXIF":
            exif = _orientation(body, told)
        elif kind in _KEPT:
            _check_size(kind, body, limits)
            frames += kind == b"ANMF"
            kept.append((kind, body))
        else:
            told.name("metadata-removed", "xmp" if kind == b"XMP " else "private")
    if not any(kind in {b"VP8 ", b"VP8L", b"ANMF"} for kind, _body in kept):
        raise NotTaken("damaged")
    if frames > limits.frames:
        raise NotTaken("members", count=frames, most=limits.frames)
    told.tell("frames", frames)
    tell_trailing(data[end:], told)
    return _written(kept, exif)


def _chunk_at(data: bytes, at: int, end: int) -> tuple[bytes, bytes, int]:
    if at + 8 > end:
        raise NotTaken("damaged")
    kind, length = struct.unpack_from("<4sL", data, at)
    if at + 8 + length > end:
        raise NotTaken("truncated")
    return kind, data[at + 8 : at + 8 + length], at + 8 + length + length % 2


def _check_size(kind: bytes, body: bytes, limits: Limits) -> None:
    """The extent that each kind of chunk declares."""
    if kind == b"VP8X" and len(body) >= 10:
        width, height = (1 + int.from_bytes(body[at : at + 3], "little") for at in (4, 7))
    elif kind == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    elif kind == b"ANMF" and len(body) >= 16:
        width, height = (1 + int.from_bytes(body[at : at + 3], "little") for at in (6, 9))
    elif kind in {b"ALPH", b"ANIM", b"ICCP"}:
        return
    else:
        raise NotTaken("damaged")
    check_pixels(width, height, limits)


def _orientation(body: bytes, told: Told) -> bytes:
    orientation, names = read_exif(body.removeprefix(b"Exif\x00\x00"))
    told.name("metadata-removed", *names)
    if orientation == 1:
        return b""
    told.tell("orientation-kept")
    return orientation_alone(orientation)


def _written(kept: list[tuple[bytes, bytes]], exif: bytes) -> bytes:
    chunks = []
    extended = False
    for kind, body in kept:
        if kind == b"VP8X":
            extended = True
            body = bytes([body[0] & ~(_EXIF | _XMP) & 0xFF | (_EXIF if exif else 0)]) + body[1:]
        chunks.append(struct.pack("<4sL", kind, len(body)) + body + b"\x00" * (len(body) % 2))
    if exif and extended:
        chunks.append(struct.pack("<4sL", b"EXIF", len(exif)) + exif + b"\x00" * (len(exif) % 2))
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<L", len(content)) + content
